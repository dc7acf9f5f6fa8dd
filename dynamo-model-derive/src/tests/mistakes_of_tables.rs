use proc_macro2::TokenStream;
use quote::quote;

use super::of_model;

/// The messages for a model with these entries on the struct.
fn of(entries: &TokenStream) -> Vec<String> {
    of_model(quote! {
        #[model(#entries)]
        struct Session {
            #[model(hash_key)] id: u64,
            expires_at: u64,
            #[model(skip)] cache: Cache,
        }
    })
}

#[test]
fn accepts_every_option() {
    let accepted = [
        quote!(billing = "on_demand"),
        quote!(billing = "provisioned"),
        quote!(billing = "provisioned", read_units = 5),
        quote!(write_units = 5),
        quote!(table_class = "standard", deletion_protection, stream = "new"),
        quote!(deletion_protection = false, stream = "new_and_old", point_in_time_recovery),
        quote!(deletion_protection = true, point_in_time_recovery = false, stream = "old"),
        quote!(point_in_time_recovery = 35, encryption = "owned"),
        quote!(point_in_time_recovery = 1, encryption_key = "alias/sessions"),
        quote!(tags(team = "search", "cost:center" = "42", r#type = "",)),
        quote!(tags(), warm_throughput(read = 12000, write = 4000), ttl = expires_at),
    ];
    for entries in accepted {
        assert_eq!(of(&entries), Vec::<String>::new(), "{entries}");
    }
}

#[test]
fn units_go_with_provisioned_billing() {
    assert_eq!(
        of(&quote!(billing = "on_demand", read_units = 5)),
        ["a table with units is not on demand: remove `billing`, or `read_units` and `write_units`"]
    );
    assert_eq!(
        of(&quote!(billing = "ondemand")),
        ["unknown `billing`: `ondemand`; did you mean `on_demand`?"]
    );
    assert_eq!(
        of(&quote!(read_units = 0, write_units = 99999999999999999999)),
        ["`read_units` is a whole number of at least 1", "`write_units` is a whole number of at least 1"]
    );
    assert_eq!(of(&quote!(read_units)), ["`read_units` takes a whole number: write `read_units = 5`"]);
}

#[test]
fn choices_come_with_the_nearest_known() {
    assert_eq!(
        of(&quote!(table_class = "infrequent")),
        ["unknown `table_class`: `infrequent`; known: `standard`, `infrequent_access`"]
    );
    assert_eq!(
        of(&quote!(stream = "newAndOld")),
        ["unknown `stream`: `newAndOld`; did you mean `new_and_old`?"]
    );
    assert_eq!(of(&quote!(stream)), ["`stream` takes a text: write `stream = \"..\"`"]);
    assert_eq!(of(&quote!(encryption = "aws")), ["unknown `encryption`: `aws`; known: `owned`, `managed`"]);
    assert_eq!(of(&quote!(tll = expires_at)), ["unknown attribute `tll`; did you mean `ttl`?"]);
}

#[test]
fn switches_are_words_or_truth_values() {
    assert_eq!(
        of(&quote!(deletion_protection = "yes")),
        ["`deletion_protection` stands alone or with a truth value: write `deletion_protection` or \
             `deletion_protection = false`"]
    );
    let message = "`point_in_time_recovery` stands alone, or with days or a truth value: write `point_in_time_recovery` \
                   or `point_in_time_recovery = 7`";
    assert_eq!(of(&quote!(point_in_time_recovery = "7")), [message]);
    assert_eq!(of(&quote!(point_in_time_recovery(7))), [message]);
    for days in [quote!(0), quote!(36), quote!(1000)] {
        assert_eq!(
            of(&quote!(point_in_time_recovery = #days)),
            ["backups are kept for 1 to 35 days"],
            "{days}"
        );
    }
}

#[test]
fn a_table_is_encrypted_with_one_key() {
    assert_eq!(
        of(&quote!(encryption = "managed", encryption_key = "alias/x")),
        ["a table is encrypted with one key: remove `encryption` or `encryption_key`"]
    );
    assert_eq!(
        of(&quote!(encryption_key = "")),
        ["`encryption_key` is the id, ARN or alias of a key, and this is empty"]
    );
}

#[test]
fn tags_are_keys_with_values() {
    let message = "`tags` takes keys with values: write `tags(team = \"search\", \"cost:center\" = \"42\")`";
    for entries in [quote!(tags), quote!(tags = "x"), quote!(tags(team)), quote!(tags(team = 5))] {
        assert_eq!(of(&entries), [message], "{entries}");
    }
    let (key, value) = ("k".repeat(129), "v".repeat(257));
    assert_eq!(
        of(&quote!(tags(team = "a", "team" = "b", "aws:x" = "c", "" = "d", #key = #value))),
        [
            "duplicate tag `team`: keep one of them",
            "tags that begin with `aws:` belong to AWS: give this another key",
            "the key of a tag has 1 to 128 characters",
            "the key of a tag has 1 to 128 characters",
            "the value of a tag has at most 256 characters",
        ]
    );
    let keys = (0..51).map(|at| format!("k{at}"));
    assert_eq!(of(&quote!(tags(#(#keys = ""),*))), ["a table has at most 50 tags, and this has 51"]);
}

#[test]
fn warm_throughput_is_more_than_every_table_has() {
    let message = "`warm_throughput` takes units: write `warm_throughput(read = 12000, write = 4000)`";
    assert_eq!(of(&quote!(warm_throughput)), [message]);
    assert_eq!(of(&quote!(warm_throughput())), [message]);
    assert_eq!(
        of(&quote!(warm_throughput(read = 11999, write = 3999))),
        ["`read` is a whole number of at least 12000", "`write` is a whole number of at least 4000"]
    );
    assert_eq!(
        of(&quote!(warm_throughput(raed = 20000, write = 4000))),
        ["unknown option of `warm_throughput` `raed`; did you mean `read`?"]
    );
}

#[test]
fn time_to_live_names_a_field() {
    assert_eq!(of(&quote!(ttl)), ["`ttl` takes a field: write `ttl = expires_at`"]);
    assert_eq!(
        of(&quote!(ttl = "expires_at")),
        ["`ttl` takes a field: write `ttl = expires_at`; fields stand without quotes"]
    );
    assert_eq!(of(&quote!(ttl = expire_at)), ["there is no field `expire_at`; did you mean `expires_at`?"]);
    assert_eq!(
        of(&quote!(ttl = cache)),
        ["`cache` is not stored and cannot say when an item expires: name another field"]
    );
}

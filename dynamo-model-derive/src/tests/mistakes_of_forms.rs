use proc_macro2::TokenStream;
use quote::quote;

use super::of_document;

/// The messages for a field with these entries.
fn of_field(entries: &TokenStream) -> Vec<String> {
    of_document(quote!(
        struct Document {
            #[model(#entries)]
            at: At,
        }
    ))
}

#[test]
fn accepts_every_form() {
    let forms = [
        "rfc3339",
        "epoch_seconds",
        "epoch_millis",
        "epoch_micros",
        "epoch_nanos",
        "simple",
        "binary",
        "list",
        "text",
        "json",
        "json_text",
        "weeks",
        "days",
        "hours",
        "minutes",
        "seconds",
        "millis",
        "micros",
        "nanos",
        "%Y-%m-%d",
    ];
    for form in forms {
        assert_eq!(of_field(&quote!(as = #form)), Vec::<String>::new(), "{form}");
    }
    for tz in ["require", "assume_utc", "convert"] {
        assert_eq!(of_field(&quote!(tz = #tz)), Vec::<String>::new(), "{tz}");
        assert_eq!(of_field(&quote!(as = "rfc3339", tz = #tz)), Vec::<String>::new(), "{tz}");
        assert_eq!(of_field(&quote!(as = "%d %z", tz = #tz)), Vec::<String>::new(), "{tz}");
    }
}

#[test]
fn unknown_forms_come_with_the_nearest_known() {
    assert_eq!(
        of_field(&quote!(as = "epoch_secs")),
        ["unknown form `epoch_secs`; did you mean `epoch_seconds`?"]
    );
    assert_eq!(of_field(&quote!(as = "rfc-3339")), ["unknown form `rfc-3339`; did you mean `rfc3339`?"]);
    assert_eq!(
        of_field(&quote!(as = "unix")),
        [
            "unknown form `unix`; known: `rfc3339`, `epoch_seconds`, `epoch_millis`, `epoch_micros`, `epoch_nanos`, \
             `simple`, `binary`, `list`, `text`, `json`, `json_text`, `weeks`, `days`, `hours`, `minutes`, `seconds`, \
             `millis`, `micros`, `nanos`, and patterns of time such as `%Y-%m-%d`"
        ]
    );
    assert_eq!(
        of_field(&quote!(as)),
        ["`as` takes the name of a form or a type: write `as = \"epoch_seconds\"`"]
    );
}

#[test]
fn a_zone_goes_with_times_in_text() {
    let message = "`tz` goes with times that are stored as text: `as = \"rfc3339\"` or a pattern";
    for form in [quote!("epoch_seconds"), quote!("hours"), quote!("json"), quote!(crate::Own)] {
        assert_eq!(of_field(&quote!(as = #form, tz = "convert")), [message], "{form}");
    }
    assert_eq!(
        of_field(&quote!(tz = "utc")),
        ["unknown rule for time zones `utc`; known: `require`, `assume_utc`, `convert`"]
    );
}

#[test]
fn only_durations_are_truncated() {
    let message = "`truncate` goes with a unit of durations: write `as = ..` with one of `weeks`, `days`, `hours`, \
                   `minutes`, `seconds`, `millis`, `micros`, `nanos`";
    for entries in [quote!(truncate), quote!(as = "epoch_seconds", truncate), quote!(as = "%Y", truncate)] {
        assert_eq!(of_field(&entries), [message], "{entries}");
    }
    assert_eq!(of_field(&quote!(as = "minutes", truncate)), Vec::<String>::new());
}

#[test]
fn an_empty_value_is_kept_or_absent() {
    assert_eq!(of_field(&quote!(empty = "keep")), Vec::<String>::new());
    assert_eq!(of_field(&quote!(empty = "null")), ["`empty` is `\"keep\"` or `\"absent\"`"]);
    assert_eq!(of_field(&quote!(empty)), ["`empty` takes a text: write `empty = \"..\"`"]);
}

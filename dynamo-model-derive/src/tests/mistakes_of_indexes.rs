use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::of_model;

/// The messages for a composite model with these entries on the struct.
fn of(entries: &TokenStream) -> Vec<String> {
    of_model(quote! {
        #[model(#entries)]
        struct Order {
            #[model(hash_key)] shop: String,
            #[model(range_key)] id: u64,
            status: Option<String>,
            #[model(default)] at: u64,
            city: String,
            #[model(flatten)] stamp: Stamp,
            #[model(skip)] cache: Cache,
            #[model(rest)] extra: BTreeMap<String, Value>,
        }
    })
}

/// The messages for one global index with these entries.
fn of_index(entries: &TokenStream) -> Vec<String> {
    of(&quote!(index(name = "by_status", #entries)))
}

/// The messages for one local index with these entries.
fn of_local(entries: &TokenStream) -> Vec<String> {
    of(&quote!(local_index(name = "by_at", #entries)))
}

#[test]
fn accepts_every_entry() {
    let found = of(&quote! {
        index(name = "by_status", hash = status),
        index(name = "by-city", hash(city, status), range(at, shop), projection = "keys", handle = "CITIES"),
        index(name = "1st", hash = id, range = shop, projection = include(at, city), handle = "FIRST"),
        index(name = "units", hash(city,), projection = "all", read_units = 5, write_units = 1),
        read_units = 1,
        local_index(name = "by_at", range = at, projection = include(status)),
        local_index(name = "by.city", range(city), projection = "keys", handle = "LOCAL_CITIES")
    });
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        of_model(quote! {
            #[model(index(name = "by_type", hash = r#type, range = type))]
            struct Order { #[model(hash_key)] id: u64, r#type: String }
        }),
        ["`type` is in the key of this index already: remove it here"]
    );
}

#[test]
fn fields_are_named_as_in_rust() {
    let unknown = "there is no field `sttaus`; did you mean `status`?";
    assert_eq!(of_index(&quote!(hash = sttaus)), [unknown]);
    assert_eq!(of_index(&quote!(hash(city, sttaus), range = sttaus)).len(), 2);
    assert_eq!(of_index(&quote!(hash = city, projection = include(sttaus))), [unknown]);
    assert_eq!(of_index(&quote!(hash = nothing_like_it)), ["there is no field `nothing_like_it`"]);
    assert_eq!(
        of_index(&quote!(hash = "status")),
        [
            "`hash` takes a field, or several: write `hash = field` or `hash(a, b)`; fields stand without quotes"
        ]
    );
    let message = "`range` takes a field, or several: write `range = field` or `range(a, b)`";
    for entries in [quote!(range), quote!(range()), quote!(range = 5)] {
        assert_eq!(of_index(&quote!(hash = city, #entries)), [message], "{entries}");
    }
}

#[test]
fn an_index_has_a_name_and_a_hash_key() {
    assert_eq!(of(&quote!(index(hash = city))), ["an index has a name: write `name = \"..\"`"]);
    assert_eq!(of_index(&quote!()), ["an index has a hash key: write `hash = field`"]);
    assert_eq!(of(&quote!(index())).len(), 2);
    assert_eq!(
        of(&quote!(index)),
        ["`index` takes a name and a key: write `index(name = \"by_status\", hash = status)`"]
    );
    assert_eq!(
        of(&quote!(local_index = "by_at")),
        ["`local_index` takes a name and a key: write `local_index(name = \"by_date\", range = date)`"]
    );
    assert_eq!(
        of(&quote!(index(name = "by city", hash = city))),
        ["the name of an index holds only `a-z A-Z 0-9 _ . -`, and `by city` has ' '"]
    );
    assert_eq!(
        of(&quote!(index(name = "ab", hash = city))),
        ["the name of an index has 3 to 255 characters, and this has 2"]
    );
    let long = "x".repeat(256);
    assert_eq!(
        of(&quote!(index(name = #long, hash = city))),
        ["the name of an index has 3 to 255 characters, and this has 256"]
    );
    assert_eq!(
        of(&quote!(index(name = "twice", hash = city), local_index(name = "twice", range = at))),
        ["another index is named `twice` too: give one of them another name"]
    );
}

#[test]
fn a_misspelt_entry_is_one_mistake() {
    assert_eq!(of_index(&quote!(hsah = city)), ["unknown option of an index `hsah`; did you mean `hash`?"]);
    assert_eq!(of(&quote!(index(nmae = "x", hash = city))).len(), 1);
    assert_eq!(of_index(&quote!(hash_key = city)), ["in an index this is `hash`: write `hash = field`"]);
    assert_eq!(of_index(&quote!(hash = city, hash = at)), ["duplicate `hash`: keep one of them"]);
    assert_eq!(
        of_index(&quote!(hash = city, include(at))),
        ["`include` is a projection: write `projection = include(a, b)`"]
    );
    assert_eq!(
        of(&quote!(indx(name = "by_city", hash = city))),
        ["unknown attribute `indx`; did you mean `index`?"]
    );
}

#[test]
fn handles_are_told_apart() {
    assert_eq!(
        of(&quote!(index(name = "status", hash = city))),
        ["the field `status` has the handle `STATUS` too: name this one with `handle = \"..\"` in the index"]
    );
    assert_eq!(
        of(&quote!(index(name = "byCity", hash = city), index(name = "by_city", hash = city))),
        [
            "the index `byCity` has the handle `BY_CITY` too: name this one with `handle = \"..\"` in the index"
        ]
    );
    assert_eq!(
        of(&quote!(index(name = "by_city", hash = city, handle = "EXTRA"))),
        ["the field `extra` has the handle `EXTRA` too: name this one with `handle = \"..\"` in the index"]
    );
    assert_eq!(
        of(&quote!(index(name = "by-city.v2", hash = city))),
        ["`BY-CITY.V2` cannot be the name of a handle: add one, such as `handle = \"BY_CITY_V2\"`"]
    );
    assert_eq!(
        of(&quote!(index(name = "2nd", hash = city))),
        ["`2ND` cannot be the name of a handle: add one, such as `handle = \"BY_2ND\"`"]
    );
    assert_eq!(
        of_index(&quote!(hash = city, handle = "by status")),
        ["`by status` cannot be the name of a handle: it is no identifier"]
    );
}

#[test]
fn a_key_has_up_to_four_attributes_each_once() {
    assert_eq!(
        of_model(quote! {
            #[model(index(name = "all_of_it", hash(a, b, c, d, e), range(a, f)))]
            struct Order { #[model(hash_key)] a: u8, b: u8, c: u8, d: u8, e: u8, f: u8 }
        }),
        [
            "a hash key has at most 4 attributes, and this has 5",
            "`a` is in the key of this index already: remove it here"
        ]
    );
    assert_eq!(
        of_index(&quote!(hash(city, city))),
        ["`city` is in the key of this index already: remove it here"]
    );
    let long = "x".repeat(256);
    assert_eq!(
        of_model(quote! {
            #[model(index(name = "by_name", hash = name))]
            struct Order { #[model(hash_key)] id: u8, #[model(rename = #long)] name: String }
        }),
        ["the name of a key attribute has at most 255 bytes, and `name` is stored under one of 256"]
    );
}

#[test]
fn what_is_no_attribute_is_in_no_index() {
    let reasons = [
        ("cache", "is not stored"),
        ("stamp", "is flattened, so that it is no attribute of its own,"),
        ("extra", "keeps attributes that are not known"),
    ];
    for (field, reason) in reasons {
        let ident = Ident::new(field, Span::call_site());
        assert_eq!(
            of_index(&quote!(hash = city, range = #ident)),
            [format!("`{field}` {reason} and cannot be the key of an index: name another field")]
        );
        assert_eq!(
            of_index(&quote!(hash = city, projection = include(#ident))),
            [format!("`{field}` {reason} and cannot be included in an index: name another field")]
        );
    }
}

#[test]
fn a_local_index_orders_the_items_of_the_tables_hash_key_anew() {
    assert_eq!(of_local(&quote!()), ["a local index has a range key: write `range = field`"]);
    for hash in [quote!(hash = city), quote!(hash_key = city), quote!(hash(city, at))] {
        assert_eq!(
            of_local(&quote!(range = at, #hash)),
            ["a local index has the hash key of the table: remove it, or write `index(..)`"],
            "{hash}"
        );
    }
    assert_eq!(
        of_local(&quote!(range = at, read_units = 5)),
        ["a local index takes the units of the table: remove it, or write `index(..)`"]
    );
    assert_eq!(
        of_local(&quote!(range(at, city))),
        ["the range key of a local index is one attribute: remove this, or write `index(..)`"]
    );
    assert_eq!(of_local(&quote!(range = id)), ["the table is ordered by `id` already: name another field"]);
    assert_eq!(
        of_local(&quote!(range = shop)),
        ["`shop` is in the key of this index already: remove it here"]
    );
    assert_eq!(
        of_model(quote! {
            #[model(local_index(name = "by_at", range = at))]
            struct Order { #[model(hash_key)] id: u64, at: u64 }
        }),
        [
            "a local index orders the items of a hash key anew, and this table has no range key: mark one field with \
             `#[model(range_key)]`, or write `index(..)`"
        ]
    );
}

#[test]
fn an_index_includes_what_it_does_not_have_anyway() {
    let of_table = "is a key of the table, which the index holds anyway: remove it";
    let of_own = "is a key of the index, which the index holds anyway: remove it";
    assert_eq!(
        of_index(&quote!(hash = city, range = at, projection = include(shop, id, city, at, status, status))),
        [
            format!("`shop` {of_table}"),
            format!("`id` {of_table}"),
            format!("`city` {of_own}"),
            format!("`at` {of_own}"),
            "`status` is included already: remove it here".to_owned(),
        ]
    );
    assert_eq!(
        of_index(&quote!(hash = city, projection = include())),
        ["`include()` includes nothing: write `projection = \"keys\"`"]
    );
    assert_eq!(
        of_index(&quote!(hash = city, projection = "include")),
        ["name what is included: write `projection = include(a, b)`"]
    );
    assert_eq!(
        of_index(&quote!(hash = city, projection = "key")),
        ["unknown projection `key`; did you mean `\"keys\"`?"]
    );
    let message = "`projection` is `\"all\"`, `\"keys\"` or `include(a, b)`: write `projection = \"all\"`";
    for entries in [quote!(projection), quote!(projection = all), quote!(projection = 5)] {
        assert_eq!(of_index(&quote!(hash = city, #entries)), [message], "{entries}");
    }
}

#[test]
fn a_table_has_only_so_many_indexes() {
    let indexes = |count: usize, keyword: &str, key: &TokenStream| -> TokenStream {
        let keyword = Ident::new(keyword, Span::call_site());
        let names = (0..count).map(|at| format!("{keyword}_{at}"));
        quote!(#(#keyword(name = #names, #key),)*)
    };
    let (hash, range) = (quote!(hash = city), quote!(range = at));
    let (most, more) = (indexes(20, "index", &hash), indexes(22, "index", &hash));
    let (most_local, more_local) = (indexes(5, "local_index", &range), indexes(6, "local_index", &range));
    assert_eq!(of(&quote!(#most #most_local)), Vec::<String>::new());
    assert_eq!(
        of(&quote!(#more #more_local)),
        [
            "a table has at most 20 global indexes: remove 2 of them",
            "a table has at most 5 local indexes: remove 1 of them"
        ]
    );
}

#[test]
fn all_indexes_together_include_only_so_many_attributes() {
    let fields: Vec<Ident> = (0..51).map(|at| Ident::new(&format!("f{at}"), Span::call_site())).collect();
    let of = |second: &[Ident]| {
        let first = &fields[..50];
        of_model(quote! {
            #[model(
                index(name = "one", hash = key, projection = include(#(#first),*)),
                index(name = "two", hash = key, projection = include(#(#second),*))
            )]
            struct Wide { #[model(hash_key)] id: u64, key: u64, #(#fields: u64),* }
        })
    };
    assert_eq!(of(&fields[..50]), Vec::<String>::new());
    assert_eq!(
        of(&fields),
        [
            "all indexes of a table together include at most 100 attributes, and with this one it is 101: write \
             `projection = \"all\"`"
        ]
    );
}

#[test]
fn the_units_of_an_index_go_with_those_of_the_table() {
    let message = "the table is paid for by the request, so that its indexes have no units: remove them, or give units \
                   to the table too";
    assert_eq!(of_index(&quote!(hash = city, read_units = 5)), [message]);
    assert_eq!(
        of(&quote!(billing = "on_demand", index(name = "by_city", hash = city, write_units = 5))),
        [message]
    );
    assert_eq!(
        of(&quote!(read_units = 5, index(name = "by_city", hash = city, write_units = 0))),
        ["`write_units` is a whole number of at least 1"]
    );
    assert_eq!(
        of_index(&quote!(hash = city, read_units = "5")),
        ["`read_units` takes a whole number: write `read_units = 5`"]
    );
    // Whether the table has units is in doubt.
    assert_eq!(
        of(&quote!(billing = "x", index(name = "by_city", hash = city, write_units = 5))),
        ["unknown `billing`: `x`; known: `on_demand`, `provisioned`"]
    );
}

#[test]
fn an_index_stands_on_the_struct_of_a_model() {
    assert_eq!(
        of_model(quote! {
            struct Order { #[model(hash_key)] id: u64, #[model(index(name = "by_at", hash = at))] at: u64 }
        }),
        ["`index` belongs on the struct, not on a field"]
    );
    let found = super::of_document(quote! {
        #[model(index(name = "by_at", hash = at))]
        struct Stamp { at: u64 }
    });
    assert_eq!(
        found,
        [
            "`index` has no meaning for `derive(Document)`; known: `new`, `crate`, `rename_all`, `validate`, `unknown`"
        ]
    );
}

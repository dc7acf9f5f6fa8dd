use proc_macro2::TokenStream;
use quote::quote;

use super::{of_document, of_model};

/// The messages for a document with these fields.
fn of_fields(fields: &TokenStream) -> Vec<String> {
    of_document(quote!(struct Address { #fields }))
}

#[test]
fn accepts_every_attribute_of_a_document() {
    let found = of_document(quote! {
        #[model(new = "make", rename_all = "camelCase", unknown = "drop", crate = "crate::dm")]
        #[validate(schema(function = check))]
        struct Address<T> {
            #[validate(each(length(max = 80)), length(min = 1))] lines: Vec<String>,
            #[model(rename = "zip", alias = "postCode", sensitive, empty = "absent")] post_code: String,
            #[model(as = "%Y-%m-%d %z", tz = "convert", read_only)] since: DateTime<Utc>,
            #[model(as = "hours", truncate)] every: Option<Duration>,
            #[model(as = crate::YesNo)] is_open: bool,
            #[model(flatten)] #[validate(nested)] stamp: Stamp,
            #[model(rest)] extra: BTreeMap<String, Value>,
            #[model(skip)] cache: T,
        }
    });
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        of_document(quote!(
            struct Nothing {}
        )),
        Vec::<String>::new()
    );
}

#[test]
fn is_derived_for_a_struct_with_named_fields() {
    let prefix = "`Document` is derived for a struct with named fields, and `Address` is ";
    let cases = [
        (
            quote!(
                enum Address {
                    A,
                }
            ),
            "an enum: derive `Attribute` for it",
        ),
        (quote!(union Address { a: u8 }), "a union"),
        (
            quote!(
                struct Address(String);
            ),
            "a tuple struct: derive `Attribute` for it",
        ),
        (
            quote!(
                struct Address;
            ),
            "a unit struct",
        ),
    ];
    for (input, kind) in cases {
        assert_eq!(of_document(input), [format!("{prefix}{kind}")]);
    }
}

#[test]
fn has_no_key_and_no_table() {
    for keyword in [quote!(hash_key), quote!(range_key)] {
        assert_eq!(
            of_fields(&quote!(#[model(#keyword)] city: String)),
            [format!("`{keyword}` belongs in a model: a document has no key")]
        );
    }
    assert_eq!(
        of_document(quote!(
            #[model(table = "addresses")]
            struct Address {
                city: String,
            }
        )),
        [
            "`table` has no meaning for `derive(Document)`; known: `new`, `crate`, `rename_all`, `validate`, `unknown`"
        ]
    );
}

#[test]
fn unknown_names_come_with_those_that_a_document_has() {
    assert_eq!(
        of_fields(&quote!(#[model(flaten)] stamp: Stamp)),
        ["unknown attribute `flaten`; did you mean `flatten`?"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(primary)] city: String)),
        [
            "unknown attribute `primary`; known: `rename`, `default`, `read_default`, `skip`, `handle`, `required`, \
             `optional`, `read_only`, `alias`, `as`, `tz`, `truncate`, `flatten`, `rest`, `sensitive`, `empty`"
        ]
    );
}

#[test]
fn owns_its_values() {
    assert_eq!(
        of_document(quote!(
            struct Address<'a> {
                city: &'a str,
            }
        )),
        ["a document owns its values: remove the lifetime, and store `String` rather than `&str`"]
    );
}

#[test]
fn one_field_at_most_keeps_what_is_unknown() {
    assert_eq!(
        of_fields(&quote!(#[model(rest)] a: Rest, #[model(rest)] b: Rest)),
        ["`a` has `rest` already: remove one of them"]
    );
    let keeps = quote!(
        struct Address {
            #[model(rest)]
            extra: Rest,
        }
    );
    assert_eq!(
        of_document(quote!(#[model(unknown = "deny")] #keeps)),
        ["`extra` keeps the attributes that are not known: remove `unknown` or `rest`"]
    );
    assert_eq!(of_document(quote!(#[model(unknown = "drop")] #keeps)), Vec::<String>::new());
    assert_eq!(
        of_document(quote!(
            #[model(unknown = "keep")]
            struct Address {}
        )),
        ["to keep them, mark a map field: `#[model(rest)] extra: BTreeMap<String, Value>`"]
    );
    assert_eq!(
        of_document(quote!(
            #[model(unknown = "ignore")]
            struct Address {}
        )),
        ["`unknown` is `\"drop\"`, the default, or `\"deny\"`"]
    );
}

#[test]
fn a_field_of_many_attributes_is_none_of_its_own() {
    let message = |keyword| {
        format!("a field with `{keyword}` is no attribute of its own, so this has no effect: remove one")
    };
    for keyword in ["flatten", "rest"] {
        let ident = quote::format_ident!("{keyword}");
        for other in [
            quote!(rename = "x"),
            quote!(alias = "x"),
            quote!(required),
            quote!(optional),
            quote!(read_only),
            quote!(sensitive),
            quote!(read_default = 1),
            quote!(empty = "absent"),
        ] {
            assert_eq!(of_fields(&quote!(#[model(#ident, #other)] a: A)), [message(keyword)], "{other}");
        }
        assert_eq!(
            of_fields(&quote!(#[model(#ident, as = "json")] a: A)),
            [format!("a field with `{keyword}` is no attribute of its own: remove `as`")]
        );
        assert_eq!(
            of_fields(&quote!(#[model(#ident, default = A)] a: A)),
            [format!("a field with `{keyword}` has its type's default: write `default` alone")]
        );
        assert_eq!(
            of_model(quote!(
                struct M {
                    #[model(hash_key)]
                    id: u8,
                    #[model(#ident, range_key)]
                    a: A,
                }
            )),
            [message(keyword)]
        );
    }
    assert_eq!(
        of_fields(&quote!(#[model(flatten, rest)] a: A)),
        ["a field is `flatten` or `rest`, not both: remove one of them"]
    );
}

#[test]
fn a_skipped_field_is_none() {
    for other in
        [quote!(flatten), quote!(rest), quote!(sensitive), quote!(as = "json"), quote!(empty = "absent")]
    {
        assert_eq!(
            of_fields(&quote!(#[model(skip, #other)] cache: A)),
            ["a field with `skip` is not stored, so this has no effect: remove one"],
            "{other}"
        );
    }
}

#[test]
fn rules_of_the_whole_are_functions() {
    let of_whole = |rule: TokenStream| {
        of_document(quote!(
            #[validate(#rule)]
            struct Address {
                city: String,
            }
        ))
    };
    assert_eq!(of_whole(quote!(schema(function = check, code = "c", message = "m"))), Vec::<String>::new());
    assert_eq!(
        of_whole(quote!(schema(code = "c"))),
        ["rule `schema` needs `function`: write `schema(function = check)`"]
    );
    assert_eq!(
        of_whole(quote!(schema(function = check, skip_on_field_errors = 1))),
        ["this takes `true` or `false`"]
    );
    assert_eq!(
        of_whole(quote!(schemas(function = check))),
        ["unknown rule of the whole struct `schemas`; did you mean `schema`?"]
    );
}

#[test]
fn attributes_that_stand_alone_take_no_value() {
    for keyword in ["flatten", "rest", "sensitive", "truncate"] {
        let ident = quote::format_ident!("{keyword}");
        assert_eq!(
            of_fields(&quote!(#[model(#ident = "x")] a: A)),
            [format!("`{keyword}` takes no value: write `{keyword}` alone")]
        );
    }
}

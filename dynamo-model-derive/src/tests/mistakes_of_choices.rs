use proc_macro2::TokenStream;
use quote::quote;

use super::of_attribute;

/// The messages for an enum with these attributes and variants.
fn of_enum(attributes: &TokenStream, variants: &TokenStream) -> Vec<String> {
    of_attribute(quote!(#attributes enum Shape { #variants }))
}

#[test]
fn accepts_every_tagging() {
    let data = quote!(
        Nothing,
        Circle(u8),
        Pair(u8, u8),
        Square {
            #[model(rename = "w")]
            width: u32
        }
    );
    let beside = quote!(
        Nothing,
        At(Address),
        Square {
            #[model(default)]
            width: u32
        },
        #[model(other)]
        Other(Value)
    );
    let cases = [
        (
            quote!(),
            quote!(
                A,
                #[model(rename = "bee", alias = "b")]
                B,
                #[model(other)]
                Other(String)
            ),
        ),
        (
            quote!(#[model(rename_all = "snake_case", crate = "crate::dm")]),
            quote!(
                A,
                B,
                #[model(other)]
                Unknown
            ),
        ),
        (quote!(#[model(external, rename_all_fields = "camelCase")]), data.clone()),
        (quote!(#[model(tag = "t", content = "c")]), data),
        (quote!(#[model(tag = "t")]), beside),
    ];
    for (attributes, variants) in cases {
        assert_eq!(of_enum(&attributes, &variants), Vec::<String>::new(), "{attributes} {variants}");
    }
}

#[test]
fn data_needs_a_tag() {
    assert_eq!(
        of_enum(&quote!(), &quote!(Nothing, Circle(u8), Pair(u8, u8))),
        ["a variant of `Shape` holds data, so the enum is stored as a map and needs a tag: write \
             `#[model(tag = \"type\")]`, `#[model(tag = \"type\", content = \"value\")]` or `#[model(external)]` on it"]
    );
    assert_eq!(of_enum(&quote!(), &quote!()), ["`Shape` has no variant, so it has no value to store"]);
}

#[test]
fn taggings_exclude_one_another() {
    let cases = [
        (quote!(tag = "t", external), "an enum has a `tag` or is `external`, not both: remove one of them"),
        (
            quote!(tag = "t", content = "c", external),
            "an enum has a `tag` or is `external`, not both: remove one of them",
        ),
        (quote!(content = "c"), "`content` goes with `tag`: write `tag = \"type\", content = \"value\"`"),
        (
            quote!(content = "c", external),
            "`content` goes with `tag`: write `tag = \"type\", content = \"value\"`",
        ),
        (quote!(tag = "t", content = "t"), "`tag` and `content` are two entries: give them two names"),
        (quote!(tag), "`tag` takes a text: write `tag = \"..\"`"),
    ];
    for (attributes, message) in cases {
        assert_eq!(of_enum(&quote!(#[model(#attributes)]), &quote!(A)), [message], "{attributes}");
    }
}

#[test]
fn named_fields_or_one_document_stand_beside_a_tag() {
    let tag = quote!(#[model(tag = "kind")]);
    assert_eq!(
        of_enum(&tag, &quote!(Pair(u8, u8))),
        [
            "beside an internal `tag` a variant has named fields or holds one document: name the fields, or add \
             `content = \"..\"`"
        ]
    );
    let taken = ["the tag is stored as `kind` too: give one of them another name"];
    assert_eq!(of_enum(&tag, &quote!(A { kind: u8 })), taken);
    assert_eq!(
        of_enum(
            &tag,
            &quote!(A {
                #[model(rename = "kind")]
                a: u8
            })
        ),
        taken
    );
    assert_eq!(
        of_enum(
            &tag,
            &quote!(A {
                #[model(alias = "kind")]
                a: u8
            })
        ),
        taken
    );
    assert_eq!(
        of_enum(&quote!(#[model(tag = "kind", content = "c")]), &quote!(A { kind: u8 })),
        Vec::<String>::new()
    );
}

#[test]
fn a_variant_has_a_name_of_its_own() {
    let taken =
        |name: &str| format!("`A` is stored as `{name}` too: give one of them another name with `rename`");
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(rename = "A")]
                B
            )
        ),
        [taken("A")]
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                #[model(alias = "B")]
                A,
                B
            )
        ),
        [taken("B")]
    );
    assert_eq!(of_enum(&quote!(#[model(rename_all = "lowercase")]), &quote!(A, a)), [taken("a")]);
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(alias = "A")]
                B
            )
        ),
        ["`A` is stored as `A` too: remove the alias"]
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                #[model(alias = "A")]
                A
            )
        ),
        ["`A` is read from `A` anyway: remove it"]
    );
}

#[test]
fn the_fields_of_a_variant_have_names_of_their_own() {
    let external = quote!(#[model(external)]);
    assert_eq!(
        of_enum(
            &external,
            &quote!(A {
                x: u8,
                #[model(rename = "x")]
                y: u8
            })
        ),
        ["`x` is stored as `x` too: give one of them another name with `rename`"]
    );
    assert_eq!(of_enum(&external, &quote!(A { x: u8 }, B { x: u8 })), Vec::<String>::new());
}

#[test]
fn one_variant_at_most_stands_for_what_is_unknown() {
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(other)]
                B,
                #[model(other)]
                C(String)
            )
        ),
        ["`B` has `other` already: remove one of them"]
    );
    let nameless = ["a variant with `other` has no name of its own: remove this"];
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(other, rename = "x")]
                B
            )
        ),
        nameless
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(other, alias = "x")]
                B
            )
        ),
        nameless
    );
    let held = [
        "a variant with `other` holds what was found: write it as `Other(String)`, as `Other(Value)` where the enum is \
         a map, or without a value to drop it",
    ];
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(other)]
                B(u8, u8)
            )
        ),
        held
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                A,
                #[model(other)]
                B { found: String }
            )
        ),
        held
    );
}

#[test]
fn attributes_stand_where_they_belong() {
    assert_eq!(
        of_enum(&quote!(#[model(rename = "x")]), &quote!(A)),
        ["`rename` belongs on a field, not on the enum"]
    );
    assert_eq!(
        of_enum(&quote!(#[model(table = "x")]), &quote!(A)),
        [
            "`table` has no meaning for `derive(Attribute)`; known: `crate`, `rename_all`, `rename_all_fields`, `tag`, \
             `content`, `external`"
        ]
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                #[model(allias = "x")]
                A
            )
        ),
        ["unknown attribute `allias`; did you mean `alias`?"]
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                #[model(default)]
                A
            )
        ),
        ["unknown attribute `default`; known: `rename`, `alias`, `other`"]
    );
    assert_eq!(
        of_enum(
            &quote!(),
            &quote!(
                #[validate(email)]
                A
            )
        ),
        ["rules stand on the fields of a variant, not on the variant"]
    );
    assert_eq!(
        of_enum(&quote!(#[validate(email)]), &quote!(A)),
        ["rules stand on the fields here, not on the whole"]
    );
    assert_eq!(
        of_enum(
            &quote!(#[model(external)]),
            &quote!(A {
                #[model(hash_key)]
                a: u8
            })
        ),
        ["`hash_key` belongs in a model: an enum has no key"]
    );
    assert_eq!(
        of_enum(
            &quote!(#[model(external)]),
            &quote!(A {
                #[model(tag = "x")]
                a: u8
            })
        ),
        ["`tag` belongs on the enum, not on a field"]
    );
}

#[test]
fn owns_its_values() {
    assert_eq!(
        of_attribute(quote!(
            #[model(external)]
            enum Shape<'a> {
                A(&'a str),
            }
        )),
        ["an enum owns its values: remove the lifetime, and store `String` rather than `&str`"]
    );
}

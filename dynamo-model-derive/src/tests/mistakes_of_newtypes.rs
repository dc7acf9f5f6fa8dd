use quote::quote;

use super::of_attribute;

#[test]
fn accepts_newtypes() {
    let found = [
        of_attribute(quote!(
            struct Code(String);
        )),
        of_attribute(quote!(
            #[model(transparent)]
            struct Cents {
                amount: i64,
            }
        )),
        of_attribute(quote!(
            #[model(crate = "crate::dm")]
            struct At<T>(#[model(as = "epoch_millis")] T);
        )),
    ];
    assert_eq!(found, [Vec::<String>::new(), Vec::new(), Vec::new()]);
}

#[test]
fn is_derived_for_one_field() {
    let prefix = "`Attribute` is derived for an enum or a struct of one field, and `Point` has ";
    let cases = [
        (
            quote!(
                struct Point;
            ),
            "0 fields",
        ),
        (
            quote!(
                struct Point();
            ),
            "0 fields",
        ),
        (
            quote!(
                struct Point {}
            ),
            "0 fields",
        ),
        (
            quote!(
                struct Point(u8, u8);
            ),
            "2 fields: name them and derive `Document` for it",
        ),
        (
            quote!(
                struct Point {
                    x: u8,
                    y: u8,
                }
            ),
            "2 fields: derive `Document` for it",
        ),
    ];
    for (input, fix) in cases {
        assert_eq!(of_attribute(input), [format!("{prefix}{fix}")]);
    }
    assert_eq!(
        of_attribute(quote!(union Point { x: u8 })),
        ["`Attribute` is derived for an enum or a newtype, and `Point` is a union"]
    );
}

#[test]
fn a_named_field_is_stored_as_a_map_or_said_to_be_transparent() {
    assert_eq!(
        of_attribute(quote!(
            struct Cents {
                amount: i64,
            }
        )),
        [
            "`Cents` has a named field: derive `Document` to store it as a map, or write `#[model(transparent)]` to \
             store it as its field is stored"
        ]
    );
}

#[test]
fn the_field_is_no_attribute_of_its_own() {
    let message = "this says something about an attribute, and here is none of its own: remove it";
    for entry in [
        quote!(rename = "x"),
        quote!(alias = "x"),
        quote!(handle = "X"),
        quote!(default),
        quote!(default = 1),
        quote!(read_default = 1),
        quote!(optional),
        quote!(required),
        quote!(read_only),
        quote!(skip),
        quote!(flatten),
        quote!(rest),
        quote!(sensitive),
    ] {
        assert_eq!(
            of_attribute(quote!(
                struct Code(#[model(#entry)] String);
            )),
            [message],
            "{entry}"
        );
    }
    assert_eq!(
        of_attribute(quote!(
            struct Code(#[model(hash_key)] String);
        )),
        ["`hash_key` belongs in a model: a newtype has no key"]
    );
}

#[test]
fn rules_stand_on_the_field_that_holds_the_newtype() {
    assert_eq!(
        of_attribute(quote!(
            #[validate(email)]
            struct Code(String);
        )),
        ["rules stand on the fields here, not on the whole"]
    );
}

#[test]
fn has_the_attributes_of_a_newtype_only() {
    assert_eq!(
        of_attribute(quote!(
            #[model(tag = "t")]
            struct Code(String);
        )),
        ["`tag` has no meaning for `derive(Attribute)`; known: `crate`, `transparent`"]
    );
    assert_eq!(
        of_attribute(quote!(
            #[model(transparant)]
            struct Code(String);
        )),
        ["unknown attribute `transparant`; did you mean `transparent`?"]
    );
    assert_eq!(
        of_attribute(quote!(
            struct Code<'a>(&'a str);
        )),
        ["a newtype owns its values: remove the lifetime, and store `String` rather than `&str`"]
    );
}

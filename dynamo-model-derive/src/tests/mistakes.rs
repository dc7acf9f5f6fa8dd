use proc_macro2::TokenStream;
use quote::quote;

use super::of_model as messages;

/// The messages for a struct that has a hash key and these fields.
fn of_fields(fields: &TokenStream) -> Vec<String> {
    messages(quote!(struct User { #[model(hash_key)] id: String, #fields }))
}

/// The messages for a sound struct with this attribute.
fn of_struct(attribute: &TokenStream) -> Vec<String> {
    messages(quote!(#attribute struct User { #[model(hash_key)] id: String }))
}

#[test]
fn accepts_the_user_of_the_design() {
    let found = messages(quote! {
        #[model(table = "users", rename_all = "camelCase", new = "make", crate = "crate::dm")]
        struct User {
            #[model(hash_key)] #[validate(email(message = "no address"))] email: String,
            #[model(range_key, read_only)] at: u64,
            #[validate(length(min = 1, max = 80), email)] name: String,
            #[validate(range(min = -5, exclusive_max = MAX))] year: std::option::Option<i16>,
            #[model(default)] cities: Vec<String>,
            #[model(default = Vec::<(u8, u8)>::new(), read_default = vec![])] pairs: Vec<(u8, u8)>,
            #[model(skip)] cache: Cache,
            #[model(rename = "t", alias = "heading", alias = "title", handle = "TITLE")] headline: String,
            #[model(optional)] maybe: Maybe,
            #[model(required)] nickname: Option<String>,
        }
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn refuses_what_is_no_struct_with_named_fields() {
    let prefix = "`Model` is derived for a struct with named fields, and `User` is ";
    let cases = [
        (
            quote!(
                enum User {
                    A,
                }
            ),
            "an enum: it can be a field of one, with `derive(Attribute)`",
        ),
        (quote!(union User { a: u8 }), "a union"),
        (
            quote!(
                struct User(String);
            ),
            "a tuple struct: name its fields",
        ),
        (
            quote!(
                struct User;
            ),
            "a unit struct",
        ),
    ];
    for (input, kind) in cases {
        assert_eq!(messages(input), [format!("{prefix}{kind}")]);
    }
}

#[test]
fn needs_exactly_one_hash_key() {
    assert_eq!(
        messages(quote!(
            struct User {
                email: String,
            }
        )),
        ["a model has exactly one `hash_key`: mark one field with `#[model(hash_key)]`"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(hash_key)] other: String)),
        ["a model has exactly one `hash_key`, and `id` is it: remove one of them"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(range_key)] a: u8, #[model(range_key)] b: u8)),
        ["a model has at most one `range_key`, and `a` is it: remove one of them"]
    );
    assert_eq!(
        messages(quote!(
            struct User {
                #[model(hash_key, range_key)]
                email: String,
            }
        )),
        ["a field is the `hash_key` or the `range_key`, not both: remove one of them"]
    );
}

#[test]
fn a_misspelt_hash_key_is_one_mistake() {
    for written in [quote!(hashkey), quote!(hash_keys), quote!(HashKey)] {
        assert_eq!(
            messages(quote!(
                struct User {
                    #[model(#written)]
                    email: String,
                }
            )),
            [format!("unknown attribute `{written}`; did you mean `hash_key`?")]
        );
    }
    assert_eq!(
        messages(quote!(
            struct User {
                #[model(hash_key = true)]
                email: String,
            }
        )),
        ["`hash_key` takes no value: write `hash_key` alone"]
    );
}

#[test]
fn a_key_must_always_be_there() {
    let cases = [
        (quote!(range_key, default), quote!(u64), "remove `default`"),
        (quote!(range_key, default = 1), quote!(u64), "remove `default`"),
        (quote!(range_key, read_default = 1), quote!(u64), "remove `read_default`"),
        (quote!(range_key, optional), quote!(u64), "remove `optional`"),
        (quote!(range_key), quote!(Option<u64>), "write the type without `Option`"),
    ];
    for (attributes, ty, fix) in cases {
        assert_eq!(
            of_fields(&quote!(#[model(#attributes)] at: #ty)),
            [format!("a key attribute must always be there: {fix}")]
        );
    }
}

#[test]
fn a_skipped_field_has_nothing_else() {
    let message = "a field with `skip` is not stored, so this has no effect: remove one";
    for other in [
        quote!(default),
        quote!(default = 1),
        quote!(read_default = 1),
        quote!(rename = "x"),
        quote!(alias = "x"),
        quote!(handle = "X"),
        quote!(range_key),
        quote!(required),
        quote!(read_only),
    ] {
        assert_eq!(of_fields(&quote!(#[model(skip, #other)] cache: u8)), [message], "{other}");
    }
}

#[test]
fn defaults_have_a_meaning() {
    assert_eq!(
        of_fields(&quote!(#[model(default, read_default = 1)] n: u8)),
        ["`default` without a value fills an absent attribute on read already: remove one of them"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(read_default = Some(1))] n: Option<u8>)),
        [
            "an absent attribute reads as `None` here, so `read_default` would hide every stored `None`: remove it, \
             or write the type without `Option`"
        ]
    );
    assert_eq!(
        of_fields(&quote!(#[model(required, optional)] n: u8)),
        ["a field is `required` or `optional`, not both: remove one of them"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(read_default)] n: u8)),
        ["`read_default` takes a value: write `read_default = expr`"]
    );
}

#[test]
fn names_are_taken_once() {
    let taken = |first: &str, name: &str| {
        format!("`{first}` is stored as `{name}` too: give one of them another name with `rename`")
    };
    assert_eq!(of_fields(&quote!(#[model(rename = "id")] a: u8)), [taken("id", "id")]);
    assert_eq!(
        of_fields(&quote!(a: u8, #[model(alias = "a")] b: u8)),
        ["`a` is stored as `a` too: remove the alias"]
    );
    assert_eq!(of_fields(&quote!(#[model(alias = "b")] a: u8, b: u8)), [taken("a", "b")]);
    assert_eq!(of_fields(&quote!(#[model(alias = "a")] a: u8)), ["`a` is read from `a` anyway: remove it"]);
    assert_eq!(
        of_fields(&quote!(#[model(alias = "x", alias = "x")] a: u8)),
        ["`a` is read from `x` anyway: remove it"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(handle = "ID")] a: u8)),
        ["`id` has the handle `ID` too: name one with `#[model(handle = \"..\")]`"]
    );
    assert_eq!(
        of_fields(&quote!(createdAt: u8, created_at: u8)),
        ["`createdAt` has the handle `CREATED_AT` too: name one with `#[model(handle = \"..\")]`"]
    );
    assert_eq!(of_fields(&quote!(#[model(rename = "")] a: u8)), ["the name of an attribute cannot be empty"]);
    assert_eq!(
        of_fields(&quote!(#[model(handle = "not one")] a: u8)),
        ["`not one` cannot be the name of a handle: it is no identifier"]
    );
    let long = "k".repeat(256);
    assert_eq!(
        of_fields(&quote!(#[model(range_key, rename = #long)] a: u8)),
        ["the name of this attribute has at most 255 bytes, and this has 256"]
    );
    assert_eq!(of_fields(&quote!(#[model(rename = #long)] a: u8)), Vec::<String>::new());
}

#[test]
fn duplicates_are_refused() {
    for keyword in ["rename", "handle"] {
        let ident = quote::format_ident!("{keyword}");
        assert_eq!(
            of_fields(&quote!(#[model(#ident = "x")] #[model(#ident = "y")] a: u8)),
            [format!("duplicate `{keyword}`: keep one of them")]
        );
    }
    assert_eq!(
        messages(quote!(
            struct User {
                #[model(hash_key, hash_key)]
                a: u8,
            }
        )),
        ["duplicate `hash_key`: keep one of them"]
    );
    assert_eq!(
        of_struct(&quote!(#[model(table = "abc", table = "abd")])),
        ["duplicate `table`: keep one of them"]
    );
    assert_eq!(
        of_fields(&quote!(#[validate(email)] #[validate(email)] a: String)),
        ["duplicate rule `email`: keep one of them"]
    );
    assert_eq!(
        of_fields(&quote!(#[validate(length(min = 1, min = 2))] a: String)),
        ["duplicate `min`: keep one of them"]
    );
}

#[test]
fn unknown_names_come_with_the_nearest_known() {
    assert_eq!(
        of_fields(&quote!(#[model(defualt)] a: u8)),
        ["unknown attribute `defualt`; did you mean `default`?"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(primary)] a: u8)),
        [
            "unknown attribute `primary`; known: `hash_key`, `range_key`, `rename`, `default`, `read_default`, `skip`, \
          `handle`, `required`, `optional`, `read_only`, `alias`, `as`, `tz`, `truncate`, `flatten`, `rest`, `sensitive`, \
          `empty`"
        ]
    );
    assert_eq!(
        of_fields(&quote!(#[model(table = "x")] a: u8)),
        ["`table` belongs on the struct, not on a field"]
    );
    assert_eq!(
        of_struct(&quote!(#[model(rename = "x")])),
        ["`rename` belongs on a field, not on the struct"]
    );
    assert_eq!(
        of_struct(&quote!(#[model(tabel = "x")])),
        ["unknown attribute `tabel`; did you mean `table`?"]
    );
}

#[test]
fn values_have_the_right_form() {
    assert_eq!(
        of_fields(&quote!(#[model(rename = 5)] a: u8)),
        ["`rename` takes a text: write `rename = \"..\"`"]
    );
    assert_eq!(
        of_fields(&quote!(#[model(rename)] a: u8)),
        ["`rename` takes a text: write `rename = \"..\"`"]
    );
    assert_eq!(
        of_struct(&quote!(#[model(new = true)])),
        ["`new` takes a name or `false`: write `new = \"name\"` or `new = false`"]
    );
    assert_eq!(
        of_struct(&quote!(#[model(new = "a b")])),
        ["`a b` cannot be the name of a constructor: it is no identifier"]
    );
    assert_eq!(of_struct(&quote!(#[model(crate = "1")])), ["expected a path: `crate = \"::dynamo_model\"`"]);
    assert_eq!(
        of_struct(&quote!(#[model(rename_all = "camel")])),
        [
            "unknown spelling `camel`; known: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, \
          `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`"
        ]
    );
    assert_eq!(
        of_struct(&quote!(#[model(validate = "internal")])),
        ["the only value of `validate` is `\"external\"`: then `Validate` is implemented by you"]
    );
}

#[test]
fn tables_have_names_that_the_service_allows() {
    assert_eq!(of_struct(&quote!(#[model(table = "")])), ["the name of a table cannot be empty"]);
    assert_eq!(
        of_struct(&quote!(#[model(table = "my table")])),
        ["the name of a table holds only `a-z A-Z 0-9 _ . -`, and `my table` has ' '"]
    );
    let long = "t".repeat(256);
    assert_eq!(
        of_struct(&quote!(#[model(table = #long)])),
        ["the name of a table has at most 255 characters, and this has 256"]
    );
    assert_eq!(
        messages(quote!(
            struct Größe {
                #[model(hash_key)]
                id: String,
            }
        )),
        [
            "the name of a table holds only `a-z A-Z 0-9 _ . -`, and `größes` has 'ö'; write `#[model(table = \"..\")]`"
        ]
    );
    // With the connection's prefix it may be long enough, which is checked at run time.
    assert_eq!(of_struct(&quote!(#[model(table = "t")])), Vec::<String>::new());
}

#[test]
fn rules_say_what_they_take() {
    let of_rule = |rule: TokenStream| of_fields(&quote!(#[validate(#rule)] a: String));
    assert_eq!(of_rule(quote!(emial)), ["unknown rule `emial`; did you mean `email`?"]);
    assert_eq!(
        of_rule(quote!(credit_card)),
        ["rule `credit_card` is not known here: write `custom(function = ..)`"]
    );
    assert_eq!(of_rule(quote!(email(min = 1))), ["rule `email` has no `min`; known: `code`, `message`"]);
    assert_eq!(
        of_rule(quote!(length)),
        ["rule `length` needs one of `min`, `max`, `equal`: write `length(min = ..)`"]
    );
    assert_eq!(
        of_rule(quote!(length(equal = 3, max = 4))),
        ["`equal` says both bounds of a length: remove `min` and `max`, or `equal`"]
    );
    assert_eq!(
        of_rule(quote!(range(min = 1, exclusive_min = 0))),
        ["a bound is `min` or `exclusive_min`: remove one of them"]
    );
    assert_eq!(
        of_rule(quote!(range(min = 9, max = 1))),
        ["no value is at least 9 and at most 1: exchange `min` and `max`"]
    );
    assert_eq!(of_rule(quote!(email(message = 5))), ["`message` takes a text: write `message = \"..\"`"]);
    assert_eq!(
        of_rule(quote!(length = 5)),
        ["rule `length` takes its arguments in parentheses: write `length(..)`"]
    );
    assert_eq!(
        of_rule(quote!(url(fqdn))),
        ["rule `url` has no such argument; known: `fully_qualified`, `code`, `message`"]
    );
    assert_eq!(
        of_rule(quote!(ip(v5))),
        ["rule `ip` has no such argument; known: `v4`, `v6`, `code`, `message`"]
    );
    assert_eq!(of_rule(quote!(regex)), ["rule `regex` needs `path`: write `regex(path = RE)`"]);
    assert_eq!(
        of_rule(quote!(contains("x"))),
        [
            "rule `contains` takes names with values; known: `pattern`, `code`, `message`",
            "rule `contains` needs `pattern`: write `contains(pattern = \"..\")`"
        ]
    );
    assert_eq!(of_rule(quote!(custom)), ["rule `custom` needs `function`: write `custom(function = check)`"]);
    assert_eq!(
        of_rule(quote!(custom(function = 5))),
        ["`function` takes the path of a function: write `function = check`"]
    );
    assert_eq!(
        of_rule(quote!(must_match(other = 5))),
        ["`other` takes the name of a field: write `must_match(other = field)`"]
    );
    assert_eq!(of_rule(quote!(must_match(other = ids))), ["there is no field `ids`; did you mean `id`?"]);
    assert_eq!(
        of_rule(quote!(one_of)),
        ["rule `one_of` needs the values that are allowed: write `one_of(\"a\", \"b\")`"]
    );
    assert_eq!(
        of_rule(quote!(each)),
        ["`each` takes the rules of the elements: write `each(length(max = 80))`"]
    );
    assert_eq!(of_rule(quote!(each(required))), ["rule `required` is about a field, not about an element"]);
    assert_eq!(of_rule(quote!(each(lenght(max = 1)))), ["unknown rule `lenght`; did you mean `length`?"]);
    assert_eq!(
        of_rule(quote!(nested(code = "x"))),
        ["rule `nested` takes nothing: its documents have rules of their own"]
    );
}

#[test]
fn rules_of_the_validator_crate_are_read_as_it_reads_them() {
    let found = of_fields(&quote! {
        #[validate(
            email, url, ip(v4), length(equal = 3), range(exclusive_max = 5.0), regex(path = *RE), regex(path = OTHER),
            contains(pattern = "x"), does_not_contain(pattern = "y"), must_match(other = "id"),
            must_match(other = id, code = "c"), non_control_character(message = "m"), required, nested,
            custom(function = check), custom(function = "crate::checks::other"), one_of("a", "b", code = "c"),
            each(length(max = 3), each(email), nested)
        )]
        a: String
    });
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(of_struct(&quote!(#[validate(schema(function = check, code = "c"))])), Vec::<String>::new());
    assert_eq!(
        of_struct(&quote!(#[validate(schema(function = "check", skip_on_field_errors = false))])),
        Vec::<String>::new()
    );
    assert_eq!(
        of_struct(&quote!(#[validate(schema)])),
        ["`schema` takes a function: write `schema(function = ..)`"]
    );
    assert_eq!(
        of_struct(&quote!(#[validate(email)])),
        ["unknown rule of the whole struct `email`; known: `schema`"]
    );
}

#[test]
fn rules_are_left_alone_where_validation_is_external() {
    let found = messages(quote! {
        #[model(validate = "external")]
        #[validate(schema(function = "f"), nonsense)]
        struct User { #[model(hash_key)] #[validate(url, credit_card, custom(function = "g"))] id: String }
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_model_owns_its_values() {
    assert_eq!(
        messages(quote!(
            struct User<'a> {
                #[model(hash_key)]
                id: Cow<'a, str>,
            }
        )),
        ["a model owns its values: remove the lifetime, and store `String` rather than `&str`"]
    );
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let found = messages(quote! {
        #[model(tabel = "users", rename_all = "snake")]
        struct User {
            #[model(defualt = 5, skp, rename = 3, alias = "x")] a: u8,
            #[validate(ulr, length)] b: String,
        }
    });
    let expected = [
        "unknown attribute `tabel`",
        "unknown attribute `defualt`",
        "unknown attribute `skp`",
        "`rename` takes a text",
        "unknown rule `ulr`",
        "unknown spelling `snake`",
        "a model has exactly one `hash_key`",
        "rule `length` needs one of",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

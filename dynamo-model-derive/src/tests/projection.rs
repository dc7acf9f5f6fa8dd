use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::check::{self, CheckedProjection, Handle};
use crate::errors::Errors;
use crate::parse::ProjectionSyntax;

fn checked(input: TokenStream) -> (CheckedProjection, Vec<String>) {
    let mut errors = Errors::default();
    let parsed = ProjectionSyntax::read(syn::parse2(input).unwrap(), &mut errors);
    let checked = check::check_projection(parsed, &mut errors);
    let messages = errors.messages();
    assert_eq!(matches!(checked, CheckedProjection::Broken(_)), !messages.is_empty());
    (checked, messages)
}

/// The messages for a struct with these fields.
fn of_fields(fields: &TokenStream) -> Vec<String> {
    checked(quote!(#[projection(of = User)] struct Person { #fields })).1
}

/// The messages for a sound field and this attribute on the struct.
fn of_struct(attribute: &TokenStream) -> Vec<String> {
    checked(quote!(#attribute struct Person { name: String })).1
}

#[test]
fn each_field_has_the_handle_of_its_name_unless_it_says_another() {
    let (checked, messages) = checked(quote! {
        #[projection(of = blog::User<u8>, crate = "crate::dm")]
        struct Person {
            name: String,
            r#type: u8,
            #[projection(field = year_of_birth)]
            born: u16,
            #[projection(field = r#move)]
            moved: bool,
            #[projection(handle = "HEADING")]
            title: String,
            #[projection(handle = User::STAMP.at(Stamp::AT))]
            at: u64,
        }
    });
    assert_eq!(messages, Vec::<String>::new());
    let CheckedProjection::Sound(projection) = checked else { panic!("it has no mistakes") };
    let handles = projection.fields.iter().map(|field| match &field.handle {
        Handle::Of(name) => name.to_string(),
        Handle::Written(expr) => expr.to_token_stream().to_string(),
    });
    assert_eq!(
        handles.collect::<Vec<_>>(),
        ["NAME", "TYPE", "YEAR_OF_BIRTH", "MOVE", "HEADING", "User :: STAMP . at (Stamp :: AT)"]
    );
    assert_eq!(projection.path.to_string(), "crate :: dm");
}

#[test]
fn says_whose_fields_it_names() {
    // Where it was meant, it is not asked for as well.
    let of = "`of` takes the model: write `of = User`";
    let cases = [
        (quote!(), "a projection says whose fields it names: write `#[projection(of = ..)]` with the model"),
        (quote!(#[projection(of)]), of),
        (quote!(#[projection(of = "User")]), of),
        (quote!(#[projection(of = User, of = Post)]), "duplicate `of`: keep one of them"),
        (quote!(#[projection(of = User, field = name)]), "`field` belongs on a field, not on the struct"),
        (quote!(#[projection(of = User, crates = "x")]), "unknown attribute `crates`; did you mean `crate`?"),
        (quote!(#[projection(of = User, crate = "1")]), "expected a path: `crate = \"::dynamo_model\"`"),
    ];
    for (attribute, message) in cases {
        assert_eq!(of_struct(&attribute), [message], "{attribute}");
    }
}

#[test]
fn refuses_what_the_model_says() {
    for entry in [
        quote!(alias = "a"),
        quote!(default),
        quote!(as = "list"),
        quote!(sensitive),
        quote!(empty = "absent"),
    ] {
        let word = entry.to_string();
        let word = word.split(' ').next().unwrap_or_default();
        assert_eq!(
            of_fields(&quote!(#[projection(#entry)] name: String)),
            [format!("`{word}` is what the model says, and holds here too: remove it")]
        );
    }
    assert_eq!(
        of_fields(&quote!(#[projection(rename = "n")] name: String)),
        [
            "`rename` is what the model says, and holds here too: remove it; if the model's field has another name in \
          Rust, write `field = ..`"
        ]
    );
}

#[test]
fn reports_all_mistakes_of_fields() {
    assert_eq!(
        of_fields(&quote! {
            #[projection(of = User)] a: u8,
            #[projection(field)] b: u8,
            #[projection(field = "name")] c: u8,
            #[projection(handle)] d: u8,
            #[projection(handle = "1")] e: u8,
            #[projection(fields = name)] f: u8,
            #[projection(field = x, handle = "Y")] g: u8,
            #[projection(field = a)] h: u8,
        }),
        [
            "`of` belongs on the struct, not on a field",
            "`field` takes the name of the model's field: write `field = year_of_birth`",
            "`field` takes the name of the model's field: write `field = year_of_birth`",
            "`handle` takes the name of a handle, or an expression that gives one: write `handle = \"NAME\"`",
            "unknown attribute `fields`; did you mean `field`?",
            "`1` cannot be the name of a handle: it is no identifier",
            "the model's field is named by `field` or by `handle`, not both: remove one of them",
            "`a` stands for the same field of the model: remove one of them",
        ]
    );
    assert_eq!(of_fields(&quote!()), ["a projection names at least one field of its model"]);
}

#[test]
fn is_a_struct_without_parameters() {
    let kinds = [
        (
            quote!(
                enum Person {
                    A,
                }
            ),
            "an enum",
        ),
        (quote!(union Person { a: u8 }), "a union"),
        (
            quote!(
                struct Person(u8);
            ),
            "a tuple struct",
        ),
        (
            quote!(
                struct Person;
            ),
            "a unit struct",
        ),
    ];
    for (input, kind) in kinds {
        let (_, messages) = checked(quote!(#[projection(of = User)] #input));
        assert_eq!(
            messages,
            [format!("`Projection` is derived for a struct with named fields, and `Person` is {kind}")]
        );
    }
    let (_, messages) = checked(quote!(
        #[projection(of = User)]
        struct Person<'a, T, const N: usize> {
            a: &'a [T; N],
        }
    ));
    let message = "a projection has the types of its model's fields, so it takes no parameters: remove them";
    assert_eq!(messages, [message; 3]);
}

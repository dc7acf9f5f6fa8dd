//! The derive macros of dynamo-model.
//!
//! The modules stand in the order in which they may use one another: each uses only those above it. A derive is
//! *parsed* (what was written), *checked* (what it means) and *expanded* (what is generated).

mod errors;
mod spelling;
mod suggest;

mod parse;

mod check;

mod expand;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use errors::Errors;
use parse::{Kind, Parsed, ProjectionSyntax};
use syn::DeriveInput;

#[doc = include_str!("../docs/model.md")]
#[proc_macro_derive(Model, attributes(model, validate))]
pub fn derive_model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| Parsed::read(Kind::Model, input, errors)).into()
}

#[doc = include_str!("../docs/document.md")]
#[proc_macro_derive(Document, attributes(model, validate))]
pub fn derive_document(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| Parsed::read(Kind::Document, input, errors)).into()
}

#[doc = include_str!("../docs/attribute.md")]
#[proc_macro_derive(Attribute, attributes(model, validate))]
pub fn derive_attribute(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), Parsed::read_attribute).into()
}

/// Makes a struct a projection: it names fields of a model, and is read of their attributes alone.
///
/// It is what `get_one(..).project::<P>()` and `get_many(..).project::<P>()` give. Each field has the name and the type
/// of a field of the model, which the compiler checks. Stored names and forms, older names, what is `sensitive` and what
/// an absent attribute reads as are the model's, and are not said again.
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model)]
/// struct User {
///     #[model(hash_key)]
///     email: String,
///     #[model(rename = "n")]
///     name: String,
///     year_of_birth: Option<u16>,
///     #[model(default)]
///     cities_visited: Vec<String>,
/// }
///
/// #[derive(Projection)]
/// #[projection(of = User)]
/// struct Person {
///     name: String,
///     #[projection(field = year_of_birth)]
///     born: Option<u16>,
/// }
///
/// # async fn run(db: &Connection) -> dynamo_model::Result<()> {
/// let john: Option<Person> = User::get_one(db, "johndoe@gmail.com").project::<Person>().await?;
/// let old: Vec<Person> = User::get_many(db, User::YEAR_OF_BIRTH.lt(1930)).project::<Person>().await?;
/// # Ok(())
/// # }
/// ```
///
/// A projection makes what is sent back smaller. It does not lower what a read costs: DynamoDB counts what it reads.
///
/// # On the struct
///
/// | attribute | is |
/// |---|---|
/// | `of = User` | the model; it must be there |
/// | `crate = "path"` | the path of the runtime crate; by default `::dynamo_model` |
///
/// # On a field
///
/// | attribute | is |
/// |---|---|
/// | `field = name` | the model's field; by default the one of the same name |
/// | `handle = "NAME"` | the model's handle, where the model gives it another name than the field's |
/// | `handle = expr` | an expression that gives a handle, for a field of a flattened document |
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Document)]
/// struct Stamp {
///     created_by: String,
///     created_at: u64,
/// }
///
/// #[derive(Model)]
/// struct Post {
///     #[model(hash_key)]
///     id: String,
///     #[model(handle = "HEADING")]
///     title: String,
///     #[model(flatten)]
///     stamp: Stamp,
/// }
///
/// #[derive(Projection)]
/// #[projection(of = Post)]
/// struct Title {
///     #[projection(handle = "HEADING")]
///     title: String,
///     #[projection(handle = Post::STAMP.at(Stamp::CREATED_AT))]
///     created_at: u64,
/// }
/// ```
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    projection(input.into()).into()
}

fn projection(input: TokenStream) -> TokenStream {
    let input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let parsed = ProjectionSyntax::read(input, &mut errors);
    let checked = check::check_projection(parsed, &mut errors);
    let code = expand::expand_projection(&checked);
    let errors = errors.into_tokens();
    quote!(#errors #code)
}

fn derive(input: TokenStream, parse: impl FnOnce(DeriveInput, &mut Errors) -> Parsed) -> TokenStream {
    let input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let parsed = parse(input, &mut errors);
    let checked = check::check(parsed, &mut errors);
    let code = expand::expand(&checked);
    let errors = errors.into_tokens();
    quote!(#errors #code)
}

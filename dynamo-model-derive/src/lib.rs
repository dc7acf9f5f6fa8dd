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
use parse::{Kind, Parsed};
use syn::DeriveInput;

/// Makes a struct a model: its values are the items of one table.
///
/// Generated are a handle for each stored field (`User::EMAIL`), a constructor that takes the required fields
/// (`User::new`), a struct for the primary key (`UserKey`) and the impls of `Model`, `ReadItem`, `WriteItem` and
/// `Validate`. They have the visibility of the struct. A generic struct gets no key struct.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use dynamo_model::prelude::*;
///
/// #[derive(Model, Clone, Debug, PartialEq)]
/// #[model(table = "users")]
/// struct User {
///     #[model(hash_key)]
///     #[validate(email)]
///     email: String,
///     #[validate(length(min = 1, max = 80))]
///     name: String,
///     #[validate(range(min = 1900, max = 2018))]
///     year_of_birth: Option<u16>,
///     #[model(default)]
///     cities_visited: Vec<String>,
///     #[model(default = Utc::now())]
///     created_at: DateTime<Utc>,
/// }
///
/// let john = User { year_of_birth: Some(1990), ..User::new("johndoe@gmail.com", "John Doe") };
/// ```
///
/// # On the struct
///
/// | attribute | is |
/// |---|---|
/// | `table = "users"` | the name of the table; by default the struct's name in snake case and the plural |
/// | `rename_all = "camelCase"` | how stored names are spelled; the eight spellings are those of serde |
/// | `new = "name"`, `new = false` | the name of the constructor, or that there is none |
/// | `validate = "external"` | `Validate` is implemented by you, for example by `derive(Validate)` |
/// | `crate = "path"` | the path of the runtime crate; by default `::dynamo_model` |
///
/// # On a field
///
/// | attribute | is |
/// |---|---|
/// | `hash_key` | the hash key; a model has exactly one |
/// | `range_key` | the range key; a model has at most one |
/// | `rename = "stored"` | the stored name |
/// | `alias = "old"` | another stored name that is accepted on read; may be repeated |
/// | `default` | the type's default in `new`, and where the attribute is absent on read |
/// | `default = expr` | the value in `new`; on read an absent attribute is still an error |
/// | `read_default = expr` | the value where the attribute is absent on read |
/// | `optional`, `required` | overrules that a field is optional where its type is written `Option<..>` |
/// | `read_only` | the handle has no updates |
/// | `handle = "NAME"` | the name of the handle; by default the field's in screaming snake case |
/// | `skip` | the field is not stored, and reads as its type's default |
///
/// A text given to `default` or `read_default` is converted to the field's type: `default = "draft"` suits a `String`.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use dynamo_model::prelude::*;
/// use uuid::Uuid;
///
/// #[derive(Model)]
/// #[model(rename_all = "camelCase")]
/// struct Post {
///     #[model(hash_key)]
///     user: Uuid,
///     #[model(range_key)]
///     at: DateTime<Utc>,
///     #[model(default = "draft", read_default = "published")]
///     state: String,
///     #[model(rename = "t", alias = "heading", handle = "HEADING")]
///     title: String,
///     #[model(skip)]
///     rendered: Option<String>,
/// }
/// ```
///
/// # Validation
///
/// `#[validate(..)]` holds one or more rules. Each takes `code = ".."` and `message = ".."` for its error; an absent
/// `Option` obeys every rule.
///
/// | rule | the value is |
/// |---|---|
/// | `email` | an e-mail address |
/// | `length(min = 1, max = 80)`, `length(equal = 3)` | so many characters, elements or bytes long |
/// | `range(min = 0, max = 9)`, `range(exclusive_min = 0.0)` | within the bounds |
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model)]
/// struct Reader {
///     #[model(hash_key)]
///     #[validate(email(message = "is no address"), length(max = 80, code = "too_long"))]
///     email: String,
///     #[validate(range(min = 0, max = 9))]
///     stars: Option<u8>,
/// }
///
/// let reader = Reader { stars: Some(10), ..Reader::new("nobody") };
/// let errors = reader.validate().unwrap_err();
/// assert_eq!(errors.field_errors().len(), 2);
/// ```
#[proc_macro_derive(Model, attributes(model, validate))]
pub fn derive_model(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| Parsed::read(Kind::Model, input, errors)).into()
}

/// Makes a struct a document.
#[proc_macro_derive(Document, attributes(model, validate))]
pub fn derive_document(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), |input, errors| Parsed::read(Kind::Document, input, errors)).into()
}

/// Makes an enum or a newtype an attribute.
#[proc_macro_derive(Attribute, attributes(model, validate))]
pub fn derive_attribute(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into(), Parsed::read_attribute).into()
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

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

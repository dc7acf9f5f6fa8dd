//! Tests of the derive as a whole, from the user's tokens to messages and code.

mod expansion;
mod mistakes;
mod mistakes_of_choices;
mod mistakes_of_documents;
mod mistakes_of_forms;
mod mistakes_of_indexes;
mod mistakes_of_newtypes;
mod mistakes_of_tables;
mod projection;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::check::{self, Checked};
use crate::errors::Errors;
use crate::parse::{Kind, Parsed};

/// The messages of `derive(Model)`, in the order in which they are reported.
fn of_model(input: TokenStream) -> Vec<String> {
    messages(input, |input, errors| Parsed::read(Kind::Model, input, errors))
}

/// The messages of `derive(Document)`.
fn of_document(input: TokenStream) -> Vec<String> {
    messages(input, |input, errors| Parsed::read(Kind::Document, input, errors))
}

/// The messages of `derive(Attribute)`.
fn of_attribute(input: TokenStream) -> Vec<String> {
    messages(input, Parsed::read_attribute)
}

fn messages(input: TokenStream, read: impl FnOnce(DeriveInput, &mut Errors) -> Parsed) -> Vec<String> {
    let input = syn::parse2(input).unwrap();
    let mut errors = Errors::default();
    let parsed = read(input, &mut errors);
    let checked = check::check(parsed, &mut errors);
    let messages = errors.messages();
    assert_eq!(matches!(checked, Checked::Broken(_)), !messages.is_empty(), "{messages:?}");
    messages
}

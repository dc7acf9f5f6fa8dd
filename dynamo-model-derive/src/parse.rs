//! What was written: the struct, its fields and their attributes, with no meaning yet.

mod container;
mod entry;
mod field;
mod rule;

use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, Generics, Ident, Visibility};

use crate::errors::Errors;

pub(crate) use container::{Constructor, Container};
pub(crate) use field::FieldSyntax;
pub(crate) use rule::{Argument, RuleSyntax};

/// A struct as it was written.
pub(crate) struct Parsed {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) container: Container,
    /// `None` where the input is no struct with named fields, which is reported.
    pub(crate) fields: Option<Vec<FieldSyntax>>,
}

impl Parsed {
    /// Reads the input of the derive; mistakes in attributes are reported and the rest is kept.
    pub(crate) fn read(input: DeriveInput, errors: &mut Errors) -> Self {
        let container = Container::read(&input.attrs, errors);
        let external = container.is_validated_elsewhere();
        let fields = named_fields(input.data, &input.ident, errors).map(|fields| {
            fields.into_iter().filter_map(|field| FieldSyntax::read(field, external, errors)).collect()
        });
        Self { ident: input.ident, vis: input.vis, generics: input.generics, container, fields }
    }
}

fn named_fields(data: Data, ident: &Ident, errors: &mut Errors) -> Option<Vec<syn::Field>> {
    let (found, span): (&str, Span) = match data {
        Data::Struct(data) => match data.fields {
            Fields::Named(fields) => return Some(fields.named.into_iter().collect()),
            Fields::Unnamed(fields) => ("a tuple struct", fields.paren_token.span.join()),
            Fields::Unit => ("a unit struct", ident.span()),
        },
        Data::Enum(data) => ("an enum", data.enum_token.span),
        Data::Union(data) => ("a union", data.union_token.span),
    };
    errors.push(syn::Error::new(
        span,
        format!("`Model` is derived for a struct with named fields, and `{ident}` is {found}"),
    ));
    None
}

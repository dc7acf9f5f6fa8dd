//! What was written: the struct or enum, its fields and their attributes, with no meaning yet.

mod container;
mod entry;
mod field;
mod index;
mod options;
mod projection;
mod rule;
mod variant;

use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, Generics, Ident, Visibility};

use crate::errors::Errors;

pub(crate) use container::{Constructor, Container, OfTable};
pub(crate) use field::{FieldSyntax, FormSyntax};
pub(crate) use index::{IndexSyntax, KeySyntax, ProjectionOf};
pub(crate) use options::{OptionsSyntax, RecoverySyntax, TagSyntax, WarmSyntax};
pub(crate) use projection::{HandleSyntax, ProjectedSyntax, ProjectionSyntax};
pub(crate) use rule::{Argument, RuleSyntax};
pub(crate) use variant::{Shape, VariantSyntax};

/// What is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Model,
    Document,
    /// `derive(Attribute)` on a struct of one field.
    Newtype,
    /// `derive(Attribute)` on an enum.
    Choice,
}

impl Kind {
    /// The name of the derive.
    pub(crate) fn derive(self) -> &'static str {
        match self {
            Self::Model => "Model",
            Self::Document => "Document",
            Self::Newtype | Self::Choice => "Attribute",
        }
    }

    /// What carries the attributes of the whole.
    pub(crate) fn item(self) -> &'static str {
        if self == Self::Choice { "enum" } else { "struct" }
    }

    pub(crate) fn with_article(self) -> &'static str {
        match self {
            Self::Model => "a model",
            Self::Document => "a document",
            Self::Newtype => "a newtype",
            Self::Choice => "an enum",
        }
    }
}

/// What the reading of a field needs to know of the whole.
pub(crate) struct Scope {
    pub(crate) kind: Kind,
    /// Whether the user implements `Validate`.
    pub(crate) is_validated_elsewhere: bool,
}

/// A struct or enum as it was written.
pub(crate) struct Parsed {
    pub(crate) kind: Kind,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) container: Container,
    pub(crate) data: DataSyntax,
}

/// What is inside.
pub(crate) enum DataSyntax {
    /// The named fields of a model or document.
    Fields(Vec<FieldSyntax>),
    /// The one field of a newtype, named or not.
    Newtype {
        field: Box<FieldSyntax>,
        is_named: bool,
    },
    Variants(Vec<VariantSyntax>),
    /// The input is not what the derive is for, which is reported.
    Other,
}

impl Parsed {
    /// Reads the input of `derive(Model)` or `derive(Document)`; mistakes in attributes are reported and the rest is
    /// kept.
    pub(crate) fn read(kind: Kind, input: DeriveInput, errors: &mut Errors) -> Self {
        let (container, scope) = Self::container(kind, &input, errors);
        let data = match named_fields(kind.derive(), input.data, &input.ident, errors) {
            Some(fields) => DataSyntax::Fields(
                fields.into_iter().filter_map(|field| FieldSyntax::read(field, &scope, errors)).collect(),
            ),
            None => DataSyntax::Other,
        };
        Self { kind, ident: input.ident, vis: input.vis, generics: input.generics, container, data }
    }

    /// Reads the input of `derive(Attribute)`.
    pub(crate) fn read_attribute(input: DeriveInput, errors: &mut Errors) -> Self {
        let kind = if matches!(input.data, Data::Enum(_)) { Kind::Choice } else { Kind::Newtype };
        let (container, scope) = Self::container(kind, &input, errors);
        let data = match input.data {
            Data::Enum(data) => DataSyntax::Variants(
                data.variants
                    .into_iter()
                    .map(|variant| VariantSyntax::read(variant, &scope, errors))
                    .collect(),
            ),
            Data::Struct(data) => newtype(data.fields, &input.ident, &scope, errors),
            Data::Union(data) => {
                let message = format!(
                    "`Attribute` is derived for an enum or a newtype, and `{}` is a union",
                    input.ident
                );
                errors.at(&data.union_token, message);
                DataSyntax::Other
            }
        };
        Self { kind, ident: input.ident, vis: input.vis, generics: input.generics, container, data }
    }

    fn container(kind: Kind, input: &DeriveInput, errors: &mut Errors) -> (Container, Scope) {
        let container = Container::read(kind, &input.attrs, errors);
        let is_validated_elsewhere = container.is_validated_elsewhere();
        (container, Scope { kind, is_validated_elsewhere })
    }
}

/// The fields of a struct; anything else is reported.
fn named_fields(derive: &str, data: Data, ident: &Ident, errors: &mut Errors) -> Option<Vec<syn::Field>> {
    let (found, span): (&str, Span) = match data {
        Data::Struct(data) => match data.fields {
            Fields::Named(fields) => return Some(fields.named.into_iter().collect()),
            Fields::Unnamed(fields) => ("a tuple struct", fields.paren_token.span.join()),
            Fields::Unit => ("a unit struct", ident.span()),
        },
        Data::Enum(data) => ("an enum", data.enum_token.span),
        Data::Union(data) => ("a union", data.union_token.span),
    };
    let hint = match (derive, found) {
        ("Document", "an enum" | "a tuple struct") => ": derive `Attribute` for it",
        ("Model", "an enum") => ": it can be a field of one, with `derive(Attribute)`",
        ("Model", "a tuple struct") => ": name its fields",
        _ => "",
    };
    errors.push(syn::Error::new(
        span,
        format!("`{derive}` is derived for a struct with named fields, and `{ident}` is {found}{hint}"),
    ));
    None
}

fn newtype(fields: Fields, ident: &Ident, scope: &Scope, errors: &mut Errors) -> DataSyntax {
    let is_named = matches!(fields, Fields::Named(_));
    let count = fields.len();
    let mut fields = fields.into_iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        let hint = match (is_named, count) {
            (_, 0) => "",
            (true, _) => ": derive `Document` for it",
            (false, _) => ": name them and derive `Document` for it",
        };
        let message = format!(
            "`Attribute` is derived for an enum or a struct of one field, and `{ident}` has {count} fields{hint}"
        );
        errors.at(ident, message);
        return DataSyntax::Other;
    };
    let name = field.ident.clone().unwrap_or_else(|| Ident::new("value", Span::call_site()));
    let field = Box::new(FieldSyntax::read_as(name, field, scope, errors));
    DataSyntax::Newtype { field, is_named }
}

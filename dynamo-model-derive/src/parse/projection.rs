//! `#[projection(...)]` on a struct and its fields.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Expr, Generics, Ident, LitStr, Path, Token, Type};

use crate::errors::Errors;
use crate::parse::{entry, field, named_fields};

/// The entries that stand on the struct.
const ON_THE_STRUCT: &[&str] = &["of", "crate"];

/// The entries that stand on a field.
const ON_A_FIELD: &[&str] = &["field", "handle"];

/// A projection as it was written.
pub(crate) struct ProjectionSyntax {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) of: Option<Type>,
    /// Whether `of` was written, rightly or not.
    pub(crate) tries_of: bool,
    pub(crate) path: Option<Path>,
    /// The fields; `None` if the input is no struct with named fields, which is reported.
    pub(crate) fields: Option<Vec<ProjectedSyntax>>,
}

/// A field of a projection as it was written.
pub(crate) struct ProjectedSyntax {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) field: Option<Ident>,
    pub(crate) handle: Option<HandleSyntax>,
}

/// What `handle = ..` names.
pub(crate) enum HandleSyntax {
    /// A handle of the model.
    Named(LitStr),
    /// An expression that gives a handle.
    Written(Box<Expr>),
}

impl ProjectionSyntax {
    /// Reads the input of `derive(Projection)`; mistakes in attributes are reported and the rest is kept.
    pub(crate) fn read(input: DeriveInput, errors: &mut Errors) -> Self {
        let mut read = Self {
            ident: input.ident,
            generics: input.generics,
            of: None,
            tries_of: false,
            path: None,
            fields: None,
        };
        for attribute in ours(&input.attrs) {
            entry::each(attribute, errors, |keyword, meta, errors| read.entry(keyword, meta, errors));
        }
        let fields = named_fields("Projection", input.data, &read.ident, errors);
        read.fields =
            fields.map(|fields| fields.into_iter().filter_map(|field| projected(field, errors)).collect());
        read
    }

    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        match keyword.to_string().as_str() {
            "of" => {
                self.tries_of = true;
                entry::keep(&mut self.of, model(keyword, meta)?, keyword, errors);
            }
            "crate" => entry::keep(&mut self.path, entry::path(keyword, meta)?, keyword, errors),
            name if ON_A_FIELD.contains(&name) => {
                let message = format!("`{name}` belongs on a field, not on the struct");
                return Err(syn::Error::new_spanned(keyword, message));
            }
            _ => return Err(entry::unknown("attribute", keyword, ON_THE_STRUCT)),
        }
        Ok(())
    }
}

impl ProjectedSyntax {
    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        match keyword.to_string().as_str() {
            "field" => entry::keep(&mut self.field, field_name(keyword, meta)?, keyword, errors),
            "handle" => entry::keep(&mut self.handle, handle(keyword, meta)?, keyword, errors),
            name if ON_THE_STRUCT.contains(&name) => {
                let message = format!("`{name}` belongs on the struct, not on a field");
                return Err(syn::Error::new_spanned(keyword, message));
            }
            name if field::KNOWN.contains(&name) => {
                let hint = if name == "rename" {
                    "; if the model's field has another name in Rust, write `field = ..`"
                } else {
                    ""
                };
                let message = format!("`{name}` is what the model says, and holds here too: remove it{hint}");
                return Err(syn::Error::new_spanned(keyword, message));
            }
            _ => return Err(entry::unknown("attribute", keyword, ON_A_FIELD)),
        }
        Ok(())
    }
}

fn projected(field: syn::Field, errors: &mut Errors) -> Option<ProjectedSyntax> {
    let mut read = ProjectedSyntax { ident: field.ident?, ty: field.ty, field: None, handle: None };
    for attribute in ours(&field.attrs) {
        entry::each(attribute, errors, |keyword, meta, errors| read.entry(keyword, meta, errors));
    }
    Some(read)
}

fn ours(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("projection"))
}

fn model(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Type> {
    let message = "`of` takes the model: write `of = User`";
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return Err(syn::Error::new(value.span(), message));
    }
    value.parse()
}

fn field_name(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Ident> {
    let message = "`field` takes the name of the model's field: write `field = year_of_birth`";
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    let span = value.span();
    value.call(Ident::parse_any).map_err(|_| syn::Error::new(span, message))
}

fn handle(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<HandleSyntax> {
    if !meta.input.peek(Token![=]) {
        let message =
            "`handle` takes the name of a handle, or an expression that gives one: write `handle = \"NAME\"`";
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return value.parse().map(HandleSyntax::Named);
    }
    value.parse().map(|expr| HandleSyntax::Written(Box::new(expr)))
}

//! One variant of an enum.

use proc_macro2::Span;
use quote::format_ident;
use syn::meta::ParseNestedMeta;
use syn::{Fields, Ident, LitStr, Variant};

use crate::errors::Errors;
use crate::parse::{FieldSyntax, Scope, entry};

const KNOWN: &[&str] = &["rename", "alias", "other"];

/// A variant and its attributes as they were written.
pub(crate) struct VariantSyntax {
    pub(crate) ident: Ident,
    pub(crate) rename: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) other: Option<Ident>,
    pub(crate) shape: Shape,
    pub(crate) fields: Vec<FieldSyntax>,
}

/// How the fields of a variant are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Unit,
    Tuple,
    Named,
}

impl VariantSyntax {
    pub(super) fn read(variant: Variant, scope: &Scope, errors: &mut Errors) -> Self {
        let shape = match &variant.fields {
            Fields::Named(_) => Shape::Named,
            Fields::Unnamed(fields) if !fields.unnamed.is_empty() => Shape::Tuple,
            Fields::Unnamed(_) | Fields::Unit => Shape::Unit,
        };
        let ident = variant.ident;
        let fields = variant.fields.into_iter().enumerate().map(|(at, field)| {
            let name =
                field.ident.clone().unwrap_or_else(|| format_ident!("field{at}", span = Span::mixed_site()));
            let field = FieldSyntax::read_as(name, field, scope, errors);
            FieldSyntax { variant: Some(ident.clone()), ..field }
        });
        let fields = fields.collect();
        let mut read = Self { ident, rename: None, aliases: Vec::new(), other: None, shape, fields };
        for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("model")) {
            entry::each(attribute, errors, |keyword, meta, errors| read.entry(keyword, meta, errors));
        }
        if let Some(rules) = variant.attrs.iter().find(|attribute| attribute.path().is_ident("validate")) {
            errors.at(rules.path(), "rules stand on the fields of a variant, not on the variant");
        }
        read
    }

    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        match keyword.to_string().as_str() {
            "rename" => entry::keep(&mut self.rename, entry::text(keyword, meta)?, keyword, errors),
            "alias" => self.aliases.push(entry::text(keyword, meta)?),
            "other" => entry::keep(&mut self.other, entry::flag(keyword, meta)?, keyword, errors),
            _ => return Err(entry::unknown("attribute", keyword, KNOWN)),
        }
        Ok(())
    }
}

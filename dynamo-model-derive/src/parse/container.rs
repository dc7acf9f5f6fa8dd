//! `#[model(...)]` on the struct or enum.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitBool, LitStr, Path};

use crate::errors::Errors;
use crate::parse::index::IndexSyntax;
use crate::parse::options::{self, OptionsSyntax};
use crate::parse::rule::{self, RuleSyntax};
use crate::parse::{Kind, entry, field};

/// The entries that stand on the struct of a model or of something else, but for those about its table.
const KNOWN: &[&str] = &[
    "table",
    "new",
    "crate",
    "rename_all",
    "rename_all_fields",
    "validate",
    "unknown",
    "transparent",
    "tag",
    "content",
    "external",
    "index",
    "local_index",
];

/// Tells whether an entry stands on the struct or enum, of whatever is derived.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || options::KNOWN.contains(&name)
}

/// The attributes of the struct as they were written.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) table: Option<LitStr>,
    pub(crate) constructor: Option<Constructor>,
    pub(crate) path: Option<Path>,
    pub(crate) rename_all: Option<LitStr>,
    pub(crate) rename_all_fields: Option<LitStr>,
    pub(crate) validate: Option<LitStr>,
    pub(crate) unknown: Option<LitStr>,
    pub(crate) transparent: Option<Ident>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) content: Option<LitStr>,
    pub(crate) external: Option<Ident>,
    pub(crate) of_table: OfTable,
    pub(crate) rules: Vec<RuleSyntax>,
}

/// The indexes of the table, and how it is kept.
#[derive(Default)]
pub(crate) struct OfTable {
    pub(crate) indexes: Vec<IndexSyntax>,
    pub(crate) options: OptionsSyntax,
}

/// What `new = ..` asks for.
pub(crate) enum Constructor {
    /// `new = "name"`.
    Named(LitStr),
    /// `new = false`.
    Nothing,
}

/// The entries that stand on the whole for each derive.
fn known(kind: Kind) -> Vec<&'static str> {
    let own: &[&str] = match kind {
        Kind::Model => {
            &["table", "new", "crate", "rename_all", "validate", "unknown", "index", "local_index"]
        }
        Kind::Document => &["new", "crate", "rename_all", "validate", "unknown"],
        Kind::Newtype => &["crate", "transparent"],
        Kind::Choice => &["crate", "rename_all", "rename_all_fields", "tag", "content", "external"],
    };
    let of_table = if kind == Kind::Model { options::KNOWN } else { &[] };
    own.iter().chain(of_table).copied().collect()
}

impl Container {
    pub(super) fn read(kind: Kind, attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut container = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("model")) {
            entry::each(attribute, errors, |keyword, meta, errors| {
                container.entry(kind, keyword, meta, errors)
            });
        }
        if container.is_validated_elsewhere() {
            return container;
        }
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("validate")) {
            if matches!(kind, Kind::Model | Kind::Document) {
                rule::read_whole(attribute, &mut container.rules, errors);
            } else {
                errors.at(attribute.path(), "rules stand on the fields here, not on the whole");
            }
        }
        container
    }

    /// Tells whether the user implements `Validate`.
    pub(crate) fn is_validated_elsewhere(&self) -> bool {
        self.validate.as_ref().is_some_and(|validate| validate.value() == "external")
    }

    fn entry(
        &mut self,
        kind: Kind,
        keyword: &Ident,
        meta: &ParseNestedMeta<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let name = keyword.to_string();
        let name = name.as_str();
        if !known(kind).contains(&name) {
            return Err(misplaced(kind, keyword, name));
        }
        match name {
            "table" => entry::keep(&mut self.table, entry::text(keyword, meta)?, keyword, errors),
            "new" => entry::keep(&mut self.constructor, constructor(keyword, meta)?, keyword, errors),
            "crate" => entry::keep(&mut self.path, entry::path(keyword, meta)?, keyword, errors),
            "rename_all" => entry::keep(&mut self.rename_all, entry::text(keyword, meta)?, keyword, errors),
            "rename_all_fields" => {
                entry::keep(&mut self.rename_all_fields, entry::text(keyword, meta)?, keyword, errors);
            }
            "validate" => entry::keep(&mut self.validate, entry::text(keyword, meta)?, keyword, errors),
            "unknown" => entry::keep(&mut self.unknown, entry::text(keyword, meta)?, keyword, errors),
            "transparent" => entry::keep(&mut self.transparent, entry::flag(keyword, meta)?, keyword, errors),
            "tag" => entry::keep(&mut self.tag, entry::text(keyword, meta)?, keyword, errors),
            "content" => entry::keep(&mut self.content, entry::text(keyword, meta)?, keyword, errors),
            "external" => entry::keep(&mut self.external, entry::flag(keyword, meta)?, keyword, errors),
            "index" | "local_index" => self.of_table.indexes.push(IndexSyntax::read(keyword, meta, errors)?),
            _ => return self.of_table.options.entry(keyword, meta, errors),
        }
        Ok(())
    }
}

fn misplaced(kind: Kind, keyword: &Ident, name: &str) -> syn::Error {
    let message = if is_known(name) {
        let known = crate::suggest::list(&known(kind));
        format!("`{name}` has no meaning for `derive({})`; known: {known}", kind.derive())
    } else if field::KNOWN.contains(&name) {
        format!("`{name}` belongs on a field, not on the {}", kind.item())
    } else {
        return entry::unknown("attribute", keyword, &known(kind));
    };
    syn::Error::new_spanned(keyword, message)
}

fn constructor(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Constructor> {
    let message = "`new` takes a name or `false`: write `new = \"name\"` or `new = false`";
    if !meta.input.peek(syn::Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return value.parse().map(Constructor::Named);
    }
    match value.parse::<LitBool>() {
        Ok(LitBool { value: false, .. }) => Ok(Constructor::Nothing),
        Ok(literal) => Err(syn::Error::new_spanned(literal, message)),
        Err(error) => Err(syn::Error::new(error.span(), message)),
    }
}

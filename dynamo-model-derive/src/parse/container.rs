//! `#[model(...)]` on the struct.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Ident, LitBool, LitStr, Path};

use crate::errors::Errors;
use crate::parse::{entry, field};

/// The entries that stand on the struct.
pub(super) const KNOWN: &[&str] = &["table", "new", "crate", "rename_all", "validate"];

/// The attributes of the struct as they were written.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) table: Option<LitStr>,
    pub(crate) constructor: Option<Constructor>,
    pub(crate) path: Option<Path>,
    pub(crate) rename_all: Option<LitStr>,
    pub(crate) validate: Option<LitStr>,
}

/// What `new = ..` asks for.
pub(crate) enum Constructor {
    /// `new = "name"`.
    Named(LitStr),
    /// `new = false`.
    Nothing,
}

impl Container {
    pub(super) fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut container = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("model")) {
            entry::each(attribute, errors, |keyword, meta, errors| container.entry(keyword, meta, errors));
        }
        let rules = attributes.iter().find(|attribute| attribute.path().is_ident("validate"));
        if let Some(rule) = rules
            && !container.is_validated_elsewhere()
        {
            errors.at(
                rule.path(),
                "rules of the whole struct are not supported yet: implement `Validate` and write \
                 `#[model(validate = \"external\")]`",
            );
        }
        container
    }

    /// Tells whether the user implements `Validate`.
    pub(crate) fn is_validated_elsewhere(&self) -> bool {
        self.validate.as_ref().is_some_and(|validate| validate.value() == "external")
    }

    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        match keyword.to_string().as_str() {
            "table" => entry::keep(&mut self.table, entry::text(keyword, meta)?, keyword, errors),
            "new" => entry::keep(&mut self.constructor, constructor(keyword, meta)?, keyword, errors),
            "crate" => {
                let path = entry::text(keyword, meta)?;
                let path = path.parse().map_err(|_| {
                    syn::Error::new_spanned(&path, "expected a path: `crate = \"::dynamo_model\"`")
                })?;
                entry::keep(&mut self.path, path, keyword, errors);
            }
            "rename_all" => entry::keep(&mut self.rename_all, entry::text(keyword, meta)?, keyword, errors),
            "validate" => entry::keep(&mut self.validate, entry::text(keyword, meta)?, keyword, errors),
            name if field::KNOWN.contains(&name) => {
                return Err(syn::Error::new_spanned(
                    keyword,
                    format!("`{name}` belongs on a field, not on the struct"),
                ));
            }
            _ => return Err(entry::unknown("attribute", keyword, KNOWN)),
        }
        Ok(())
    }
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

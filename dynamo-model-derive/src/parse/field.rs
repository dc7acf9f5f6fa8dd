//! `#[model(...)]` and `#[validate(...)]` on a field.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, Ident, LitStr, Token, Type};

use crate::errors::Errors;
use crate::parse::rule::RuleSyntax;
use crate::parse::{container, entry};
use crate::suggest;

/// The entries that stand on a field.
pub(super) const KNOWN: &[&str] = &[
    "hash_key",
    "range_key",
    "rename",
    "default",
    "read_default",
    "skip",
    "handle",
    "required",
    "optional",
    "read_only",
    "alias",
];

/// A field and its attributes as they were written. Flags are kept as the user's tokens.
pub(crate) struct FieldSyntax {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) hash_key: Option<Ident>,
    pub(crate) range_key: Option<Ident>,
    pub(crate) rename: Option<LitStr>,
    pub(crate) default: Option<DefaultSyntax>,
    pub(crate) read_default: Option<(Ident, Expr)>,
    pub(crate) skip: Option<Ident>,
    pub(crate) handle: Option<LitStr>,
    pub(crate) required: Option<Ident>,
    pub(crate) optional: Option<Ident>,
    pub(crate) read_only: Option<Ident>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) rules: Vec<RuleSyntax>,
    /// Whether `hash_key` was written, rightly or not.
    pub(crate) tries_hash_key: bool,
    /// Whether nothing was wrong with its attributes so far.
    pub(crate) is_sound: bool,
}

/// `default` or `default = expr`.
pub(crate) struct DefaultSyntax {
    pub(crate) keyword: Ident,
    pub(crate) value: Option<Expr>,
}

impl FieldSyntax {
    pub(super) fn read(field: syn::Field, external: bool, errors: &mut Errors) -> Option<Self> {
        let mut read = Self::bare(field.ident?, field.ty);
        let before = errors.count();
        for attribute in &field.attrs {
            read.attribute(attribute, external, errors);
        }
        read.is_sound = errors.count() == before;
        Some(read)
    }

    fn bare(ident: Ident, ty: Type) -> Self {
        Self {
            ident,
            ty,
            hash_key: None,
            range_key: None,
            rename: None,
            default: None,
            read_default: None,
            skip: None,
            handle: None,
            required: None,
            optional: None,
            read_only: None,
            aliases: Vec::new(),
            rules: Vec::new(),
            tries_hash_key: false,
            is_sound: true,
        }
    }

    fn attribute(&mut self, attribute: &Attribute, external: bool, errors: &mut Errors) {
        if attribute.path().is_ident("model") {
            entry::each(attribute, errors, |keyword, meta, errors| self.entry(keyword, meta, errors));
        } else if attribute.path().is_ident("validate") && !external {
            entry::each(attribute, errors, |keyword, meta, errors| {
                let rule = RuleSyntax::read(keyword, meta, errors)?;
                if self.rules.iter().any(|known| known.name == rule.name) {
                    errors.at(keyword, format!("duplicate rule `{keyword}`: keep one of them"));
                } else {
                    self.rules.push(rule);
                }
                Ok(())
            });
        }
    }

    fn entry(&mut self, keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        let name = keyword.to_string();
        self.tries_hash_key |= suggest::nearest(&name, KNOWN) == Some("hash_key");
        match name.as_str() {
            "hash_key" => entry::keep(&mut self.hash_key, entry::flag(keyword, meta)?, keyword, errors),
            "range_key" => entry::keep(&mut self.range_key, entry::flag(keyword, meta)?, keyword, errors),
            "rename" => entry::keep(&mut self.rename, entry::text(keyword, meta)?, keyword, errors),
            "default" => {
                let value = if meta.input.peek(Token![=]) { Some(meta.value()?.parse()?) } else { None };
                let default = DefaultSyntax { keyword: keyword.clone(), value };
                entry::keep(&mut self.default, default, keyword, errors);
            }
            "read_default" => {
                if !meta.input.peek(Token![=]) {
                    return Err(syn::Error::new_spanned(
                        keyword,
                        "`read_default` takes a value: write `read_default = expr`",
                    ));
                }
                let value = (keyword.clone(), meta.value()?.parse()?);
                entry::keep(&mut self.read_default, value, keyword, errors);
            }
            "skip" => entry::keep(&mut self.skip, entry::flag(keyword, meta)?, keyword, errors),
            "handle" => entry::keep(&mut self.handle, entry::text(keyword, meta)?, keyword, errors),
            "required" => entry::keep(&mut self.required, entry::flag(keyword, meta)?, keyword, errors),
            "optional" => entry::keep(&mut self.optional, entry::flag(keyword, meta)?, keyword, errors),
            "read_only" => entry::keep(&mut self.read_only, entry::flag(keyword, meta)?, keyword, errors),
            "alias" => self.aliases.push(entry::text(keyword, meta)?),
            name if container::KNOWN.contains(&name) => {
                return Err(syn::Error::new_spanned(
                    keyword,
                    format!("`{name}` belongs on the struct, not on a field"),
                ));
            }
            _ => return Err(entry::unknown("attribute", keyword, KNOWN)),
        }
        Ok(())
    }
}

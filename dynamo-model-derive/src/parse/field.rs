//! `#[model(...)]` and `#[validate(...)]` on a field.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, Ident, LitStr, Token, Type};

use crate::errors::Errors;
use crate::parse::rule::{self, RuleSyntax};
use crate::parse::{Kind, Scope, container, entry};
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
    "as",
    "tz",
    "truncate",
    "flatten",
    "rest",
    "sensitive",
    "empty",
];

/// The entries that a field has only in a model.
const OF_MODELS: &[&str] = &["hash_key", "range_key"];

/// A field and its attributes as they were written. Flags are kept as the user's tokens.
pub(crate) struct FieldSyntax {
    pub(crate) ident: Ident,
    /// The variant that the field is in.
    pub(crate) variant: Option<Ident>,
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
    pub(crate) form: Option<FormSyntax>,
    pub(crate) tz: Option<LitStr>,
    pub(crate) truncate: Option<Ident>,
    pub(crate) flatten: Option<Ident>,
    pub(crate) rest: Option<Ident>,
    pub(crate) sensitive: Option<Ident>,
    pub(crate) empty: Option<LitStr>,
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

/// What `as = ..` asks for.
pub(crate) enum FormSyntax {
    /// The name of a form, or a pattern of time.
    Named(LitStr),
    /// A form of the user's own.
    Own(Box<Type>),
}

impl FieldSyntax {
    /// Reads a field that has a name; in a model it may be a key.
    pub(super) fn read(field: syn::Field, scope: &Scope, errors: &mut Errors) -> Option<Self> {
        let ident = field.ident.clone()?;
        Some(Self::read_as(ident, field, scope, errors))
    }

    /// Reads a field under a name that is given to it.
    pub(super) fn read_as(ident: Ident, field: syn::Field, scope: &Scope, errors: &mut Errors) -> Self {
        let mut read = Self::bare(ident, field.ty);
        let before = errors.count();
        for attribute in &field.attrs {
            read.attribute(attribute, scope, errors);
        }
        read.is_sound = errors.count() == before;
        read
    }

    fn bare(ident: Ident, ty: Type) -> Self {
        Self {
            ident,
            variant: None,
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
            form: None,
            tz: None,
            truncate: None,
            flatten: None,
            rest: None,
            sensitive: None,
            empty: None,
            rules: Vec::new(),
            tries_hash_key: false,
            is_sound: true,
        }
    }

    fn attribute(&mut self, attribute: &Attribute, scope: &Scope, errors: &mut Errors) {
        if attribute.path().is_ident("model") {
            entry::each(attribute, errors, |keyword, meta, errors| self.entry(keyword, meta, scope, errors));
        } else if attribute.path().is_ident("validate") && !scope.is_validated_elsewhere {
            rule::read_all(attribute, &mut self.rules, errors);
        }
    }

    fn entry(
        &mut self,
        keyword: &Ident,
        meta: &ParseNestedMeta<'_>,
        scope: &Scope,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let name = keyword.to_string();
        self.tries_hash_key |= suggest::nearest(&name, KNOWN) == Some("hash_key");
        if scope.kind != Kind::Model && OF_MODELS.contains(&name.as_str()) {
            return Err(syn::Error::new_spanned(
                keyword,
                format!("`{name}` belongs in a model: {} has no key", scope.kind.with_article()),
            ));
        }
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
            "as" => entry::keep(&mut self.form, form(keyword, meta)?, keyword, errors),
            "tz" => entry::keep(&mut self.tz, entry::text(keyword, meta)?, keyword, errors),
            "truncate" => entry::keep(&mut self.truncate, entry::flag(keyword, meta)?, keyword, errors),
            "flatten" => entry::keep(&mut self.flatten, entry::flag(keyword, meta)?, keyword, errors),
            "rest" => entry::keep(&mut self.rest, entry::flag(keyword, meta)?, keyword, errors),
            "sensitive" => entry::keep(&mut self.sensitive, entry::flag(keyword, meta)?, keyword, errors),
            "empty" => entry::keep(&mut self.empty, entry::text(keyword, meta)?, keyword, errors),
            name if container::is_known(name) => {
                return Err(syn::Error::new_spanned(
                    keyword,
                    format!("`{name}` belongs on the {}, not on a field", scope.kind.item()),
                ));
            }
            _ => return Err(entry::unknown("attribute", keyword, &scope.known())),
        }
        Ok(())
    }
}

impl Scope {
    /// The entries that a field has here.
    fn known(&self) -> Vec<&'static str> {
        let is_here = |name: &&str| self.kind == Kind::Model || !OF_MODELS.contains(name);
        KNOWN.iter().copied().filter(is_here).collect()
    }
}

fn form(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<FormSyntax> {
    if !meta.input.peek(Token![=]) {
        let message = "`as` takes the name of a form or a type: write `as = \"epoch_seconds\"`";
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    if value.peek(LitStr) {
        return value.parse().map(FormSyntax::Named);
    }
    value.parse().map(|ty| FormSyntax::Own(Box::new(ty)))
}

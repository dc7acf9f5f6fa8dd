//! What is said on the struct of how its table is kept.

use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Ident, Lit, LitBool, LitInt, LitStr, Token, parenthesized, token};

use crate::errors::Errors;
use crate::parse::{entry, index};

/// The entries that say it.
pub(super) const KNOWN: &[&str] = &[
    "billing",
    "read_units",
    "write_units",
    "table_class",
    "deletion_protection",
    "stream",
    "point_in_time_recovery",
    "encryption",
    "encryption_key",
    "tags",
    "warm_throughput",
    "ttl",
];

/// The options of a table as they were written.
#[derive(Default)]
pub(crate) struct OptionsSyntax {
    pub(crate) billing: Option<LitStr>,
    pub(crate) read_units: Option<LitInt>,
    pub(crate) write_units: Option<LitInt>,
    pub(crate) table_class: Option<LitStr>,
    pub(crate) deletion_protection: Option<bool>,
    pub(crate) stream: Option<LitStr>,
    pub(crate) point_in_time_recovery: Option<RecoverySyntax>,
    pub(crate) encryption: Option<LitStr>,
    pub(crate) encryption_key: Option<LitStr>,
    pub(crate) tags: Option<Vec<TagSyntax>>,
    pub(crate) warm_throughput: Option<WarmSyntax>,
    pub(crate) ttl: Option<Ident>,
}

/// `point_in_time_recovery`, with a truth value or days.
pub(crate) enum RecoverySyntax {
    Is(bool),
    Days(LitInt),
}

/// `key = "value"`, as it was written.
pub(crate) struct TagSyntax {
    /// The key is a text or a name.
    pub(crate) key: LitStr,
    pub(crate) value: LitStr,
}

/// `warm_throughput(read = .., write = ..)`.
pub(crate) struct WarmSyntax {
    pub(crate) keyword: Ident,
    pub(crate) read: Option<LitInt>,
    pub(crate) write: Option<LitInt>,
}

impl OptionsSyntax {
    /// Reads one entry, which is one of the known.
    pub(super) fn entry(
        &mut self,
        keyword: &Ident,
        meta: &ParseNestedMeta<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        match keyword.to_string().as_str() {
            "billing" => entry::keep(&mut self.billing, entry::text(keyword, meta)?, keyword, errors),
            "read_units" => entry::keep(&mut self.read_units, entry::number(keyword, meta)?, keyword, errors),
            "write_units" => {
                entry::keep(&mut self.write_units, entry::number(keyword, meta)?, keyword, errors);
            }
            "table_class" => entry::keep(&mut self.table_class, entry::text(keyword, meta)?, keyword, errors),
            "deletion_protection" => {
                entry::keep(&mut self.deletion_protection, truth(keyword, meta)?, keyword, errors);
            }
            "stream" => entry::keep(&mut self.stream, entry::text(keyword, meta)?, keyword, errors),
            "point_in_time_recovery" => {
                entry::keep(&mut self.point_in_time_recovery, recovery(keyword, meta)?, keyword, errors);
            }
            "encryption" => entry::keep(&mut self.encryption, entry::text(keyword, meta)?, keyword, errors),
            "encryption_key" => {
                entry::keep(&mut self.encryption_key, entry::text(keyword, meta)?, keyword, errors);
            }
            "tags" => entry::keep(&mut self.tags, tags(keyword, meta)?, keyword, errors),
            "warm_throughput" => {
                entry::keep(&mut self.warm_throughput, warm(keyword, meta, errors)?, keyword, errors);
            }
            "ttl" => entry::keep(&mut self.ttl, ttl(keyword, meta)?, keyword, errors),
            _ => unreachable!("only what is known is read here"),
        }
        Ok(())
    }
}

/// Reads a word alone, or `= true` or `= false`.
fn truth(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<bool> {
    if !entry::has_value(meta) {
        return Ok(true);
    }
    let message =
        format!("`{keyword}` stands alone or with a truth value: write `{keyword}` or `{keyword} = false`");
    match literal(keyword, meta, &message)? {
        Lit::Bool(LitBool { value, .. }) => Ok(value),
        other => Err(syn::Error::new_spanned(other, message)),
    }
}

fn recovery(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<RecoverySyntax> {
    if !entry::has_value(meta) {
        return Ok(RecoverySyntax::Is(true));
    }
    let message = format!(
        "`{keyword}` stands alone, or with days or a truth value: write `{keyword}` or `{keyword} = 7`"
    );
    match literal(keyword, meta, &message)? {
        Lit::Bool(LitBool { value, .. }) => Ok(RecoverySyntax::Is(value)),
        Lit::Int(days) => Ok(RecoverySyntax::Days(days)),
        other => Err(syn::Error::new_spanned(other, message)),
    }
}

fn literal(keyword: &Ident, meta: &ParseNestedMeta<'_>, message: &str) -> syn::Result<Lit> {
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    value.parse().map_err(|error| syn::Error::new(error.span(), message))
}

fn tags(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<TagSyntax>> {
    const MESSAGE: &str =
        "`tags` takes keys with values: write `tags(team = \"search\", \"cost:center\" = \"42\")`";
    if !meta.input.peek(token::Paren) {
        return Err(syn::Error::new_spanned(keyword, MESSAGE));
    }
    let inside;
    parenthesized!(inside in meta.input);
    let tag = |input: ParseStream<'_>| {
        let said = |error: syn::Error| syn::Error::new(error.span(), MESSAGE);
        let key = if input.peek(LitStr) {
            input.parse().map_err(said)?
        } else {
            let key = Ident::parse_any(input).map_err(said)?;
            LitStr::new(&key.unraw().to_string(), key.span())
        };
        input.parse::<Token![=]>().map_err(said)?;
        Ok(TagSyntax { key, value: input.parse().map_err(said)? })
    };
    let list = Punctuated::<TagSyntax, Token![,]>::parse_terminated_with(&inside, tag)?;
    Ok(list.into_iter().collect())
}

fn warm(keyword: &Ident, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<WarmSyntax> {
    let mut warm = WarmSyntax { keyword: keyword.clone(), read: None, write: None };
    if meta.input.peek(token::Paren) {
        entry::list(meta, errors, |word, meta, errors| {
            match word.to_string().as_str() {
                "read" => entry::keep(&mut warm.read, entry::number(word, meta)?, word, errors),
                "write" => entry::keep(&mut warm.write, entry::number(word, meta)?, word, errors),
                _ => return Err(entry::unknown("option of `warm_throughput`", word, &["read", "write"])),
            }
            Ok(())
        })?;
    }
    Ok(warm)
}

fn ttl(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Ident> {
    let message = "`ttl` takes a field: write `ttl = expires_at`";
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    index::field(meta.value()?, message)
}

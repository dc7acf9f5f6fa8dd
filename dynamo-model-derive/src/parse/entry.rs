//! One entry of an attribute, and how reading goes on after a mistake.

use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Attribute, Ident, LitInt, LitStr, Path, Token, parenthesized, token};

use crate::errors::Errors;
use crate::suggest;

/// Reads each entry of `#[name(entry, entry = value)]`; a mistake in one leaves the others readable.
pub(super) fn each(
    attribute: &Attribute,
    errors: &mut Errors,
    mut read: impl FnMut(&Ident, &ParseNestedMeta<'_>, &mut Errors) -> syn::Result<()>,
) {
    let result = attribute.parse_nested_meta(|meta| one(&meta, errors, &mut read));
    if let Err(error) = result {
        errors.push(error);
    }
}

/// Reads one entry; after a mistake it goes on behind the next comma.
pub(super) fn one(
    meta: &ParseNestedMeta<'_>,
    errors: &mut Errors,
    read: impl FnOnce(&Ident, &ParseNestedMeta<'_>, &mut Errors) -> syn::Result<()>,
) -> syn::Result<()> {
    let outcome = match meta.path.get_ident() {
        Some(keyword) => read(keyword, meta, errors),
        None => Err(syn::Error::new_spanned(&meta.path, "expected the name of an attribute")),
    };
    if let Err(error) = outcome {
        errors.push(error);
        skip_to_comma(meta.input)?;
    }
    Ok(())
}

/// Reads each entry of the list in parentheses behind a name; there may be none.
pub(super) fn list(
    meta: &ParseNestedMeta<'_>,
    errors: &mut Errors,
    mut read: impl FnMut(&Ident, &ParseNestedMeta<'_>, &mut Errors) -> syn::Result<()>,
) -> syn::Result<()> {
    let ahead = meta.input.fork();
    let inside;
    parenthesized!(inside in ahead);
    if inside.is_empty() {
        meta.input.advance_to(&ahead);
        return Ok(());
    }
    meta.parse_nested_meta(|meta| one(&meta, errors, &mut read))
}

/// Keeps the value of an entry that may stand once.
pub(super) fn keep<T>(slot: &mut Option<T>, value: T, keyword: &Ident, errors: &mut Errors) {
    if slot.is_some() {
        errors.at(keyword, format!("duplicate `{keyword}`: keep one of them"));
    } else {
        *slot = Some(value);
    }
}

/// Reads an entry that is a word alone.
pub(super) fn flag(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Ident> {
    if has_value(meta) {
        return Err(syn::Error::new_spanned(
            keyword,
            format!("`{keyword}` takes no value: write `{keyword}` alone"),
        ));
    }
    Ok(keyword.clone())
}

/// Reads `keyword = "text"`.
pub(super) fn text(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let message = || format!("`{keyword}` takes a text: write `{keyword} = \"..\"`");
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message()));
    }
    let value = meta.value()?;
    let ahead = value.fork();
    value.parse().map_err(|error| {
        let span = ahead.parse::<TokenTree>().map_or_else(|_| error.span(), |tree| tree.span());
        syn::Error::new(span, message())
    })
}

/// Reads `keyword = 5`.
pub(super) fn number(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<LitInt> {
    let message = format!("`{keyword}` takes a whole number: write `{keyword} = 5`");
    if !meta.input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(keyword, message));
    }
    let value = meta.value()?;
    value.parse().map_err(|error| syn::Error::new(error.span(), message))
}

/// Reads `keyword = "path"`.
pub(super) fn path(keyword: &Ident, meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    let path = text(keyword, meta)?;
    path.parse().map_err(|_| syn::Error::new_spanned(&path, "expected a path: `crate = \"::dynamo_model\"`"))
}

/// Tells whether a value or a list in parentheses follows the name.
pub(super) fn has_value(meta: &ParseNestedMeta<'_>) -> bool {
    meta.input.peek(Token![=]) || meta.input.peek(token::Paren)
}

/// The error for a name that is not known here.
pub(super) fn unknown(kind: &str, keyword: &Ident, known: &[&str]) -> syn::Error {
    let hint = match suggest::nearest(&keyword.to_string(), known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known: {}", suggest::list(known)),
    };
    syn::Error::new_spanned(keyword, format!("unknown {kind} `{keyword}`; {hint}"))
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

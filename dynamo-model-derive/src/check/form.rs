//! In which form a field is stored.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;
use syn::{Ident, LitStr, Type, parse_quote_spanned};

use crate::check::field::option_argument;
use crate::errors::Errors;
use crate::parse::{FieldSyntax, FormSyntax};
use crate::suggest;

/// The forms that have a name, and the types that stand for them.
const NAMED: &[(&str, &str)] = &[
    ("rfc3339", "Rfc3339"),
    ("epoch_seconds", "EpochSeconds"),
    ("epoch_millis", "EpochMillis"),
    ("epoch_micros", "EpochMicros"),
    ("epoch_nanos", "EpochNanos"),
    ("simple", "Simple"),
    ("binary", "AsBinary"),
    ("list", "AsList"),
    ("text", "AsText"),
    ("json", "AsJson"),
    ("json_text", "AsJsonText"),
];

/// The units of durations, and the types that stand for them.
const UNITS: &[(&str, &str)] = &[
    ("weeks", "Weeks"),
    ("days", "Days"),
    ("hours", "Hours"),
    ("minutes", "Minutes"),
    ("seconds", "Seconds"),
    ("millis", "Millis"),
    ("micros", "Micros"),
    ("nanos", "Nanos"),
];

/// What `tz` may say, and the types that stand for it.
const ZONES: &[(&str, &str)] =
    &[("require", "RequireZone"), ("assume_utc", "AssumeUtc"), ("convert", "ConvertZone")];

/// The stored form of a field.
pub(super) struct Form {
    /// The type that is stored, in which the field's own is wrapped.
    pub(super) ty: Type,
    pub(super) pattern: Option<Pattern>,
    /// Whether an empty value is absent.
    pub(super) is_empty_absent: bool,
}

/// A pattern of time, for which a type is generated.
#[derive(Clone)]
pub(crate) struct Pattern {
    pub(crate) ident: Ident,
    pub(crate) text: LitStr,
    /// What is stored by the pattern, inside of an `Option`.
    pub(crate) form: TokenStream,
}

pub(super) fn check(syntax: &FieldSyntax, errors: &mut Errors) -> Form {
    let mut pattern = None;
    let zone = syntax.tz.as_ref().and_then(|tz| zone(tz, errors));
    let form = match &syntax.form {
        Some(FormSyntax::Named(name)) => named(syntax, name, zone.as_ref(), &mut pattern, errors),
        Some(FormSyntax::Own(ty)) => Some(ty.to_token_stream()),
        None => zone.as_ref().map(|zone| quote!(__dynamo_model::form::Rfc3339<#zone>)),
    };
    misplaced(syntax, errors);
    let is_empty_absent = syntax.empty.as_ref().is_some_and(|empty| is_absent(empty, errors));
    // What a type lacks for its form is reported where the type stands.
    let span = Span::call_site().located_at(syntax.ty.span());
    let wrap = |ty: &Type| -> Type {
        let formed: Type = match &form {
            Some(form) => parse_quote_spanned!(span=> __dynamo_model::As<#ty, #form>),
            None => ty.clone(),
        };
        if is_empty_absent {
            parse_quote_spanned!(span=> __dynamo_model::EmptyAbsent<#formed>)
        } else {
            formed
        }
    };
    let ty = match option_argument(&syntax.ty) {
        _ if form.is_none() && !is_empty_absent => syntax.ty.clone(),
        Some(inner) => {
            let inner = wrap(inner);
            parse_quote_spanned!(span=> ::core::option::Option<#inner>)
        }
        None => wrap(&syntax.ty),
    };
    Form { ty, pattern, is_empty_absent }
}

fn named(
    syntax: &FieldSyntax,
    name: &LitStr,
    zone: Option<&TokenStream>,
    pattern: &mut Option<Pattern>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let text = name.value();
    let require = quote!(__dynamo_model::form::RequireZone);
    let zone = zone.unwrap_or(&require);
    if text.contains('%') {
        let variant = syntax.variant.as_ref().map_or_else(String::new, |variant| format!("{variant}_"));
        let ident = format_ident!("__Pattern_{}{}", variant, syntax.ident, span = Span::call_site());
        let form = quote!(__dynamo_model::form::Formatted<#ident, #zone>);
        *pattern = Some(Pattern { ident, text: name.clone(), form: form.clone() });
        return Some(form);
    }
    if let Some(unit) = find(UNITS, &text) {
        let whole = if syntax.truncate.is_some() { "Truncated" } else { "Whole" };
        let whole = Ident::new(whole, Span::call_site());
        return Some(quote!(__dynamo_model::form::#whole<__dynamo_model::form::#unit>));
    }
    let Some(form) = find(NAMED, &text) else {
        let known: Vec<&str> = NAMED.iter().chain(UNITS).map(|(name, _)| *name).collect();
        let hint = match suggest::nearest(&text, &known) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("known: {}, and patterns of time such as `%Y-%m-%d`", suggest::list(&known)),
        };
        errors.at(name, format!("unknown form `{text}`; {hint}"));
        return None;
    };
    if text == "rfc3339" {
        return Some(quote!(__dynamo_model::form::#form<#zone>));
    }
    Some(quote!(__dynamo_model::form::#form))
}

/// Reports what stands beside a form that it says nothing about.
fn misplaced(syntax: &FieldSyntax, errors: &mut Errors) {
    let name = match &syntax.form {
        Some(FormSyntax::Named(name)) => Some(name.value()),
        Some(FormSyntax::Own(_)) => Some(String::new()),
        None => None,
    };
    if let Some(tz) = &syntax.tz
        && name.as_ref().is_some_and(|name| name != "rfc3339" && !name.contains('%'))
    {
        errors.at(tz, "`tz` goes with times that are stored as text: `as = \"rfc3339\"` or a pattern");
    }
    if let Some(truncate) = &syntax.truncate
        && name.is_none_or(|name| find(UNITS, &name).is_none())
    {
        let units: Vec<&str> = UNITS.iter().map(|(name, _)| *name).collect();
        errors.at(
            truncate,
            format!(
                "`truncate` goes with a unit of durations: write `as = ..` with one of {}",
                suggest::list(&units)
            ),
        );
    }
}

fn zone(tz: &LitStr, errors: &mut Errors) -> Option<TokenStream> {
    let text = tz.value();
    let Some(zone) = find(ZONES, &text) else {
        let known: Vec<&str> = ZONES.iter().map(|(name, _)| *name).collect();
        errors.at(tz, format!("unknown rule for time zones `{text}`; known: {}", suggest::list(&known)));
        return None;
    };
    Some(quote!(__dynamo_model::form::#zone))
}

fn is_absent(empty: &LitStr, errors: &mut Errors) -> bool {
    match empty.value().as_str() {
        "absent" => true,
        "keep" => false,
        _ => {
            errors.at(empty, "`empty` is `\"keep\"` or `\"absent\"`");
            false
        }
    }
}

fn find(known: &[(&str, &str)], name: &str) -> Option<Ident> {
    let (_, ty) = known.iter().find(|(known, _)| *known == name)?;
    Some(Ident::new(ty, Span::call_site()))
}

//! What the attributes of a field mean.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, ExprLit, GenericArgument, Ident, Lit, PathArguments, Type};

use crate::check::form::{self, Form};
use crate::check::{Absent, Field, FieldKind, Initial, Presence, Role, Stored, Value, container, rule};
use crate::errors::Errors;
use crate::parse::{FieldSyntax, FormSyntax};
use crate::spelling::{self, Spelling};

/// The service's limits for the name of an attribute, in bytes, and for one that is a key.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
const MAX_NAME: usize = 65_535;
pub(super) const MAX_KEY_NAME: usize = 255;

pub(super) fn check(syntax: &FieldSyntax, rename_all: Option<Spelling>, errors: &mut Errors) -> Field {
    conflicts(syntax, errors);
    let rules = rule::check(&syntax.rules, errors);
    let kind = if syntax.skip.is_some() {
        FieldKind::Skipped
    } else if syntax.flatten.is_some() {
        FieldKind::Flattened { handle: handle(syntax, errors) }
    } else if syntax.rest.is_some() {
        FieldKind::Rest { handle: handle(syntax, errors) }
    } else {
        FieldKind::Stored(Box::new(stored(syntax, rename_all, errors)))
    };
    Field { ident: syntax.ident.clone(), ty: syntax.ty.clone(), initial: initial(syntax), kind, rules }
}

/// Checks a field that has no name of its own: that of a newtype or of a tuple variant.
pub(super) fn check_unnamed(syntax: &FieldSyntax, errors: &mut Errors) -> Field {
    for keyword in syntax.skip.iter().map(ToTokens::to_token_stream).chain(beside_skip(syntax)) {
        errors.at(&keyword, "this says something about an attribute, and here is none of its own: remove it");
    }
    let rules = rule::check(&syntax.rules, errors);
    let kind = FieldKind::Stored(Box::new(stored(syntax, None, errors)));
    Field { ident: syntax.ident.clone(), ty: syntax.ty.clone(), initial: Initial::Parameter, kind, rules }
}

/// Reports entries that have no meaning beside one another.
fn conflicts(syntax: &FieldSyntax, errors: &mut Errors) {
    if let Some(skip) = &syntax.skip {
        for keyword in beside_skip(syntax).into_iter().chain(of_form(syntax)) {
            errors.at(
                &keyword,
                format!("a field with `{skip}` is not stored, so this has no effect: remove one"),
            );
        }
        return;
    }
    if let Some(keyword) = syntax.flatten.as_ref().or(syntax.rest.as_ref()) {
        beside_many(syntax, keyword, errors);
        return;
    }
    if let (Some(_), Some(keyword)) = (&syntax.required, &syntax.optional) {
        errors.at(keyword, "a field is `required` or `optional`, not both: remove one of them");
    }
    if syntax.hash_key.is_some() || syntax.range_key.is_some() {
        key_conflicts(syntax, errors);
        return;
    }
    let Some((keyword, _)) = &syntax.read_default else { return };
    if syntax.default.as_ref().is_some_and(|default| default.value.is_none()) {
        errors.at(
            keyword,
            "`default` without a value fills an absent attribute on read already: remove one of them",
        );
    } else if is_optional(syntax) {
        errors.at(
            keyword,
            "an absent attribute reads as `None` here, so `read_default` would hide every stored `None`: remove it, \
             or write the type without `Option`",
        );
    }
}

/// Reports what stands beside `flatten` or `rest`, which are about many attributes.
fn beside_many(syntax: &FieldSyntax, keyword: &Ident, errors: &mut Errors) {
    if let (Some(_), Some(rest)) = (&syntax.flatten, &syntax.rest) {
        errors.at(rest, "a field is `flatten` or `rest`, not both: remove one of them");
    }
    let flags = [&syntax.hash_key, &syntax.range_key, &syntax.required, &syntax.optional, &syntax.read_only];
    let flags = flags.into_iter().flatten().chain(&syntax.truncate).chain(&syntax.sensitive);
    let texts = syntax.rename.iter().chain(&syntax.aliases).chain(&syntax.tz).chain(&syntax.empty);
    let read_default = syntax.read_default.iter().map(|(keyword, _)| keyword);
    let found = flags.chain(read_default).map(ToTokens::to_token_stream);
    for token in found.chain(texts.map(ToTokens::to_token_stream)) {
        errors.at(
            &token,
            format!("a field with `{keyword}` is no attribute of its own, so this has no effect: remove one"),
        );
    }
    if syntax.form.is_some() {
        errors.at(keyword, format!("a field with `{keyword}` is no attribute of its own: remove `as`"));
    }
    if let Some(default) = syntax.default.as_ref().filter(|default| default.value.is_some()) {
        errors.at(
            &default.keyword,
            format!("a field with `{keyword}` has its type's default: write `default` alone"),
        );
    }
}

fn key_conflicts(syntax: &FieldSyntax, errors: &mut Errors) {
    if let Some(empty) = &syntax.empty {
        errors.at(empty, "a key attribute is never empty: remove `empty`");
    }
    let keywords = [
        (syntax.default.as_ref().map(|default| &default.keyword), "default"),
        (syntax.read_default.as_ref().map(|(keyword, _)| keyword), "read_default"),
        (syntax.optional.as_ref(), "optional"),
    ];
    for (keyword, name) in keywords {
        if let Some(keyword) = keyword {
            errors.at(keyword, format!("a key attribute must always be there: remove `{name}`"));
        }
    }
    if syntax.required.is_none() && option_argument(&syntax.ty).is_some() {
        errors.at(&syntax.ty, "a key attribute must always be there: write the type without `Option`");
    }
}

/// The entries that say something about how a field is stored.
fn beside_skip(syntax: &FieldSyntax) -> Vec<proc_macro2::TokenStream> {
    let flags = [&syntax.hash_key, &syntax.range_key, &syntax.required, &syntax.optional, &syntax.read_only];
    let more = [&syntax.flatten, &syntax.rest, &syntax.sensitive];
    let flags = flags.into_iter().chain(more).flatten().map(ToTokens::to_token_stream);
    let texts = syntax.rename.iter().chain(&syntax.handle).chain(&syntax.aliases);
    let default = syntax.default.iter().map(|default| default.keyword.to_token_stream());
    let read_default = syntax.read_default.iter().map(|(keyword, _)| keyword.to_token_stream());
    flags.chain(texts.map(ToTokens::to_token_stream)).chain(default).chain(read_default).collect()
}

/// The entries that say in which form a field is stored.
fn of_form(syntax: &FieldSyntax) -> Vec<proc_macro2::TokenStream> {
    let form = syntax.form.iter().map(|form| match form {
        FormSyntax::Named(name) => name.to_token_stream(),
        FormSyntax::Own(ty) => ty.to_token_stream(),
    });
    let texts = syntax.tz.iter().chain(&syntax.empty).map(ToTokens::to_token_stream);
    form.chain(texts).chain(syntax.truncate.iter().map(ToTokens::to_token_stream)).collect()
}

fn initial(syntax: &FieldSyntax) -> Initial {
    match &syntax.default {
        Some(default) => match &default.value {
            Some(expr) => Initial::Value(value(expr, &syntax.ty)),
            None => Initial::OfType,
        },
        None if syntax.skip.is_some() || syntax.rest.is_some() || syntax.optional.is_some() => {
            Initial::OfType
        }
        None if is_optional(syntax) => Initial::Nothing,
        None => Initial::Parameter,
    }
}

fn stored(syntax: &FieldSyntax, rename_all: Option<Spelling>, errors: &mut Errors) -> Stored {
    let field = syntax.ident.unraw().to_string();
    let name = match (&syntax.rename, rename_all) {
        (Some(rename), _) => rename.value(),
        (None, Some(spelling)) => spelling.spell(&field),
        (None, None) => field.clone(),
    };
    let role = role(syntax);
    let limit = if matches!(role, Role::HashKey | Role::RangeKey) { MAX_KEY_NAME } else { MAX_NAME };
    match &syntax.rename {
        Some(rename) => attribute_name(&name, limit, rename, errors),
        None => attribute_name(&name, limit, &syntax.ident, errors),
    }
    for alias in &syntax.aliases {
        attribute_name(&alias.value(), MAX_NAME, alias, errors);
    }
    let Form { ty, pattern, is_empty_absent } = form::check(syntax, errors);
    let on_input = syntax.default.as_ref().and_then(|default| default.value.as_ref());
    Stored {
        name,
        aliases: syntax.aliases.iter().map(syn::LitStr::value).collect(),
        ty,
        pattern,
        handle: handle(syntax, errors),
        is_sensitive: syntax.sensitive.is_some(),
        role: if is_empty_absent && role == Role::Plain { Role::Removable } else { role },
        presence: match presence(syntax) {
            Presence::Required if is_empty_absent => Presence::Defaulted,
            presence => presence,
        },
        on_input: on_input.map(|expr| value(expr, &syntax.ty)),
        on_read: on_read(syntax),
    }
}

fn handle(syntax: &FieldSyntax, errors: &mut Errors) -> Ident {
    let named = syntax.handle.as_ref().and_then(|name| container::identifier(name, "handle", errors));
    let of_field = || spelling::handle_name(&syntax.ident.unraw().to_string());
    named.unwrap_or_else(|| Ident::new(&of_field(), syntax.ident.span()))
}

fn attribute_name(name: &str, limit: usize, tokens: &impl ToTokens, errors: &mut Errors) {
    if name.is_empty() {
        errors.at(tokens, "the name of an attribute cannot be empty");
    } else if name.len() > limit {
        errors.at(
            tokens,
            format!("the name of this attribute has at most {limit} bytes, and this has {}", name.len()),
        );
    }
}

fn role(syntax: &FieldSyntax) -> Role {
    if syntax.hash_key.is_some() {
        Role::HashKey
    } else if syntax.range_key.is_some() {
        Role::RangeKey
    } else if syntax.read_only.is_some() {
        Role::ReadOnly
    } else if is_readable_when_absent(syntax) {
        Role::Removable
    } else {
        Role::Plain
    }
}

fn is_readable_when_absent(syntax: &FieldSyntax) -> bool {
    presence(syntax) != Presence::Required
}

fn presence(syntax: &FieldSyntax) -> Presence {
    match &syntax.default {
        _ if is_optional(syntax) => Presence::Optional,
        Some(default) if default.value.is_none() => Presence::Defaulted,
        _ if syntax.read_default.is_some() => Presence::Defaulted,
        _ => Presence::Required,
    }
}

fn on_read(syntax: &FieldSyntax) -> Absent {
    match (&syntax.read_default, &syntax.default) {
        (Some((_, expr)), _) => Absent::Value(value(expr, &syntax.ty)),
        (None, Some(default)) if default.value.is_none() => Absent::Default,
        // The type may be an alias of an `Option`, or a collection: both have the right default.
        _ if syntax.optional.is_some() => Absent::Default,
        _ => Absent::AsTyped,
    }
}

fn is_optional(syntax: &FieldSyntax) -> bool {
    syntax.optional.is_some() || (syntax.required.is_none() && option_argument(&syntax.ty).is_some())
}

fn value(expr: &Expr, ty: &Type) -> Value {
    let is_text = matches!(expr, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }));
    let expr = Box::new(expr.clone());
    match option_argument(ty) {
        Some(inner) if is_text => Value::SomeText(expr, Box::new(inner.clone())),
        None if is_text => Value::Text(expr, Box::new(ty.clone())),
        _ => Value::Plain(expr, Box::new(ty.clone())),
    }
}

/// Gives `T` of a type that is written `Option<T>`, with or without the standard library's path.
pub(crate) fn option_argument(ty: &Type) -> Option<&Type> {
    let path = match ty {
        Type::Group(group) => return option_argument(&group.elem),
        Type::Paren(paren) => return option_argument(&paren.elem),
        Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return None,
    };
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !matches!(names[..], ["Option"] | ["std" | "core", "option", "Option"]) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// Tells whether a type is written `Option<T>`.
pub(crate) fn is_written_as_option(ty: &Type) -> bool {
    option_argument(ty).is_some()
}

//! The bounds that generated impls put on a generic struct.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Generics, Type, WherePredicate, parse_quote};

use crate::check::{Absent, Field, Initial, PrimaryKey};
use crate::errors::Errors;

/// Adds the bounds to the struct's own; a lifetime is refused, because models own what they hold.
pub(super) fn check(
    mut generics: Generics,
    fields: &[Field],
    key: Option<&PrimaryKey>,
    errors: &mut Errors,
) -> Generics {
    for lifetime in generics.lifetimes() {
        errors.at(
            lifetime,
            "a model owns its values: remove the lifetime, and store `String` rather than `&str`",
        );
    }
    let parameters: Vec<Type> =
        generics.type_params().map(|param| &param.ident).map(|ident| parse_quote!(#ident)).collect();
    if parameters.is_empty() {
        return generics;
    }
    let predicates = predicates(&parameters, fields, key);
    generics.make_where_clause().predicates.extend(predicates);
    generics
}

fn predicates(parameters: &[Type], fields: &[Field], key: Option<&PrimaryKey>) -> Vec<WherePredicate> {
    let names: HashSet<String> = parameters.iter().map(|ty| ty.to_token_stream().to_string()).collect();
    let is_generic = |ty: &&Type| mentions(ty.to_token_stream(), &names);
    let attribute =
        |ty: &Type| -> WherePredicate { parse_quote!(#ty: __dynamo_model::Attribute<Native = #ty>) };

    let mut predicates: Vec<WherePredicate> = Vec::new();
    for ty in parameters {
        predicates.push(attribute(ty));
        predicates.push(parse_quote!(#ty: ::core::marker::Send + ::core::marker::Sync + 'static));
    }
    let stored = fields.iter().filter(|field| field.stored.is_some()).map(|field| &field.ty);
    let is_parameter = |ty: &&Type| names.contains(&ty.to_token_stream().to_string());
    predicates.extend(stored.filter(is_generic).filter(|ty| !is_parameter(ty)).map(attribute));
    let defaulted = fields.iter().filter(|field| has_type_default(field)).map(|field| &field.ty);
    predicates.extend(defaulted.filter(is_generic).map(|ty| parse_quote!(#ty: ::core::default::Default)));
    if let Some(key) = key {
        let parts = key.parts().map(|part| &part.ty);
        predicates.extend(parts.filter(is_generic).map(|ty| parse_quote!(#ty: __dynamo_model::KeyType)));
        let range = key.range.iter().map(|part| &part.ty);
        predicates.extend(range.filter(is_generic).map(|ty| parse_quote!(#ty: __dynamo_model::Ordered)));
    }
    predicates
}

fn has_type_default(field: &Field) -> bool {
    let on_read = field.stored.as_ref().map(|stored| &stored.on_read);
    matches!(field.initial, Initial::OfType) || matches!(on_read, Some(Absent::Default))
}

/// Tells whether a type is written with one of the parameters.
fn mentions(tokens: TokenStream, names: &HashSet<String>) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => names.contains(&ident.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

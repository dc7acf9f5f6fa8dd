//! The bounds that generated impls put on a generic struct.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Generics, Type, WherePredicate, parse_quote};

use crate::check::{Absent, Expiry, Field, FieldKind, Index, Initial, KeyField, PrimaryKey, Role};
use crate::errors::Errors;
use crate::parse::Kind;

/// What is asked of fields beside their being stored.
#[derive(Default)]
pub(super) struct Asked<'a> {
    pub(super) key: Option<&'a PrimaryKey>,
    pub(super) indexes: &'a [Index],
    pub(super) ttl: Option<&'a Expiry>,
}

/// Adds the bounds to the struct's own; a lifetime is refused, because models own what they hold.
pub(super) fn check(
    kind: Kind,
    mut generics: Generics,
    fields: &[Field],
    asked: &Asked<'_>,
    errors: &mut Errors,
) -> Generics {
    for lifetime in generics.lifetimes() {
        errors.at(
            lifetime,
            format!(
                "{} owns its values: remove the lifetime, and store `String` rather than `&str`",
                kind.with_article()
            ),
        );
    }
    let parameters: Vec<Type> =
        generics.type_params().map(|param| &param.ident).map(|ident| parse_quote!(#ident)).collect();
    if parameters.is_empty() {
        return generics;
    }
    let predicates = predicates(&parameters, fields, asked);
    generics.make_where_clause().predicates.extend(predicates);
    generics
}

fn predicates(parameters: &[Type], fields: &[Field], asked: &Asked<'_>) -> Vec<WherePredicate> {
    let names: HashSet<String> = parameters.iter().map(|ty| ty.to_token_stream().to_string()).collect();
    let is_generic = |ty: &Type| mentions(ty.to_token_stream(), &names);
    let is_parameter = |ty: &Type| names.contains(&ty.to_token_stream().to_string());
    let attribute = |stored: &Type, native: &Type| -> WherePredicate {
        parse_quote!(#stored: __dynamo_model::Attribute<Native = #native>)
    };

    let mut predicates: Vec<WherePredicate> = Vec::new();
    for ty in parameters {
        predicates.push(attribute(ty, ty));
        predicates.push(parse_quote!(#ty: ::core::marker::Send + ::core::marker::Sync + 'static));
    }
    for field in fields.iter().filter(|field| is_generic(&field.ty)) {
        let ty = &field.ty;
        match &field.kind {
            FieldKind::Stored(stored) if !is_parameter(&stored.ty) => {
                predicates.push(attribute(&stored.ty, ty));
            }
            FieldKind::Flattened { .. } => predicates.push(parse_quote!(#ty: __dynamo_model::Document)),
            _ => {}
        }
        if has_type_default(field) {
            predicates.push(parse_quote!(#ty: ::core::default::Default));
        }
    }
    for part in asked.key.iter().flat_map(|key| key.parts()).filter(|part| is_generic(&part.ty)) {
        let ty = &part.stored.ty;
        predicates.push(parse_quote!(#ty: __dynamo_model::KeyType));
        if part.stored.role == Role::RangeKey {
            predicates.push(parse_quote!(#ty: __dynamo_model::Ordered));
        }
    }
    let hashes = asked.indexes.iter().flat_map(|index| &index.hash);
    let ranges = asked.indexes.iter().flat_map(|index| &index.range);
    let is_asked = |part: &&KeyField| is_generic(&part.ty);
    for ty in hashes.chain(ranges.clone()).filter(is_asked).map(|part| &part.stored.ty) {
        predicates.push(parse_quote!(#ty: __dynamo_model::IndexKey));
    }
    for ty in ranges.filter(is_asked).map(|part| &part.stored.ty) {
        predicates.push(parse_quote!(#ty: __dynamo_model::Ordered));
    }
    for ty in asked.ttl.iter().map(|ttl| &ttl.ty).filter(|ty| is_generic(ty)) {
        predicates.push(parse_quote!(#ty: __dynamo_model::ExpiryTime));
    }
    predicates
}

fn has_type_default(field: &Field) -> bool {
    let on_read = field.stored().map(|stored| &stored.on_read);
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

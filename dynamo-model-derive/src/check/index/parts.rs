//! The attributes of the keys of an index.

use syn::Ident;

use crate::check::field::MAX_KEY_NAME;
use crate::check::index::{Surroundings, is_same};
use crate::check::{Field, FieldKind, KeyField, names};
use crate::errors::Errors;
use crate::parse::{IndexSyntax, KeySyntax};

/// The service's limit for the attributes of a hash key, and for those of a range key.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>
const MAX_PARTS: usize = 4;

pub(super) fn hash(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) -> Vec<KeyField> {
    if syntax.is_local() {
        let table = around.fields.iter().find(|field| around.key.hash() == Some(&field.ident));
        return table.and_then(KeyField::of).into_iter().collect();
    }
    let Some(key) = &syntax.hash else {
        if syntax.is_sound {
            errors.at(&syntax.keyword, "an index has a hash key: write `hash = field`");
        }
        return Vec::new();
    };
    parts(key, &[], around.fields, errors)
}

pub(super) fn range(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) -> Vec<KeyField> {
    if syntax.is_local() {
        of_local(syntax, around, errors);
    }
    let Some(key) = &syntax.range else { return Vec::new() };
    let hash = syntax.hash.as_ref().map_or(&[][..], |hash| &hash.fields);
    let hash = if syntax.is_local() { around.key.hash().map_or(&[][..], std::slice::from_ref) } else { hash };
    parts(key, hash, around.fields, errors)
}

/// Reports what the range key of a local index cannot be.
fn of_local(syntax: &IndexSyntax, around: &Surroundings<'_>, errors: &mut Errors) {
    if around.key.range().is_none() && around.key.hash().is_some() {
        errors.at(
            &syntax.keyword,
            "a local index orders the items of a hash key anew, and this table has no range key: mark one field with \
             `#[model(range_key)]`, or write `index(..)`",
        );
    }
    let Some(key) = &syntax.range else {
        if syntax.is_sound {
            errors.at(&syntax.keyword, "a local index has a range key: write `range = field`");
        }
        return;
    };
    if let Some(second) = key.fields.get(1) {
        errors
            .at(second, "the range key of a local index is one attribute: remove this, or write `index(..)`");
    }
    if let Some(range) =
        key.fields.iter().find(|field| around.key.range().is_some_and(|range| is_same(field, range)))
    {
        errors.at(range, format!("the table is ordered by `{range}` already: name another field"));
    }
}

/// The attributes of a key; those before it are in the other half.
fn parts(key: &KeySyntax, before: &[Ident], fields: &[Field], errors: &mut Errors) -> Vec<KeyField> {
    if let Some(fifth) = key.fields.get(MAX_PARTS) {
        let half = &key.keyword;
        errors.at(
            fifth,
            format!("a {half} key has at most {MAX_PARTS} attributes, and this has {}", key.fields.len()),
        );
    }
    let mut parts = Vec::new();
    for (position, ident) in key.fields.iter().enumerate() {
        if before.iter().chain(&key.fields[..position]).any(|other| is_same(other, ident)) {
            errors.at(ident, format!("`{ident}` is in the key of this index already: remove it here"));
            continue;
        }
        let Some(field) = attribute(ident, fields, "be the key of an index", errors) else { continue };
        let Some(part) = KeyField::of(field) else { continue };
        if part.stored.name.len() > MAX_KEY_NAME {
            errors.at(
                ident,
                format!(
                    "the name of a key attribute has at most {MAX_KEY_NAME} bytes, and `{ident}` is stored under one of {}",
                    part.stored.name.len()
                ),
            );
        }
        parts.push(part);
    }
    parts
}

/// Finds a field that is an attribute of its own.
pub(in crate::check) fn attribute<'f>(
    ident: &Ident,
    fields: &'f [Field],
    purpose: &str,
    errors: &mut Errors,
) -> Option<&'f Field> {
    let Some(field) = fields.iter().find(|field| is_same(&field.ident, ident)) else {
        names::no_field(ident, fields, errors);
        return None;
    };
    let why = match &field.kind {
        FieldKind::Stored(_) => return Some(field),
        FieldKind::Skipped => "is not stored",
        FieldKind::Flattened { .. } => "is flattened, so that it is no attribute of its own,",
        FieldKind::Rest { .. } => "keeps attributes that are not known",
    };
    errors.at(ident, format!("`{ident}` {why} and cannot {purpose}: name another field"));
    None
}

//! Which fields are the primary key.

use syn::Ident;

use crate::check::{Field, KeyField, PrimaryKey, Role};
use crate::errors::Errors;
use crate::parse::FieldSyntax;

/// The fields that are marked as keys.
#[derive(Default)]
pub(super) struct Marked<'a> {
    hash: Option<&'a Ident>,
    range: Option<&'a Ident>,
}

pub(super) fn check<'a>(model: &Ident, fields: &'a [FieldSyntax], errors: &mut Errors) -> Marked<'a> {
    let mut marked = Marked::default();
    let mut is_hash_tried = false;
    for field in fields {
        is_hash_tried |= field.tries_hash_key;
        if let Some(keyword) = &field.hash_key {
            match marked.hash {
                Some(first) => errors.at(
                    keyword,
                    format!("a model has exactly one `hash_key`, and `{first}` is it: remove one of them"),
                ),
                None => marked.hash = Some(&field.ident),
            }
        }
        if let Some(keyword) = &field.range_key {
            match marked.range {
                _ if field.hash_key.is_some() => {
                    errors.at(
                        keyword,
                        "a field is the `hash_key` or the `range_key`, not both: remove one of them",
                    );
                }
                Some(first) => errors.at(
                    keyword,
                    format!("a model has at most one `range_key`, and `{first}` is it: remove one of them"),
                ),
                None => marked.range = Some(&field.ident),
            }
        }
    }
    // A misspelt `hash_key` is reported where it stands; that it is missing too would be the same mistake.
    if marked.hash.is_none() && !is_hash_tried {
        errors.at(model, "a model has exactly one `hash_key`: mark one field with `#[model(hash_key)]`");
    }
    marked
}

impl Marked<'_> {
    /// The field that is the hash key.
    pub(super) fn hash(&self) -> Option<&Ident> {
        self.hash
    }

    /// The field that is the range key.
    pub(super) fn range(&self) -> Option<&Ident> {
        self.range
    }

    /// Finds the key among fields without mistakes.
    pub(super) fn among(&self, fields: &[Field]) -> Option<PrimaryKey> {
        let find = |ident: &Ident, role: Role| {
            let field = fields.iter().find(|field| field.ident == *ident)?;
            KeyField::of(field).filter(|key| key.stored.role == role)
        };
        let hash = find(self.hash?, Role::HashKey)?;
        let range = match self.range {
            Some(range) => Some(find(range, Role::RangeKey)?),
            None => None,
        };
        Some(PrimaryKey { hash, range })
    }
}

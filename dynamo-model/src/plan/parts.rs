//! What a condition says of the primary key: the parts that planning starts from.

use std::collections::HashSet;
use std::hash::Hash;

use dynamo_model_fields::KeyPart;

use crate::expr::tree::{Comparator, Expr, KeyList, Operand};
use crate::model::key::{MAX_HASH_KEY_SIZE, MAX_RANGE_KEY_SIZE, PrimaryKey};
use crate::model::schema::{KeySchema, Schema};

/// The terms of a condition, sorted by what they say of the primary key.
#[derive(Debug, Default)]
pub(crate) struct KeyTerms<'t> {
    /// The values that the hash key may have, where `=` or IN says so; intersected over all such terms.
    pub(crate) hash: Option<Vec<KeyPart>>,
    /// The same for the range key.
    pub(crate) range: Option<Vec<KeyPart>>,
    /// The keys that are listed whole; intersected over all lists.
    pub(crate) keys: Option<Vec<PrimaryKey>>,
    /// True if each of the key terms above was a plain `=`.
    pub(crate) only_eq: bool,
    /// All other terms.
    pub(crate) rest: Vec<&'t Expr>,
}

/// Sorts the terms of a condition that was checked and folded.
pub(crate) fn sort<'t>(terms: &'t [Expr], schema: &Schema) -> KeyTerms<'t> {
    let mut sorted = KeyTerms { only_eq: true, ..KeyTerms::default() };
    for term in terms {
        if let Expr::Keys(list) = term {
            sorted.only_eq = false;
            intersect(&mut sorted.keys, usable_keys(list));
        } else if let Some(values) = candidates(term, schema.hash_key(), MAX_HASH_KEY_SIZE) {
            sorted.only_eq &= matches!(term, Expr::Compare(..));
            intersect(&mut sorted.hash, values);
        } else if let Some(values) =
            schema.range_key().and_then(|range| candidates(term, range, MAX_RANGE_KEY_SIZE))
        {
            sorted.only_eq &= matches!(term, Expr::Compare(..));
            intersect(&mut sorted.range, values);
        } else {
            sorted.rest.push(term);
        }
    }
    sorted
}

pub(crate) fn intersect<T: Eq + Hash>(known: &mut Option<Vec<T>>, values: Vec<T>) {
    match known {
        None => *known = Some(values),
        Some(known) => {
            let values: HashSet<T> = values.into_iter().collect();
            known.retain(|value| values.contains(value));
        }
    }
}

/// The values that `name = value` or `name IN (values)` allows; an empty or oversized key equals nothing (R14).
pub(crate) fn candidates(term: &Expr, key: &KeySchema, limit: usize) -> Option<Vec<KeyPart>> {
    let operands: &[Operand] = match term {
        Expr::Compare(Operand::Path(path), Comparator::Eq, value) if path.is_attribute(key.name()) => {
            std::slice::from_ref(value)
        }
        Expr::In(Operand::Path(path), list) if path.is_attribute(key.name()) => list,
        _ => return None,
    };
    let mut values: Vec<KeyPart> = Vec::with_capacity(operands.len());
    for operand in operands {
        // Another field, or a value that is no key, is a term like any other.
        let part = KeyPart::from_value(operand.value()?)?;
        if !part.is_empty() && part.len() <= limit {
            values.push(part);
        }
    }
    distinct(&mut values);
    Some(values)
}

fn usable_keys(list: &KeyList) -> Vec<PrimaryKey> {
    let mut keys = list.keys.clone();
    distinct(&mut keys);
    keys
}

/// Keeps each value at its first place.
pub(crate) fn distinct<T: Clone + Eq + Hash>(values: &mut Vec<T>) {
    if values.len() < 2 {
        return;
    }
    let mut seen = HashSet::with_capacity(values.len());
    values.retain(|value| seen.insert(value.clone()));
}

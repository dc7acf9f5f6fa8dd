//! What of a condition a source can use: the values of its hash key, and the bounds of its range key.

use std::borrow::Borrow;

use dynamo_model_fields::KeyPart;

use crate::expr::path::AttributePath;
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::key::{MAX_HASH_KEY_SIZE, MAX_RANGE_KEY_SIZE};
use crate::model::schema::KeySchema;
use crate::plan::key_condition::{RangeCondition, range_condition};
use crate::plan::parts::{candidates, intersect};
use crate::plan::source::Source;

/// The most hash values that one read is fanned out over; more is not worth asking for one by one.
pub(crate) const MAX_PRODUCT: usize = 10_000;

/// A source whose hash key is pinned.
#[derive(Clone, Debug)]
pub(crate) struct Lookup<'a, 't> {
    pub(crate) source: Source<'a>,
    /// What the hash key may be; each has a value for each of its attributes.
    pub(crate) hashes: Vec<Vec<KeyPart>>,
    /// The terms that do not pin the hash key.
    pub(crate) rest: Vec<&'t Expr>,
}

/// What the terms say of a source's range key.
#[derive(Debug, PartialEq)]
pub(crate) enum Ranged {
    /// No item can satisfy them.
    Never,
    /// Legal key conditions, in the order of the range key's attributes, and the terms that they do not say exactly.
    Bounds { conditions: Vec<Expr>, rest: Vec<Expr> },
}

/// Finds the values of the source's hash key; `None` where the terms do not pin all of it.
pub(crate) fn lookup<'a, 't>(source: Source<'a>, terms: &'t [Expr]) -> Option<Lookup<'a, 't>> {
    let mut rest: Vec<&Expr> = terms.iter().collect();
    let mut hashes: Vec<Vec<KeyPart>> = vec![Vec::new()];
    for key in source.hash() {
        let values = take_values(&mut rest, key, MAX_HASH_KEY_SIZE)?;
        if hashes.len().saturating_mul(values.len()) > MAX_PRODUCT {
            return None;
        }
        let longer = |hash: &Vec<KeyPart>| {
            let hash = hash.clone();
            values.iter().map(move |value| hash.iter().chain([value]).cloned().collect()).collect::<Vec<_>>()
        };
        hashes = hashes.iter().flat_map(longer).collect();
    }
    Some(Lookup { source, hashes, rest })
}

/// Finds the bounds of the source's range key: its attributes from the left by `=`, the last by any legal bound (R11).
pub(crate) fn ranged(source: Source<'_>, mut terms: Vec<Expr>) -> Ranged {
    let mut conditions = Vec::new();
    for key in source.range() {
        let path = AttributePath::of_key(key);
        match take_values(&mut terms, key, MAX_RANGE_KEY_SIZE).as_deref() {
            Some([]) => return Ranged::Never,
            Some([value]) => conditions.push(equals(path, value)),
            Some(values) => {
                let list = values.iter().map(|part| Operand::Value(part.to_value())).collect();
                terms.push(Expr::In(Operand::Path(path), list));
                break;
            }
            None => {
                let RangeCondition::Legal { condition, rest } = range_condition(terms, &path) else {
                    return Ranged::Never;
                };
                terms = rest;
                conditions.extend(condition.map(|condition| *condition));
                break;
            }
        }
    }
    Ranged::Bounds { conditions, rest: terms }
}

/// `attribute = value`.
pub(crate) fn equals(path: AttributePath, value: &KeyPart) -> Expr {
    Expr::Compare(Operand::Path(path), Comparator::Eq, Operand::Value(value.to_value()))
}

/// Takes out the terms that list the values of a key attribute; `None` where there is none.
fn take_values<T: Borrow<Expr>>(terms: &mut Vec<T>, key: &KeySchema, limit: usize) -> Option<Vec<KeyPart>> {
    let mut values = None;
    terms.retain(|term| match candidates(term.borrow(), key, limit) {
        Some(found) => {
            intersect(&mut values, found);
            false
        }
        None => true,
    });
    values
}

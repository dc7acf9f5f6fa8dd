//! Putting violations under names, where one name holds one kind of them.
//!
//! `ValidationErrors` panics where a name would need two kinds. Here the nested ones then move to names that are
//! paths, such as `address.city` or `addresses[0].city`.

use std::borrow::Cow;
use std::collections::btree_map::Entry;

use validator::{ValidationErrors, ValidationErrorsKind};

use ValidationErrorsKind::{Field, List, Struct};

/// Keeps violations under a name, beside those that it holds.
pub(super) fn keep(errors: &mut ValidationErrors, name: Cow<'static, str>, kind: ValidationErrorsKind) {
    let Some(held) = errors.errors_mut().remove(&name) else {
        errors.errors_mut().insert(name, kind);
        return;
    };
    let (kept, moved) = unite(held, kind);
    errors.errors_mut().insert(name.clone(), kept);
    if let Some(moved) = moved {
        spread(errors, &name, moved);
    }
}

/// Makes one of two kinds, and returns what has to go elsewhere.
fn unite(
    held: ValidationErrorsKind,
    new: ValidationErrorsKind,
) -> (ValidationErrorsKind, Option<ValidationErrorsKind>) {
    match (held, new) {
        (Field(mut held), Field(new)) => {
            held.extend(new);
            (Field(held), None)
        }
        (Struct(mut held), Struct(new)) => {
            keep_all(&mut held, *new);
            (Struct(held), None)
        }
        (List(mut held), List(new)) => {
            for (position, new) in new {
                match held.entry(position) {
                    Entry::Vacant(place) => drop(place.insert(new)),
                    Entry::Occupied(mut place) => keep_all(place.get_mut(), *new),
                }
            }
            (List(held), None)
        }
        (Field(own), nested) | (nested, Field(own)) => (Field(own), Some(nested)),
        (held, new) => (held, Some(new)),
    }
}

fn keep_all(errors: &mut ValidationErrors, new: ValidationErrors) {
    for (name, kind) in new.into_errors() {
        keep(errors, name, kind);
    }
}

/// Keeps each violation under a name that is the path to it.
fn spread(errors: &mut ValidationErrors, path: &str, kind: ValidationErrorsKind) {
    match kind {
        Field(_) => keep(errors, path.to_owned().into(), kind),
        Struct(nested) => {
            for (name, kind) in nested.into_errors() {
                spread(errors, &join(path, &name), kind);
            }
        }
        List(elements) => {
            for (position, nested) in elements {
                spread(errors, &format!("{path}[{position}]"), Struct(nested));
            }
        }
    }
}

/// Appends a name to a path; the name of a list in a list is a position, such as `[1]`.
fn join(path: &str, name: &str) -> String {
    if name.starts_with('[') { format!("{path}{name}") } else { format!("{path}.{name}") }
}

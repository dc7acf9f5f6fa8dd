//! Documents in fields, validated by their own rules.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use validator::{ValidationErrors, ValidationErrorsKind};

use crate::attribute::MapKey;

use super::violations::WHOLE;

/// A document that has rules of its own, or a list or map of such.
#[diagnostic::on_unimplemented(
    message = "`nested` needs a document with rules of its own, or a list or map of such, and `{Self}` is none",
    label = "not a document",
    note = "derive `Document` for a struct and `Attribute` for an enum; rules for plain elements are put in `each(..)`"
)]
pub trait Nested {
    /// Validates the document, or each of the collection, and returns the violations if there are any.
    ///
    /// They are a `Struct` for a document, a `List` for a list, and a `Struct` with the keys as names for a map.
    fn nested(&self) -> Option<ValidationErrorsKind>;
}

/// Returns the violations of a document as what stands under the name of the field that holds it.
pub fn of_document(outcome: Result<(), ValidationErrors>) -> Option<ValidationErrorsKind> {
    outcome.err().map(|errors| ValidationErrorsKind::Struct(Box::new(errors)))
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T: Nested> Nested for $pointer {
            fn nested(&self) -> Option<ValidationErrorsKind> {
                T::nested(self)
            }
        }
    )*};
}

pointers!(&T Box<T> Arc<T>);

impl<T: Nested> Nested for Option<T> {
    fn nested(&self) -> Option<ValidationErrorsKind> {
        self.as_ref()?.nested()
    }
}

macro_rules! lists {
    ($([$($generic:tt)*] $list:ty;)*) => {$(
        impl<$($generic)*> Nested for $list {
            fn nested(&self) -> Option<ValidationErrorsKind> {
                let found: BTreeMap<_, _> = self
                    .iter()
                    .enumerate()
                    .filter_map(|(position, element)| Some((position, Box::new(as_struct(element.nested()?)))))
                    .collect();
                (!found.is_empty()).then_some(ValidationErrorsKind::List(found))
            }
        }
    )*};
}

lists! {
    [T: Nested, const N: usize] [T; N];
    [T: Nested] Vec<T>;
    [T: Nested] VecDeque<T>;
}

/// Gives the violations of an element names, as those of a list in a list do not have.
fn as_struct(kind: ValidationErrorsKind) -> ValidationErrors {
    match kind {
        ValidationErrorsKind::Struct(errors) => *errors,
        ValidationErrorsKind::List(elements) => ValidationErrors(
            elements
                .into_iter()
                .map(|(position, errors)| {
                    (Cow::Owned(format!("[{position}]")), ValidationErrorsKind::Struct(errors))
                })
                .collect(),
        ),
        own @ ValidationErrorsKind::Field(_) => ValidationErrors([(WHOLE, own)].into()),
    }
}

macro_rules! maps {
    ($([$($generic:tt)*] $map:ty;)*) => {$(
        impl<$($generic)*> Nested for $map {
            fn nested(&self) -> Option<ValidationErrorsKind> {
                let found: HashMap<_, _> = self
                    .iter()
                    .filter_map(|(key, value)| {
                        Some((Cow::Owned(key.to_name().into_owned()), value.nested()?))
                    })
                    .collect();
                (!found.is_empty()).then(|| ValidationErrorsKind::Struct(Box::new(ValidationErrors(found))))
            }
        }
    )*};
}

maps! {
    [K: MapKey, T: Nested] BTreeMap<K, T>;
    [K: MapKey, T: Nested, S] HashMap<K, T, S>;
}

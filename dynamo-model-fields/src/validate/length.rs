//! The rule about lengths.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use validator::{ValidateLength, ValidationError};

use crate::attribute::Binary;

use super::outcome::{add_param, unless};

/// Bounds of a length: characters of text, elements of a collection, bytes of `Binary`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// The least length.
    pub min: Option<u64>,
    /// The greatest length.
    pub max: Option<u64>,
    /// The only length; the other two are then ignored.
    pub equal: Option<u64>,
}

/// A value that has a length.
#[diagnostic::on_unimplemented(
    message = "rule `length` needs text, bytes, a list, a set or a map, and `{Self}` is none",
    label = "has no length",
    note = "the rule for numbers is `range`"
)]
pub trait HasLength {
    /// Returns the characters of text, elements of a collection or bytes, or `None` if the value is absent.
    fn length(&self) -> Option<u64>;
}

/// Finds a length outside the bounds; the code is `length`, and the params are the bounds.
pub fn length<T: HasLength + ?Sized>(value: &T, bounds: Length) -> Option<ValidationError> {
    let Length { min, max, equal } = bounds;
    let mut error = unless(Counted(value.length()).validate_length(min, max, equal), "length")?;
    for (name, bound) in [("min", min), ("max", max), ("equal", equal)] {
        if let Some(bound) = bound {
            add_param(&mut error, name, &bound);
        }
    }
    Some(error)
}

/// A length that has been counted, for `validator` to compare.
struct Counted(Option<u64>);

impl ValidateLength<u64> for Counted {
    fn length(&self) -> Option<u64> {
        self.0
    }
}

macro_rules! counted {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> HasLength for $type {
            fn length(&self) -> Option<u64> {
                ValidateLength::length(self)
            }
        }
    )*};
}

counted! {
    [] str;
    [] String;
    [] Cow<'_, str>;
    [] Binary;
    [T] [T];
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] BTreeSet<T>;
    [T, S] HashSet<T, S>;
    [K, T] BTreeMap<K, T>;
    [K, T, S] HashMap<K, T, S>;
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T: HasLength + ?Sized> HasLength for $pointer {
            fn length(&self) -> Option<u64> {
                T::length(self)
            }
        }
    )*};
}

pointers!(&T Box<T> Arc<T>);

impl<T: HasLength> HasLength for Option<T> {
    fn length(&self) -> Option<u64> {
        self.as_ref()?.length()
    }
}

//! Rules about what text or a collection contains.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use validator::{ValidateContains, ValidationError};

use crate::attribute::MapKey;

use super::outcome::{add_param, unless};
use super::text::Text;

/// A value in which a text can be looked for: in text, among the elements of a collection, or the keys of a map.
#[diagnostic::on_unimplemented(
    message = "rule `contains` or `does_not_contain` needs text, a collection of text or a map, and `{Self}` is none",
    label = "no text to search"
)]
pub trait Searched {
    /// Tells whether the text is there, or `None` if the value is absent.
    fn holds(&self, needle: &str) -> Option<bool>;
}

/// Finds a value without the text; the code is `contains`, and the param `needle` is the text.
pub fn contains<T: Searched + ?Sized>(value: &T, pattern: &str) -> Option<ValidationError> {
    about(pattern, unless(value.holds(pattern).unwrap_or(true), "contains"))
}

/// Finds a value with the text; the code is `does_not_contain`, and the param `needle` is the text.
pub fn does_not_contain<T: Searched + ?Sized>(value: &T, pattern: &str) -> Option<ValidationError> {
    about(pattern, unless(!value.holds(pattern).unwrap_or(false), "does_not_contain"))
}

fn about(pattern: &str, found: Option<ValidationError>) -> Option<ValidationError> {
    let mut error = found?;
    add_param(&mut error, "needle", pattern);
    Some(error)
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl Searched for $text {
            fn holds(&self, needle: &str) -> Option<bool> {
                Some(self.text()?.validate_contains(needle))
            }
        }
    )*};
}

texts!(str String Cow<'_, str>);

macro_rules! collections {
    ($([$($generic:tt)*] $collection:ty;)*) => {$(
        impl<T: Text, $($generic)*> Searched for $collection {
            fn holds(&self, needle: &str) -> Option<bool> {
                Some(self.iter().any(|element| element.text() == Some(needle)))
            }
        }
    )*};
}

collections! {
    [] [T];
    [const N: usize] [T; N];
    [] Vec<T>;
    [] VecDeque<T>;
    [] BTreeSet<T>;
    [S] HashSet<T, S>;
}

macro_rules! maps {
    ($([$($generic:tt)*] $map:ty;)*) => {$(
        impl<K: MapKey, $($generic)*> Searched for $map {
            fn holds(&self, needle: &str) -> Option<bool> {
                Some(self.keys().any(|key| key.to_name() == needle))
            }
        }
    )*};
}

maps! {
    [T] BTreeMap<K, T>;
    [T, S] HashMap<K, T, S>;
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T: Searched + ?Sized> Searched for $pointer {
            fn holds(&self, needle: &str) -> Option<bool> {
                T::holds(self, needle)
            }
        }
    )*};
}

pointers!(&T Box<T> Arc<T>);

impl<T: Searched> Searched for Option<T> {
    fn holds(&self, needle: &str) -> Option<bool> {
        self.as_ref()?.holds(needle)
    }
}

//! The elements of collections of Rust, for rules that apply to each.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;

use crate::attribute::MapKey;

/// Where an element stands in its collection; prints as what follows the collection's name in a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The position in a list, or in the order in which a set is walked; prints as `[2]`.
    Index(usize),
    /// The key in a map, as it is stored; prints as `.key`.
    Key(Cow<'a, str>),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(position) => write!(f, "[{position}]"),
            Self::Key(key) => write!(f, ".{key}"),
        }
    }
}

/// A collection whose elements rules can apply to: a list, a set, or a map by its values.
#[diagnostic::on_unimplemented(
    message = "rules for each element need a list, a set or a map, and `{Self}` is none",
    label = "has no elements"
)]
pub trait Each {
    /// What the rules apply to.
    type Element;

    /// Visits the elements in their order; an absent collection has none.
    fn for_each(&self, visit: impl FnMut(Place<'_>, &Self::Element));
}

macro_rules! lists {
    ($([$($generic:tt)*] $list:ty;)*) => {$(
        impl<$($generic)*> Each for $list {
            type Element = T;

            fn for_each(&self, mut visit: impl FnMut(Place<'_>, &T)) {
                for (position, element) in self.iter().enumerate() {
                    visit(Place::Index(position), element);
                }
            }
        }
    )*};
}

lists! {
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] BTreeSet<T>;
    [T, S] HashSet<T, S>;
}

macro_rules! maps {
    ($([$($generic:tt)*] $map:ty;)*) => {$(
        impl<$($generic)*> Each for $map {
            type Element = T;

            fn for_each(&self, mut visit: impl FnMut(Place<'_>, &T)) {
                for (key, value) in self {
                    visit(Place::Key(key.to_name()), value);
                }
            }
        }
    )*};
}

maps! {
    [K: MapKey, T] BTreeMap<K, T>;
    [K: MapKey, T, S] HashMap<K, T, S>;
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<C: Each> Each for $pointer {
            type Element = C::Element;

            fn for_each(&self, visit: impl FnMut(Place<'_>, &C::Element)) {
                C::for_each(self, visit);
            }
        }
    )*};
}

pointers!(&C Box<C> Arc<C>);

impl<C: Each> Each for Option<C> {
    type Element = C::Element;

    fn for_each(&self, visit: impl FnMut(Place<'_>, &C::Element)) {
        if let Some(collection) = self {
            collection.for_each(visit);
        }
    }
}

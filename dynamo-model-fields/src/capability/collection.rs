//! Lists, maps, and what has a size.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::BuildHasher;
use std::sync::Arc;

use crate::attribute::{Attribute, Binary, CanBeEmpty, Element, EmptyAbsent, MapKey, SetMember};

use super::each::{Each, Place};

/// An attribute that is a list of equal elements.
#[diagnostic::on_unimplemented(
    message = "only a list can be appended to or indexed, and `{Self}` is none",
    label = "not a list"
)]
pub trait List: Attribute {
    /// What the list holds.
    type Element: Attribute;
}

/// An attribute that is a map of equal values.
#[diagnostic::on_unimplemented(message = "only a map has entries, and `{Self}` is none", label = "not a map")]
pub trait Map: Attribute {
    /// The keys of the map, which DynamoDB keeps as text.
    type Key: MapKey;

    /// What the map holds under each name.
    type Element: Attribute;
}

/// An attribute that holds others of one type: the elements of a list, the members of a set, the values of a map.
#[diagnostic::on_unimplemented(
    message = "rule `each` needs a list, a set or a map, and `{Self}` is none",
    label = "has no elements",
    note = "put the rules of a single value outside of `each(..)`"
)]
pub trait Contents: Attribute {
    /// What it holds.
    type Content: Attribute;

    /// Visits what it holds, in order; an absent collection holds nothing.
    fn for_each(value: &Self::Native, visit: impl FnMut(Place<'_>, &<Self::Content as Attribute>::Native));
}

/// An attribute whose size DynamoDB can tell.
#[diagnostic::on_unimplemented(
    message = "`size` needs text, bytes, a set, a list or a map, and `{Self}` is none",
    label = "has no size in DynamoDB"
)]
pub trait Sizable: Attribute {}

impl<T: Element> List for Vec<T> {
    type Element = T;
}

impl<T: Element> List for VecDeque<T> {
    type Element = T;
}

impl<T: List> List for Option<T> {
    type Element = T::Element;
}

impl<K: MapKey, T: Attribute> Map for BTreeMap<K, T> {
    type Key = K;
    type Element = T;
}

impl<K: MapKey, T: Attribute, S: BuildHasher + Default + 'static> Map for HashMap<K, T, S> {
    type Key = K;
    type Element = T;
}

impl<T: Map> Map for Option<T> {
    type Key = T::Key;
    type Element = T::Element;
}

macro_rules! sizable {
    ($($type:ty)*) => {$(
        impl Sizable for $type {}
    )*};
}

sizable!(String Box<str> Arc<str> Cow<'static, str> Binary);

#[cfg(feature = "uuid")]
sizable!(uuid::Uuid);

impl<T: Sizable> Sizable for Option<T> {}
impl<T: Element> Sizable for Vec<T> {}
impl<T: Element> Sizable for VecDeque<T> {}
impl<T: Element, const N: usize> Sizable for [T; N] {}
impl<K: MapKey, T: Attribute> Sizable for BTreeMap<K, T> {}
impl<T: SetMember> Sizable for BTreeSet<T> {}

impl<K: MapKey, T: Attribute, S: BuildHasher + Default + 'static> Sizable for HashMap<K, T, S> {}
impl<T: SetMember, S: BuildHasher + Default + 'static> Sizable for HashSet<T, S> {}

macro_rules! tuples {
    ($($($part:ident)*;)*) => {$(
        impl<$($part: Attribute),*> Sizable for ($($part,)*) {}
    )*};
}

tuples! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

impl<T: List + CanBeEmpty> List for EmptyAbsent<T> {
    type Element = T::Element;
}

impl<T: Map + CanBeEmpty> Map for EmptyAbsent<T> {
    type Key = T::Key;
    type Element = T::Element;
}

impl<T: Sizable + CanBeEmpty> Sizable for EmptyAbsent<T> {}

impl<T: List> List for Box<T> {
    type Element = T::Element;
}

impl<T: Map> Map for Box<T> {
    type Key = T::Key;
    type Element = T::Element;
}

impl<T: Sizable> Sizable for Box<T> {}

macro_rules! contents {
    ($([$($generic:tt)*] $type:ty: $content:ty, |$value:ident, $visit:ident| $visited:expr;)*) => {$(
        impl<$($generic)*> Contents for $type {
            type Content = $content;

            fn for_each(
                $value: &Self::Native,
                $visit: impl FnMut(Place<'_>, &<Self::Content as Attribute>::Native),
            ) {
                $visited
            }
        }
    )*};
}

contents! {
    [T: Element] Vec<T>: T, |value, visit| Each::for_each(value, visit);
    [T: Element] VecDeque<T>: T, |value, visit| Each::for_each(value, visit);
    [T: Element, const N: usize] [T; N]: T, |value, visit| Each::for_each(value, visit);
    [T: SetMember] BTreeSet<T>: T, |value, visit| Each::for_each(value, visit);
    [T: SetMember, S: BuildHasher + Default + 'static] HashSet<T, S>: T, |value, visit| Each::for_each(value, visit);
    [K: MapKey, T: Attribute] BTreeMap<K, T>: T, |value, visit| Each::for_each(value, visit);
    [K: MapKey, T: Attribute, S: BuildHasher + Default + 'static]
        HashMap<K, T, S>: T, |value, visit| Each::for_each(value, visit);
    [T: Contents] Option<T>: T::Content, |value, visit| if let Some(value) = value { T::for_each(value, visit) };
    [T: Contents] Box<T>: T::Content, |value, visit| T::for_each(value, visit);
    [T: Contents + CanBeEmpty] EmptyAbsent<T>: T::Content, |value, visit| T::for_each(value, visit);
}

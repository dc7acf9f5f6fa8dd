//! Parts of text and bytes, and members of collections.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::hash::BuildHasher;
use std::sync::Arc;

use crate::attribute::{Attribute, Binary, CanBeEmpty, Element, EmptyAbsent, SetMember};

/// An attribute of which the beginning can be asked for.
#[diagnostic::on_unimplemented(
    message = "`begins_with` needs text or bytes, and `{Self}` is neither",
    label = "neither text nor bytes"
)]
pub trait Prefix: Attribute {}

/// An attribute that can be asked whether it contains something.
#[diagnostic::on_unimplemented(
    message = "`contains` needs text, a set or a list, and `{Self}` is none",
    label = "neither text, a set nor a list"
)]
pub trait Contains: Attribute {
    /// What it may contain.
    type Element: Attribute;
}

impl<T: Prefix> Prefix for Option<T> {}

impl Prefix for Binary {}

#[cfg(feature = "uuid")]
impl Prefix for uuid::Uuid {}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl Prefix for $text {}

        impl Contains for $text {
            type Element = String;
        }
    )*};
}

texts!(String Box<str> Arc<str> Cow<'static, str>);

impl<T: Contains> Contains for Option<T> {
    type Element = T::Element;
}

impl<T: Element> Contains for Vec<T> {
    type Element = T;
}

impl<T: Element> Contains for VecDeque<T> {
    type Element = T;
}

impl<T: SetMember> Contains for BTreeSet<T> {
    type Element = T;
}

impl<T: SetMember, S: BuildHasher + Default + 'static> Contains for HashSet<T, S> {
    type Element = T;
}

impl<T: Prefix + CanBeEmpty> Prefix for EmptyAbsent<T> {}

impl<T: Contains + CanBeEmpty> Contains for EmptyAbsent<T> {
    type Element = T::Element;
}

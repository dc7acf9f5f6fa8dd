//! Arithmetic and union.

use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;

use crate::attribute::{Attribute, SetMember};
use crate::number::Number;

/// An attribute to which something can be added where it is stored.
#[diagnostic::on_unimplemented(
    message = "arithmetic needs a number, and `{Self}` is none",
    label = "not a number",
    note = "`append` and `prepend` are for lists"
)]
pub trait Add: Attribute {
    /// What is added: signed for unsigned numbers, so that a counter can go down.
    type Delta: Attribute;
}

/// What is added to or taken from a number: a number itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number",
    label = "arithmetic needs a number",
    note = "a set is changed by `add` and `delete` only where it is a whole attribute; inside another one, `set` it"
)]
pub trait Numeric: Attribute {}

/// An attribute that is a set, out of which members can be taken where it is stored.
#[diagnostic::on_unimplemented(
    message = "`delete` takes members out of a set, and `{Self}` is none",
    label = "not a set",
    note = "`remove` removes a whole attribute, or an element of a list: `FIELD.index(0).remove()`"
)]
pub trait Set: Attribute {
    /// What is taken out: a set of the same members.
    type Members: Attribute;
}

macro_rules! add {
    ($($number:ty: $delta:ty;)*) => {$(
        impl Add for $number {
            type Delta = $delta;
        }
    )*};
}

add! {
    u8: i64;
    u16: i64;
    u32: i64;
    u64: i64;
    usize: i64;
    u128: i128;
    i8: i8;
    i16: i16;
    i32: i32;
    i64: i64;
    isize: isize;
    i128: i128;
    f32: f32;
    f64: f64;
    Number: Number;
}

macro_rules! numeric {
    ($($number:ty)*) => {$(
        impl Numeric for $number {}
    )*};
}

numeric!(i8 i16 i32 i64 isize i128 f32 f64 Number);

#[cfg(feature = "bigdecimal")]
numeric!(bigdecimal::BigDecimal);
#[cfg(feature = "rust_decimal")]
numeric!(rust_decimal::Decimal);

impl<T: Set> Set for Option<T> {
    type Members = T::Members;
}

impl<T: SetMember> Set for BTreeSet<T> {
    type Members = Self;
}

impl<T: SetMember, S: BuildHasher + Default + 'static> Set for HashSet<T, S> {
    type Members = Self;
}

impl<T: Add> Add for Option<T> {
    type Delta = T::Delta;
}

impl<T: SetMember> Add for BTreeSet<T> {
    type Delta = Self;
}

impl<T: SetMember, S: BuildHasher + Default + 'static> Add for HashSet<T, S> {
    type Delta = Self;
}

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

impl<T: Add> Add for Option<T> {
    type Delta = T::Delta;
}

impl<T: SetMember> Add for BTreeSet<T> {
    type Delta = Self;
}

impl<T: SetMember, S: BuildHasher + Default + 'static> Add for HashSet<T, S> {
    type Delta = Self;
}

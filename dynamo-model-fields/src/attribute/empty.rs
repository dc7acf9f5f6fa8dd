//! Attributes that are left out where they are empty.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Binary, Element, MapKey};

/// An attribute whose value can be empty: text, bytes, a list or a map.
///
/// Sets need not be one: an empty set is absent anyway.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is never empty",
    label = "`empty = \"absent\"` needs text, bytes, a list or a map",
    note = "an `Option` and an empty set are absent without it"
)]
pub trait CanBeEmpty: Attribute {
    /// Tells whether the value is empty.
    fn is_empty(value: &Self::Native) -> bool;

    /// Makes the empty value.
    fn empty() -> Self::Native;
}

/// The stored form of an attribute that is absent where `S` is empty, and reads as empty where it is absent.
pub struct EmptyAbsent<S>(PhantomData<fn() -> S>);

impl<S: CanBeEmpty> Attribute for EmptyAbsent<S> {
    type Native = S::Native;
    type Operand = S::Operand;
    const TYPE: Option<AttributeType> = S::TYPE;

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        S::write(value, out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        if from.null()? {
            return Ok(S::empty());
        }
        S::read(from)
    }

    #[inline]
    fn is_absent(value: &Self::Native) -> bool {
        S::is_empty(value)
    }

    #[inline]
    fn absent() -> Option<Self::Native> {
        Some(S::empty())
    }

    fn is_absent_value(value: &Value) -> bool {
        match value {
            Value::S(text) => text.is_empty(),
            Value::B(bytes) => bytes.is_empty(),
            Value::L(elements) => elements.is_empty(),
            Value::M(entries) => entries.is_empty(),
            _ => false,
        }
    }

    fn to_value(value: &Self::Native) -> Result<Value, EncodeError> {
        S::to_value(value)
    }
}

macro_rules! can_be_empty {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> CanBeEmpty for $type {
            #[inline]
            fn is_empty(value: &Self::Native) -> bool {
                value.is_empty()
            }

            #[inline]
            fn empty() -> Self::Native {
                Self::Native::default()
            }
        }
    )*};
}

can_be_empty! {
    [] String;
    [] Box<str>;
    [] Arc<str>;
    [] Cow<'static, str>;
    [] Binary;
    [T: Element] Vec<T>;
    [T: Element] VecDeque<T>;
    [K: MapKey, T: Attribute] BTreeMap<K, T>;
    [K: MapKey, T: Attribute, S: BuildHasher + Default + 'static] HashMap<K, T, S>;
}

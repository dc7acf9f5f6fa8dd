//! From a value to what serde deserializes.

use std::collections::BTreeSet;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::DecodeError;
use crate::number::Number;
use crate::value::{Item, Value};
use crate::wire::AttributeType;

use super::access::{Variant, visit_elements, visit_entries};

/// A value, or a member of a set, which is no value of its own.
#[derive(Clone, Copy)]
pub(super) enum Node<'v> {
    Text(&'v str),
    Number(&'v Number),
    Bytes(&'v [u8]),
    Bool(bool),
    Null,
    List(&'v [Value]),
    Map(&'v Item),
    Texts(&'v BTreeSet<String>),
    Numbers(&'v BTreeSet<Number>),
    ByteStrings(&'v BTreeSet<Vec<u8>>),
}

impl Node<'_> {
    pub(super) fn attribute_type(self) -> AttributeType {
        match self {
            Self::Text(_) => AttributeType::S,
            Self::Number(_) => AttributeType::N,
            Self::Bytes(_) => AttributeType::B,
            Self::Bool(_) => AttributeType::Bool,
            Self::Null => AttributeType::Null,
            Self::List(_) => AttributeType::L,
            Self::Map(_) => AttributeType::M,
            Self::Texts(_) => AttributeType::Ss,
            Self::Numbers(_) => AttributeType::Ns,
            Self::ByteStrings(_) => AttributeType::Bs,
        }
    }
}

impl<'v> From<&'v Value> for Node<'v> {
    fn from(value: &'v Value) -> Self {
        match value {
            Value::S(text) => Self::Text(text),
            Value::N(number) => Self::Number(number),
            Value::B(bytes) => Self::Bytes(bytes),
            Value::Bool(value) => Self::Bool(*value),
            Value::Null => Self::Null,
            Value::L(elements) => Self::List(elements),
            Value::M(entries) => Self::Map(entries),
            Value::Ss(texts) => Self::Texts(texts),
            Value::Ns(numbers) => Self::Numbers(numbers),
            Value::Bs(members) => Self::ByteStrings(members),
        }
    }
}

/// Visits a number as the first type that holds it exactly, or as the nearest float.
fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, DecodeError> {
    let text = number.as_str();
    if let Ok(value) = text.parse() {
        return visitor.visit_u64(value);
    }
    if let Ok(value) = text.parse() {
        return visitor.visit_i64(value);
    }
    let float = number.to_f64().unwrap_or_default();
    // Before the wide integers, which few visitors know: 1E+30 may well have been written as a float.
    if Number::try_from(float).is_ok_and(|exact| exact == *number) {
        return visitor.visit_f64(float);
    }
    if let Ok(value) = text.parse() {
        return visitor.visit_u128(value);
    }
    if let Ok(value) = text.parse() {
        return visitor.visit_i128(value);
    }
    visitor.visit_f64(float)
}

#[cold]
fn does_not_fit(number: &Number, expected: &'static str) -> DecodeError {
    DecodeError::mismatch(expected, number.as_str().to_owned())
}

macro_rules! integers {
    ($($method:ident $visit:ident $integer:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            let Self::Number(number) = self else {
                return self.deserialize_any(visitor);
            };
            // Canonical text of a whole number has no point and no exponent.
            match number.as_str().parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(does_not_fit(
                    number,
                    concat!("a whole number that fits ", stringify!($integer)),
                )),
            }
        }
    )*};
}

macro_rules! floats {
    ($($method:ident $visit:ident $float:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            let Self::Number(number) = self else {
                return self.deserialize_any(visitor);
            };
            match number.as_str().parse::<$float>() {
                Ok(value) if value.is_finite() => visitor.$visit(value),
                _ => Err(does_not_fit(number, concat!("a number that fits ", stringify!($float)))),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self {
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Number(number) => visit_number(number, visitor),
            Self::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Null => visitor.visit_unit(),
            Self::List(elements) => visit_elements(elements.iter().map(Node::from), visitor),
            Self::Map(entries) => visit_entries(entries, visitor),
            Self::Texts(texts) => visit_elements(texts.iter().map(|text| Node::Text(text)), visitor),
            Self::Numbers(numbers) => visit_elements(numbers.iter().map(Node::Number), visitor),
            Self::ByteStrings(members) => {
                visit_elements(members.iter().map(|bytes| Node::Bytes(bytes)), visitor)
            }
        }
    }

    integers! {
        deserialize_i8 visit_i8 i8
        deserialize_i16 visit_i16 i16
        deserialize_i32 visit_i32 i32
        deserialize_i64 visit_i64 i64
        deserialize_i128 visit_i128 i128
        deserialize_u8 visit_u8 u8
        deserialize_u16 visit_u16 u16
        deserialize_u32 visit_u32 u32
        deserialize_u64 visit_u64 u64
        deserialize_u128 visit_u128 u128
    }

    floats! {
        deserialize_f32 visit_f32 f32
        deserialize_f64 visit_f64 f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self {
            Self::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_enum(Variant::of(self)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

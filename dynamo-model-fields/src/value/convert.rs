//! Values from Rust's own.

use crate::error::EncodeError;
use crate::number::Number;

use super::{Item, Value};

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::S(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::S(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::N(number)
    }
}

impl From<Vec<Value>> for Value {
    fn from(elements: Vec<Value>) -> Self {
        Self::L(elements)
    }
}

impl From<Item> for Value {
    fn from(entries: Item) -> Self {
        Self::M(entries)
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Value {
            fn from(value: $integer) -> Self {
                Self::N(value.into())
            }
        }
    )*};
}

from_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! try_from_numbers {
    ($($number:ty)*) => {$(
        impl TryFrom<$number> for Value {
            type Error = EncodeError;

            fn try_from(value: $number) -> Result<Self, EncodeError> {
                Number::try_from(value).map(Self::N)
            }
        }
    )*};
}

try_from_numbers!(f32 f64 u128 i128);

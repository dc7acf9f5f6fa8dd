//! Integers other than zero, stored as numbers.

use std::borrow::Cow;
use std::num::NonZero;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, MapKey, SetMember, plain};

macro_rules! integers {
    ($($integer:ident)*) => {$(
        /// Stored as an N; zero is a mismatch when it is read.
        impl Attribute for NonZero<$integer> {
            plain!(Some(AttributeType::N));

            #[inline]
            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                $integer::write(&value.get(), out)
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Self::new($integer::read(from)?).ok_or_else(zero)
            }

            fn to_value(value: &Self) -> Result<Value, EncodeError> {
                $integer::to_value(&value.get())
            }

            fn from_value(value: &Value) -> Result<Self, DecodeError> {
                Self::new($integer::from_value(value)?).ok_or_else(zero)
            }
        }

        impl Element for NonZero<$integer> {}

        impl SetMember for NonZero<$integer> {
            const SET: AttributeType = AttributeType::Ns;

            fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                $integer::write_member(&value.get(), out)
            }

            fn read_member(text: &str) -> Result<Self, DecodeError> {
                Self::new($integer::read_member(text)?).ok_or_else(zero)
            }
        }

        impl MapKey for NonZero<$integer> {
            fn to_name(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
                Self::new($integer::from_name(name)?).ok_or_else(zero)
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[cold]
#[inline(never)]
fn zero() -> DecodeError {
    DecodeError::mismatch("a whole number other than zero", "0")
}

//! Strings that keep short text without an allocation, stored as text.

use std::borrow::Cow;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, CanBeEmpty, Element, MapKey, SetMember, other_type, plain};

macro_rules! texts {
    ($($text:ty)*) => {$(
        /// Stored as an S.
        impl Attribute for $text {
            plain!(Some(AttributeType::S));

            #[inline]
            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.text(value);
                Ok(())
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Ok(from.text()?.into())
            }

            fn to_value(value: &Self) -> Result<Value, EncodeError> {
                Ok(value.as_str().into())
            }

            fn from_value(value: &Value) -> Result<Self, DecodeError> {
                match value {
                    Value::S(text) => Ok(text.as_str().into()),
                    _ => Err(other_type(AttributeType::S, value)),
                }
            }
        }

        impl Element for $text {}

        impl SetMember for $text {
            const SET: AttributeType = AttributeType::Ss;

            #[inline]
            fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.json_string(value);
                Ok(())
            }

            #[inline]
            fn read_member(text: &str) -> Result<Self, DecodeError> {
                Ok(text.into())
            }
        }

        impl MapKey for $text {
            #[inline]
            fn to_name(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }

            #[inline]
            fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
                Ok(name.into())
            }
        }

        impl CanBeEmpty for $text {
            fn is_empty(value: &Self) -> bool {
                value.as_str().is_empty()
            }

            fn empty() -> Self {
                Self::default()
            }
        }
    )*};
}

#[cfg(feature = "compact_str")]
texts!(compact_str::CompactString);
#[cfg(feature = "smol_str")]
texts!(smol_str::SmolStr);

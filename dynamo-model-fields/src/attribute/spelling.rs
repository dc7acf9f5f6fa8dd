//! Types that are stored as the text in which they are usually written.

use std::borrow::Cow;

use crate::error::DecodeError;

/// How a type is written as text, and read from it.
pub(super) trait Spelling: Sized {
    /// What a mismatch says was expected.
    const EXPECTED: &'static str;

    /// Returns the text that is stored: one for equal values, so that it names an item as a key.
    fn spell(&self) -> Cow<'_, str>;

    /// Reads the text, also in other spellings of the same value.
    fn parse(text: &str) -> Option<Self>;

    #[inline]
    fn read_spelling(text: &str) -> Result<Self, DecodeError> {
        Self::parse(text).ok_or_else(|| DecodeError::mismatch(Self::EXPECTED, text.to_owned()))
    }
}

/// Makes types with a [`Spelling`] attributes, members of sets and keys of maps.
macro_rules! spelled {
    ($($(#[$doc:meta])* $type:ty;)*) => {$(
        const _: () = {
            use std::borrow::Cow;

            use crate::attribute::{Attribute, Element, MapKey, SetMember, other_type, plain};
            use crate::error::{DecodeError, EncodeError};
            use crate::value::Value;
            use crate::wire::{AttributeType, Reader, Writer};

            $(#[$doc])*
            impl Attribute for $type {
                plain!(Some(AttributeType::S));

                fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.text(&value.spell());
                    Ok(())
                }

                fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    Self::read_spelling(&from.text()?)
                }

                fn to_value(value: &Self) -> Result<Value, EncodeError> {
                    Ok(Value::S(value.spell().into_owned()))
                }

                fn from_value(value: &Value) -> Result<Self, DecodeError> {
                    match value {
                        Value::S(text) => Self::read_spelling(text),
                        _ => Err(other_type(AttributeType::S, value)),
                    }
                }
            }

            impl Element for $type {}

            impl SetMember for $type {
                const SET: AttributeType = AttributeType::Ss;

                fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.json_string(&value.spell());
                    Ok(())
                }

                fn read_member(text: &str) -> Result<Self, DecodeError> {
                    Self::read_spelling(text)
                }
            }

            impl MapKey for $type {
                fn to_name(&self) -> Cow<'_, str> {
                    self.spell()
                }

                fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
                    Self::read_spelling(&name)
                }
            }
        };
    )*};
}

pub(super) use spelled;

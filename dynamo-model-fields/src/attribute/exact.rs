//! Types whose values are exact decimal numbers.

use crate::error::{DecodeError, EncodeError};
use crate::number::Number;
use crate::value::codec::read_number;

/// How a type of exact decimals becomes a [`Number`], and is made of one.
pub(super) trait Exact: Sized {
    /// What a mismatch says was expected.
    const EXPECTED: &'static str;

    /// Returns the number; more digits or another range than DynamoDB has are refused.
    fn to_number(&self) -> Result<Number, EncodeError>;

    /// Makes the value that is exactly the number.
    fn from_number(number: &Number) -> Option<Self>;

    fn read_number(number: &Number) -> Result<Self, DecodeError> {
        Self::from_number(number)
            .ok_or_else(|| DecodeError::mismatch(Self::EXPECTED, number.as_str().to_owned()))
    }

    fn read_text(text: &str) -> Result<Self, DecodeError> {
        Self::read_number(&read_number(text)?)
    }
}

/// Makes [`Exact`] types attributes and members of sets.
macro_rules! exact {
    ($($(#[$doc:meta])* $type:ty;)*) => {$(
        const _: () = {
            use crate::attribute::{Attribute, Element, SetMember, other_type, plain};
            use crate::error::{DecodeError, EncodeError};
            use crate::value::Value;
            use crate::wire::{AttributeType, Reader, Writer};

            $(#[$doc])*
            impl Attribute for $type {
                plain!(Some(AttributeType::N));

                fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.number(value.to_number()?.as_str());
                    Ok(())
                }

                fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    Self::read_text(&from.number()?)
                }

                fn to_value(value: &Self) -> Result<Value, EncodeError> {
                    value.to_number().map(Value::N)
                }

                fn from_value(value: &Value) -> Result<Self, DecodeError> {
                    match value {
                        Value::N(number) => Self::read_number(number),
                        _ => Err(other_type(AttributeType::N, value)),
                    }
                }
            }

            impl Element for $type {}

            impl SetMember for $type {
                const SET: AttributeType = AttributeType::Ns;

                fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.json_string(value.to_number()?.as_str());
                    Ok(())
                }

                fn read_member(text: &str) -> Result<Self, DecodeError> {
                    Self::read_text(text)
                }
            }
        };
    )*};
}

pub(super) use exact;

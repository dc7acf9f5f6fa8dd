//! The stored form of every type of time: its text, or its number of seconds.

/// Stores types as text, by `Spelled`.
macro_rules! texts {
    ($($(#[doc = $doc:literal])* $type:ty;)*) => {$(
        const _: () = {
            use crate::attribute::time::Spelled;
            use crate::attribute::{Attribute, Element, SetMember, other_type, plain};
            use crate::error::{DecodeError, EncodeError};
            use crate::value::Value;
            use crate::wire::{AttributeType, Reader, Writer};

            $(#[doc = $doc])*
            ///
            /// As a key it names the item under this spelling only: one that others stored under another spelling is
            /// read by a scan or a query, and not found by its key.
            impl Attribute for $type {
                plain!(Some(AttributeType::S));

                #[inline]
                fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.plain_text(value.spell()?.as_bytes());
                    Ok(())
                }

                #[inline]
                fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    Spelled::parse(&from.text()?)
                }

                fn to_value(value: &Self) -> Result<Value, EncodeError> {
                    Ok(value.spell()?.as_str().into())
                }

                fn from_value(value: &Value) -> Result<Self, DecodeError> {
                    match value {
                        Value::S(text) => Spelled::parse(text),
                        _ => Err(other_type(AttributeType::S, value)),
                    }
                }
            }

            impl Element for $type {}

            impl SetMember for $type {
                const SET: AttributeType = AttributeType::Ss;

                fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.json_string(value.spell()?.as_str());
                    Ok(())
                }

                fn read_member(text: &str) -> Result<Self, DecodeError> {
                    Spelled::parse(text)
                }
            }
        };
    )*};
}

/// Stores durations as a number of seconds, by `Span`.
macro_rules! seconds {
    ($type:ty) => {
        const _: () = {
            use crate::attribute::time::span::{parse_seconds, seconds};
            use crate::attribute::{Attribute, Element, SetMember, other_type, plain};
            use crate::error::{DecodeError, EncodeError};
            use crate::number::Number;
            use crate::value::Value;
            use crate::wire::{AttributeType, Reader, Writer};

            /// Stored as a number of seconds, exact, with up to nine fraction digits, whose order is that of durations.
            impl Attribute for $type {
                plain!(Some(AttributeType::N));

                fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.number(seconds(value).as_str());
                    Ok(())
                }

                fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                    parse_seconds(&from.number()?)
                }

                fn to_value(value: &Self) -> Result<Value, EncodeError> {
                    Ok(Value::N(Number::from_canonical(seconds(value).as_str())))
                }

                fn from_value(value: &Value) -> Result<Self, DecodeError> {
                    match value {
                        Value::N(number) => parse_seconds(number.as_str()),
                        _ => Err(other_type(AttributeType::N, value)),
                    }
                }
            }

            impl Element for $type {}

            impl SetMember for $type {
                const SET: AttributeType = AttributeType::Ns;

                fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                    out.json_string(seconds(value).as_str());
                    Ok(())
                }

                fn read_member(text: &str) -> Result<Self, DecodeError> {
                    parse_seconds(text)
                }
            }
        };
    };
}

pub(super) use {seconds, texts};

//! UUIDs, stored as text.

use std::borrow::Cow;

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, MapKey, SetMember, other_type, plain};

/// Stored hyphenated and in lower case; read in any form.
///
/// As a key it names the item under this spelling only: one that others stored under another spelling is read by a
/// scan or a query, and not found by its key.
impl Attribute for Uuid {
    plain!(Some(AttributeType::S));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.text(value.hyphenated().encode_lower(&mut buffer()));
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        parse(&from.text()?)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(Value::S(value.hyphenated().to_string()))
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::S(text) => parse(text),
            _ => Err(other_type(AttributeType::S, value)),
        }
    }
}

impl Element for Uuid {}

impl SetMember for Uuid {
    const SET: AttributeType = AttributeType::Ss;

    fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.json_string(value.hyphenated().encode_lower(&mut buffer()));
        Ok(())
    }

    fn read_member(text: &str) -> Result<Self, DecodeError> {
        parse(text)
    }
}

impl MapKey for Uuid {
    fn to_name(&self) -> Cow<'_, str> {
        Cow::Owned(self.hyphenated().to_string())
    }

    fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
        parse(&name)
    }
}

fn buffer() -> [u8; Hyphenated::LENGTH] {
    [0; Hyphenated::LENGTH]
}

#[inline]
fn parse(text: &str) -> Result<Uuid, DecodeError> {
    Uuid::try_parse(text).map_err(|_| DecodeError::mismatch("a UUID", text.to_owned()))
}

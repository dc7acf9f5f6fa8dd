//! Shared bytes, stored as DynamoDB's binary type.

use bytes::Bytes;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer, decode_base64};

use super::{Attribute, CanBeEmpty, Element, SetMember, other_type, plain};

/// Stored as a B.
impl Attribute for Bytes {
    plain!(Some(AttributeType::B));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.binary(value);
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.binary().map(Self::from)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(Value::B(value.to_vec()))
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::B(bytes) => Ok(Self::copy_from_slice(bytes)),
            _ => Err(other_type(AttributeType::B, value)),
        }
    }
}

impl Element for Bytes {}

impl SetMember for Bytes {
    const SET: AttributeType = AttributeType::Bs;

    fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.base64_string(value);
        Ok(())
    }

    fn read_member(text: &str) -> Result<Self, DecodeError> {
        decode_base64(text).map(Self::from)
    }
}

impl CanBeEmpty for Bytes {
    fn is_empty(value: &Self) -> bool {
        value.as_ref().is_empty()
    }

    fn empty() -> Self {
        Self::new()
    }
}

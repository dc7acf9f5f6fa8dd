//! Bytes.

use std::ops::Deref;

use validator::ValidateLength;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, other_type, plain};

/// Bytes, stored as DynamoDB's binary type.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binary(Vec<u8>);

impl Binary {
    /// Returns the bytes.
    pub fn into_inner(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Binary {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Binary {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Binary> for Vec<u8> {
    fn from(binary: Binary) -> Self {
        binary.0
    }
}

impl ValidateLength<u64> for Binary {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

impl Attribute for Binary {
    plain!(Some(AttributeType::B));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.binary(value);
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.binary().map(Self)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(Value::B(value.0.clone()))
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::B(bytes) => Ok(Self(bytes.clone())),
            _ => Err(other_type(AttributeType::B, value)),
        }
    }
}

impl Element for Binary {}

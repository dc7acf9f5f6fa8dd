//! Whatever serde knows, without a wrapper around it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::attribute::{StoredAs, read_json, write_json};
use crate::error::{DecodeError, EncodeError};
use crate::serde_value::{from_value, to_value};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

/// A value of serde as DynamoDB's own types, like [`Json`](crate::Json).
pub enum AsJson {}

/// A value of serde as JSON text in an S, like [`JsonText`](crate::JsonText).
pub enum AsJsonText {}

impl<T: Serialize + DeserializeOwned + 'static> StoredAs<AsJson> for T {
    const TYPE: Option<AttributeType> = None;

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        to_value(self)?.write(out)
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from_value(&Value::read(from)?)
    }
}

impl<T: Serialize + DeserializeOwned + 'static> StoredAs<AsJsonText> for T {
    const TYPE: Option<AttributeType> = Some(AttributeType::S);

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        out.text(&write_json(self)?);
        Ok(())
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_json(&from.text()?)
    }
}

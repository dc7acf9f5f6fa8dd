//! Whatever serde knows, as an attribute of any type or as JSON text.

use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{DecodeError, EncodeError};
use crate::serde_value::{check_finite, from_value, to_value};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, other_type, plain};

/// A value of serde, stored as DynamoDB's own types: a struct as an M, a `Vec` as an L, and so on, as
/// [`serde_value`](crate::serde_value) says.
///
/// `Json(None)` is stored as NULL; for an attribute that may be absent use `Option<Json<T>>`.
///
/// ```
/// use dynamo_model_fields::{Attribute, Json};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let point = Json((1, 2.5));
/// let stored = Json::to_value(&point)?;
/// assert_eq!(stored.to_string(), "[1, 2.5]");
/// assert_eq!(Json::from_value(&stored)?, point);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

/// A value of serde, stored as an S that holds JSON text.
///
/// A float that is not finite, of which `serde_json` makes `null`, is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonText<T>(pub T);

macro_rules! wrappers {
    ($($wrapper:ident)*) => {$(
        impl<T> $wrapper<T> {
            /// Returns the value.
            pub fn into_inner(self) -> T {
                self.0
            }
        }

        impl<T> Deref for $wrapper<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $wrapper<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }

        impl<T> From<T> for $wrapper<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        impl<T: Serialize> Serialize for $wrapper<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de, T: Deserialize<'de>> Deserialize<'de> for $wrapper<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                T::deserialize(deserializer).map(Self)
            }
        }
    )*};
}

wrappers!(Json JsonText);

impl<T: Serialize + DeserializeOwned + 'static> Attribute for Json<T> {
    plain!(None);

    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        to_value(&value.0)?.write(out)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from_value(&Value::read(from)?).map(Self)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        to_value(&value.0)
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        from_value(value).map(Self)
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Element for Json<T> {}

impl<T: Serialize + DeserializeOwned + 'static> Attribute for JsonText<T> {
    plain!(Some(AttributeType::S));

    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.text(&write_json(&value.0)?);
        Ok(())
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_json(&from.text()?).map(Self)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        write_json(&value.0).map(Value::S)
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::S(text) => read_json(text).map(Self),
            _ => Err(other_type(AttributeType::S, value)),
        }
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Element for JsonText<T> {}

/// Writes a value as JSON text.
pub(crate) fn write_json<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    let text = serde_json::to_string(value).map_err(|error| EncodeError::new(error.to_string()))?;
    if text.contains("null") {
        check_finite(value)?;
    }
    Ok(text)
}

/// Reads a value from JSON text.
pub(crate) fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(|error| DecodeError::refused(error.to_string()))
}

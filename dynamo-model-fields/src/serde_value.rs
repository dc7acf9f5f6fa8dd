//! Values to and from any type that serde knows.
//!
//! The forms are those of `serde_dynamo`: structs and maps are an M, sequences and tuples an L, bytes a B, `None` and
//! units NULL. A variant of an enum is its name as an S or, if it holds something, an M of one entry under its name.
//! The keys of maps are text, `char`s, whole numbers, truth values or variants without contents. Sets are read as
//! sequences, and whole numbers however they are written. Numbers are exact: what DynamoDB would round or refuse,
//! such as a float that is not finite, is an error.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use dynamo_model_fields::serde_value::{from_value, to_value};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let ratings = BTreeMap::from([(2024, Some(4.5)), (2025, None)]);
//! let value = to_value(&ratings)?;
//! assert_eq!(value.to_string(), "{2024: 4.5, 2025: NULL}");
//! assert_eq!(from_value::<BTreeMap<u16, Option<f64>>>(&value)?, ratings);
//! # Ok(())
//! # }
//! ```

mod access;
mod compound;
mod deserialize;
mod deserialize_key;
mod errors;
mod serialize;
mod serialize_key;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;

use deserialize::Node;
use serialize::{Limits, ToValue};

/// Returns the value as which DynamoDB stores whatever serde can serialize.
///
/// # Errors
///
/// Numbers that DynamoDB cannot hold exactly, keys that are no text, and more than 32 nested containers are refused.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, EncodeError> {
    value.serialize(ToValue::new(Limits::DynamoDb))
}

/// Reads whatever serde can deserialize.
///
/// # Errors
///
/// A value that does not fit is a mismatch; a field that is not there is missing.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeError> {
    T::deserialize(Node::from(value))
}

/// Refuses a value that holds a float that is not finite, of which JSON makes `null`.
pub(crate) fn check_finite<T: Serialize + ?Sized>(value: &T) -> Result<(), EncodeError> {
    value.serialize(ToValue::new(Limits::Finite)).map(drop)
}

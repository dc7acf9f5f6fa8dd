//! Values to and from the SDK's own types, for streams, Lambda events and calls on the plain client.
//!
//! Its types are those of the crate `aws-sdk-dynamodb`, version 1, which a program that names them depends on itself. They are not
//! exported from here: the compiler's messages would have to tell its `Condition` from ours.

use std::collections::HashMap;
use std::hash::BuildHasher;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model_fields::{DecodeError, Item, KeyPart, Number, Value};

/// A value of a crate whose variants are those of the SDK's.
macro_rules! value_of {
    ($type:ident, $value:expr, $convert:path, $map:path $(, _ => $unknown:expr)?) => {
        match $value {
            $type::S(text) => Value::S(text.clone()),
            $type::N(text) => Value::N(number(text)?),
            $type::B(bytes) => Value::B(AsRef::<[u8]>::as_ref(bytes).to_vec()),
            $type::Bool(truth) => Value::Bool(*truth),
            $type::Null(_) => Value::Null,
            $type::L(list) => Value::L(list.iter().map($convert).collect::<Result<_, _>>()?),
            $type::M(map) => Value::M($map(map)?),
            $type::Ss(set) => Value::Ss(set.iter().cloned().collect()),
            $type::Ns(set) => Value::Ns(set.iter().map(|text| number(text)).collect::<Result<_, _>>()?),
            $type::Bs(set) => {
                Value::Bs(set.iter().map(|bytes| AsRef::<[u8]>::as_ref(bytes).to_vec()).collect())
            }
            $(_ => return Err($unknown),)?
        }
    };
}
#[cfg(any(feature = "streams", feature = "lambda"))]
pub(crate) use value_of;

/// Converts a value into the SDK's form.
#[must_use]
pub fn to_attribute_value(value: &Value) -> AttributeValue {
    match value {
        Value::S(text) => AttributeValue::S(text.clone()),
        Value::N(number) => AttributeValue::N(number.to_string()),
        Value::B(bytes) => AttributeValue::B(Blob::new(bytes.clone())),
        Value::Bool(truth) => AttributeValue::Bool(*truth),
        Value::Null => AttributeValue::Null(true),
        Value::L(list) => AttributeValue::L(list.iter().map(to_attribute_value).collect()),
        Value::M(map) => AttributeValue::M(to_attribute_values(map)),
        Value::Ss(set) => AttributeValue::Ss(set.iter().cloned().collect()),
        Value::Ns(set) => AttributeValue::Ns(set.iter().map(ToString::to_string).collect()),
        Value::Bs(set) => AttributeValue::Bs(set.iter().map(|bytes| Blob::new(bytes.clone())).collect()),
    }
}

/// Converts an item into the SDK's form.
#[must_use]
pub fn to_attribute_values(item: &Item) -> HashMap<String, AttributeValue> {
    item.iter().map(|(name, value)| (name.clone(), to_attribute_value(value))).collect()
}

/// Converts the SDK's form into a value.
///
/// # Errors
///
/// A [`DecodeError`] for a number that is none, or a type that this version does not know.
pub fn from_attribute_value(value: &AttributeValue) -> Result<Value, DecodeError> {
    Ok(value_of!(AttributeValue, value, from_attribute_value, from_attribute_values, _ => unknown_type()))
}

/// Converts the SDK's form into an item.
///
/// # Errors
///
/// A [`DecodeError`] with the path of the value that could not be converted.
pub fn from_attribute_values<H: BuildHasher>(
    item: &HashMap<String, AttributeValue, H>,
) -> Result<Item, DecodeError> {
    named(item, from_attribute_value)
}

/// Converts each attribute, and names the one that cannot be.
pub(crate) fn named<V, H: BuildHasher>(
    item: &HashMap<String, V, H>,
    convert: fn(&V) -> Result<Value, DecodeError>,
) -> Result<Item, DecodeError> {
    let convert = |(name, value): (&String, &V)| {
        Ok((name.clone(), convert(value).map_err(|error| error.within(name))?))
    };
    item.iter().map(convert).collect()
}

pub(crate) fn key_attribute(part: &KeyPart) -> AttributeValue {
    match part {
        KeyPart::S(text) => AttributeValue::S(text.clone()),
        KeyPart::N(number) => AttributeValue::N(number.to_string()),
        KeyPart::B(bytes) => AttributeValue::B(Blob::new(bytes.clone())),
    }
}

pub(crate) fn key_part(value: &AttributeValue) -> Option<KeyPart> {
    match value {
        AttributeValue::S(text) => Some(KeyPart::S(text.clone())),
        AttributeValue::N(text) => number(text).ok().map(KeyPart::N),
        AttributeValue::B(bytes) => Some(KeyPart::B(bytes.as_ref().to_vec())),
        _ => None,
    }
}

pub(crate) fn unknown_type() -> DecodeError {
    DecodeError::mismatch("one of DynamoDB's ten types", "a type that this version does not know")
}

pub(crate) fn number(text: &str) -> Result<Number, DecodeError> {
    Number::new(text).map_err(|_| DecodeError::mismatch("a number of at most 38 digits", "other text"))
}

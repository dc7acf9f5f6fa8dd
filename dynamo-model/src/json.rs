//! Items as JSON: in DynamoDB's form, which names the type of each value, or plain.

use base64::prelude::{BASE64_STANDARD, Engine};
use dynamo_model_fields::{
    DecodeError, Item, Number, ReadItem, Reader, Value, WriteItem, Writer, serde_value,
};
use serde::Serialize;

use crate::error::{Error, Result};

/// Writes an item in DynamoDB's form, such as `{"id":{"N":"7"}}`; nothing is lost.
///
/// # Errors
///
/// [`is_encode`](Error::is_encode) if a value cannot be stored in DynamoDB.
///
/// # Examples
///
/// ```
/// use dynamo_model::{Item, Value, json};
///
/// # fn run() -> dynamo_model::Result<()> {
/// let item = Item::from([("id".to_owned(), Value::from(7))]);
/// let text = json::to_text(&item)?;
/// assert_eq!(text, r#"{"id":{"N":"7"}}"#);
/// assert_eq!(json::from_text::<Item>(&text)?, item);
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
pub fn to_text<T: WriteItem>(item: &T) -> Result<String> {
    let mut out = Writer::new();
    item.write_item(&mut out)?;
    // The writer writes nothing but UTF-8.
    Ok(String::from_utf8_lossy(out.as_bytes()).into_owned())
}

/// Reads a model, a projection or an [`Item`] that is written in DynamoDB's form.
///
/// # Errors
///
/// [`is_decode`](Error::is_decode) if it is none, or does not fit.
pub fn from_text<T: ReadItem>(text: impl AsRef<[u8]>) -> Result<T> {
    read(text.as_ref()).map_err(Error::decode)
}

pub(crate) fn read<T: ReadItem>(bytes: &[u8]) -> std::result::Result<T, DecodeError> {
    let mut reader = Reader::new(bytes)?;
    let item = T::read_item(&mut reader)?;
    let rest = bytes.get(reader.offset()..).unwrap_or_default();
    match rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
        Some(at) => Err(DecodeError::syntax("text after the item", reader.offset() + at)),
        None => Ok(item),
    }
}

/// Converts an item into JSON without DynamoDB's types, such as `{"id":7}`, for people and for other services.
///
/// Sets become arrays, and bytes text in base64. A number that JSON does not hold exactly becomes the nearest one, unless
/// the feature `arbitrary_precision` of `serde_json` is on.
///
/// # Examples
///
/// ```
/// use dynamo_model::json;
///
/// # fn run() -> dynamo_model::Result<()> {
/// let plain = serde_json::json!({"id": 7, "tags": ["new"], "size": {"width": 1.5}});
/// let item = json::from_plain(&plain)?;
/// assert_eq!(item["size"].to_string(), "{width: 1.5}");
/// assert_eq!(json::to_plain(&item), plain);
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[must_use]
pub fn to_plain(item: &Item) -> serde_json::Value {
    item.iter().map(|(name, value)| (name.clone(), plain(value))).collect()
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::S(text) => text.as_str().into(),
        Value::N(number) => plain_number(number),
        Value::B(bytes) => BASE64_STANDARD.encode(bytes).into(),
        Value::Bool(truth) => (*truth).into(),
        Value::Null => serde_json::Value::Null,
        Value::L(list) => list.iter().map(plain).collect(),
        Value::M(map) => to_plain(map),
        Value::Ss(set) => set.iter().map(String::as_str).collect(),
        Value::Ns(set) => set.iter().map(plain_number).collect(),
        Value::Bs(set) => set.iter().map(|bytes| BASE64_STANDARD.encode(bytes)).collect(),
    }
}

fn plain_number(number: &Number) -> serde_json::Value {
    let text = number.to_string();
    serde_json::from_str::<serde_json::Number>(&text).map_or_else(|_| text.into(), Into::into)
}

/// Converts a JSON object without DynamoDB's types into an item: text, numbers, booleans, null, lists and maps.
///
/// # Errors
///
/// [`is_encode`](Error::is_encode) or [`is_refused`](Error::is_refused) if it is no object, or holds what DynamoDB cannot
/// store.
pub fn from_plain(json: &serde_json::Value) -> Result<Item> {
    item_of_serde(json)
}

/// Whatever serde knows, as an item.
pub(crate) fn item_of_serde<T: Serialize + ?Sized>(value: &T) -> Result<Item> {
    match serde_value::to_value(value)? {
        Value::M(item) => Ok(item),
        other => Err(Error::refused(format!("an item is a map, and serde wrote {other}"))),
    }
}

//! The attributes that are keys of indexes: what is asked of their types, and of their values.

use dynamo_model_fields::Value;
use dynamo_model_fields::capability::{ExpiryTime, Ordered};

use crate::error::{Error, Result};
use crate::model::Model;
use crate::model::index::IndexSchema;
use crate::model::key::{MAX_HASH_KEY_SIZE, MAX_RANGE_KEY_SIZE};
use crate::model::schema::{KeySchema, Schema};

/// Says of a key that it orders the items of an index, and asks whether it has an order; called by generated code.
#[must_use]
pub const fn in_order<S: Ordered>(key: KeySchema) -> KeySchema {
    key
}

/// Names the attribute that says when an item expires; called by generated code.
#[must_use]
pub const fn expiry<S: ExpiryTime>(name: &'static str) -> &'static str {
    name
}

/// Refuses a value whose size the key of an index cannot have (R14); called by generated code.
///
/// # Errors
///
/// [`is_invalid_key`](Error::is_invalid_key) if the value is empty or too large.
#[inline]
pub fn check_index_key<M: Model>(size: Option<usize>, name: &str) -> Result<()> {
    match size {
        None | Some(1..=MAX_RANGE_KEY_SIZE) => Ok(()),
        Some(size) => {
            check_size(M::schema(), name, size).map_err(|error| error.of_model(M::schema().model()))
        }
    }
}

/// Refuses a value that an update writes, where the attribute is the key of an index (R14).
pub(crate) fn check_value(schema: &Schema, name: &str, value: &Value) -> Result<()> {
    match value {
        Value::S(text) => check_size(schema, name, text.len()),
        Value::B(bytes) => check_size(schema, name, bytes.len()),
        _ => Ok(()),
    }
}

fn check_size(schema: &Schema, name: &str, size: usize) -> Result<()> {
    schema.indexes().iter().try_for_each(|index| check_in_index(index, name, size))
}

/// The limits are documented for keys of one attribute. That each part of a longer key has them is not, but the whole is
/// never allowed more.
fn check_in_index(index: &IndexSchema, name: &str, size: usize) -> Result<()> {
    let is_part = |keys: &[KeySchema]| keys.iter().any(|key| key.name() == name);
    let (key, limit) = if is_part(index.range()) {
        ("range", MAX_RANGE_KEY_SIZE)
    } else if is_part(index.hash()) {
        ("hash", MAX_HASH_KEY_SIZE)
    } else {
        return Ok(());
    };
    let index = index.name();
    if size == 0 {
        return Err(Error::invalid_key(format!(
            "`{name}` is empty, which the {key} key of the index `{index}` cannot be: leave it out to keep the item out of \
             the index"
        )));
    }
    if size > limit {
        return Err(Error::invalid_key(format!(
            "`{name}` has {size} bytes, and DynamoDB allows {limit} for the {key} key of the index `{index}`"
        )));
    }
    Ok(())
}

//! Where an item stands in what is read: the keys of the index and of the table.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model_fields::{DecodeError, KeyPart, Value};

use crate::model::schema::{KeySchema, Schema};
use crate::sdk::{key_attribute, key_part};
use crate::wire::raw::RawItem;

/// A place in the form of a key of the SDK's.
pub(crate) type Keys = HashMap<String, AttributeValue>;

/// The attributes that a page goes on from.
#[derive(Clone, Debug)]
pub(crate) struct PlaceNames(Vec<&'static str>);

impl PlaceNames {
    pub(crate) fn of(schema: &Schema, index: Option<&str>) -> Self {
        let mut names: Vec<&'static str> = Vec::new();
        for key in schema.index_keys(index).chain(schema.key_attributes()) {
            if !names.contains(&key.name()) {
                names.push(KeySchema::name(key));
            }
        }
        Self(names)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    /// The place as the SDK wants it.
    pub(crate) fn keys(&self, parts: &[KeyPart]) -> Keys {
        self.iter().zip(parts).map(|(name, part)| (name.to_owned(), key_attribute(part))).collect()
    }

    /// The place of an item in the SDK's form; what is missing is left out.
    pub(crate) fn in_keys(&self, keys: &Keys) -> Vec<KeyPart> {
        self.iter().filter_map(|name| keys.get(name).and_then(key_part)).collect()
    }

    /// The place of an item in the SDK's form, all of it.
    pub(crate) fn in_map(&self, item: &Keys) -> Result<Vec<KeyPart>, DecodeError> {
        let parts = self.in_keys(item);
        if parts.len() == self.0.len() { Ok(parts) } else { Err(DecodeError::missing()) }
    }

    /// The place of an item as it came.
    pub(crate) fn in_item(&self, item: &RawItem) -> Result<Vec<KeyPart>, DecodeError> {
        let mut parts: Vec<Option<KeyPart>> = self.iter().map(|_| None).collect();
        let mut reader = item.reader()?;
        let mut members = reader.object()?;
        while let Some(member) = members.next(&mut reader)? {
            match self.iter().position(|name| name == member) {
                Some(at) => parts[at] = KeyPart::from_value(&Value::read(&mut reader)?),
                None => reader.skip()?,
            }
        }
        let parts: Option<Vec<KeyPart>> = parts.into_iter().collect();
        parts.ok_or_else(DecodeError::missing)
    }
}

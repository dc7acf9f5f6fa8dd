//! Rendered names and values in the SDK's form.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::render::Renderer;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::sdk::{key_attribute, to_attribute_value};

pub(crate) fn names(renderer: &Renderer) -> Option<HashMap<String, String>> {
    let names: HashMap<String, String> =
        renderer.names().map(|(placeholder, name)| (placeholder, name.to_owned())).collect();
    if names.is_empty() { None } else { Some(names) }
}

pub(crate) fn values(renderer: &Renderer) -> Option<HashMap<String, AttributeValue>> {
    let values: HashMap<String, AttributeValue> =
        renderer.values().map(|(placeholder, value)| (placeholder, to_attribute_value(value))).collect();
    if values.is_empty() { None } else { Some(values) }
}

pub(crate) fn key(key: &PrimaryKey, schema: &Schema) -> HashMap<String, AttributeValue> {
    key.named(schema).map(|(name, part)| (name.to_owned(), key_attribute(part))).collect()
}

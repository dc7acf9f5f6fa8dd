//! `update_from_item`: a map of attributes as updates.

use dynamo_model_fields::{Item, Value};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::expr::path::AttributePath;
use crate::expr::tree::Operand;
use crate::expr::update::Action;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::model::schema::{FieldSchema, Schema};
use crate::strategy::Aim;
use crate::verbs::update_one::UpdateOne;

pub(super) fn update_from_item<M: Model>(db: &Connection, item: &Item) -> UpdateOne<M> {
    let schema = M::schema();
    let key = PrimaryKey::of_item(item, schema).and_then(|key| {
        key.check(schema)?;
        Ok(Aim { key, condition: None })
    });
    let actions = actions(schema, item).map_err(|error| error.of_model(schema.model()).of_input());
    UpdateOne::new(db, key, actions)
}

fn actions(schema: &'static Schema, item: &Item) -> Result<Vec<Action>> {
    let attributes: Vec<(&String, &Value)> = item.iter().filter(|(name, _)| !schema.is_key(name)).collect();
    if attributes.is_empty() {
        return Err(Error::refused("the map holds only the key, so there is nothing to update"));
    }
    attributes.into_iter().map(|(name, value)| action(schema, name, value)).collect()
}

fn action(schema: &'static Schema, name: &str, value: &Value) -> Result<Action> {
    let Some(field) = schema.field(name) else {
        if schema.fields().keeps_unknown() {
            let path = AttributePath::attribute(name.to_owned());
            let operand = if is_empty(value) { Operand::Absent } else { Operand::Value(value.clone()) };
            return Ok(Action::set(path, operand));
        }
        return Err(Error::refused(format!("there is no attribute `{name}`")));
    };
    if field.is_read_only() {
        return Err(Error::refused(format!("`{name}` is read-only")));
    }
    let path = AttributePath::attribute(field.name());
    if is_empty(value) {
        return removed(field, path);
    }
    match field.recode(value)? {
        Some(value) => Ok(Action::set(path, Operand::Value(value))),
        None => removed(field, path),
    }
}

fn removed(field: &FieldSchema, path: AttributePath) -> Result<Action> {
    if !field.may_be_absent() {
        let name = field.name();
        return Err(Error::refused(format!("`{name}` is required, and an empty value would remove it")));
    }
    Ok(Action::Remove(path))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::S(text) => text.is_empty(),
        Value::B(bytes) => bytes.is_empty(),
        Value::Ss(set) => set.is_empty(),
        Value::Ns(set) => set.is_empty(),
        Value::Bs(set) => set.is_empty(),
        Value::N(_) | Value::Bool(_) | Value::L(_) | Value::M(_) => false,
    }
}

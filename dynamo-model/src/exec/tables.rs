//! The tables of one batch: of most there is one.

use std::collections::HashMap;
use std::ops::Index;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::exec::call::Call;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::sdk::key_part;

/// A table, and what its items are.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) schema: &'static Schema,
    pub(crate) name: String,
}

/// Tables, told apart by their places.
#[derive(Clone, Debug)]
pub(crate) struct Tables(Vec<Table>);

impl Tables {
    pub(crate) fn one(schema: &'static Schema, name: String) -> Self {
        Self(vec![Table { schema, name }])
    }

    pub(crate) fn of(tables: Vec<Table>) -> Self {
        Self(tables)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Finds the table that an answer is about. Where one is asked for, it is that one.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        match self.0.as_slice() {
            [_] => Some(0),
            tables => tables.iter().position(|table| table.name == name),
        }
    }

    /// Reads the key out of the SDK's own map.
    pub(crate) fn key(
        &self,
        table: usize,
        attributes: &HashMap<String, AttributeValue>,
    ) -> Option<PrimaryKey> {
        let schema = self[table].schema;
        let mut parts = schema.key_attributes().map(|key| attributes.get(key.name()).and_then(key_part));
        Some(PrimaryKey::new(parts.next().flatten()?, parts.next().flatten()))
    }

    /// Says where an error happened: in these tables, of which one is named.
    pub(crate) fn place(
        &self,
        call: &Call,
        error: Error,
        operation: &'static str,
        mut used: impl Iterator<Item = usize>,
    ) -> Error {
        match used.next() {
            Some(table) if used.all(|other| other == table) => {
                let Table { schema, name } = &self[table];
                call.locate(error, schema, operation, name)
            }
            _ => call.locate_among(error, operation, None),
        }
    }
}

impl Index<usize> for Tables {
    type Output = Table;

    fn index(&self, table: usize) -> &Table {
        &self.0[table]
    }
}

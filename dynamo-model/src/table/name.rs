//! Which table a builder means.

use std::fmt;
use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::model::Model;
use crate::table::definition::TableDefinition;

/// The table of a model on a connection.
pub(crate) struct TableOf<M> {
    pub(crate) db: Connection,
    given: Option<String>,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> TableOf<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { db: db.clone(), given: None, model: PhantomData }
    }

    pub(crate) fn named(mut self, name: String) -> Self {
        self.given = Some(name);
        self
    }

    /// The definition of the table under its full name.
    pub(crate) fn definition(&self) -> Result<TableDefinition> {
        let schema = M::schema();
        let name = self.given.clone().unwrap_or_else(|| self.db.table_name(schema.table()));
        check_name(&name).map_err(|error| error.of_model(schema.model()))?;
        Ok(TableDefinition::of(schema).named(name))
    }

    /// Says of an error where it happened.
    pub(crate) fn locate(&self, error: Error, operation: &'static str, table: &str) -> Error {
        self.db.locate(error, M::schema(), operation, table)
    }
}

impl<M> fmt::Debug for TableOf<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableOf").field("db", &self.db).field("given", &self.given).finish()
    }
}

/// Gives a builder the word that names another table.
macro_rules! named {
    ($builder:ident) => {
        impl<M: crate::model::Model> $builder<M> {
            /// Means the table of this name, which is complete: no prefix is put before it.
            pub fn table(mut self, name: impl Into<String>) -> Self {
                self.of = self.of.named(name.into());
                self
            }
        }
    };
}

pub(crate) use named;

/// A table name has 3 to 255 characters of `[A-Za-z0-9_.-]`, the prefix included.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
pub(crate) fn check_name(name: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if (3..=255).contains(&name.len()) && name.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::refused(format!(
        "`{name}` is no table name: it has 3 to 255 characters, the prefix included, of letters, digits, `_`, `-` and `.`"
    )))
}

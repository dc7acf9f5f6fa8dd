//! Tables: what a service does at start-up.

mod create;
mod definition;

use crate::connection::Connection;
use crate::model::Model;

pub use create::CreateTable;

/// What every model can do with its table. Bring it into scope with `use dynamo_model::prelude::*`.
pub trait Tables: Model {
    /// Creates the table if there is none, and waits until it is ACTIVE. Never deletes, and never changes a table.
    ///
    /// Sends DescribeTable, and CreateTable where there is no table; billing is on demand. It is safe to call at every
    /// start, from many processes at once. Waiting needs a tokio runtime with its timer.
    ///
    /// # Errors
    ///
    /// [`is_schema_mismatch`](crate::Error::is_schema_mismatch) if there is a table of other keys,
    /// [`is_timeout`](crate::Error::is_timeout) if it is not ACTIVE in time, [`is_refused`](crate::Error::is_refused)
    /// if the name, with the prefix, is no table name, and the service's own.
    fn create_table(db: &Connection) -> CreateTable<Self> {
        CreateTable::new(db)
    }
}

impl<M: Model> Tables for M {}

//! `table_diff`: what differs.

use crate::connection::Connection;
use crate::error::Result;
use crate::model::Model;
use crate::table::definition::TableDefinition;
use crate::table::describe::{self, Details};
use crate::table::diff::{TableDiff, diff};
use crate::table::info::TableInfo;
use crate::table::name::{TableOf, named};
use crate::verbs::builder::{awaited, verb};

/// A table that was not compared yet; see [`Tables::table_diff`](crate::Tables::table_diff).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct CompareTable<M> {
    of: TableOf<M>,
}

impl<M: Model> CompareTable<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { of: TableOf::new(db) }
    }

    async fn run(self) -> Result<TableDiff> {
        let definition = self.of.definition()?;
        let live = live(&self.of.db, &definition).await;
        let live = live.map_err(|error| self.of.locate(error, "DescribeTable", definition.name()))?;
        Ok(diff(&definition, live.as_ref()))
    }
}

named!(CompareTable);
verb!([M: Model] CompareTable<M>, "table_diff", |call| &mut call.of.db);
awaited!(CompareTable<M> => TableDiff);

/// The table with all that is compared, where there is one.
pub(crate) async fn live(db: &Connection, definition: &TableDefinition) -> Result<Option<TableInfo>> {
    let Some(mut found) = describe::look(db, definition.name()).await? else { return Ok(None) };
    // Time to live that nobody declared is told as well.
    let details = Details { ttl: true, ..Details::declared(definition.options()) };
    describe::fill(db, &mut found, details).await?;
    Ok(Some(found))
}

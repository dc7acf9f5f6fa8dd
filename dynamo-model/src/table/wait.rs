//! `wait_until_active` and `wait_until_deleted`: nothing but waiting.

use crate::connection::Connection;
use crate::error::Result;
use crate::model::Model;
use crate::table::create::{can_be_used, unused};
use crate::table::info::TableInfo;
use crate::table::name::{TableOf, named};
use crate::table::patience::{DEFAULT_WAIT, Patience, patient};
use crate::table::watch::Watch;
use crate::verbs::builder::{awaited, verb};

/// A wait that has not begun; see [`Tables::wait_until_active`](crate::Tables::wait_until_active).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct WaitUntilActive<M> {
    of: TableOf<M>,
    patience: Patience,
}

/// A wait that has not begun; see [`Tables::wait_until_deleted`](crate::Tables::wait_until_deleted).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct WaitUntilDeleted<M> {
    of: TableOf<M>,
    patience: Patience,
}

impl<M: Model> WaitUntilActive<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { of: TableOf::new(db), patience: Patience::of(DEFAULT_WAIT) }
    }

    async fn run(self) -> Result<TableInfo> {
        let definition = self.of.definition()?;
        let unused = unused(&self.of.db, &definition);
        let mut watch = Watch::new(&self.of.db, definition.name(), &self.patience, "ACTIVE");
        let ended = until(&mut watch, |found| can_be_used(found, &definition, &unused)).await;
        ended.map_err(|error| self.of.locate(error, "DescribeTable", definition.name()))
    }
}

named!(WaitUntilActive);
patient!([M: Model] WaitUntilActive<M>, "five minutes");
verb!([M: Model] WaitUntilActive<M>, "wait_until_active", |call| &mut call.of.db);
awaited!(WaitUntilActive<M> => TableInfo);

impl<M: Model> WaitUntilDeleted<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { of: TableOf::new(db), patience: Patience::of(DEFAULT_WAIT) }
    }

    async fn run(self) -> Result<()> {
        let definition = self.of.definition()?;
        let mut watch = Watch::new(&self.of.db, definition.name(), &self.patience, "gone");
        let ended = until_gone(&mut watch).await;
        ended.map_err(|error| self.of.locate(error, "DescribeTable", definition.name()))
    }
}

named!(WaitUntilDeleted);
patient!([M: Model] WaitUntilDeleted<M>, "five minutes");
verb!([M: Model] WaitUntilDeleted<M>, "wait_until_deleted", |call| &mut call.of.db);
awaited!(WaitUntilDeleted<M> => ());

/// Waits until there is a table and it is as asked for.
pub(crate) async fn until(watch: &mut Watch<'_>, is_so: impl Fn(&TableInfo) -> bool) -> Result<TableInfo> {
    loop {
        if let Some(found) = watch.look().await?
            && is_so(&found)
        {
            return Ok(found);
        }
        watch.pause().await?;
    }
}

pub(crate) async fn until_gone(watch: &mut Watch<'_>) -> Result<()> {
    while watch.look().await?.is_some() {
        watch.pause().await?;
    }
    Ok(())
}

//! `delete_table`: the table is gone, if its full name was said.

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::ask;
use crate::model::Model;
use crate::table::finish::is_passing;
use crate::table::name::{TableOf, named};
use crate::table::patience::{DEFAULT_WAIT, Patience, patient};
use crate::table::wait;
use crate::table::watch::Watch;
use crate::verbs::builder::{awaited, verb};
use crate::wire::failure;
use crate::wire::watch::Subject;

/// A table that was not deleted yet; see [`Tables::delete_table`](crate::Tables::delete_table).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DeleteTable<M> {
    of: TableOf<M>,
    patience: Patience,
    confirmed: String,
    waits: bool,
}

impl<M: Model> DeleteTable<M> {
    pub(crate) fn new(db: &Connection, full_name: &str) -> Self {
        let confirmed = full_name.to_owned();
        Self { of: TableOf::new(db), patience: Patience::of(DEFAULT_WAIT), confirmed, waits: true }
    }

    /// Returns as soon as DynamoDB has accepted it, while the table is still being deleted.
    pub fn no_wait(mut self) -> Self {
        self.waits = false;
        self
    }

    async fn run(self) -> Result<bool> {
        let definition = self.of.definition()?;
        let table = definition.name();
        let mut watch = Watch::new(&self.of.db, table, &self.patience, "gone");
        let ended = async {
            confirm(&self.confirmed, table)?;
            let was_there = delete(&mut watch).await?;
            if self.waits && was_there {
                wait::until_gone(&mut watch).await?;
            }
            Ok(was_there)
        };
        ended.await.map_err(|error| self.of.locate(error, "DeleteTable", table))
    }
}

named!(DeleteTable);
patient!([M: Model] DeleteTable<M>, "five minutes");
verb!([M: Model] DeleteTable<M>, "delete_table", |call| &mut call.of.db);
awaited!(DeleteTable<M> => bool);

fn confirm(confirmed: &str, table: &str) -> Result<()> {
    if confirmed == table {
        return Ok(());
    }
    Err(Error::refused(format!(
        "the table is `{table}`, and `{confirmed}` was confirmed: give its full name to delete it"
    )))
}

/// Sends DeleteTable until it is accepted: a table that is being created or changed cannot be deleted yet.
async fn delete(watch: &mut Watch<'_>) -> Result<bool> {
    loop {
        let request = watch.db.client().delete_table().table_name(watch.table);
        let subject = Subject::of("DeleteTable").table(watch.table);
        let sent = async { ask!(watch.db, request, subject).await.map_err(failure::of) };
        match watch.within("DeleteTable", sent).await {
            Ok(_) => return Ok(true),
            Err(error) if error.is_table_not_found() => return Ok(false),
            Err(error) if is_passing(&error) => watch.pause_after(error).await?,
            Err(error) => return Err(error),
        }
    }
}

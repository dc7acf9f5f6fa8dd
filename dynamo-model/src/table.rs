//! Tables: what a service does at start-up.

mod key;
mod name;
mod words;
mod definition;
pub(crate) mod info;
mod difference;
mod diff;
pub(crate) mod patience;
pub(crate) mod watch;
pub(crate) mod describe;
mod request;
mod finish;
mod create;
mod compare;
mod sync;
pub(crate) mod wait;
mod delete;
mod list;
mod create_many;
#[cfg(test)]
mod testing;

use crate::connection::Connection;
use crate::model::Model;

pub use compare::CompareTable;
pub use create::CreateTable;
pub use create_many::{CreateTables, Models};
pub use definition::TableDefinition;
pub use delete::DeleteTable;
pub use describe::DescribeTable;
pub use diff::TableDiff;
pub use difference::Difference;
pub use info::{IndexInfo, IndexStatus, ProjectedAttributes, StreamInfo, TableInfo, TableStatus, TtlInfo};
pub use key::{KeyAttribute, KeyAttributes};
pub use list::{ListTables, TableNames};
pub use patience::TableProgress;
pub use sync::{SyncPlan, SyncReport, SyncStep, SyncTable};
pub use wait::{WaitUntilActive, WaitUntilDeleted};

/// What every model can do with its table. Bring it into scope with `use dynamo_model::prelude::*`.
///
/// # Names
///
/// A table has the name that [`ConnectionBuilder::table_name`](crate::ConnectionBuilder::table_name) gives it, failing
/// that the connection's prefix followed by the name that the model declares. `.table("tenant-7-users")` on a call
/// names another one; like a name of `table_name`, it is complete, and no prefix is put before it.
pub trait Tables: Model {
    /// Gives what the model declares of its table as data, to be made elsewhere: as JSON of the AWS command line, as
    /// CloudFormation or as Terraform. Nothing is sent, and the name has no prefix.
    #[must_use]
    fn table_definition() -> TableDefinition {
        TableDefinition::of(Self::schema())
    }

    /// Creates the table with its indexes if there is none, and waits until all of them are ACTIVE. Never deletes, and
    /// never changes a table that it finds.
    ///
    /// A new table is on demand unless the model declares its billing, and gets time to live and point-in-time recovery
    /// as declared. A table that is found is compared: what the planner cannot live with is an error, and each other
    /// difference a warning event; [`sync_table`](Tables::sync_table) mends them. Where the service lacks the permission
    /// to ask for time to live, recovery or tags, that is a warning, too. An index that is being built is waited for.
    ///
    /// It is safe to call at every start, from many processes at once. DynamoDB makes up to 500 tables at once in an
    /// account, those of others included; beyond that, it waits. Waiting needs a tokio runtime with its timer.
    ///
    /// Where tables are made elsewhere, do not call it: no other verb describes a table.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>
    ///
    /// # Errors
    ///
    /// [`is_schema_mismatch`](crate::Error::is_schema_mismatch) if there is a table with another key, or an index of it
    /// is missing, has another key or holds less; [`is_timeout`](crate::Error::is_timeout) if it is not ACTIVE in time,
    /// [`is_refused`](crate::Error::is_refused) if the name, with the prefix, is no table name, and the service's own.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db)
    ///     .wait_at_most(Duration::from_secs(90))
    ///     .on_progress(|progress| println!("{progress}"))
    ///     .await?;
    /// assert!(User::table_diff(&db).await?.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn create_table(db: &Connection) -> CreateTable<Self> {
        CreateTable::new(db)
    }

    /// Tells every difference between what the model declares and the live table, as data and as text.
    ///
    /// Sends DescribeTable and DescribeTimeToLive, and, where they are declared, DescribeContinuousBackups and
    /// ListTagsOfResource. What the server does not know is not compared.
    ///
    /// # Errors
    ///
    /// The service's own. That there is no table is a difference, and no error.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::Difference;
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// let diff = User::table_diff(&db).await?;
    /// assert_eq!(diff.to_string(), "the table does not exist");
    /// assert!(diff.iter().all(Difference::is_mendable));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn table_diff(db: &Connection) -> CompareTable<Self> {
        CompareTable::new(db)
    }

    /// Mends what differs between what the model declares and the live table, as far as nothing is lost by it, and says
    /// what it did and what is left.
    ///
    /// A table that is missing is created. Global indexes are added one at a time, as DynamoDB demands, each after the
    /// one before is built. Billing, units, class, deletion protection, encryption, warm throughput, tags, a stream, time
    /// to live and point-in-time recovery are set as declared; see
    /// [`Difference::is_mendable`] for what is not. An index is removed only by
    /// [`remove_index`](SyncTable::remove_index), or by [`replace_index`](SyncTable::replace_index). A table is never
    /// deleted, nor its key changed.
    ///
    /// Time to live, once it is on, deletes items that have expired. Units that are declared replace those that auto
    /// scaling has set. DynamoDB limits how often a class or billing may change, and answers with an error beyond that.
    /// It is safe to call from several processes at once: each waits for the changes of the others.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if an index that is declared or local is to be removed,
    /// [`is_timeout`](crate::Error::is_timeout) if it takes longer than `wait_at_most`, while what was begun goes on and
    /// the next sync waits for it; and the service's own. What was done before an error stays done, and is in the log.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// let sync = User::sync_table(&db);
    /// assert_eq!(sync.explain().await?.to_string(), "creates the table");
    /// let report = sync.await?;
    /// assert!(report.left.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn sync_table(db: &Connection) -> SyncTable<Self> {
        SyncTable::new(db)
    }

    /// Describes the live table: status, keys, indexes, billing, counts and more. Sends DescribeTable.
    ///
    /// # Errors
    ///
    /// [`is_table_not_found`](crate::Error::is_table_not_found) if there is none, and the service's own.
    fn describe_table(db: &Connection) -> DescribeTable<Self> {
        DescribeTable::new(db)
    }

    /// Waits until the table, and all of its indexes that the model declares, are ACTIVE. That there is no table yet is
    /// waited for, too.
    ///
    /// # Errors
    ///
    /// [`is_timeout`](crate::Error::is_timeout) if it takes longer than `wait_at_most`, and the service's own.
    fn wait_until_active(db: &Connection) -> WaitUntilActive<Self> {
        WaitUntilActive::new(db)
    }

    /// Waits until there is no table.
    ///
    /// # Errors
    ///
    /// [`is_timeout`](crate::Error::is_timeout) if it takes longer than `wait_at_most`, and the service's own.
    fn wait_until_deleted(db: &Connection) -> WaitUntilDeleted<Self> {
        WaitUntilDeleted::new(db)
    }

    /// Deletes the table with all its items, and waits until it is gone; `false` where there was none.
    ///
    /// The full name of the table, with its prefix, has to be given as well, so that no other is deleted than was meant.
    /// A table that is being created or changed is waited for before.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the name is not the table's, [`is_invalid`](crate::Error::is_invalid)
    /// if the table is protected from deletion, [`is_timeout`](crate::Error::is_timeout) if it takes longer than
    /// `wait_at_most`, and the service's own.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Clone, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).table("dev-users").await?;
    /// let delete = |name| User::delete_table(&db, name).table("dev-users");
    /// assert!(delete("users").await.is_err_and(|error| error.is_refused()));
    /// assert!(delete("dev-users").await?);
    /// assert!(!delete("dev-users").await?); // there was none
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn delete_table(db: &Connection, full_name: &str) -> DeleteTable<Self> {
        DeleteTable::new(db, full_name)
    }
}

impl<M: Model> Tables for M {}

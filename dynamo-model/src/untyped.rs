//! Tables without a model: exact actions on items of any shape, and the compounds that every table needs.

mod batch;
mod item;
mod key;
mod name;
mod read;
mod single;

use std::sync::{Arc, OnceLock};

use dynamo_model_fields::KeyPart;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::Call;
use crate::model::interned;
use crate::model::schema::Schema;
use crate::table::describe;
use crate::table::info::TableInfo;
use crate::table::patience::{DEFAULT_WAIT, Patience};
use crate::table::wait::{until, until_gone};
use crate::table::watch::Watch;
use crate::verbs::called::observed;

pub use batch::{TableBatchDelete, TableBatchGet, TableBatchPut};
pub use item::{IntoTableItem, SerdeItem, from_serde, to_serde};
pub use key::IntoTableKey;
pub use name::{AttributeName, IntoNamed, attr};
pub use read::{TablePage, TableRead};
pub use single::{TableDelete, TableGet, TablePut, TableUpdate};

/// Marks conditions and updates that are bound to no model; see [`attr`].
#[derive(Debug)]
pub struct Untyped;

/// A table without a model; see [`Connection::table`].
///
/// Each method is one action of DynamoDB, or a loop over one. Nothing is planned: a Query is a Query. Conditions and
/// updates are made by name with [`attr`]. The table itself is made elsewhere: by a model's
/// [`create_table`](crate::Tables::create_table), or by `db.client().create_table()`.
///
/// ```
/// use dynamo_model::prelude::*;
/// use dynamo_model::attr;
/// use futures::TryStreamExt;
///
/// # #[derive(Model)]
/// # #[model(table = "posts")]
/// # struct Post { #[model(hash_key)] user: String, #[model(range_key)] at: u64 }
/// # async fn run() -> dynamo_model::Result<()> {
/// let db = Connection::embedded()?;
/// # Post::create_table(&db).await?;
/// let posts = db.table("posts");
/// for at in 1..=3 {
///     let post = Item::from([("user".into(), "ann".into()), ("at".into(), at.into()), ("text".into(), "x".into())]);
///     posts.put(post).only_if(attr("at").not_exists()).await?;
/// }
///
/// let key = [("user", Value::from("ann")), ("at", Value::from(2))];
/// let post = posts.update(key.clone(), [attr("likes").add(1)]).await?;
/// assert_eq!(post.map(|post| post["likes"].clone()), Some(Value::from(1)));
/// assert!(posts.get(key).consistent().await?.is_some());
///
/// let recent = posts.query(attr("user").eq("ann") & attr("at").ge(2)).filter(attr("likes").not_exists());
/// let recent: Vec<Item> = recent.descending().stream().try_collect().await?;
/// assert_eq!(recent.len(), 1);
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    db: Connection,
    name: String,
    keys: Arc<OnceLock<&'static Schema>>,
}

impl Connection {
    /// Gives a table without a model. Its name is what a model would declare: the connection's prefix, or its
    /// `table_name` function, makes the full name of it.
    #[must_use]
    pub fn table(&self, name: impl AsRef<str>) -> Table {
        Table { db: self.clone(), name: self.table_name(name.as_ref()), keys: Arc::default() }
    }

    /// The same by its full name, to which nothing is added.
    #[must_use]
    pub fn table_in_full(&self, name: impl Into<String>) -> Table {
        Table { db: self.clone(), name: name.into(), keys: Arc::default() }
    }
}

impl Table {
    /// Gives the full name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Says the name of the hash key, of a table that has no range key. Batches need the names of the keys, and ask
    /// DescribeTable once where they were not said.
    #[must_use]
    pub fn hash_key(self, hash: &str) -> Self {
        self.keyed(hash, None)
    }

    /// Says the names of hash and range key; see [`hash_key`](Self::hash_key).
    #[must_use]
    pub fn composite_key(self, hash: &str, range: &str) -> Self {
        self.keyed(hash, Some(range))
    }

    fn keyed(self, hash: &str, range: Option<&str>) -> Self {
        let keys = OnceLock::from(interned::schema(hash, range));
        Self { keys: Arc::new(keys), ..self }
    }

    /// Describes the table as it is; `None` if there is none. Sends DescribeTable.
    ///
    /// # Errors
    ///
    /// The service's own.
    pub async fn describe(&self) -> Result<Option<TableInfo>> {
        observed(&self.db, "table_describe", |db| async move { self.found(&db).await }).await
    }

    async fn found(&self, db: &Connection) -> Result<Option<TableInfo>> {
        let found = describe::look(db, &self.name).await;
        found.map_err(|error| db.locate_among(error, "DescribeTable", Some(&self.name)))
    }

    /// Waits until the table and its indexes are ACTIVE, at most five minutes; a table that is not there may be about to
    /// come, and is waited for.
    ///
    /// # Errors
    ///
    /// [`is_timeout`](Error::is_timeout), and the service's own.
    pub async fn wait_until_active(&self) -> Result<TableInfo> {
        observed(&self.db, "table_wait_until_active", |db| async move {
            let patience = Patience::of(DEFAULT_WAIT);
            let mut watch = Watch::new(&db, &self.name, &patience, "ACTIVE");
            until(&mut watch, TableInfo::is_settled).await
        })
        .await
    }

    /// Waits until the table is gone, at most five minutes.
    ///
    /// # Errors
    ///
    /// [`is_timeout`](Error::is_timeout), and the service's own.
    pub async fn wait_until_deleted(&self) -> Result<()> {
        observed(&self.db, "table_wait_until_deleted", |db| async move {
            let patience = Patience::of(DEFAULT_WAIT);
            let mut watch = Watch::new(&db, &self.name, &patience, "gone");
            until_gone(&mut watch).await
        })
        .await
    }

    /// The names of the keys: as they were said, or as DescribeTable says.
    async fn schema(&self, call: &Call) -> Result<&'static Schema> {
        if let Some(schema) = self.keys.get() {
            return Ok(schema);
        }
        let found = call.within(self.found(call)).await;
        let found = found.unwrap_or_else(|| Err(call.unsent().at("DescribeTable", &self.name)))?;
        let Some(found) = found else {
            return Err(Error::said(crate::error::ErrorKind::TableNotFound, "there is no such table")
                .at("DescribeTable", &self.name));
        };
        let [hash, range] =
            [found.key.hash.first(), found.key.range.first()].map(|part| part.map(|part| part.name.as_str()));
        let hash = hash
            .ok_or_else(|| Error::refused("the table tells no hash key").at("DescribeTable", &self.name))?;
        Ok(self.keys.get_or_init(|| interned::schema(hash, range)))
    }
}

/// A schema for calls in which no key is named.
fn without_keys() -> &'static Schema {
    interned::schema("", None)
}

/// A value as a part of a key.
fn part(name: &str, value: &dynamo_model_fields::Value) -> Result<KeyPart> {
    KeyPart::from_value(value).ok_or_else(|| {
        Error::invalid_key(format!("the key `{name}` is neither text, nor a number, nor bytes"))
    })
}

//! Batches over several tables: each request asks, or writes to, as many of them as it has room for.

mod get;
mod lists;
mod write;

pub use get::BatchGet;
pub use lists::{Append, EndsWithKeys, KeyLists, Keys};
pub use write::{BatchWrite, TableWrite};

use crate::connection::Connection;

impl Connection {
    /// Starts a read of lists of keys, of any models.
    ///
    /// Each list of [`keys`](BatchGet::keys) gives a list of items: in the order of its keys, a repeated key once, keys
    /// without an item left out. Sends BatchGetItems of up to 100 keys, of several tables at once, and asks again for what
    /// the service leaves unprocessed, a bounded number of times. Each item costs what
    /// [`get_one`](crate::Verbs::get_one) of it does.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) before anything is sent, [`is_decode`](crate::Error::is_decode), and
    /// the service's own.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct Post {
    ///     #[model(hash_key)]
    ///     user: String,
    ///     #[model(range_key)]
    ///     at: u64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// Post::create_table(&db).await?;
    /// db.batch_write().put(User::new("ann@x.io")).put(Post::new("ann@x.io", 7_u64)).await?.into_result()?;
    ///
    /// let (users, posts) = db
    ///     .batch_get()
    ///     .keys(User::keys_of(["ann@x.io", "bob@x.io"]))
    ///     .keys(Post::keys_of([("ann@x.io", 7)]))
    ///     .consistent() // the posts
    ///     .await?;
    /// assert_eq!(users, [User::new("ann@x.io")]);
    /// assert_eq!(posts, [Post::new("ann@x.io", 7_u64)]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn batch_get(&self) -> BatchGet {
        BatchGet::new(self)
    }

    /// Starts a batch of puts and deletes of items of any models, each accounted for.
    ///
    /// Sends BatchWriteItems of up to 25 writes, to several tables at once, and sends what the service leaves unprocessed
    /// again, a bounded number of times. Of several writes of one item the last one wins, as if they were written one after
    /// another. It is no transaction: some may be done and others not, and the [`BatchResult`](crate::BatchResult) tells
    /// which. See [`transact_write`](Self::transact_write) for all or nothing. Each write costs what it costs alone.
    ///
    /// # Errors
    ///
    /// None: what happens to an input is in the report.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     #[validate(email)]
    ///     email: String,
    /// }
    ///
    /// #[derive(Model)]
    /// struct Session {
    ///     #[model(hash_key)]
    ///     id: u64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// Session::create_table(&db).await?;
    ///
    /// let users = [User::new("ann@x.io"), User::new("nobody")];
    /// let report = db.batch_write().puts(&users).put(Session::new(8_u64)).delete(Session::key_of(7)).await?;
    /// let (position, input, error) = report.failed().next().expect("one is no e-mail address");
    /// assert_eq!((position, input.table(), error.is_validation()), (1, "users", true));
    /// assert_eq!(report.succeeded_count(), 3);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn batch_write(&self) -> BatchWrite {
        BatchWrite::new(self)
    }
}

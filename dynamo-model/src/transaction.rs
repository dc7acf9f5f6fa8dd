//! Transactions: several items, of several models, written or read as one (W9).

pub mod after;
mod get;
mod keys;
mod write;

pub use get::TransactGet;
pub use keys::{ProjectedKey, TransactKey, TransactKeys};
pub(crate) use write::Stored;
pub use write::{IntoPut, TransactWrite};

use crate::connection::Connection;

impl Connection {
    /// Starts a transaction that writes: up to 100 actions on items of any models, all of them or none.
    ///
    /// Actions are added in a chain, and what stands behind one is about it: `.overwrite(..)` behind a `put`,
    /// `.only_if(..)` behind an `update` or a `delete`, `.upsert()` behind an `update`. Nothing is sent until it is awaited.
    ///
    /// It carries a token, made at random for each call, by which DynamoDB tells a retry from another transaction: after a
    /// lost answer it is sent again, and still done once. What conflicts with other writes, and what is throttled, is tried
    /// again with the same token, up to 10 times with pauses between. DynamoDB knows a token for
    /// [ten minutes](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html).
    ///
    /// Every item in it costs
    /// [twice the write units](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling)
    /// of a plain write, and so does every condition check, whether or not the transaction comes about.
    ///
    /// # Errors
    ///
    /// [`is_transaction_cancelled`](crate::Error::is_transaction_cancelled) if an action could not be carried out, and so
    /// none was: [`cancellation_reasons`](crate::Error::cancellation_reasons) names it by its position, from 0, with the
    /// reason and the item that was there. [`is_token_reused`](crate::Error::is_token_reused);
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) if answers were lost until the tries were used up; and the
    /// service's own. Before anything is sent: [`is_refused`](crate::Error::is_refused) for more than 100 actions, items of
    /// more than 4 MB, two actions on one item, or what the verbs refuse; [`is_validation`](crate::Error::is_validation),
    /// [`is_encode`](crate::Error::is_encode), [`is_invalid_key`](crate::Error::is_invalid_key) and
    /// [`is_item_too_large`](crate::Error::is_item_too_large). These say of which action they are.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::CancellationKind;
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct Account {
    ///     #[model(hash_key)]
    ///     id: u32,
    ///     balance: i64,
    /// }
    ///
    /// #[derive(Model)]
    /// struct Transfer {
    ///     #[model(hash_key)]
    ///     id: String,
    ///     amount: i64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// Account::create_table(&db).await?;
    /// Transfer::create_table(&db).await?;
    /// Account::save_many(&db, [Account::new(1_u32, 100), Account::new(2_u32, 0)]).await?.into_result()?;
    ///
    /// let transfer = |id: &str, amount: i64| {
    ///     db.transact_write()
    ///         .put(Transfer::new(id, amount))
    ///         .overwrite(false)
    ///         .update(Account::key_of(1), Account::BALANCE.add(-amount))
    ///         .only_if(Account::BALANCE.ge(amount))
    ///         .update(Account::key_of(2), Account::BALANCE.add(amount))
    /// };
    /// transfer("rent", 70).await?;
    ///
    /// let error = transfer("party", 70).await.unwrap_err();
    /// let [reason] = error.cancellation_reasons() else { panic!("one action stands in the way") };
    /// assert_eq!((reason.position(), reason.kind()), (1, CancellationKind::ConditionFailed));
    /// assert_eq!(reason.item_as::<Account>()?.map(|account| account.balance), Some(30));
    /// assert!(Transfer::get_one(&db, "party").await?.is_none());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn transact_write(&self) -> TransactWrite {
        TransactWrite::new(self)
    }

    /// Reads up to 100 items of any models as they are at one moment.
    ///
    /// Takes a tuple of keys, up to 12 of them, and gives a tuple of what they name; or a list of keys of one model, and
    /// gives a list. An item that is absent is `None`. [`Key::project`](crate::Key::project) reads some of the attributes.
    ///
    /// What conflicts with a write is read again, up to 10 times with pauses between. Every item costs
    /// [twice the read units](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling)
    /// of a consistent read.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) before anything is sent for more than 100 items, none, or one that is named
    /// twice; [`is_invalid_key`](crate::Error::is_invalid_key);
    /// [`is_transaction_cancelled`](crate::Error::is_transaction_cancelled) if an item was written to at every try;
    /// [`is_decode`](crate::Error::is_decode), and the service's own.
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
    /// db.transact_write().put(User::new("ann@x.io")).put(Post::new("ann@x.io", 7_u64)).await?;
    ///
    /// let (user, post) = db.transact_get((User::key_of("ann@x.io"), Post::key_of(("ann@x.io", 7)))).await?;
    /// assert_eq!(user, Some(User::new("ann@x.io")));
    /// assert_eq!(post, Some(Post::new("ann@x.io", 7_u64)));
    ///
    /// let users = db.transact_get(User::keys_of(["ann@x.io", "bob@x.io"])).await?;
    /// assert_eq!(users, [Some(User::new("ann@x.io")), None]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn transact_get<K: TransactKeys>(&self, keys: K) -> TransactGet<K> {
        TransactGet::new(self, keys.asked(self))
    }
}

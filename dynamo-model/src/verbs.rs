//! What a model can do: one verb a file, each a lazy builder that is sent by `.await`.

pub(crate) mod batch_result;
pub(crate) mod builder;
pub(crate) mod called;
mod delete_many;
mod delete_one;
mod exactly_once;
mod get_many;
mod get_one;
mod key_streams;
mod missing;
pub(crate) mod or_not_found;
pub(crate) mod outcomes;
mod page;
mod plans;
mod read_options;
pub(crate) mod report;
mod save_many;
mod save_one;
mod save_stream;
mod selection;
mod update_from_item;
mod update_many;
mod update_one;
pub(crate) mod write_all;

pub use batch_result::{BatchResult, Entry, Outcome};
pub use builder::WithMetadata;
pub use delete_many::DeleteMany;
pub use delete_one::DeleteOne;
pub use exactly_once::ExactlyOnce;
pub use get_many::{Count, Exists, First, GetMany, Rows};
pub use get_one::GetOne;
pub use key_streams::{DeleteStream, UpdateStream};
pub use missing::{FoundOrMissing, WithMissing};
pub use or_not_found::OrNotFound;
pub use outcomes::Outcomes;
pub use page::{Page, ReadPage};
pub use plans::{PlanGetMany, Plans};
pub use save_many::{IntoSaved, SaveMany};
pub(crate) use save_many::{checked_key, json};
pub use save_one::{IntoInput, IntoOverwrite, SaveOne, SaveReplacing};
pub use save_stream::SaveStream;
pub use update_many::UpdateMany;
pub use update_one::{Nothing, UpdateOne};

use std::borrow::Borrow;

use dynamo_model_fields::Item;
use futures::Stream;

use crate::connection::Connection;
use crate::expr::condition::Condition;
use crate::expr::tree::{Expr, KeyList};
use crate::expr::update::Update;
use crate::model::Model;
use crate::model::key::Key;
use crate::model::schema::KeySchema;
use crate::strategy::{IntoKey, IntoStrategy, IntoTarget, Target};

/// The verbs of every model. Bring it into scope with `use dynamo_model::prelude::*`.
///
/// Each verb returns a builder that holds a clone of the connection. Nothing is sent until it is awaited. What takes a future
/// and not something to await takes `.send()`: `tokio::spawn(User::get_one(&db, key).send())`, and so for `try_join_all`. With owned
/// inputs that future is `Send + 'static`.
///
/// # What calls cost
///
/// A read unit pays for 4 KB that are read consistently, or 8 KB that are not; a write unit for 1 KB written. GetItem and
/// BatchGetItem round each item up, and an absent one costs as the smallest. Query and Scan round up the sum of all items
/// that a page looks at, before its filter. A write is paid by the whole item, as it was or as it is then, whichever is
/// larger, also where its condition fails; and once more for each index that it changes. Each verb says what it sends, and
/// `.with_metadata()` what it was charged.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>
pub trait Verbs: Model {
    /// Saves an item, and gives it back as it was stored. Sends one PutItem.
    ///
    /// An item of the same key is replaced, unless [`overwrite`](SaveOne::overwrite) says otherwise. Takes the
    /// model, or an [`Item`], which is converted and validated as the model. It is one request, and costs a write unit for
    /// each KB of the larger of both items.
    ///
    /// # Errors
    ///
    /// Before anything is sent: [`is_validation`](crate::Error::is_validation),
    /// [`is_decode`](crate::Error::is_decode) for an [`Item`] that does not fit the model,
    /// [`is_encode`](crate::Error::is_encode), [`is_invalid_key`](crate::Error::is_invalid_key),
    /// [`is_item_too_large`](crate::Error::is_item_too_large). Then [`is_condition_failed`](crate::Error::is_condition_failed)
    /// with `overwrite`, and the service's own.
    fn save_one<Mark>(db: &Connection, item: impl IntoInput<Self, Mark>) -> SaveOne<Self> {
        SaveOne::new(db, item.into_input())
    }

    /// Saves many items. Sends BatchWriteItems of up to 25, several at once, and accounts for each input in order.
    ///
    /// What the service leaves unprocessed is sent again, a bounded number of times. With
    /// [`overwrite`](SaveMany::overwrite) each item is a conditional PutItem instead. Of several items of one key the
    /// last one wins, as if they were written one after another. Takes models, references, or [`Item`]s. Each item costs
    /// what [`save_one`](Verbs::save_one) of it does; a batch saves requests and no units.
    ///
    /// # Errors
    ///
    /// Only [`is_refused`](crate::Error::is_refused) and [`is_encode`](crate::Error::is_encode), for a condition that
    /// cannot be sent. What happens to an item is in the [`BatchResult`].
    fn save_many<'a, Mark: 'a, I>(db: &Connection, items: I) -> SaveMany<'a, Self, I::Item, Mark>
    where
        I: IntoIterator,
        I::Item: IntoSaved<Self, Mark> + 'a,
    {
        SaveMany::new(db, items.into_iter().collect())
    }

    /// Saves what a stream gives, and tells what becomes of each input as it ends: for more items than fit in memory.
    ///
    /// Sends what [`save_many`](Verbs::save_many) sends, when its [`stream`](SaveStream::stream) is polled. A later input
    /// of a key waits until the earlier one has ended, so that the effect is as if all were written one after another.
    /// An iterator becomes a stream by `futures::stream::iter`. Outcomes come in the order in which inputs end. It costs what
    /// `save_many` does.
    ///
    /// # Errors
    ///
    /// As `save_many`; an error that ends the stream is its last element.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    /// use futures::{StreamExt, TryStreamExt, stream};
    ///
    /// #[derive(Model)]
    /// struct Ticket {
    ///     #[model(hash_key)]
    ///     number: u32,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// Ticket::create_table(&db).await?;
    /// let mut outcomes = Ticket::save_stream(&db, stream::iter((0..1000).map(Ticket::new))).stream();
    /// let mut failed = Vec::new();
    /// while let Some(entry) = outcomes.try_next().await? {
    ///     if entry.outcome.is_failed() {
    ///         failed.push(entry.input); // to be written to a file, say
    ///     }
    /// }
    /// assert!(failed.is_empty());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn save_stream<'a, Mark: 'a, S>(db: &Connection, items: S) -> SaveStream<'a, Self, S, Mark>
    where
        S: Stream + Send + 'a,
        S::Item: IntoSaved<Self, Mark> + 'a,
    {
        SaveStream::new(db, items)
    }

    /// Reads an item by its key; `None` if it is absent. Sends one GetItem.
    ///
    /// The key is the hash value, a `(hash, range)` pair, `&instance`, the generated key struct, an [`Item`], or
    /// conditions that pin each key field by `eq`. It is one request, and costs half a read unit for each 4 KB of the item,
    /// or a whole one with [`consistent`](GetOne::consistent), whether or not there is an item.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) before anything is sent,
    /// [`is_decode`](crate::Error::is_decode), and the service's own.
    fn get_one<Mark>(db: &Connection, key: impl IntoKey<Self, Mark>) -> GetOne<Self> {
        GetOne::new(db, key.into_primary_key())
    }

    /// Reads the items that a strategy names: a list of keys, or a condition.
    ///
    /// The planner sends the cheapest operation that answers: GetItem, BatchGetItem, Query or Scan;
    /// [`explain`](GetMany::explain) says which, and why. Items come in the order of the list, in the order of the
    /// range key for a Query, and in none for a Scan. A condition that lists whole keys, such as
    /// `Post::USER.eq("ann") & Post::AT.is_in([9, 3])`, is a list: its items come in the order of its values.
    ///
    /// | sent | requests | costs half a read unit for each 4 KB of |
    /// |---|---|---|
    /// | GetItem | 1 | the item |
    /// | BatchGetItem | 1 for each 100 keys | each item |
    /// | Query | 1 for each page of 1 MB read | what the key condition finds |
    /// | Scan | likewise | the table, or the index |
    /// | Query or Scan on an index that [lacks something](GetMany::fetch_missing) | and 1 for each 100 items | what is read, and each item |
    ///
    /// With [`consistent`](GetMany::consistent) it is twice as much.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused), [`is_scan_refused`](crate::Error::is_scan_refused),
    /// [`is_encode`](crate::Error::is_encode) or [`is_invalid_key`](crate::Error::is_invalid_key) before anything is
    /// sent, [`is_decode`](crate::Error::is_decode),
    /// [`is_index_not_ready`](crate::Error::is_index_not_ready) if the plan goes through an index that the table does not
    /// have, or still builds, and the service's own.
    fn get_many<Mark>(db: &Connection, strategy: impl IntoStrategy<Self, Mark>) -> GetMany<Self> {
        GetMany::new(db, strategy.into_strategy())
    }

    /// Changes an item, and gives it as it is then; `None` if it is absent. Sends one UpdateItem.
    ///
    /// It never creates an item, unless [`upsert`](UpdateOne::upsert) asks for that. A part of an absent map cannot be set,
    /// unless [`create_parents`](UpdateOne::create_parents) makes the map.
    ///
    /// Conditions that stand beside the key must hold as well. It is one request, and costs a write unit for each KB of the
    /// whole item, however little of it is changed.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) before anything is sent if the updates overlap or change nothing,
    /// [`is_encode`](crate::Error::is_encode) or [`is_invalid_key`](crate::Error::is_invalid_key) if a value or the
    /// key cannot be sent; [`is_condition_failed`](crate::Error::is_condition_failed);
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) where an answer was lost and a resend would count
    /// twice; [`is_decode`](crate::Error::is_decode) if the item was changed and does not fit the model, with the item
    /// as it is in [`Error::item`](crate::Error::item); and the service's own.
    fn update_one<Mark>(
        db: &Connection,
        target: impl IntoTarget<Self, Mark>,
        updates: impl IntoIterator<Item = Update<Self>>,
    ) -> UpdateOne<Self> {
        let actions = updates.into_iter().map(Update::into_action).collect();
        UpdateOne::new(db, target.into_target().into_aim(), Ok(actions))
    }

    /// Changes an item to what a map says: the key is taken from it, each other attribute is set, and one with an
    /// empty value (NULL, an empty set or empty text) is removed. Sends one UpdateItem; never creates.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) before anything is sent if the map names an attribute that the model
    /// does not have, removes a required one, or holds only the key; [`is_decode`](crate::Error::is_decode) if a
    /// value does not fit its field; then as [`update_one`](Verbs::update_one).
    fn update_from_item(db: &Connection, item: impl Borrow<Item>) -> UpdateOne<Self> {
        update_from_item::update_from_item(db, item.borrow())
    }

    /// Deletes an item, and gives it as it was; `None` if it is absent. Sends one DeleteItem.
    ///
    /// Conditions that stand beside the key must hold as well. It is one request, and costs a write unit for each KB of the
    /// item.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused), [`is_encode`](crate::Error::is_encode) or
    /// [`is_invalid_key`](crate::Error::is_invalid_key) before anything is sent;
    /// [`is_condition_failed`](crate::Error::is_condition_failed), with the item that was there;
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) where nothing was found after a lost answer;
    /// [`is_decode`](crate::Error::is_decode) if the item was deleted and does not fit the model, with the item as it
    /// was in [`Error::item`](crate::Error::item); and the service's own.
    fn delete_one<Mark>(db: &Connection, target: impl IntoTarget<Self, Mark>) -> DeleteOne<Self> {
        DeleteOne::new(db, target.into_target().into_aim())
    }

    /// Deletes the items that a strategy names, and accounts for each.
    ///
    /// A list of keys is sent as BatchWriteItems of up to 25. A condition is read first, by the plan that
    /// [`get_many`](Verbs::get_many) would have; each item is then deleted by a DeleteItem that carries the condition
    /// again, so that an item which changed in between is kept. The report is in the order of the list, or of the read. It
    /// costs what the read does, and a write unit for each KB of each item.
    ///
    /// # Errors
    ///
    /// As [`get_many`](Verbs::get_many) for the read. What happens to an item is in the [`BatchResult`].
    fn delete_many<Mark>(db: &Connection, strategy: impl IntoStrategy<Self, Mark>) -> DeleteMany<Self> {
        DeleteMany::new(db, strategy.into_strategy())
    }

    /// Deletes what a stream of keys names, and tells what becomes of each as it ends.
    ///
    /// Sends BatchWriteItems of up to 25, several at once, when its [`stream`](DeleteStream::stream) is polled; with
    /// [`only_if`](DeleteStream::only_if) conditional DeleteItems. Outcomes come in the order in which inputs end. It costs what
    /// [`delete_many`](Verbs::delete_many) of the keys does.
    ///
    /// # Errors
    ///
    /// What happens to an item is in its outcome; an error that ends the stream is its last element.
    fn delete_stream<Mark, S>(db: &Connection, keys: S) -> DeleteStream<Self, S, Mark>
    where
        S: Stream + Send + 'static,
        S::Item: IntoKey<Self, Mark>,
    {
        DeleteStream::new(db, keys)
    }

    /// Changes the items that a strategy names, and accounts for each. Sends an UpdateItem for each, several at once.
    ///
    /// It never creates an item. What a condition names is read first, by the plan that [`get_many`](Verbs::get_many)
    /// would have; each update then carries the condition again, so that an item which changed in between is kept
    /// ([`Outcome::Changed`]). Keys that are listed twice are updated twice, one after the other. The report is in the order of
    /// the list, or of the read. It costs what the read does, and for each item what [`update_one`](Verbs::update_one) does.
    ///
    /// # Errors
    ///
    /// As [`get_many`](Verbs::get_many) for the read, and as [`update_one`](Verbs::update_one) for updates that cannot be
    /// sent with any item. What happens to an item is in the [`BatchResult`]; a count that may have been applied is
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) there.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct Post {
    ///     #[model(hash_key)]
    ///     user: String,
    ///     #[model(range_key)]
    ///     at: u64,
    ///     #[model(default)]
    ///     is_read: bool,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// Post::create_table(&db).await?;
    /// Post::save_many(&db, (1..=5_u64).map(|at| Post::new("ann", at))).await?.into_result()?;
    ///
    /// let old = Post::USER.eq("ann") & Post::AT.le(3);
    /// let report = Post::update_many(&db, &old, Post::IS_READ.set(true)).await?;
    /// assert_eq!(report.succeeded_count(), 3);
    /// assert_eq!(Post::get_many(&db, old & Post::IS_READ.eq(true)).count().await?, 3);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    fn update_many<Mark>(
        db: &Connection,
        strategy: impl IntoStrategy<Self, Mark>,
        updates: impl IntoIterator<Item = Update<Self>>,
    ) -> UpdateMany<Self> {
        let actions = updates.into_iter().map(Update::into_action).collect();
        UpdateMany::new(db, strategy.into_strategy(), actions)
    }

    /// Changes what a stream of keys names, and tells what becomes of each as it ends.
    ///
    /// Sends an UpdateItem for each, several at once, when its [`stream`](UpdateStream::stream) is polled. Outcomes come in the
    /// order in which inputs end. It costs for each what [`update_one`](Verbs::update_one) does.
    ///
    /// # Errors
    ///
    /// What happens to an item is in its outcome; an error that ends the stream is its last element.
    fn update_stream<Mark, S>(
        db: &Connection,
        targets: S,
        updates: impl IntoIterator<Item = Update<Self>>,
    ) -> UpdateStream<Self, S, Mark>
    where
        S: Stream + Send + 'static,
        S::Item: IntoTarget<Self, Mark>,
    {
        let actions = updates.into_iter().map(Update::into_action).collect();
        UpdateStream::new(db, targets, actions)
    }

    /// Gives the key of this model that a value stands for.
    ///
    /// A value that is no key, such as empty text, is reported when the key is used.
    fn key_of<Mark>(key: impl IntoKey<Self, Mark>) -> Key<Self> {
        Key::of(key.into_primary_key())
    }

    /// Gives the keys of this model that a list stands for; see [`key_of`](Verbs::key_of).
    fn keys_of<Mark, I>(keys: I) -> Vec<Key<Self>>
    where
        I: IntoIterator,
        I::Item: IntoKey<Self, Mark>,
    {
        keys.into_iter().map(|key| Self::key_of(key)).collect()
    }

    /// Gives a condition that the item is one of these, which can stand beside others.
    ///
    /// A key that cannot be used is reported when the condition is.
    fn keys_in<Mark, I>(keys: I) -> Condition<Self>
    where
        I: IntoIterator,
        I::Item: IntoKey<Self, Mark>,
    {
        let mut list = KeyList {
            hash: Self::schema().hash_key().name(),
            range: Self::schema().range_key().map(KeySchema::name),
            keys: Vec::new(),
            invalid: None,
        };
        for key in keys {
            match key.into_primary_key() {
                Ok(key) => list.keys.push(key),
                Err(error) => list.invalid = list.invalid.or(Some(error)),
            }
        }
        Condition::of(Expr::Keys(list))
    }

    /// Erases the form in which one item was named, so that one list may mix them.
    fn target<Mark>(target: impl IntoTarget<Self, Mark>) -> Target<Self> {
        target.into_target()
    }
}

impl<M: Model> Verbs for M {}

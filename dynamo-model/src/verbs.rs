//! What a model can do: one verb a file, each a lazy builder that is sent by `.await`.

mod batch_result;
pub(crate) mod builder;
mod batch_order;
mod delete_many;
mod delete_one;
mod get_many;
mod get_one;
mod page;
mod plans;
mod read_options;
mod save_many;
mod save_one;
mod update_from_item;
mod update_one;

pub use batch_result::{BatchResult, Entry, Outcome};
pub use delete_many::DeleteMany;
pub use delete_one::DeleteOne;
pub use get_many::{Count, Exists, First, GetMany, Rows};
pub use get_one::GetOne;
pub use page::{Page, ReadPage};
pub use plans::{PlanGetMany, Plans};
pub use save_many::{IntoSaved, SaveMany};
pub use save_one::{IntoInput, IntoOverwrite, SaveOne};
pub use update_one::UpdateOne;

use std::borrow::Borrow;

use dynamo_model_fields::Item;

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
/// Each verb returns a builder that holds a clone of the connection. Nothing is sent until it is awaited; with owned
/// inputs its future is `Send + 'static`, so that it can be spawned.
pub trait Verbs: Model {
    /// Saves an item, and gives it back as it was stored. Sends one PutItem.
    ///
    /// An item of the same key is replaced, unless [`overwrite`](SaveOne::overwrite) says otherwise. Takes the
    /// model, or an [`Item`], which is converted and validated as the model.
    ///
    /// # Errors
    ///
    /// Before anything is sent: [`is_validation`](crate::Error::is_validation),
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
    /// last one wins, as if they were written one after another. Takes models, references, or [`Item`]s.
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

    /// Reads an item by its key; `None` if it is absent. Sends one GetItem.
    ///
    /// The key is the hash value, a `(hash, range)` pair, `&instance`, the generated key struct, an [`Item`], or
    /// conditions that pin each key field by `eq`.
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
    /// range key for a Query, and in none for a Scan.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused), [`is_scan_refused`](crate::Error::is_scan_refused),
    /// [`is_encode`](crate::Error::is_encode) or [`is_invalid_key`](crate::Error::is_invalid_key) before anything is
    /// sent, [`is_decode`](crate::Error::is_decode), and the service's own.
    fn get_many<Mark>(db: &Connection, strategy: impl IntoStrategy<Self, Mark>) -> GetMany<Self> {
        GetMany::new(db, strategy.into_strategy())
    }

    /// Changes an item, and gives it as it is then; `None` if it is absent. Sends one UpdateItem.
    ///
    /// It never creates an item, unless [`upsert`](UpdateOne::upsert) asks for that. A part of an absent map cannot be set,
    /// unless [`create_parents`](UpdateOne::create_parents) makes the map.
    ///
    /// Conditions that stand beside the key must hold as well.
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
    /// Conditions that stand beside the key must hold as well.
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
    /// A list of keys is sent as BatchWriteItems. A condition is read first, by the plan that
    /// [`get_many`](Verbs::get_many) would have; each item is then deleted by a DeleteItem that carries the condition
    /// again, so that an item which changed in between is kept.
    ///
    /// # Errors
    ///
    /// As [`get_many`](Verbs::get_many) for the read. What happens to an item is in the [`BatchResult`].
    fn delete_many<Mark>(db: &Connection, strategy: impl IntoStrategy<Self, Mark>) -> DeleteMany<Self> {
        DeleteMany::new(db, strategy.into_strategy())
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

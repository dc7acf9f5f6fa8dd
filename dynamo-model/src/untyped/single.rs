//! One item of a table without a model.

use std::borrow::Cow;
use std::marker::PhantomData;

use dynamo_model_fields::{Item, ReadItem};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::exec::call::CallOptions;
use crate::exec::encoded::item_member;
use crate::exec::single;
use crate::expr::condition::IntoCondition;
use crate::expr::tree::Expr;
use crate::expr::update::{Action, Update};
use crate::plan::steps::Returned;
use crate::plan::write::{Change, UpdateOptions, delete, write_condition};
use crate::plan::{GetPlan, PutPlan};
use crate::strategy::Aim;
use crate::untyped::item::{IntoTableItem, SerdeItem};
use crate::untyped::key::{IntoTableKey, TableKey};
use crate::untyped::{Table, Untyped, without_keys};
use crate::verbs::builder::{awaited, call_options, hooks, measured, verb};
use crate::verbs::or_not_found::{check, or_not_found};

impl Table {
    /// Reads an item by its key; `None` if it is absent. Sends one GetItem, and costs what
    /// [`get_one`](crate::Verbs::get_one) does.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) or [`is_encode`](crate::Error::is_encode) if the key cannot be sent,
    /// [`is_decode`](crate::Error::is_decode) with [`decode`](TableGet::decode), and the service's own.
    pub fn get(&self, key: impl IntoTableKey) -> TableGet {
        TableGet {
            of: Single::new(self, key),
            consistent: self.db.settings().consistent,
            attributes: None,
            item: PhantomData,
        }
    }

    /// Writes an item, and replaces one of the same key. Sends one PutItem, and costs what
    /// [`save_one`](crate::Verbs::save_one) does.
    ///
    /// # Errors
    ///
    /// [`is_encode`](crate::Error::is_encode) or [`is_refused`](crate::Error::is_refused) if it cannot be stored,
    /// [`is_condition_failed`](crate::Error::is_condition_failed) with [`only_if`](TablePut::only_if), and the service's own.
    pub fn put(&self, item: impl IntoTableItem) -> TablePut {
        TablePut {
            table: self.clone(),
            item: item.into_table_item(),
            condition: None,
            call: CallOptions::default(),
        }
    }

    /// Changes an item, and gives it as it is then; `None` if it is absent. Sends one UpdateItem, which never creates an
    /// item unless [`upsert`](TableUpdate::upsert) asks for that, and costs what [`update_one`](crate::Verbs::update_one) does.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) before anything is sent if the updates overlap or change nothing,
    /// [`is_encode`](crate::Error::is_encode) or [`is_invalid_key`](crate::Error::is_invalid_key) if a value or the key cannot
    /// be sent; [`is_condition_failed`](crate::Error::is_condition_failed);
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) where an answer was lost and a resend would count twice; and
    /// the service's own.
    pub fn update(
        &self,
        key: impl IntoTableKey,
        updates: impl IntoIterator<Item = Update<Untyped>>,
    ) -> TableUpdate {
        let actions = updates.into_iter().map(Update::into_action).collect();
        TableUpdate { of: Single::new(self, key), actions, options: UpdateOptions::default() }
    }

    /// Deletes an item, and gives it as it was; `None` if it is absent. Sends one DeleteItem, and costs what
    /// [`delete_one`](crate::Verbs::delete_one) does.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) or [`is_encode`](crate::Error::is_encode) if the key cannot be sent,
    /// [`is_condition_failed`](crate::Error::is_condition_failed), with the item that was there,
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown) where nothing was found after a lost answer, and the service's
    /// own.
    pub fn delete(&self, key: impl IntoTableKey) -> TableDelete {
        TableDelete { of: Single::new(self, key), condition: None }
    }
}

/// One item of a table.
#[derive(Clone, Debug)]
struct Single {
    table: Table,
    key: Result<TableKey>,
    call: CallOptions,
}

impl Single {
    fn new(table: &Table, key: impl IntoTableKey) -> Self {
        Self { table: table.clone(), key: key.into_table_key(), call: CallOptions::default() }
    }

    fn name(&self) -> String {
        self.call.table.clone().unwrap_or_else(|| self.table.name.clone())
    }
}

/// A GetItem that was not sent yet; see [`Table::get`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableGet<T = Item> {
    of: Single,
    consistent: bool,
    attributes: Option<Vec<Cow<'static, str>>>,
    item: PhantomData<fn() -> T>,
}

impl TableGet {
    /// Reads the item as a type that serde knows.
    pub fn decode<T: DeserializeOwned + Send + 'static>(self) -> TableGet<SerdeItem<T>> {
        let Self { of, consistent, attributes, .. } = self;
        TableGet { of, consistent, attributes, item: PhantomData }
    }
}

impl<T: ReadItem + Send + 'static> TableGet<T> {
    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reads these attributes only.
    pub fn attributes<N: Into<Cow<'static, str>>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.attributes = Some(names.into_iter().map(Into::into).collect());
        self
    }

    call_options!(of.call);

    hooks! {
        customize => get_item: GetItemFluentBuilder, "GetItem";
    }

    measured!('static, Option<T>);

    or_not_found!(T, |get| Ok(Error::item_not_found().at("GetItem", &get.of.name())));

    async fn run(self) -> Result<Option<T>> {
        let table = self.of.name();
        let TableKey { key, schema } = self.of.key?;
        let plan =
            GetPlan { table, key, attributes: self.attributes, consistent: self.consistent, why: Vec::new() };
        single::get(&self.of.call.begin(&self.of.table.db), schema, &plan).await
    }
}

verb!([T: ReadItem + Send + 'static] TableGet<T>, "table_get", |call| &mut call.of.table.db);
awaited!(@ [T: ReadItem + Send + 'static] TableGet<T> => Option<T>);

/// A PutItem that was not sent yet; see [`Table::put`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TablePut {
    table: Table,
    item: Result<Item>,
    condition: Option<Expr>,
    call: CallOptions,
}

impl TablePut {
    /// Writes the item only if a condition holds for the one that is there. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<Untyped>) -> Self {
        self.condition = Some(condition.into_condition().into_expr().besides(self.condition));
        self
    }

    call_options!(call);

    hooks! {
        customize => put_item: PutItemFluentBuilder, "PutItem";
    }

    measured!('static, Option<Item>);

    async fn run(self) -> Result<Option<Item>> {
        let table = self.call.table.clone().unwrap_or_else(|| self.table.name.clone());
        let item = item_member(&self.item?)?;
        let condition = self.condition.as_ref().map(write_condition).transpose()?.flatten();
        let plan = PutPlan { table, condition, on_absence: false, why: Vec::new() };
        let call = self.call.begin(&self.table.db);
        single::put_over(&call, without_keys(), &plan, item).await
    }
}

verb!([] TablePut, "table_put", |call| &mut call.table.db);
awaited!(@ [] TablePut => Option<Item>);

/// An UpdateItem that was not sent yet; see [`Table::update`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableUpdate {
    of: Single,
    actions: Vec<Action>,
    options: UpdateOptions,
}

impl TableUpdate {
    /// Changes the item only if a condition holds for it. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<Untyped>) -> Self {
        self.options = self.options.and_only_if(condition.into_condition().into_expr());
        self
    }

    /// Creates the item if it is absent.
    pub fn upsert(mut self) -> Self {
        self.options.upsert = true;
        self
    }

    /// Makes the maps that an update steps into and that are absent, so that `attr("a").key("b").set(1)` works on an item
    /// without `a`. Where one is absent this takes several requests; see
    /// [`UpdateOne::create_parents`](crate::UpdateOne::create_parents).
    pub fn create_parents(mut self) -> Self {
        self.options.create_parents = true;
        self
    }

    /// Gives the item as it was before.
    pub fn returning_old(self) -> Self {
        self.returning(Returned::Old)
    }

    /// Gives the attributes that were changed, as they are then.
    pub fn returning_updated_new(self) -> Self {
        self.returning(Returned::UpdatedNew)
    }

    /// Gives the attributes that were changed, as they were before.
    pub fn returning_updated_old(self) -> Self {
        self.returning(Returned::UpdatedOld)
    }

    /// Gives an item without attributes; `None` still is an absent item.
    pub fn returning_nothing(self) -> Self {
        self.returning(Returned::Nothing)
    }

    fn returning(mut self, returned: Returned) -> Self {
        self.options.returned = returned;
        self
    }

    /// Sends an update that must not be done twice again after its answer was lost, at the risk that it counts twice.
    pub fn retry_unknown(mut self) -> Self {
        self.options.retry_unknown = true;
        self
    }

    call_options!(of.call);

    hooks! {
        customize => update_item: UpdateItemFluentBuilder, "UpdateItem";
    }

    measured!('static, Option<Item>);

    or_not_found!(Item, |update| {
        check(&update.options).map(|()| Error::item_not_found().at("UpdateItem", &update.of.name()))
    });

    async fn run(self) -> Result<Option<Item>> {
        let table = self.of.name();
        let TableKey { key, schema } = self.of.key?;
        let change = Change::new(schema, self.actions, &self.options)?;
        let plan = change.of(schema, &table, Aim { key, condition: None })?;
        single::update(&self.of.call.begin(&self.of.table.db), schema, &plan).await
    }
}

verb!([] TableUpdate, "table_update", |call| &mut call.of.table.db);
awaited!(@ [] TableUpdate => Option<Item>);

/// A DeleteItem that was not sent yet; see [`Table::delete`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableDelete {
    of: Single,
    condition: Option<Expr>,
}

impl TableDelete {
    /// Deletes the item only if a condition holds for it. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<Untyped>) -> Self {
        self.condition = Some(condition.into_condition().into_expr().besides(self.condition));
        self
    }

    call_options!(of.call);

    hooks! {
        customize => delete_item: DeleteItemFluentBuilder, "DeleteItem";
    }

    measured!('static, Option<Item>);

    or_not_found!(Item, |delete| Ok(Error::item_not_found().at("DeleteItem", &delete.of.name())));

    async fn run(self) -> Result<Option<Item>> {
        let table = self.of.name();
        let TableKey { key, schema } = self.of.key?;
        let plan = delete(&table, Aim { key, condition: self.condition })?;
        single::delete(&self.of.call.begin(&self.of.table.db), schema, &plan).await
    }
}

verb!([] TableDelete, "table_delete", |call| &mut call.of.table.db);
awaited!(@ [] TableDelete => Option<Item>);

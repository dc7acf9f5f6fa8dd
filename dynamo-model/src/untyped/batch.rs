//! Many items of a table without a model, without the limits of one request.

use dynamo_model_fields::Item;

use crate::error::Result;
use crate::exec::batch_get;
use crate::exec::batch_write::Write;
use crate::exec::call::CallOptions;
use crate::exec::encoded::encoded;
use crate::exec::tables::Tables;
use crate::model::key::PrimaryKey;
use crate::plan::BatchGetPlan;
use crate::plan::parts::distinct;
use crate::untyped::Table;
use crate::untyped::item::IntoTableItem;
use crate::untyped::key::{IntoTableKey, TableKey};
use crate::verbs::BatchResult;
use crate::verbs::builder::{awaited, batch_options, call_options, hooks, measured, verb};
use crate::verbs::outcomes::Progress;
use crate::verbs::write_all::{Placed, write_all};

impl Table {
    /// Writes any number of items, and accounts for each in order. Sends BatchWriteItems of up to 25, several at once. Each item
    /// costs what [`put`](Self::put) of it does.
    ///
    /// # Errors
    ///
    /// The service's own where the names of the keys were asked for. What happens to an item is in the report.
    pub fn batch_put<I>(&self, items: I) -> TableBatchPut
    where
        I: IntoIterator,
        I::Item: IntoTableItem,
    {
        let items = items.into_iter().map(IntoTableItem::into_table_item).collect();
        let call = CallOptions::default();
        TableBatchPut { table: self.clone(), items, call, in_flight: None, progress: Progress::none() }
    }

    /// Deletes any number of items by key, and accounts for each in order. Sends BatchWriteItems of up to 25, several at once.
    /// Each item costs what [`delete`](Self::delete) of it does.
    ///
    /// # Errors
    ///
    /// The service's own where the names of the keys were asked for. What happens to an item is in the report.
    pub fn batch_delete<I>(&self, keys: I) -> TableBatchDelete
    where
        I: IntoIterator,
        I::Item: IntoTableKey,
    {
        let keys = keys.into_iter().map(IntoTableKey::into_table_key).collect();
        let call = CallOptions::default();
        TableBatchDelete { table: self.clone(), keys, call, in_flight: None, progress: Progress::none() }
    }

    /// Reads any number of items by key, in the order of the keys; those that are absent are left out. Sends BatchGetItems
    /// of up to 100, and each item costs what [`get`](Self::get) of it does.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) or [`is_encode`](crate::Error::is_encode) if a key cannot be sent,
    /// and the service's own.
    pub fn batch_get<I>(&self, keys: I) -> TableBatchGet
    where
        I: IntoIterator,
        I::Item: IntoTableKey,
    {
        let keys = keys.into_iter().map(IntoTableKey::into_table_key).collect();
        let consistent = self.db.settings().consistent;
        TableBatchGet { table: self.clone(), keys, consistent, call: CallOptions::default() }
    }
}

/// A batch of puts that was not sent yet; see [`Table::batch_put`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableBatchPut {
    table: Table,
    items: Vec<Result<Item>>,
    call: CallOptions,
    in_flight: Option<usize>,
    progress: Progress<'static>,
}

impl TableBatchPut {
    batch_options!('static);

    call_options!(call);

    hooks! {
        customize => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    measured!('static, BatchResult<Item>);

    async fn run(self) -> Result<BatchResult<Item>> {
        let call = self.call.begin(&self.table.db);
        let schema = self.table.schema(&call).await?;
        let write = |item: &Result<Item>| -> Result<Placed> {
            let item = item.as_ref().map_err(Clone::clone)?;
            let key = PrimaryKey::of_item(item, schema)?;
            Ok((0, key, Write::put(encoded(item)?.into())))
        };
        let writes = self.items.iter().map(write).collect();
        let table = self.call.table.unwrap_or_else(|| self.table.name.clone());
        let inputs: Vec<Item> = self.items.into_iter().map(Result::unwrap_or_default).collect();
        let tables = Tables::one(schema, table);
        Ok(write_all(&call, tables, self.in_flight, inputs, writes, self.progress).await)
    }
}

verb!([] TableBatchPut, "table_batch_put", |call| &mut call.table.db);
awaited!(@ [] TableBatchPut => BatchResult<Item>);

/// A batch of deletes that was not sent yet; see [`Table::batch_delete`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableBatchDelete {
    table: Table,
    keys: Vec<Result<TableKey>>,
    call: CallOptions,
    in_flight: Option<usize>,
    progress: Progress<'static>,
}

impl TableBatchDelete {
    batch_options!('static);

    call_options!(call);

    hooks! {
        customize => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    measured!('static, BatchResult<Item>);

    async fn run(self) -> Result<BatchResult<Item>> {
        let call = self.call.begin(&self.table.db);
        let schema = self.table.schema(&call).await?;
        let write = |key: &Result<TableKey>| -> Result<Placed> {
            Ok((0, key.as_ref().map_err(Clone::clone)?.ordered(schema)?, Write::delete()))
        };
        let writes = self.keys.iter().map(write).collect();
        let table = self.call.table.unwrap_or_else(|| self.table.name.clone());
        let inputs =
            self.keys.iter().map(|key| key.as_ref().map(TableKey::to_item).unwrap_or_default()).collect();
        let tables = Tables::one(schema, table);
        Ok(write_all(&call, tables, self.in_flight, inputs, writes, self.progress).await)
    }
}

verb!([] TableBatchDelete, "table_batch_delete", |call| &mut call.table.db);
awaited!(@ [] TableBatchDelete => BatchResult<Item>);

/// A read by keys that was not sent yet; see [`Table::batch_get`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableBatchGet {
    table: Table,
    keys: Vec<Result<TableKey>>,
    consistent: bool,
    call: CallOptions,
}

impl TableBatchGet {
    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    call_options!(call);

    hooks! {
        customize => batch_get_item: BatchGetItemFluentBuilder, "BatchGetItem";
    }

    measured!('static, Vec<Item>);

    async fn run(self) -> Result<Vec<Item>> {
        let keys: Vec<TableKey> = self.keys.into_iter().collect::<Result<_>>()?;
        let Some(first) = keys.first() else { return Ok(Vec::new()) };
        // The keys of the first tell the names; those of a table are the same for all.
        let schema = first.schema;
        let mut keys: Vec<PrimaryKey> = keys.iter().map(|key| key.ordered(schema)).collect::<Result<_>>()?;
        distinct(&mut keys);
        let table = self.call.table.clone().unwrap_or_else(|| self.table.name.clone());
        let (consistent, why) = (self.consistent, Vec::new());
        let plan = BatchGetPlan { table, keys, local: None, attributes: None, consistent, limit: None, why };
        batch_get::batch_get(&self.call.begin(&self.table.db), schema, plan, None).await
    }
}

verb!([] TableBatchGet, "table_batch_get", |call| &mut call.table.db);
awaited!(@ [] TableBatchGet => Vec<Item>);

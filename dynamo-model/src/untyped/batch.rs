//! Many items of a table without a model, without the limits of one request.

use dynamo_model_fields::Item;
use futures::stream;

use crate::error::Result;
use crate::exec::batch_get;
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Job};
use crate::exec::call::{Call, CallOptions};
use crate::exec::single;
use crate::exec::tables::Tables;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::BatchGetPlan;
use crate::plan::parts::distinct;
use crate::untyped::Table;
use crate::untyped::item::IntoTableItem;
use crate::untyped::key::{IntoTableKey, TableKey};
use crate::verbs::BatchResult;
use crate::verbs::batch_result::Outcome;
use crate::verbs::builder::{awaited, batch_options, call_options, hooks, measured};
use crate::verbs::outcomes::Progress;
use crate::verbs::report::{Report, by_key};

impl Table {
    /// Writes any number of items, and accounts for each in order. Sends BatchWriteItems of up to 25, several at once.
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
    /// of up to 100.
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
        let write = |item: &Result<Item>| -> Result<(PrimaryKey, Write)> {
            let item = item.as_ref().map_err(Clone::clone)?;
            let key = PrimaryKey::of_item(item, schema)?;
            Ok((key, Write::put(single::encoded(item)?)))
        };
        let writes = self.items.iter().map(write).collect();
        let table = self.call.table.unwrap_or_else(|| self.table.name.clone());
        let inputs: Vec<Item> = self.items.into_iter().map(Result::unwrap_or_default).collect();
        Batch { call, schema, table, in_flight: self.in_flight }.run(inputs, writes, self.progress).await
    }
}

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
        let write = |key: &Result<TableKey>| -> Result<(PrimaryKey, Write)> {
            Ok((key.as_ref().map_err(Clone::clone)?.ordered(schema)?, Write::delete()))
        };
        let writes = self.keys.iter().map(write).collect();
        let table = self.call.table.unwrap_or_else(|| self.table.name.clone());
        let inputs =
            self.keys.iter().map(|key| key.as_ref().map(TableKey::to_item).unwrap_or_default()).collect();
        Batch { call, schema, table, in_flight: self.in_flight }.run(inputs, writes, self.progress).await
    }
}

awaited!(@ [] TableBatchDelete => BatchResult<Item>);

/// Writes of one table.
struct Batch {
    call: Call,
    schema: &'static Schema,
    table: String,
    in_flight: Option<usize>,
}

impl Batch {
    /// Of several writes of one key the last valid one is sent (W6).
    async fn run(
        self,
        inputs: Vec<Item>,
        writes: Vec<Result<(PrimaryKey, Write)>>,
        progress: Progress<'static>,
    ) -> Result<BatchResult<Item>> {
        let Self { call, schema, table, in_flight } = self;
        let in_flight = call.settings().in_flight_of(in_flight);
        let mut report = Report::of(writes.len(), progress);
        for (position, write) in writes.iter().enumerate() {
            if let Err(error) = write {
                report.note(position, Outcome::Failed(error.clone()));
            }
        }
        let keys: Vec<Option<&PrimaryKey>> =
            writes.iter().map(|write| write.as_ref().ok().map(|(key, _)| key)).collect();
        let last = report.last_of_each(by_key(&keys));
        let mut writes: Vec<Option<(PrimaryKey, Write)>> = writes.into_iter().map(Result::ok).collect();
        let jobs: Vec<_> = last
            .into_iter()
            .filter_map(|position| {
                writes[position].take().map(|(key, write)| Ok(Job::new(position, key, write)))
            })
            .collect();
        let work = BatchWrite { call: call.clone(), tables: Tables::one(schema, table) };
        report.follow(Bulk::new(&call, work, stream::iter(jobs), in_flight, true), Outcome::of_write).await;
        Ok(BatchResult::of(inputs.into_iter().zip(report.finish())))
    }
}

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

awaited!(@ [] TableBatchGet => Vec<Item>);

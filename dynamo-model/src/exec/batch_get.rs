//! BatchGetItem: chunks of 100, what is unprocessed asked for again, results in the order of the keys.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use dynamo_model_fields::{DecodeError, ReadItem};
use futures::stream::{Stream, StreamExt, TryStreamExt};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::bulk::{Answer, Bulk, Job, Reason, Work, is_worth_another_try};
use crate::exec::call::{Call, send};
use crate::exec::retry::MAX_TRIES;
use crate::exec::tables::{Table, Tables};
use crate::exec::{expressions, single};
use crate::expr::evaluate::holds;
use crate::expr::render::Renderer;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::BatchGetPlan;
use crate::plan::steps::MAX_BATCH_GET;
use crate::sdk::from_attribute_values;
use crate::wire::decode::{Batch, BatchTable, Keyed};
use crate::wire::failure;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::unread::Unread;
use crate::wire::watch::Subject;

/// The most bytes that one answer holds; with fewer than an item less, what is unprocessed did not fit in.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
const MAX_ANSWER_SIZE: usize = 16 * 1024 * 1024;

const OPERATION: &str = "BatchGetItem";

/// What became of one key.
#[derive(Debug, PartialEq)]
pub(crate) enum Found<T> {
    Item(T),
    /// There is an item, and it does not satisfy what is evaluated here.
    Unwanted,
    Missing,
}

impl<T> Found<T> {
    pub(crate) fn into_item(self) -> Option<T> {
        match self {
            Self::Item(item) => Some(item),
            Self::Unwanted | Self::Missing => None,
        }
    }
}

/// Reads the items of a list of keys, in its order. Keys without an item, or whose item does not satisfy what is
/// evaluated here, are left out.
pub(crate) async fn batch_get<T>(
    call: &Call,
    schema: &'static Schema,
    plan: BatchGetPlan,
    names: Option<Vec<String>>,
) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    let in_flight = call.settings().in_flight;
    items(call, schema, plan, names, in_flight).try_collect().await
}

/// The same, item by item.
pub(crate) fn items<T>(
    call: &Call,
    schema: &'static Schema,
    plan: BatchGetPlan,
    names: Option<Vec<String>>,
    in_flight: usize,
) -> impl Stream<Item = Result<T>> + Send + 'static
where
    T: ReadItem + Send + 'static,
{
    let limit = plan.limit.unwrap_or(usize::MAX);
    let found = each_key(call, schema, plan, names, in_flight);
    found.try_filter_map(|found| async { Ok(found.into_item()) }).take(limit)
}

/// What becomes of each key, in the order of the keys. After an error it ends.
pub(crate) fn each_key<T>(
    call: &Call,
    schema: &'static Schema,
    plan: BatchGetPlan,
    names: Option<Vec<String>>,
    in_flight: usize,
) -> impl Stream<Item = Result<Found<T>>> + Send + 'static
where
    T: ReadItem + Send + 'static,
{
    // No more is asked for at once than a limit may need, if every key has an item.
    let enough = plan.limit.map_or(in_flight, |limit| limit.div_ceil(MAX_BATCH_GET).clamp(1, in_flight));
    each_of(call, vec![Reading { schema, plan, names }], enough)
}

/// The same for the keys of several tables, those of the first before those of the next.
pub(crate) fn each_of<T>(
    call: &Call,
    mut readings: Vec<Reading>,
    in_flight: usize,
) -> impl Stream<Item = Result<Found<T>>> + Send + 'static
where
    T: ReadItem + Send + 'static,
{
    let keys: Vec<Vec<PrimaryKey>> =
        readings.iter_mut().map(|reading| std::mem::take(&mut reading.plan.keys)).collect();
    let keys =
        keys.into_iter().enumerate().flat_map(|(table, keys)| keys.into_iter().map(move |key| (table, key)));
    let jobs = keys.enumerate().map(|(position, (table, key))| Ok(Job::new(position, key, table)));
    let decoded = readings.iter().map(|Reading { schema, plan, .. }| BatchTable {
        name: plan.table.clone(),
        schema,
        local: plan.local.clone().map(Arc::new),
    });
    let tables =
        readings.iter().map(|Reading { schema, plan, .. }| Table { schema, name: plan.table.clone() });
    let work = BatchGet {
        call: call.clone(),
        tables: Tables::of(tables.collect()),
        decoded: decoded.collect(),
        readings,
        item: PhantomData,
    };
    in_order(Bulk::new(call, work, futures::stream::iter(jobs), in_flight, true).outcomes())
}

/// Puts outcomes into the order of their positions, which are 0, 1, 2 and so on.
fn in_order<T: Send + 'static>(
    outcomes: impl Stream<Item = (usize, Result<T>)> + Send + 'static,
) -> impl Stream<Item = Result<T>> + Send + 'static {
    let state = (outcomes.boxed(), BTreeMap::new(), 0_usize);
    futures::stream::try_unfold(state, |(mut outcomes, mut early, next)| async move {
        loop {
            if let Some(found) = early.remove(&next) {
                return Ok(Some((found, (outcomes, early, next + 1))));
            }
            let Some((position, outcome)) = outcomes.next().await else { return Ok(None) };
            early.insert(position, outcome?);
        }
    })
}

/// What is read of one table.
pub(crate) struct Reading {
    pub(crate) schema: &'static Schema,
    pub(crate) plan: BatchGetPlan,
    /// What is asked for, in place of what the plan says.
    pub(crate) names: Option<Vec<String>>,
}

struct BatchGet<T> {
    call: Call,
    tables: Tables,
    readings: Vec<Reading>,
    decoded: Arc<[BatchTable]>,
    item: PhantomData<fn() -> T>,
}

impl<T: ReadItem + Send + 'static> Work for BatchGet<T> {
    /// The place of the table.
    type Load = usize;
    type Done = Found<T>;

    const MOST: usize = MAX_BATCH_GET;

    async fn send(&self, keys: Vec<Job<usize>>) -> Answer<usize, Found<T>> {
        let mut answer = Answer::new();
        match self.chunk(&keys).await {
            Ok(Chunk { mut found, unprocessed, is_full }) => {
                let is_left = |job: &Job<usize>| {
                    unprocessed.iter().any(|(table, key)| *table == job.load && *key == job.key)
                };
                for job in keys {
                    match found[job.load].remove(&job.key) {
                        Some(Some(item)) => answer.ended.push((job, Ok(Found::Item(item)))),
                        Some(None) => answer.ended.push((job, Ok(Found::Unwanted))),
                        None if is_left(&job) => answer.left.push(job),
                        // A key without an item is answered by not being left over.
                        None => answer.ended.push((job, Ok(Found::Missing))),
                    }
                }
                answer.is_full = is_full;
                if let Some(table) = found.iter().position(|found| !found.is_empty()) {
                    let words = "the service answered with an item that was not asked for";
                    let error = Error::said(ErrorKind::Other, words);
                    let error = self.tables.place(&self.call, error, OPERATION, std::iter::once(table));
                    answer.ended.iter_mut().for_each(|(_, outcome)| *outcome = Err(error.clone()));
                }
            }
            Err(error) if is_worth_another_try(error.kind()) => {
                answer.left = keys;
                answer.why = Some(Reason { error, is_lost: false });
            }
            Err(error) => answer.ended.extend(keys.into_iter().map(|job| (job, Err(error.clone())))),
        }
        answer
    }

    fn unprocessed(&self) -> Error {
        let words = format!("keys were left unprocessed after {MAX_TRIES} tries without progress");
        Error::said(ErrorKind::Throttled, words)
    }

    fn place(&self, job: &Job<usize>, error: Error) -> Error {
        self.tables.place(&self.call, error, OPERATION, std::iter::once(job.load))
    }
}

/// What one request gave.
struct Chunk<T> {
    /// The items that came back, by their keys, of each table.
    found: Vec<HashMap<PrimaryKey, Option<T>>>,
    /// The tables and keys that are left over.
    unprocessed: Vec<(usize, PrimaryKey)>,
    /// True if they are left since the answer is full.
    is_full: bool,
}

impl<T: ReadItem + Send + 'static> BatchGet<T> {
    async fn chunk(&self, keys: &[Job<usize>]) -> Result<Chunk<T>> {
        let used = || (0..self.tables.len()).filter(|table| keys.iter().any(|job| job.load == *table));
        let place = |error: Error| self.tables.place(&self.call, error, OPERATION, used());
        let turn = self.call.take_turn().await;
        let slot = Slot::new(Batch::<T>::of(&self.decoded));
        let tables = || used().map(|table| &*self.tables[table].name);
        let seam = self.call.seam(|| Subject::of(OPERATION).tables(tables()));
        let (seam, typed) = seam.decoding(self.call.layer(seam::batch_get_item()), &slot);
        let mut request = self.call.client().batch_get_item();
        for table in used() {
            let asked = keys.iter().filter(|job| job.load == table).map(|job| &job.key);
            request = request.request_items(&self.tables[table].name, self.asked(table, asked)?);
        }
        let output = send!(self.call, turn, request, seam);
        let mut output = output.map_err(|error| place(failure::of(error)))?;
        let found = if typed { slot.take() } else { self.read_maps(output.responses()) };
        let found = found.map_err(|unread| place(unread.into()))?;
        let mut found: Vec<HashMap<PrimaryKey, Option<T>>> =
            found.into_iter().map(|found| found.into_iter().collect()).collect();
        found.resize_with(self.tables.len(), HashMap::new);
        let unprocessed = output.unprocessed_keys.take().unwrap_or_default().into_iter();
        let unprocessed = unprocessed.flat_map(|(name, keys)| {
            let table = self.tables.find(&name);
            let key = move |key| table.and_then(|table| Some((table, self.tables.key(table, &key)?)));
            keys.keys.into_iter().map(key)
        });
        let Some(unprocessed) = unprocessed.collect() else {
            let words = "the service left over a key that was not asked for";
            return Err(place(Error::said(ErrorKind::Other, words)));
        };
        let is_full = slot.decoder().size() > MAX_ANSWER_SIZE - dynamo_model_fields::size::MAX_ITEM_SIZE;
        Ok(Chunk { found, unprocessed, is_full })
    }

    /// What is asked of one table.
    fn asked<'k>(
        &self,
        table: usize,
        keys: impl Iterator<Item = &'k PrimaryKey>,
    ) -> Result<KeysAndAttributes> {
        let Reading { schema, plan, names } = &self.readings[table];
        let mut renderer = Renderer::default();
        let projection = match (names, &plan.attributes) {
            (Some(names), _) => Some(renderer.projection(names.iter().map(String::as_str))),
            (None, attributes) => attributes.as_ref().map(|names| renderer.attributes(names)),
        };
        KeysAndAttributes::builder()
            .set_keys(Some(keys.map(|key| expressions::key(key, schema)).collect()))
            .set_consistent_read(plan.consistent.then_some(true))
            .set_projection_expression(projection)
            .set_expression_attribute_names(expressions::names(&renderer))
            .build()
            .map_err(|error| {
                let error = Error::refused("the list of keys is empty").caused_by(error);
                self.tables.place(&self.call, error, OPERATION, std::iter::once(table))
            })
    }

    fn read_maps(
        &self,
        responses: Option<&HashMap<String, Vec<HashMap<String, AttributeValue>>>>,
    ) -> Result<Vec<Keyed<T>>, Unread> {
        let mut found: Vec<Keyed<T>> = self.decoded.iter().map(|_| Vec::new()).collect();
        for (name, maps) in responses.into_iter().flatten() {
            let Some(table) = self.tables.find(name) else {
                return Err(DecodeError::mismatch("a table that was asked for", "another").into());
            };
            let BatchTable { schema, local, .. } = &self.decoded[table];
            for map in maps {
                let key = self.tables.key(table, map);
                let key = key.ok_or_else(|| DecodeError::missing().within(schema.hash_key().name()))?;
                let wanted = match local {
                    Some(local) => holds(local, &from_attribute_values(map)?),
                    None => true,
                };
                let item = if wanted { single::from_maps(Some(map))? } else { None };
                found[table].push((key, item));
            }
        }
        Ok(found)
    }
}

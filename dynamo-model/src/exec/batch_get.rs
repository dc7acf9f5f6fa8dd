//! BatchGetItem: chunks of 100, what is unprocessed asked for again, results in the order of the keys.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use dynamo_model_fields::{DecodeError, ReadItem};
use futures::stream::{Stream, StreamExt, TryStreamExt};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::bulk::{Answer, Bulk, Job, Reason, Work, is_worth_another_try};
use crate::exec::call::{Call, send};
use crate::exec::retry::MAX_TRIES;
use crate::exec::{expressions, single};
use crate::expr::evaluate::holds;
use crate::expr::render::Renderer;
use crate::expr::tree::Expr;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::BatchGetPlan;
use crate::plan::steps::MAX_BATCH_GET;
use crate::wire::decode::Batch;
use crate::wire::failure;
use crate::wire::response::Slot;
use crate::wire::sdk::{from_attribute_values, key_part};
use crate::wire::seam::{self, Seam};

/// The most bytes that one answer holds; with fewer than an item less, what is unprocessed did not fit in.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
const MAX_ANSWER_SIZE: usize = 16 * 1024 * 1024;

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
    mut plan: BatchGetPlan,
    names: Option<Vec<String>>,
    in_flight: usize,
) -> impl Stream<Item = Result<Found<T>>> + Send + 'static
where
    T: ReadItem + Send + 'static,
{
    let keys = std::mem::take(&mut plan.keys);
    // No more is asked for at once than a limit may need, if every key has an item.
    let enough = plan.limit.map_or(in_flight, |limit| limit.div_ceil(MAX_BATCH_GET).clamp(1, in_flight));
    let jobs = keys.into_iter().enumerate().map(|(position, key)| Ok(Job::new(position, key, ())));
    let local = plan.local.clone().map(Arc::new);
    let work = BatchGet { call: call.clone(), schema, plan, names, local, item: std::marker::PhantomData };
    in_order(Bulk::new(call, work, futures::stream::iter(jobs), enough, true).outcomes())
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

struct BatchGet<T> {
    call: Call,
    schema: &'static Schema,
    plan: BatchGetPlan,
    names: Option<Vec<String>>,
    local: Option<Arc<Expr>>,
    item: std::marker::PhantomData<fn() -> T>,
}

impl<T: ReadItem + Send + 'static> Work for BatchGet<T> {
    type Load = ();
    type Done = Found<T>;

    const MOST: usize = MAX_BATCH_GET;

    async fn send(&self, keys: Vec<Job<()>>) -> Answer<(), Found<T>> {
        let mut answer = Answer::new();
        match self.chunk(&keys).await {
            Ok((mut found, unprocessed, is_full)) => {
                for job in keys {
                    match found.remove(&job.key) {
                        Some(Some(item)) => answer.ended.push((job, Ok(Found::Item(item)))),
                        Some(None) => answer.ended.push((job, Ok(Found::Unwanted))),
                        None if unprocessed.contains(&job.key) => answer.left.push(job),
                        // A key without an item is answered by not being left over.
                        None => answer.ended.push((job, Ok(Found::Missing))),
                    }
                }
                answer.is_full = is_full;
                if !found.is_empty() {
                    let words = "the service answered with an item that was not asked for";
                    let error = self.place(Error::said(ErrorKind::Other, words));
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

    fn place(&self, error: Error) -> Error {
        self.call.locate(error, self.schema, "BatchGetItem", &self.plan.table)
    }
}

/// The items that came back, by their keys; the keys that are left over; and whether that is since the answer is full.
type Chunk<T> = (HashMap<PrimaryKey, Option<T>>, Vec<PrimaryKey>, bool);

impl<T: ReadItem + Send + 'static> BatchGet<T> {
    async fn chunk(&self, keys: &[Job<()>]) -> Result<Chunk<T>> {
        let slot = Slot::new(Batch::<T>::satisfying(self.schema, self.local.clone()));
        let (seam, typed) = Seam::default().decoding(self.call.layer(seam::batch_get_item()), &slot);
        let mut renderer = Renderer::default();
        let projection = match (&self.names, &self.plan.attributes) {
            (Some(names), _) => Some(renderer.projection(names.iter().map(String::as_str))),
            (None, attributes) => attributes.as_ref().map(|names| renderer.attributes(names)),
        };
        let asked = keys.iter().map(|job| expressions::key(&job.key, self.schema)).collect();
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(asked))
            .set_consistent_read(self.plan.consistent.then_some(true))
            .set_projection_expression(projection)
            .set_expression_attribute_names(expressions::names(&renderer))
            .build()
            .map_err(|error| self.place(Error::refused("the list of keys is empty").caused_by(error)))?;
        let request = self.call.client().batch_get_item().request_items(&self.plan.table, wanted);
        let mut output = send!(self.call, request, seam).map_err(|error| self.place(failure::of(error)))?;
        let found = if typed { slot.take() } else { self.read_maps(output.responses()) };
        let found: HashMap<PrimaryKey, Option<T>> =
            found.map_err(|error| self.place(Error::decode(error)))?.into_iter().collect();
        let unprocessed = output.unprocessed_keys.take().unwrap_or_default();
        let unprocessed = unprocessed.into_values().flat_map(|keys| keys.keys);
        let unprocessed: Option<Vec<PrimaryKey>> = unprocessed.map(|key| self.key(&key)).collect();
        let Some(unprocessed) = unprocessed else {
            let words = "the service left over a key that was not asked for";
            return Err(self.place(Error::said(ErrorKind::Other, words)));
        };
        let is_full = slot.decoder().size() > MAX_ANSWER_SIZE - dynamo_model_fields::size::MAX_ITEM_SIZE;
        Ok((found, unprocessed, is_full))
    }

    fn key(&self, attributes: &HashMap<String, AttributeValue>) -> Option<PrimaryKey> {
        let mut parts = self.schema.key_attributes().map(|key| attributes.get(key.name()).and_then(key_part));
        Some(PrimaryKey::new(parts.next().flatten()?, parts.next().flatten()))
    }

    fn read_maps(
        &self,
        responses: Option<&HashMap<String, Vec<HashMap<String, AttributeValue>>>>,
    ) -> Result<Vec<(PrimaryKey, Option<T>)>, DecodeError> {
        let mut found = Vec::new();
        for map in responses.into_iter().flat_map(HashMap::values).flatten() {
            let hash = self.schema.hash_key().name();
            let key = self.key(map).ok_or_else(|| DecodeError::missing().within(hash))?;
            let wanted = match &self.local {
                Some(local) => holds(local, &from_attribute_values(map)?),
                None => true,
            };
            let item = if wanted { single::from_maps(Some(map))? } else { None };
            found.push((key, item));
        }
        Ok(found)
    }
}

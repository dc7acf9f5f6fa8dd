//! A plan that reads, carried out: all at once, item by item, or counted.

use dynamo_model_fields::{Item, ReadItem};
use futures::stream::{self, BoxStream, Stream};
use futures::{StreamExt, TryStreamExt};

use crate::error::{Error, Result};
use crate::exec::BoxFuture;
use crate::exec::batch_get;
use crate::exec::call::Call;
use crate::exec::pages::{self, Pages, Source};
use crate::exec::reading::Reading;
use crate::exec::single;
use crate::model::schema::Schema;
use crate::plan::options::Segment;
use crate::plan::{BatchGetPlan, Plan, ScanPlan, UnionPlan};
use crate::wire::decode::Counted;

/// A read that is ready to be sent.
///
/// What its plan says is in it already, and what is rare is boxed, so that the future of a Query, which is moved, is small.
pub(crate) enum Started<T> {
    Reading(Reading<T>),
    Other(BoxFuture<'static, Result<Vec<T>>>),
}

impl<T: ReadItem + Send + 'static> Started<T> {
    pub(crate) fn of(call: Call, schema: &'static Schema, plan: Plan) -> Self {
        let in_flight = call.settings().in_flight;
        match plan {
            Plan::Query(plan) => Self::Reading(Reading::of(call, schema, Source::Query(plan), in_flight)),
            Plan::Scan(plan) if plan.segments.is_none() => {
                Self::Reading(Reading::of(call, schema, Source::Scan(plan), in_flight))
            }
            plan => Self::Other(Box::pin(other(call, schema, plan))),
        }
    }

    /// Reads all items into one list.
    pub(crate) async fn collect(self) -> Result<Vec<T>> {
        match self {
            Self::Reading(reading) => reading.collect().await,
            Self::Other(reading) => reading.await,
        }
    }
}

/// Reads what does not come in pages of its own.
async fn other<T>(call: Call, schema: &'static Schema, plan: Plan) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    match plan {
        Plan::Nothing(_) => Ok(Vec::new()),
        Plan::Get(plan) => Ok(single::get(&call, schema, &plan).await?.into_iter().collect()),
        Plan::BatchGet(plan) => batch_get::batch_get(&call, schema, plan, None).await,
        Plan::Scan(plan) => side_by_side(&call, schema, plan).try_collect().await,
        Plan::Union(plan) => union(call, schema, plan).await,
        _ => unreachable!("read plans hold no writes"),
    }
}

async fn union<T>(call: Call, schema: &'static Schema, plan: UnionPlan) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    let in_flight = call.settings().in_flight;
    let part = |plan| Started::<T>::of(call.clone(), schema, plan).collect();
    let parts = plan.parts.into_iter().map(part).collect::<Vec<_>>();
    let mut parts = stream::iter(parts).buffered(in_flight);
    let mut all = Vec::new();
    while let Some(items) = parts.try_next().await? {
        all.extend(items);
        // The parts are delivered in order, so that no item of a later one can come before these.
        if plan.limit.is_some_and(|limit| all.len() >= limit) {
            break;
        }
    }
    all.truncate(plan.limit.unwrap_or(usize::MAX));
    Ok(all)
}

/// How many chunks of a list of keys are there at once in a stream: the one that is being delivered, and the next.
const CHUNKS_AHEAD: usize = 2;

/// Reads the items of a plan one by one, a page when the one before is used up. The parts of a union follow one
/// another.
pub(crate) fn stream<T>(call: Call, schema: &'static Schema, plan: Plan) -> BoxStream<'static, Result<T>>
where
    T: ReadItem + Send + 'static,
{
    let in_flight = call.settings().in_flight.min(CHUNKS_AHEAD);
    match plan {
        Plan::BatchGet(plan) => batch_get::items(&call, schema, plan, None, in_flight).boxed(),
        Plan::Query(plan) => one_by_one(Reading::of(call, schema, Source::Query(plan), in_flight)).boxed(),
        Plan::Scan(plan) if plan.segments.is_some() => side_by_side(&call, schema, plan).boxed(),
        Plan::Scan(plan) => one_by_one(Reading::of(call, schema, Source::Scan(plan), in_flight)).boxed(),
        Plan::Union(plan) => {
            let limit = plan.limit.unwrap_or(usize::MAX);
            let parts = stream::iter(plan.parts);
            parts.flat_map(move |part| self::stream(call.clone(), schema, part)).take(limit).boxed()
        }
        plan => listed(Started::<T>::of(call, schema, plan).collect()).boxed(),
    }
}

fn listed<T: Send + 'static>(
    items: impl Future<Output = Result<Vec<T>>> + Send + 'static,
) -> impl Stream<Item = Result<T>> + Send + 'static {
    stream::once(items).map_ok(|items| stream::iter(items.into_iter().map(Ok))).try_flatten()
}

pub(crate) fn one_by_one<T: ReadItem + Send + 'static>(
    reading: Reading<T>,
) -> impl Stream<Item = Result<T>> + Send + 'static {
    let some = stream::try_unfold(reading, |mut reading| async move {
        Ok::<_, Error>(reading.next_items().await?.map(|items| (items, reading)))
    });
    some.map_ok(|items| stream::iter(items.into_iter().map(Ok))).try_flatten()
}

/// The segments of a scan, so many of them at once as requests may be in flight; a page of each is held.
fn segments<T: ReadItem + Send + 'static>(
    call: &Call,
    schema: &'static Schema,
    plan: ScanPlan,
) -> impl Iterator<Item = Reading<T>> + Send + use<T> {
    let call = call.clone();
    numbered(&plan).map(move |segment| {
        // Each fetches by itself.
        Reading::of(call.clone(), schema, Source::Scan(plan.clone()), 1).of_segment(segment)
    })
}

fn numbered(plan: &ScanPlan) -> impl Iterator<Item = Segment> + Send + use<> {
    let of = plan.segments.unwrap_or(1).try_into().unwrap_or(i32::MAX);
    (0..of).map(move |number| Segment { number, of })
}

fn side_by_side<T: ReadItem + Send + 'static>(
    call: &Call,
    schema: &'static Schema,
    plan: ScanPlan,
) -> impl Stream<Item = Result<T>> + Send + 'static {
    let in_flight = call.settings().in_flight;
    let limit = plan.limit.unwrap_or(usize::MAX);
    let items = stream::iter(segments::<T>(call, schema, plan));
    items.flat_map_unordered(in_flight, |segment| one_by_one(segment).boxed()).take(limit)
}

/// Counts the items of a plan, and reads no more of them than must be (R9).
pub(crate) async fn count(call: &Call, schema: &'static Schema, plan: Plan) -> Result<u64> {
    let in_flight = call.settings().in_flight;
    let (counts, limit): (BoxStream<'_, Result<u64>>, _) = match plan {
        Plan::Union(plan) => {
            let parts = plan.parts.into_iter().map(|plan| count_part(call, schema, plan)).collect::<Vec<_>>();
            (stream::iter(parts).buffered(in_flight).boxed(), plan.limit)
        }
        Plan::Scan(plan) if plan.segments.is_some() => {
            let limit = plan.limit;
            let parts = segments::<Counted>(call, schema, plan).map(Reading::count);
            (stream::iter(parts).buffer_unordered(in_flight).boxed(), limit)
        }
        plan => return count_part(call, schema, plan).await,
    };
    let total = counts.try_fold(0_u64, |total, count| async move { Ok(total + count) }).await?;
    Ok(limit.map_or(total, |limit| total.min(limit as u64)))
}

async fn count_part(call: &Call, schema: &'static Schema, plan: Plan) -> Result<u64> {
    let in_flight = call.settings().in_flight;
    match plan {
        Plan::Nothing(_) => Ok(0),
        Plan::Get(plan) => Ok(u64::from(single::get::<Counted>(call, schema, &plan).await?.is_some())),
        Plan::BatchGet(plan) => {
            let names = needed(schema, &plan);
            let found = batch_get::batch_get::<Counted>(call, schema, plan, Some(names)).await?;
            Ok(found.len() as u64)
        }
        Plan::Query(plan) => Reading::of(call.clone(), schema, Source::Query(plan), in_flight).count().await,
        Plan::Scan(plan) => Reading::of(call.clone(), schema, Source::Scan(plan), in_flight).count().await,
        _ => unreachable!("read plans hold no writes, and no union holds another"),
    }
}

fn needed(schema: &'static Schema, plan: &BatchGetPlan) -> Vec<String> {
    pages::needed(schema, plan.local.as_ref()).into_iter().map(str::to_owned).collect()
}

/// Reads the keys of the items of a plan one by one, and as little else as there must be.
pub(crate) fn keys(call: Call, schema: &'static Schema, plan: Plan) -> BoxStream<'static, Result<Item>> {
    match plan {
        Plan::Query(plan) => keys_in_pages(Pages::of(call, schema, Source::Query(plan))).boxed(),
        Plan::Scan(plan) if plan.segments.is_some() => {
            let in_flight = call.settings().in_flight;
            let segments = numbered(&plan).map(move |segment| {
                Pages::of(call.clone(), schema, Source::Scan(plan.clone())).of_segment(segment)
            });
            let segments = stream::iter(segments);
            segments.flat_map_unordered(in_flight, |pages| keys_in_pages(pages).boxed()).boxed()
        }
        Plan::Scan(plan) => keys_in_pages(Pages::of(call, schema, Source::Scan(plan))).boxed(),
        Plan::BatchGet(plan) => {
            let (names, in_flight) = (needed(schema, &plan), call.settings().in_flight.min(CHUNKS_AHEAD));
            batch_get::items::<Item>(&call, schema, plan, Some(names), in_flight).boxed()
        }
        Plan::Union(plan) => {
            let parts = stream::iter(plan.parts);
            parts.flat_map(move |part| keys(call.clone(), schema, part)).boxed()
        }
        plan => listed(Started::<Item>::of(call, schema, plan).collect()).boxed(),
    }
}

fn keys_in_pages(pages: Pages<Item>) -> impl Stream<Item = Result<Item>> + Send + 'static {
    let pages = stream::try_unfold(pages, |mut pages| async move {
        Ok::<_, Error>(pages.next_keys().await?.map(|page| (page, pages)))
    });
    pages.map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
}

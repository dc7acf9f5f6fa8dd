//! A plan that reads, carried out: all at once, item by item, or counted.

use dynamo_model_fields::{Item, ReadItem};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::pages::{self, Pages, Source};
use crate::exec::{batch_get, single};
use crate::model::schema::Schema;
use crate::plan::Plan;
use crate::wire::decode::Counted;

/// Reads all items of a plan into one list.
pub(crate) async fn collect<T>(db: &Connection, schema: &'static Schema, plan: Plan) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    let Plan::Union(plan) = plan else { return part(db, schema, plan).await };
    let parts = plan.parts.into_iter().map(|plan| part::<T>(db, schema, plan)).collect::<Vec<_>>();
    let mut parts = futures::stream::iter(parts).buffered(db.settings().in_flight);
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

/// Reads a plan that is no union.
async fn part<T>(db: &Connection, schema: &'static Schema, plan: Plan) -> Result<Vec<T>>
where
    T: ReadItem + Send + 'static,
{
    match plan {
        Plan::Nothing(_) => Ok(Vec::new()),
        Plan::Get(plan) => Ok(single::get(db, schema, &plan).await?.into_iter().collect()),
        Plan::BatchGet(plan) => batch_get::batch_get(db, schema, &plan, None).await,
        Plan::Query(plan) => pages::collect(Pages::of(db.clone(), schema, Source::Query(plan))).await,
        Plan::Scan(plan) => pages::collect(Pages::of(db.clone(), schema, Source::Scan(plan))).await,
        _ => unreachable!("read plans hold no writes, and no union holds another"),
    }
}

/// Reads the items of a plan one by one, a page when the one before is used up. The parts of a union follow one
/// another; a list of keys is read at once.
pub(crate) fn stream<T>(db: Connection, schema: &'static Schema, plan: Plan) -> BoxStream<'static, Result<T>>
where
    T: ReadItem + Send + 'static,
{
    match plan {
        Plan::Query(plan) => in_pages(Pages::of(db, schema, Source::Query(plan))),
        Plan::Scan(plan) => in_pages(Pages::of(db, schema, Source::Scan(plan))),
        Plan::Union(plan) => {
            let limit = plan.limit.unwrap_or(usize::MAX);
            let parts = futures::stream::iter(plan.parts);
            parts.flat_map(move |part| stream(db.clone(), schema, part)).take(limit).boxed()
        }
        plan => {
            let items = async move { part::<T>(&db, schema, plan).await };
            let items = futures::stream::once(items);
            items.map_ok(|items| futures::stream::iter(items.into_iter().map(Ok))).try_flatten().boxed()
        }
    }
}

fn in_pages<T: ReadItem + Send + 'static>(pages: Pages<T>) -> BoxStream<'static, Result<T>> {
    let pages = futures::stream::try_unfold(pages, |mut pages| async move {
        Ok::<_, crate::error::Error>(pages.next_page().await?.map(|page| (page, pages)))
    });
    pages.map_ok(|page| futures::stream::iter(page.into_iter().map(Ok))).try_flatten().boxed()
}

/// Counts the items of a plan, and reads no more of them than must be (R9).
pub(crate) async fn count(db: &Connection, schema: &'static Schema, plan: Plan) -> Result<u64> {
    let Plan::Union(plan) = plan else { return count_part(db, schema, plan).await };
    let parts = plan.parts.into_iter().map(|plan| count_part(db, schema, plan)).collect::<Vec<_>>();
    let counts: Vec<u64> =
        futures::stream::iter(parts).buffered(db.settings().in_flight).try_collect().await?;
    let total = counts.into_iter().sum();
    Ok(plan.limit.map_or(total, |limit| total.min(limit as u64)))
}

async fn count_part(db: &Connection, schema: &'static Schema, plan: Plan) -> Result<u64> {
    match plan {
        Plan::Nothing(_) => Ok(0),
        Plan::Get(plan) => Ok(u64::from(single::get::<Counted>(db, schema, &plan).await?.is_some())),
        Plan::BatchGet(plan) => {
            let names = pages::needed(schema, plan.local.as_ref());
            let found = batch_get::batch_get::<Counted>(db, schema, &plan, Some(&names)).await?;
            Ok(found.len() as u64)
        }
        Plan::Query(plan) => pages::count(db.clone(), schema, Source::Query(plan)).await,
        Plan::Scan(plan) => pages::count(db.clone(), schema, Source::Scan(plan)).await,
        _ => unreachable!("read plans hold no writes, and no union holds another"),
    }
}

/// Reads the keys of the items of a plan, and as little else as there must be.
pub(crate) async fn keys(db: &Connection, schema: &'static Schema, plan: Plan) -> Result<Vec<Item>> {
    let parts = match plan {
        Plan::Union(plan) => plan.parts,
        plan => vec![plan],
    };
    let mut all = Vec::new();
    for part in parts {
        all.extend(match part {
            Plan::Query(plan) => pages::keys(db.clone(), schema, Source::Query(plan)).await?,
            Plan::Scan(plan) => pages::keys(db.clone(), schema, Source::Scan(plan)).await?,
            Plan::BatchGet(plan) => {
                let names = pages::needed(schema, plan.local.as_ref());
                batch_get::batch_get::<Item>(db, schema, &plan, Some(&names)).await?
            }
            plan => self::part::<Item>(db, schema, plan).await?,
        });
    }
    Ok(all)
}

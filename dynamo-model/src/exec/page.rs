//! One page of a read, and where it ended (R12).

use std::pin::pin;

use dynamo_model_fields::{KeyPart, ReadItem};
use futures::TryStreamExt;

use crate::error::Result;
use crate::exec::batch_get::each_key;
use crate::exec::call::Call;
use crate::exec::fetched::Fetched;
use crate::exec::pages::{Pages, Source};
use crate::exec::place::PlaceNames;
use crate::exec::single;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::cursor::Position;
use crate::plan::steps::MAX_BATCH_GET;
use crate::plan::{BatchGetPlan, Plan};

/// Reads on from a position: the items, and where they end if there may be more.
///
/// Without a limit it is what the first request gives that gives anything.
pub(crate) async fn read<T>(
    call: &Call,
    schema: &'static Schema,
    plan: Plan,
    from: Option<Position>,
    limit: Option<usize>,
) -> Result<(Vec<T>, Option<Position>)>
where
    T: ReadItem + Send + 'static,
{
    let parts = match plan {
        Plan::Union(plan) => plan.parts,
        plan => vec![plan],
    };
    let Position { part: first, key } = from.unwrap_or_default();
    let (mut items, mut start) = (Vec::new(), key);
    let count = parts.len();
    for (number, part) in parts.into_iter().enumerate().skip(first) {
        let left = limit.map(|limit| limit - items.len());
        let key = std::mem::take(&mut start);
        let (more, end) = read_part::<T>(call, schema, part, key, left).await?;
        items.extend(more);
        if let Some(key) = end {
            return Ok((items, Some(Position { part: number, key })));
        }
        let is_full = limit.map_or(!items.is_empty(), |limit| items.len() >= limit);
        if is_full && number + 1 < count {
            return Ok((items, Some(Position { part: number + 1, key: Vec::new() })));
        }
    }
    Ok((items, None))
}

/// The items of one part, and the key at which it goes on.
type Piece<T> = (Vec<T>, Option<Vec<KeyPart>>);

async fn read_part<T>(
    call: &Call,
    schema: &'static Schema,
    plan: Plan,
    after: Vec<KeyPart>,
    limit: Option<usize>,
) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    match plan {
        Plan::Nothing(_) => Ok((Vec::new(), None)),
        Plan::Get(_) if !after.is_empty() => Ok((Vec::new(), None)),
        Plan::Get(plan) => Ok((single::get(call, schema, &plan).await?.into_iter().collect(), None)),
        Plan::BatchGet(plan) => of_keys(call, schema, plan, &after, limit).await,
        Plan::Query(mut plan) => {
            plan.limit = limit;
            of_source(call, schema, Source::Query(plan), after).await
        }
        Plan::Scan(mut plan) => {
            plan.limit = limit;
            of_source(call, schema, Source::Scan(plan), after).await
        }
        _ => unreachable!("read plans hold no writes, and no union holds another"),
    }
}

async fn of_source<T>(
    call: &Call,
    schema: &'static Schema,
    mut source: Source,
    after: Vec<KeyPart>,
) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    let names = PlaceNames::of(schema, source.index());
    let Some(fetch) = source.take_fetch() else {
        return of_pages(Pages::of(call.clone(), schema, source), names, &after).await;
    };
    let fetched = Fetched::of(call.clone(), schema, source, fetch, call.settings().in_flight);
    of_fetched(if after.is_empty() { fetched } else { fetched.after(names.keys(&after)) }).await
}

async fn of_fetched<T>(mut fetched: Fetched<T>) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    let has_limit = fetched.has_limit();
    let (mut items, mut last) = (Vec::new(), None);
    while let Some(more) = fetched.next_placed().await? {
        for (item, place) in more {
            items.push(item);
            last = Some(place);
        }
        if fetched.was_cut() {
            return Ok((items, last));
        }
        if !has_limit && !items.is_empty() && fetched.is_between_pages() {
            break;
        }
    }
    Ok((items, fetched.position()))
}

async fn of_pages<T>(pages: Pages<T>, names: PlaceNames, after: &[KeyPart]) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    let pages = if after.is_empty() { pages } else { pages.after(names.keys(after)) };
    let mut pages = pages.telling_place(names.clone());
    let has_limit = pages.has_limit();
    let mut items: Vec<T> = Vec::new();
    while let Some(page) = pages.next_page().await? {
        items.extend(page);
        if pages.was_cut() {
            return Ok((items, pages.take_last()));
        }
        if !has_limit && !items.is_empty() {
            break;
        }
    }
    let end = pages.position().map(|keys| names.in_keys(keys));
    Ok((items, end))
}

async fn of_keys<T>(
    call: &Call,
    schema: &'static Schema,
    mut plan: BatchGetPlan,
    after: &[KeyPart],
    limit: Option<usize>,
) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    let parts = |key: &PrimaryKey| -> Vec<KeyPart> {
        std::iter::once(key.hash()).chain(key.range()).cloned().collect()
    };
    let mut left = std::mem::take(&mut plan.keys);
    if !after.is_empty() {
        let start = left.iter().position(|key| parts(key) == after).map_or(left.len(), |at| at + 1);
        left.drain(..start);
    }
    // The limit is kept here, so that what lies beyond it is known to be there.
    plan.limit = None;
    let (mut items, mut last) = (Vec::new(), None);
    while !left.is_empty() {
        let rest = left.split_off(left.len().min(MAX_BATCH_GET));
        plan.keys.clone_from(&left);
        let mut found = pin!(each_key::<T>(call, schema, plan.clone(), None, call.settings().in_flight));
        for key in &left {
            let Some(found) = found.try_next().await? else { break };
            let Some(item) = found.into_item() else { continue };
            if limit.is_some_and(|limit| items.len() == limit) {
                return Ok((items, last));
            }
            items.push(item);
            last = Some(parts(key));
        }
        let is_full = limit.map_or(!items.is_empty(), |limit| items.len() >= limit);
        if is_full && !rest.is_empty() {
            // Without a limit the page ends where the request does.
            return Ok((items, if limit.is_some() { last } else { left.last().map(parts) }));
        }
        left = rest;
    }
    Ok((items, None))
}

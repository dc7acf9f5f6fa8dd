//! One page of a read, and where it ended (R12).

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model_fields::{DecodeError, KeyPart, ReadItem, Reader, Value};

use crate::error::{Error, Result};
use crate::exec::call::Call;
use crate::exec::fetched::Fetched;
use crate::exec::pages::{Pages, Source, place_names};
use crate::exec::{batch_get, single};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::cursor::Position;
use crate::plan::steps::MAX_BATCH_GET;
use crate::plan::{BatchGetPlan, Plan};
use crate::sdk::{key_attribute, key_part};

/// An item and the bytes that it was read from, which its key is in.
struct Kept<T> {
    json: Box<str>,
    item: T,
}

impl<T: ReadItem> ReadItem for Kept<T> {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let json = from.raw()?;
        let item = T::read_item(&mut Reader::new(json.as_bytes())?)?;
        Ok(Self { json: json.into(), item })
    }
}

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
    let names = place_names(schema, source.index());
    let Some(fetch) = source.take_fetch() else {
        return of_pages(Pages::of(call.clone(), schema, source), &names, after).await;
    };
    let fetched = Fetched::of(call.clone(), schema, source, fetch, call.settings().in_flight);
    of_fetched(if after.is_empty() { fetched } else { fetched.after(place(&names, &after)) }).await
}

/// A place in the form of a key.
fn place(names: &[&'static str], parts: &[KeyPart]) -> HashMap<String, AttributeValue> {
    names.iter().zip(parts).map(|(name, part)| ((*name).to_owned(), key_attribute(part))).collect()
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

async fn of_pages<T>(pages: Pages<Kept<T>>, names: &[&'static str], after: Vec<KeyPart>) -> Result<Piece<T>>
where
    T: ReadItem + Send + 'static,
{
    let mut pages = if after.is_empty() { pages } else { pages.after(place(names, &after)) };
    let has_limit = pages.has_limit();
    let mut items: Vec<Kept<T>> = Vec::new();
    while let Some(page) = pages.next_page().await? {
        items.extend(page);
        if pages.was_cut() {
            let end = items.last().map(|item| key_of(&item.json, names)).transpose()?;
            return Ok((unkept(items), end));
        }
        if !has_limit && !items.is_empty() {
            break;
        }
    }
    let end = pages.position().map(|keys| {
        let part = |name: &&str| keys.get(*name).and_then(key_part);
        names.iter().filter_map(part).collect::<Vec<KeyPart>>()
    });
    Ok((unkept(items), end))
}

fn unkept<T>(items: Vec<Kept<T>>) -> Vec<T> {
    items.into_iter().map(|kept| kept.item).collect()
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
    let names = place_names(schema, None);
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
    let mut items: Vec<Kept<T>> = Vec::new();
    while !left.is_empty() {
        let rest = left.split_off(left.len().min(MAX_BATCH_GET));
        let last = left.last().map(&parts);
        plan.keys = left;
        items.extend(batch_get::batch_get::<Kept<T>>(call, schema, plan.clone(), None).await?);
        left = rest;
        match limit {
            Some(limit) if items.len() > limit || (items.len() == limit && !left.is_empty()) => {
                items.truncate(limit);
                let end = items.last().map(|item| key_of(&item.json, &names)).transpose()?;
                return Ok((unkept(items), end));
            }
            None if !items.is_empty() && !left.is_empty() => return Ok((unkept(items), last)),
            _ => {}
        }
    }
    Ok((unkept(items), None))
}

/// The key attributes of an item, in the order of the names.
fn key_of(json: &str, names: &[&'static str]) -> Result<Vec<KeyPart>> {
    let read = || -> Result<Vec<Option<KeyPart>>, DecodeError> {
        let mut parts: Vec<Option<KeyPart>> = names.iter().map(|_| None).collect();
        let mut reader = Reader::new(json.as_bytes())?;
        let mut members = reader.object()?;
        while let Some(member) = members.next(&mut reader)? {
            match names.iter().position(|name| *name == member) {
                Some(at) => parts[at] = KeyPart::from_value(&Value::read(&mut reader)?),
                None => reader.skip()?,
            }
        }
        Ok(parts)
    };
    let parts: Option<Vec<KeyPart>> = read().map_err(Error::decode)?.into_iter().collect();
    parts.ok_or_else(|| Error::decode(DecodeError::missing()))
}

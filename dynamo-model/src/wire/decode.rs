//! What is made of the item member of a response.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dynamo_model_fields::{DecodeError, Item, KeyPart, ReadItem, Reader, Value};

use crate::expr::evaluate::holds;
use crate::expr::tree::Expr;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::wire::raw::RawItem;
use crate::wire::unread::{Unread, read_item};

/// Decodes one member of a response's JSON, in place.
pub(crate) trait Decode: Send + Sync + 'static {
    /// What an absent member decodes to is its default.
    type Output: Default + Send + 'static;

    /// The member's name; `None` where there is nothing of ours in the response.
    fn member(&self) -> Option<&'static str>;

    /// Decodes the member's value, with the cursor at its start.
    fn decode(&self, from: &mut Reader<'_>) -> Result<Self::Output, Unread>;

    /// How many items it is, if it is any.
    fn count(_: &Self::Output) -> Option<usize> {
        None
    }
}

/// A response in which nothing is decoded.
pub(crate) struct Bare;

impl Decode for Bare {
    type Output = ();

    fn member(&self) -> Option<&'static str> {
        None
    }

    fn decode(&self, _: &mut Reader<'_>) -> Result<(), Unread> {
        Ok(())
    }
}

/// One item, or none.
pub(crate) struct One<T> {
    member: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T> One<T> {
    pub(crate) fn in_member(member: &'static str) -> Self {
        Self { member, item: PhantomData }
    }
}

impl<T: ReadItem + Send + 'static> Decode for One<T> {
    type Output = Option<T>;

    fn member(&self) -> Option<&'static str> {
        Some(self.member)
    }

    fn decode(&self, from: &mut Reader<'_>) -> Result<Option<T>, Unread> {
        read_item(from).map(Some)
    }

    fn count(item: &Option<T>) -> Option<usize> {
        Some(usize::from(item.is_some()))
    }
}

/// The items of a page that satisfy what is evaluated here.
pub(crate) struct Items<T> {
    local: Option<Arc<Expr>>,
    /// Which item is kept as it is, besides what is made of it.
    mark: Option<usize>,
    marked: Mutex<Option<RawItem>>,
    item: PhantomData<fn() -> T>,
}

impl<T> Items<T> {
    pub(crate) fn satisfying(local: Option<Arc<Expr>>) -> Self {
        Self { local, mark: None, marked: Mutex::new(None), item: PhantomData }
    }

    /// Keeps the item at this place as it is, and no other, so that no page is held twice.
    pub(crate) fn marking(mut self, place: Option<usize>) -> Self {
        self.mark = place;
        self
    }

    /// Gives the item that was to be kept.
    pub(crate) fn take_marked(&self) -> Option<RawItem> {
        self.marked().take()
    }

    fn marked(&self) -> MutexGuard<'_, Option<RawItem>> {
        self.marked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: ReadItem + Send + 'static> Decode for Items<T> {
    type Output = Vec<T>;

    fn member(&self) -> Option<&'static str> {
        Some("Items")
    }

    fn decode(&self, from: &mut Reader<'_>) -> Result<Vec<T>, Unread> {
        let mut items = Vec::new();
        let mut elements = from.array()?;
        let start = from.offset();
        while elements.next(from)? {
            if self.mark == Some(items.len()) {
                *self.marked() = Some(RawItem::read_item(&mut from.clone())?);
            }
            make_room(&mut items, from.offset() - start, from.remaining());
            match &self.local {
                None => items.push(read_item(from)?),
                Some(local) => items.extend(if_holds(local, from)?),
            }
        }
        Ok(items)
    }

    fn count(items: &Vec<T>) -> Option<usize> {
        Some(items.len())
    }
}

/// How many times as many items there may be room for as have come.
const MOST_ROOM: usize = 16;

/// Makes room for the items of the bytes that are left, where there is none, by how many came in those that were read.
#[inline]
fn make_room<T>(items: &mut Vec<T>, read: usize, left: usize) {
    if items.len() == items.capacity() && !items.is_empty() {
        let expected = items.len().saturating_mul(left) / read.max(1) + 1;
        // Those to come may be larger than those that came.
        items.reserve(expected.min(items.len() * MOST_ROOM));
    }
}

/// Reads an item if it satisfies the condition, which is asked of the bytes and not of the struct (R4).
fn if_holds<T: ReadItem>(local: &Expr, from: &mut Reader<'_>) -> Result<Option<T>, Unread> {
    if holds(local, &named(local, from.clone())?) {
        return read_item(from).map(Some);
    }
    from.skip()?;
    Ok(None)
}

/// Reads ahead what the condition names of an item.
fn named(local: &Expr, mut from: Reader<'_>) -> Result<Item, DecodeError> {
    let mut item = Item::new();
    let mut names = from.object()?;
    while let Some(name) = names.next(&mut from)? {
        if local.names(&name) {
            let value = Value::read(&mut from).map_err(|error| error.within(&name))?;
            item.insert(name.into_owned(), value);
        } else {
            from.skip()?;
        }
    }
    Ok(item)
}

/// What is read of one table of a BatchGetItem.
pub(crate) struct BatchTable {
    pub(crate) name: String,
    pub(crate) schema: &'static Schema,
    /// What is evaluated here.
    pub(crate) local: Option<Arc<Expr>>,
}

/// The items of a BatchGetItem with their keys, by the places of their tables. An item that does not satisfy what is
/// evaluated here is `None`.
pub(crate) struct Batch<T> {
    tables: Arc<[BatchTable]>,
    /// How many bytes the items had.
    size: AtomicUsize,
    item: PhantomData<fn() -> T>,
}

impl<T> Batch<T> {
    pub(crate) fn of(tables: &Arc<[BatchTable]>) -> Self {
        Self { tables: Arc::clone(tables), size: AtomicUsize::new(0), item: PhantomData }
    }

    /// Tells how many bytes of items came back.
    pub(crate) fn size(&self) -> usize {
        self.size.load(Ordering::Relaxed)
    }

    /// Finds the table that an answer is about. Where one is asked for, it is that one.
    fn find(&self, name: &str) -> Option<usize> {
        match &*self.tables {
            [_] => Some(0),
            tables => tables.iter().position(|table| table.name == name),
        }
    }
}

impl BatchTable {
    /// Looks ahead for the key of the item, no further than to the last of its parts.
    fn key(&self, mut reader: Reader<'_>) -> Result<PrimaryKey, DecodeError> {
        let mut parts = [None, None];
        let mut missing = self.schema.key_attributes().count();
        let mut names = reader.object()?;
        while missing > 0
            && let Some(name) = names.next(&mut reader)?
        {
            match self.schema.key_attributes().position(|key| *key.name() == *name) {
                Some(position) => {
                    let value = Value::read(&mut reader).map_err(|error| error.within(&name))?;
                    parts[position] = KeyPart::from_value(&value);
                    missing -= 1;
                }
                None => reader.skip()?,
            }
        }
        let [hash, range] = parts;
        let hash = hash.ok_or_else(|| DecodeError::missing().within(self.schema.hash_key().name()))?;
        Ok(PrimaryKey::new(hash, range))
    }
}

/// Items of one table by their keys.
pub(crate) type Keyed<T> = Vec<(PrimaryKey, Option<T>)>;

impl<T: ReadItem> Batch<T> {
    fn items(&self, table: &BatchTable, from: &mut Reader<'_>) -> Result<Keyed<T>, Unread> {
        let mut found = Vec::new();
        let mut elements = from.array()?;
        let first = from.offset();
        while elements.next(from)? {
            make_room(&mut found, from.offset() - first, from.remaining());
            let (start, key) = (from.offset(), table.key(from.clone())?);
            let item = match &table.local {
                None => Some(read_item(from)?),
                Some(local) => if_holds(local, from)?,
            };
            self.size.fetch_add(from.offset() - start, Ordering::Relaxed);
            found.push((key, item));
        }
        Ok(found)
    }
}

impl<T: ReadItem + Send + 'static> Decode for Batch<T> {
    type Output = Vec<Keyed<T>>;

    fn member(&self) -> Option<&'static str> {
        Some("Responses")
    }

    fn decode(&self, from: &mut Reader<'_>) -> Result<Self::Output, Unread> {
        // Of a name that stands twice the last counts, as in every object.
        let mut members: Vec<(Cow<'_, str>, usize, Keyed<T>)> = Vec::with_capacity(self.tables.len());
        let mut names = from.object()?;
        while let Some(name) = names.next(from)? {
            let Some(place) = self.find(&name) else {
                return Err(DecodeError::mismatch("a table that was asked for", "another").into());
            };
            let items = self.items(&self.tables[place], from)?;
            match members.iter_mut().find(|(known, ..)| *known == name) {
                Some((.., known)) => *known = items,
                None => members.push((name, place, items)),
            }
        }
        let mut found: Self::Output = self.tables.iter().map(|_| Vec::new()).collect();
        for (_, place, items) in members {
            if found[place].is_empty() {
                found[place] = items;
            } else {
                found[place].extend(items);
            }
        }
        Ok(found)
    }

    fn count(found: &Self::Output) -> Option<usize> {
        Some(found.iter().map(Vec::len).sum())
    }
}

/// The items of a TransactGetItems, in the order in which they were asked for.
pub(crate) struct Answers;

impl Decode for Answers {
    type Output = Vec<Option<RawItem>>;

    fn member(&self) -> Option<&'static str> {
        Some("Responses")
    }

    fn decode(&self, from: &mut Reader<'_>) -> Result<Self::Output, Unread> {
        let mut found = Vec::new();
        let mut elements = from.array()?;
        while elements.next(from)? {
            let mut item = None;
            let mut names = from.object()?;
            while let Some(name) = names.next(from)? {
                match &*name {
                    "Item" if from.json_null() => item = None,
                    "Item" => item = Some(RawItem::read_item(from)?),
                    _ => from.skip()?,
                }
            }
            found.push(item);
        }
        Ok(found)
    }

    fn count(found: &Self::Output) -> Option<usize> {
        Some(found.iter().flatten().count())
    }
}

/// Counts the items of a page that satisfy what is evaluated here, and keeps none.
pub(crate) struct Counted;

impl ReadItem for Counted {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.skip().map(|()| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_for_as_many_items_as_the_bytes_that_are_left_will_hold() {
        let room = |read, left| {
            let mut items = vec![0; 10];
            items.shrink_to_fit();
            make_room(&mut items, read, left);
            items.capacity()
        };
        assert!((21..40).contains(&room(1_000, 1_000)));
        assert!((41..60).contains(&room(1_000, 3_000)));
        assert!((11..40).contains(&room(1_000, 0)));
        assert!(room(10, 1_000_000) <= 10 + 10 * MOST_ROOM);
    }
}

//! Items that an index names, fetched from the table: the keys page by page, the items by the hundred.

use std::collections::{HashSet, VecDeque};
use std::pin::pin;

use dynamo_model_fields::{DecodeError, Item, KeyPart, ReadItem};
use futures::TryStreamExt;

use crate::error::{Error, Result};
use crate::exec::batch_get::each_key;
use crate::exec::call::Call;
use crate::exec::pages::{Pages, Source};
use crate::exec::place::{Keys, PlaceNames};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::options::Segment;
use crate::plan::steps::MAX_BATCH_GET;
use crate::plan::{BatchGetPlan, FetchPlan};

/// A read through an index whose items are fetched from the table; `T` is what each becomes.
///
/// A page of keys is held, and the items of as many requests as may be in flight.
pub(crate) struct Fetched<T> {
    call: Call,
    schema: &'static Schema,
    pages: Pages<Item>,
    /// The BatchGetItem, but for its keys.
    fetch: BatchGetPlan,
    /// True if some of the items that the index names are expected to be unwanted.
    filters: bool,
    /// The attributes that tell a place in the index.
    names: PlaceNames,
    /// What the page at hand names and was not fetched yet.
    named: VecDeque<Named>,
    /// How many items may still be delivered.
    left: Option<usize>,
    /// True if more items were fetched than may be delivered.
    is_over: bool,
    in_flight: usize,
    item: std::marker::PhantomData<fn() -> T>,
}

/// An item as the index names it.
struct Named {
    key: PrimaryKey,
    place: Vec<KeyPart>,
}

/// An item, and its place in the index.
pub(crate) type Placed<T> = (T, Vec<KeyPart>);

impl<T: ReadItem + Send + 'static> Fetched<T> {
    /// `in_flight`: how many BatchGetItems are sent at once.
    pub(crate) fn of(
        call: Call,
        schema: &'static Schema,
        mut source: Source,
        fetch: FetchPlan,
        in_flight: usize,
    ) -> Self {
        let (table, index) = (source.table().to_owned(), source.index());
        let filters = fetch.filters();
        let FetchPlan { condition, attributes, .. } = fetch;
        let fetch = BatchGetPlan {
            table,
            keys: Vec::new(),
            local: condition,
            attributes,
            consistent: false,
            limit: None,
            why: Vec::new(),
        };
        // The limit is of what is fetched, and not of what the index names.
        let left = source.take_limit();
        Self {
            pages: Pages::of(call.clone(), schema, source),
            call,
            schema,
            fetch,
            filters,
            names: PlaceNames::of(schema, index),
            named: VecDeque::new(),
            left,
            is_over: false,
            in_flight,
            item: std::marker::PhantomData,
        }
    }

    /// Reads a part of a parallel scan.
    pub(crate) fn of_segment(mut self, segment: Segment) -> Self {
        self.pages = self.pages.of_segment(segment);
        self
    }

    /// Goes on from a place in the index.
    pub(crate) fn after(mut self, place: Keys) -> Self {
        self.pages = self.pages.after(place);
        self
    }

    /// Reads the next items; `None` after the last. There may be none, and more to come.
    pub(crate) async fn next_items(&mut self) -> Result<Option<Vec<T>>> {
        let items = self.next_placed().await?;
        Ok(items.map(|items| items.into_iter().map(|(item, _)| item).collect()))
    }

    /// The same, each with its place in the index.
    pub(crate) async fn next_placed(&mut self) -> Result<Option<Vec<Placed<T>>>> {
        if self.left == Some(0) {
            return Ok(None);
        }
        if self.named.is_empty() {
            let Some(page) = self.pages.next_page().await? else { return Ok(None) };
            self.named = self.named_by(&page)?;
        }
        let named: Vec<Named> = self.named.drain(..self.enough()).collect();
        let mut items = self.fetch(named).await?;
        if let Some(left) = &mut self.left {
            self.is_over |= items.len() > *left;
            items.truncate(*left);
            *left -= items.len();
        }
        Ok(Some(items))
    }

    /// What a page of the index names, each item once.
    fn named_by(&self, page: &[Item]) -> Result<VecDeque<Named>> {
        let mut seen = HashSet::with_capacity(page.len());
        let mut all = VecDeque::with_capacity(page.len());
        for item in page {
            let key = PrimaryKey::of_item(item, self.schema)?;
            let part = |name: &str| item.get(name).and_then(KeyPart::from_value);
            let place: Option<Vec<KeyPart>> = self.names.iter().map(part).collect();
            let place = place.ok_or_else(|| Error::decode(DecodeError::missing()))?;
            if seen.insert(key.clone()) {
                all.push_back(Named { key, place });
            }
        }
        Ok(all)
    }

    /// How many are fetched at once: no more than a limit needs, as far as that can be told.
    fn enough(&self) -> usize {
        let most = self.in_flight.saturating_mul(MAX_BATCH_GET).min(self.named.len());
        match self.left {
            Some(left) if self.filters => most.min(left.max(MAX_BATCH_GET)),
            Some(left) => most.min(left),
            None => most,
        }
    }

    async fn fetch(&self, named: Vec<Named>) -> Result<Vec<Placed<T>>> {
        let keys = named.iter().map(|named| named.key.clone()).collect();
        let plan = BatchGetPlan { keys, ..self.fetch.clone() };
        let mut found = pin!(each_key::<T>(&self.call, self.schema, plan, None, self.in_flight));
        let mut items = Vec::with_capacity(named.len());
        for Named { place, .. } in named {
            let Some(found) = found.try_next().await? else { break };
            items.extend(found.into_item().map(|item| (item, place)));
        }
        Ok(items)
    }

    pub(crate) fn has_limit(&self) -> bool {
        self.left.is_some()
    }

    /// True if all that the page at hand names was fetched.
    pub(crate) fn is_between_pages(&self) -> bool {
        self.named.is_empty()
    }

    /// True if the limit was reached, and there may be more.
    pub(crate) fn was_cut(&self) -> bool {
        let is_more = self.is_over || !self.named.is_empty() || self.pages.position().is_some();
        self.left == Some(0) && is_more
    }

    /// Where the next page of the index begins, if there may be one.
    pub(crate) fn position(&self) -> Option<Vec<KeyPart>> {
        self.pages.position().map(|keys| self.names.in_keys(keys))
    }
}

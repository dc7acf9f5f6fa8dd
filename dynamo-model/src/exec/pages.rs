//! Query and Scan, page by page to the end.

use std::sync::Arc;

use aws_sdk_dynamodb::types::Select;
use dynamo_model_fields::{DecodeError, Item, KeyPart, ReadItem};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::call::{Call, send};
use crate::exec::expressions;
use crate::exec::place::{Keys, PlaceNames};
use crate::exec::single::from_maps;
use crate::expr::evaluate::holds;
use crate::expr::render::Renderer;
use crate::expr::tree::Expr;
use crate::model::schema::{KeySchema, Schema};
use crate::plan::attributes::Attributes;
use crate::plan::options::Segment;
use crate::plan::{FetchPlan, QueryPlan, ScanPlan};
use crate::sdk::from_attribute_values;
use crate::wire::decode::{Counted, Items};
use crate::wire::failure;
use crate::wire::raw::RawItem;
use crate::wire::response::Slot;
use crate::wire::seam;
use crate::wire::unread::Unread;
use crate::wire::watch::Subject;

/// What pages are read of.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Query(QueryPlan),
    Scan(ScanPlan),
}

impl Source {
    pub(crate) fn table(&self) -> &str {
        match self {
            Self::Query(plan) => &plan.table,
            Self::Scan(plan) => &plan.table,
        }
    }

    pub(crate) fn index(&self) -> Option<&'static str> {
        match self {
            Self::Query(plan) => plan.index,
            Self::Scan(plan) => plan.index,
        }
    }

    /// Takes what is fetched of the items, if they are not read as they are.
    pub(crate) fn take_fetch(&mut self) -> Option<FetchPlan> {
        match self {
            Self::Query(plan) => plan.fetch.take(),
            Self::Scan(plan) => plan.fetch.take(),
        }
    }

    /// Takes the limit, to be kept by the caller.
    pub(crate) fn take_limit(&mut self) -> Option<usize> {
        match self {
            Self::Query(plan) => plan.limit.take(),
            Self::Scan(plan) => plan.limit.take(),
        }
    }

    fn attributes(&self) -> Option<&Attributes> {
        match self {
            Self::Query(plan) => plan.attributes.as_ref(),
            Self::Scan(plan) => plan.attributes.as_ref(),
        }
    }
}

/// A read that goes on page by page; `T` is what each item becomes.
pub(crate) struct Pages<T> {
    call: Call,
    schema: &'static Schema,
    source: Source,
    local: Option<Arc<Expr>>,
    /// How many items may still be delivered.
    left: Option<usize>,
    /// True once items beyond the limit, or a next page, were left unread.
    was_cut: bool,
    next: Next,
    /// The attributes that tell a place, if the place of the last item that the limit allows is asked for.
    places: Option<PlaceNames>,
    /// That place, once the item was read.
    last: Option<Vec<KeyPart>>,
    /// True once a page ended where it began.
    stands_still: bool,
    /// Which part of a parallel scan it is.
    segment: Option<Segment>,
    item: std::marker::PhantomData<fn() -> T>,
}

enum Next {
    First,
    After(Keys),
    End,
}

/// What one request asks for.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Items,
    /// The keys and what is evaluated here, to be counted.
    Evaluated,
    /// DynamoDB's own count.
    Count,
}

/// One page, as it came.
struct Page<T> {
    items: Vec<T>,
    count: i32,
    after: Option<Keys>,
    /// The place of the last item that the limit allows, if it is among them.
    last: Option<Vec<KeyPart>>,
}

/// What Query and Scan have in common in the request and in the answer, though their types do not.
macro_rules! page {
    ($pages:expr, $turn:expr, $operation:literal, $layer:expr, $request:expr, $renderer:expr, $plan:expr, $start:expr, $wanted:expr) => {{
        let slot = Slot::new(Items::<U>::satisfying($pages.local.clone()).marking($pages.mark()));
        let subject = || Subject::of($operation).table(&$plan.table).index($plan.index);
        let (seam, typed) = $pages.call.seam(subject).decoding($pages.call.layer($layer), &slot);
        let mut request = $request
            .table_name(&$plan.table)
            .set_filter_expression($plan.filter.as_ref().map(|filter| $renderer.condition(filter)))
            .set_projection_expression($pages.projection(&mut $renderer, $wanted))
            .set_index_name($plan.index.map(str::to_owned))
            .set_select($pages.select($plan.fetches, $wanted))
            .set_expression_attribute_names(expressions::names(&$renderer))
            .set_expression_attribute_values(expressions::values(&$renderer))
            .set_consistent_read($plan.consistent.then_some(true))
            .set_limit($pages.request_limit($plan.page_size));
        if let Some(start) = $start {
            request = request.set_exclusive_start_key(Some(start));
        }
        let output = send!($pages.call, $turn, request, seam);
        let output = output.map_err(|error| failure::of_read(error, $pages.schema.index($plan.index)))?;
        let found = if typed {
            slot.take().and_then(|items| Ok((items, $pages.place_of(slot.decoder().take_marked())?)))
        } else {
            $pages.read_maps(output.items())
        };
        let (items, last) = found?;
        let after = output.last_evaluated_key().filter(|keys| !keys.is_empty()).cloned();
        Ok(Page { items, count: output.count(), after, last })
    }};
}

impl<T: ReadItem + Send + 'static> Pages<T> {
    pub(crate) fn of(call: Call, schema: &'static Schema, source: Source) -> Self {
        let (local, limit) = match &source {
            Source::Query(plan) => (plan.local.clone(), plan.limit),
            Source::Scan(plan) => (plan.local.clone(), plan.limit),
        };
        let local = local.map(Arc::new);
        Self {
            call,
            schema,
            source,
            local,
            left: limit,
            was_cut: false,
            next: Next::First,
            places: None,
            last: None,
            stands_still: false,
            segment: None,
            item: std::marker::PhantomData,
        }
    }

    /// Reads the next page; `None` after the last. A page may be empty and not the last.
    pub(crate) async fn next_page(&mut self) -> Result<Option<Vec<T>>> {
        let Some(page) = self.fetch::<T>(Wanted::Items).await? else { return Ok(None) };
        let mut items = page.items;
        if let Some(left) = &mut self.left {
            let is_more = items.len() > *left || matches!(self.next, Next::After(_));
            items.truncate(*left);
            *left -= items.len();
            if *left == 0 {
                self.was_cut = is_more;
                self.last = page.last;
                self.next = Next::End;
            }
        }
        Ok(Some(items))
    }

    /// Reads a part of a parallel scan.
    pub(crate) fn of_segment(mut self, segment: Segment) -> Self {
        self.segment = Some(segment);
        self
    }

    /// Goes on from the key of an item.
    pub(crate) fn after(mut self, keys: Keys) -> Self {
        self.next = Next::After(keys);
        self
    }

    pub(crate) fn has_limit(&self) -> bool {
        self.left.is_some()
    }

    /// True if the limit was reached, and there may be more.
    pub(crate) fn was_cut(&self) -> bool {
        self.was_cut
    }

    /// Has the place told of the last item that the limit allows.
    pub(crate) fn telling_place(mut self, names: PlaceNames) -> Self {
        self.places = Some(names);
        self
    }

    /// The place of the last item, if the limit was reached and it was to be told.
    pub(crate) fn take_last(&mut self) -> Option<Vec<KeyPart>> {
        self.last.take()
    }

    /// Which item of the next page is the last that the limit allows, if its place is to be told.
    fn mark(&self) -> Option<usize> {
        self.places.as_ref()?;
        self.left?.checked_sub(1)
    }

    fn place_of(&self, item: Option<RawItem>) -> Result<Option<Vec<KeyPart>>, DecodeError> {
        let place = self.places.as_ref().zip(item).map(|(names, item)| names.in_item(&item));
        place.transpose()
    }

    /// Where the next page goes on, if there may be one.
    pub(crate) fn position(&self) -> Option<&Keys> {
        match &self.next {
            Next::After(keys) => Some(keys),
            Next::First | Next::End => None,
        }
    }

    async fn fetch<U: ReadItem + Send + 'static>(&mut self, wanted: Wanted) -> Result<Option<Page<U>>> {
        let start = match std::mem::replace(&mut self.next, Next::End) {
            Next::End => return Ok(None),
            Next::First => None,
            Next::After(keys) => Some(keys),
        };
        let page = match &self.source {
            Source::Query(plan) => self.query(plan, start.clone(), wanted).await,
            // Boxed, so that the future of a Query has no room for it.
            Source::Scan(plan) => Box::pin(self.scan(plan, start.clone(), wanted)).await,
        };
        let page = page.and_then(|page| match &page.after {
            Some(after) if Some(after) == start.as_ref() && self.stands_still => Err(Error::said(
                ErrorKind::Other,
                "the service answered with the place where the page began, so the pages would never end",
            )),
            _ => Ok(page),
        });
        let operation = match &self.source {
            Source::Query(_) => "Query",
            Source::Scan(_) => "Scan",
        };
        let place = |error| self.call.locate(error, self.schema, operation, self.source.table());
        let mut page = page.map_err(place)?;
        self.stands_still = page.after.is_some() && page.after == start;
        if let Some(keys) = page.after.take() {
            self.next = Next::After(keys);
        }
        Ok(Some(page))
    }

    async fn query<U: ReadItem + Send + 'static>(
        &self,
        plan: &QueryPlan,
        start: Option<Keys>,
        wanted: Wanted,
    ) -> Result<Page<U>> {
        let turn = self.call.take_turn().await;
        let mut renderer = Renderer::default();
        let request = self
            .call
            .client()
            .query()
            .key_condition_expression(renderer.condition(&plan.key_condition))
            .set_scan_index_forward(plan.descending.then_some(false));
        page!(self, turn, "Query", seam::query(), request, renderer, plan, start, wanted)
    }

    async fn scan<U: ReadItem + Send + 'static>(
        &self,
        plan: &ScanPlan,
        start: Option<Keys>,
        wanted: Wanted,
    ) -> Result<Page<U>> {
        if plan.warn && start.is_none() && self.segment.is_none_or(|segment| segment.number == 0) {
            tracing::warn!(table = plan.table, "scanning a whole table; `explain()` says why");
        }
        let turn = self.call.take_turn().await;
        let mut renderer = Renderer::default();
        let segment = self.segment.or(plan.segment);
        let request = self
            .call
            .client()
            .scan()
            .set_segment(segment.map(|segment| segment.number))
            .set_total_segments(segment.map(|segment| segment.of));
        page!(self, turn, "Scan", seam::scan(), request, renderer, plan, start, wanted)
    }

    /// What a projection reads, or the keys and what is evaluated here where that is all that is needed.
    fn projection(&self, renderer: &mut Renderer, wanted: Wanted) -> Option<String> {
        match wanted {
            Wanted::Items => self.source.attributes().map(|names| renderer.attributes(names)),
            Wanted::Evaluated => Some(renderer.projection(needed(self.schema, self.local.as_deref()))),
            Wanted::Count => None,
        }
    }

    fn select(&self, fetches: bool, wanted: Wanted) -> Option<Select> {
        match wanted {
            Wanted::Count => Some(Select::Count),
            Wanted::Items if fetches && self.source.attributes().is_none() => Some(Select::AllAttributes),
            Wanted::Items | Wanted::Evaluated => None,
        }
    }

    /// What is sent as `Limit`: never more than is still wanted, where nothing is filtered out.
    fn request_limit(&self, page_size: Option<i32>) -> Option<i32> {
        let filtered = match &self.source {
            Source::Query(plan) => plan.filter.is_some() || plan.local.is_some(),
            Source::Scan(plan) => plan.filter.is_some() || plan.local.is_some(),
        };
        let left = self.left.filter(|_| !filtered).map(|left| left.try_into().unwrap_or(i32::MAX));
        left.into_iter().chain(page_size).min()
    }

    /// The items of the SDK's maps, and the place of the one that is marked.
    fn read_maps<U: ReadItem>(&self, maps: &[Keys]) -> Result<(Vec<U>, Option<Vec<KeyPart>>), Unread> {
        let mut items = Vec::with_capacity(maps.len());
        let mut last = None;
        for map in maps {
            let wanted = match &self.local {
                Some(local) => holds(local, &from_attribute_values(map)?),
                None => true,
            };
            if wanted {
                if let (true, Some(names)) = (self.mark() == Some(items.len()), &self.places) {
                    last = Some(names.in_map(map)?);
                }
                items.extend(from_maps::<U>(Some(map))?);
            }
        }
        Ok((items, last))
    }
}

impl Pages<Counted> {
    /// Counts the items without reading them, as far as that can be (R9).
    pub(crate) async fn count(mut self) -> Result<u64> {
        let wanted = if self.local.is_some() { Wanted::Evaluated } else { Wanted::Count };
        let mut total: u64 = 0;
        while let Some(page) = self.fetch::<Counted>(wanted).await? {
            let found = match wanted {
                Wanted::Count => u64::try_from(page.count).unwrap_or_default(),
                _ => page.items.len() as u64,
            };
            let Some(left) = &mut self.left else {
                total += found;
                continue;
            };
            let taken = found.min(*left as u64);
            total += taken;
            *left -= usize::try_from(taken).unwrap_or(*left);
            if *left == 0 {
                break;
            }
        }
        Ok(total)
    }
}

impl Pages<Item> {
    /// Reads the next page of keys, and as little else as there must be.
    pub(crate) async fn next_keys(&mut self) -> Result<Option<Vec<Item>>> {
        Ok(self.fetch::<Item>(Wanted::Evaluated).await?.map(|page| page.items))
    }
}

/// The key attributes, and those that are evaluated here.
pub(crate) fn needed<'a>(schema: &'a Schema, local: Option<&'a Expr>) -> Vec<&'a str> {
    let mut names: Vec<&str> = schema.key_attributes().map(KeySchema::name).collect();
    if let Some(local) = local {
        local.roots(&mut |root| {
            if !names.contains(&root) {
                names.push(root);
            }
        });
    }
    names
}

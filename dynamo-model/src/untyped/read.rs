//! Query and Scan of a table without a model.

use std::borrow::Cow;
use std::marker::PhantomData;

use dynamo_model_fields::{Item, ReadItem};
use futures::{StreamExt, TryStreamExt};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::exec::call::CallOptions;
use crate::exec::pages::{Pages, Source};
use crate::exec::reading::Reading;
use crate::exec::reads;
use crate::expr::condition::IntoCondition;
use crate::expr::fold::fold;
use crate::expr::tree::Expr;
use crate::model::interned;
use crate::plan::{NothingPlan, Plan, QueryPlan, ScanPlan};
use crate::sdk::{from_attribute_values, to_attribute_values};
use crate::untyped::item::SerdeItem;
use crate::untyped::{Table, Untyped, without_keys};
use crate::verbs::Rows;
use crate::verbs::builder::{awaited, call_options, hooks, measured, verb};
use crate::verbs::called::called;

impl Table {
    /// Reads the items that a key condition names: the hash key by `eq`, and at most one comparison, `between` or
    /// `begins_with` of the range key. Sends Queries, page by page, and gives the items in the order of the range key; none for
    /// a condition that can never hold. It costs what the key condition finds, whatever a filter leaves of that.
    ///
    /// # Errors
    ///
    /// Once it is awaited: [`is_refused`](Error::is_refused) and [`is_encode`](Error::is_encode) before anything is sent,
    /// [`is_decode`](Error::is_decode) with [`decode`](TableRead::decode), and the service's own:
    /// [`is_invalid`](Error::is_invalid) for a key condition of other attributes than the keys, or an index that is not there.
    pub fn query(&self, key_condition: impl IntoCondition<Untyped>) -> TableRead {
        TableRead::new(self, Some(key_condition.into_condition().into_expr()))
    }

    /// Reads all items. Sends Scans, page by page, which give them in no order and cost the whole table.
    ///
    /// # Errors
    ///
    /// As [`query`](Self::query).
    pub fn scan(&self) -> TableRead {
        TableRead::new(self, None)
    }

    /// Reads all items in so many segments side by side. It costs what [`scan`](Self::scan) does.
    ///
    /// # Errors
    ///
    /// As [`query`](Self::query).
    pub fn parallel_scan(&self, segments: u32) -> TableRead {
        self.scan().segments(segments)
    }
}

/// A Query or Scan that was not sent yet; see [`Table::query`] and [`Table::scan`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TableRead<T = Item> {
    table: Table,
    key_condition: Option<Expr>,
    filter: Option<Expr>,
    index: Option<String>,
    attributes: Option<Vec<Cow<'static, str>>>,
    descending: bool,
    consistent: bool,
    limit: Option<usize>,
    page_size: Option<u32>,
    segments: Option<u32>,
    after: Option<Item>,
    call: CallOptions,
    item: PhantomData<fn() -> T>,
}

/// One answer of a Query or Scan.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TablePage<T = Item> {
    /// The items; none may come, and more after them.
    pub items: Vec<T>,
    /// The key after which the next page begins; `None` after the last.
    pub next: Option<Item>,
}

impl TableRead {
    fn new(table: &Table, key_condition: Option<Expr>) -> Self {
        Self {
            table: table.clone(),
            key_condition,
            filter: None,
            index: None,
            attributes: None,
            descending: false,
            consistent: table.db.settings().consistent,
            limit: None,
            page_size: None,
            segments: None,
            after: None,
            call: CallOptions::default(),
            item: PhantomData,
        }
    }

    /// Reads the items as a type that serde knows.
    pub fn decode<T: DeserializeOwned + Send + 'static>(self) -> TableRead<SerdeItem<T>> {
        TableRead {
            table: self.table,
            key_condition: self.key_condition,
            filter: self.filter,
            index: self.index,
            attributes: self.attributes,
            descending: self.descending,
            consistent: self.consistent,
            limit: self.limit,
            page_size: self.page_size,
            segments: self.segments,
            after: self.after,
            call: self.call,
            item: PhantomData,
        }
    }
}

impl<T: ReadItem + Send + 'static> TableRead<T> {
    /// Delivers only items for which a condition holds. Given twice, both must hold. DynamoDB reads the others all the same.
    pub fn filter(mut self, condition: impl IntoCondition<Untyped>) -> Self {
        self.filter = Some(condition.into_condition().into_expr().besides(self.filter));
        self
    }

    /// Reads through an index.
    pub fn index(mut self, name: impl Into<String>) -> Self {
        self.index = Some(name.into());
        self
    }

    /// Reads these attributes only.
    pub fn attributes<N: Into<Cow<'static, str>>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.attributes = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Delivers in falling order of the range key. Refused for a Scan.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Delivers at most so many items, however many requests that takes. For [`page`](Self::page) see `page_size`.
    pub fn limit(mut self, items: usize) -> Self {
        self.limit = Some(items);
        self
    }

    /// Has each request evaluate at most so many items.
    pub fn page_size(mut self, items: u32) -> Self {
        self.page_size = Some(items);
        self
    }

    /// Cuts a Scan into so many segments that are read side by side. Refused for a Query.
    pub fn segments(mut self, segments: u32) -> Self {
        self.segments = Some(segments);
        self
    }

    /// Goes on after a key, such as [`TablePage::next`].
    pub fn after(mut self, key: impl Into<Option<Item>>) -> Self {
        self.after = key.into();
        self
    }

    /// Consumes at most so many capacity units a second; see [`GetMany::rate_limit`](crate::GetMany::rate_limit).
    pub fn rate_limit(mut self, units_per_second: impl Into<f64>) -> Self {
        self.call.rate = Some(units_per_second.into());
        self
    }

    call_options!(call);

    hooks! {
        customize_query => query: QueryFluentBuilder, "Query";
        customize_scan => scan: ScanFluentBuilder, "Scan";
    }

    measured!('static, Vec<T>);

    /// Delivers the items one by one, reading a page when the one before is used up.
    pub fn stream(self) -> Rows<T> {
        Rows::of(self, |read| async move {
            let plan = read.plan()?;
            if read.after.is_some() && !matches!(plan, Plan::Nothing(_)) {
                let pages = read.pages(plan, "segments side by side go on after no key")?;
                return Ok(reads::one_by_one(Reading::Whole(Box::new(pages))).boxed());
            }
            Ok(reads::stream::<T>(read.call.begin(&read.table.db), without_keys(), plan))
        })
    }

    /// Counts the items. Sends `Select=COUNT`.
    ///
    /// # Errors
    ///
    /// As for the read.
    pub async fn count(self) -> Result<u64> {
        called(self, Self::run_count).await
    }

    async fn run_count(self) -> Result<u64> {
        let mut plan = self.plan()?;
        crate::plan::attributes::forget(&mut plan);
        if self.after.is_some() {
            return Err(Error::refused("a count goes on after no key: read the pages"));
        }
        reads::count(&self.call.begin(&self.table.db), without_keys(), plan).await
    }

    /// Reads one page: what one request gives, which may be nothing though more follows. `page_size` bounds it.
    ///
    /// # Errors
    ///
    /// [`is_refused`](Error::is_refused) beside `limit` or `segments`, and those of the read.
    pub async fn page(self) -> Result<TablePage<T>> {
        called(self, Self::run_page).await
    }

    async fn run_page(self) -> Result<TablePage<T>> {
        if self.limit.is_some() {
            return Err(Error::refused("a page holds what one request gives: bound it with `page_size`"));
        }
        let plan = self.plan()?;
        if matches!(plan, Plan::Nothing(_)) {
            return Ok(TablePage { items: Vec::new(), next: None });
        }
        let mut pages = self.pages(plan, "segments side by side have no page")?;
        let items = pages.next_page().await?.unwrap_or_default();
        let next = pages.position().map(from_attribute_values).transpose()?;
        Ok(TablePage { items, next })
    }

    async fn run(self) -> Result<Vec<T>> {
        self.stream().try_collect().await
    }

    /// The pages of a read, from where it goes on. `refusal`: why segments side by side have none.
    fn pages(&self, plan: Plan, refusal: &'static str) -> Result<Pages<T>> {
        let source = match plan {
            Plan::Query(plan) => Source::Query(plan),
            Plan::Scan(plan) if plan.segments.is_none() => Source::Scan(plan),
            _ => return Err(Error::refused(refusal)),
        };
        let pages = Pages::of(self.call.begin(&self.table.db), without_keys(), source);
        Ok(match &self.after {
            Some(after) => pages.after(to_attribute_values(after)),
            None => pages,
        })
    }

    fn plan(&self) -> Result<Plan> {
        let table = self.call.table.clone().unwrap_or_else(|| self.table.name.clone());
        let filter = self.filter.as_ref().map(checked).transpose()?.filter(|it| !it.is_always());
        let key_condition = self.key_condition.as_ref().map(checked).transpose()?;
        let index = self.index.as_deref().map(interned::name);
        let page_size = self.page_size.map(|size| size.try_into().unwrap_or(i32::MAX));
        let (attributes, limit, why) = (self.attributes.clone(), self.limit, Vec::new());
        if self.page_size == Some(0) {
            return Err(Error::refused("a page size of 0 would never end"));
        }
        if self.call.rate.is_some_and(|rate| !rate.is_finite() || rate <= 0.0) {
            return Err(Error::refused("a rate limit is a number of capacity units a second, more than 0"));
        }
        if self.attributes.as_ref().is_some_and(Vec::is_empty) {
            return Err(Error::refused(
                "a list of no attributes reads nothing: name some, or leave `attributes` out",
            ));
        }
        let can_never_hold = [&key_condition, &filter].into_iter().flatten().any(Expr::is_never);
        if can_never_hold || limit == Some(0) {
            return Ok(Plan::Nothing(NothingPlan { table, why }));
        }
        if let Some(key_condition) = key_condition {
            if self.segments.is_some() {
                return Err(Error::refused("only a Scan has segments"));
            }
            return Ok(Plan::Query(QueryPlan {
                table,
                index,
                fetches: false,
                key_condition,
                filter,
                local: None,
                fetch: None,
                attributes,
                descending: self.descending,
                consistent: self.consistent,
                limit,
                page_size,
                why,
            }));
        }
        if self.descending {
            return Err(Error::refused("`descending` needs a Query: a Scan has no order"));
        }
        Ok(Plan::Scan(ScanPlan {
            table,
            index,
            fetches: false,
            filter,
            local: None,
            fetch: None,
            attributes,
            consistent: self.consistent,
            limit,
            page_size,
            segments: self.segments.map(crate::plan::segments::check_count).transpose()?,
            segment: None,
            warn: false,
            why,
        }))
    }
}

verb!([T: ReadItem + Send + 'static] TableRead<T>, "table_read", |call| &mut call.table.db);
awaited!(@ [T: ReadItem + Send + 'static] TableRead<T> => Vec<T>);

/// A condition as it is sent.
fn checked(expr: &Expr) -> Result<Expr> {
    expr.check()?;
    Ok(fold(expr.clone()))
}

//! `get_many`: the items that a strategy names.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::{Stream, StreamExt, TryStreamExt};

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::pages::{self, Pages, Source};
use crate::exec::{batch_get, single};
use crate::model::Model;
use crate::plan::options::ReadOptions;
use crate::plan::{Plan, ScanPolicy, read};
use crate::strategy::{Chosen, Strategy};
use crate::verbs::builder::awaited;
use crate::wire::decode::Counted;

/// A read that was not sent yet; see [`Verbs::get_many`](crate::Verbs::get_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetMany<M> {
    db: Connection,
    strategy: Strategy,
    options: ReadOptions,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> GetMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Chosen) -> Self {
        Self { db: db.clone(), strategy: strategy.0, options: db.read_options(), model: PhantomData }
    }

    /// Delivers at most this many items. 0 sends nothing.
    pub fn limit(mut self, items: usize) -> Self {
        self.options.limit = Some(items);
        self
    }

    /// Has each request of a Query or Scan evaluate at most this many items; without it, as many as fit into 1 MB.
    pub fn page_size(mut self, items: u32) -> Self {
        self.options.page_size = Some(items);
        self
    }

    /// Delivers in falling order of the range key. Refused where the plan is a Scan or a list of keys.
    pub fn descending(mut self) -> Self {
        self.options.descending = true;
        self
    }

    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }

    /// Reads what may lack the latest writes, at half the price; the default, unless the connection says otherwise.
    pub fn eventually_consistent(mut self) -> Self {
        self.options.consistent = false;
        self
    }

    /// Permits a Scan in this call, and does without the warning.
    pub fn allow_scan(mut self) -> Self {
        self.options.scan = ScanPolicy::Allow;
        self
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        let schema = M::schema();
        read::read(schema, &self.db.table_name(schema.table()), &self.strategy, &self.options)
            .map_err(|error| error.of_model(schema.model()))
    }

    /// Counts the items instead of reading them.
    ///
    /// A Query or Scan sends `Select=COUNT` where nothing is evaluated here; otherwise the keys are read, and what is
    /// evaluated here, and counted.
    pub fn count(self) -> Count<M> {
        Count(self)
    }

    /// Delivers the items one by one, reading a page when the one before is used up.
    ///
    /// A stream that is dropped sends nothing more. A list of keys is read at once.
    pub fn stream(self) -> Rows<M> {
        let items = futures::stream::once(async move {
            let plan = self.explain()?;
            let db = self.db;
            Ok::<_, crate::Error>(match plan {
                Plan::Query(plan) => in_pages(Pages::of(db, M::schema(), Source::Query(plan))).boxed(),
                Plan::Scan(plan) => in_pages(Pages::of(db, M::schema(), Source::Scan(plan))).boxed(),
                plan => futures::stream::iter(at_once::<M>(&db, plan).await?.into_iter().map(Ok)).boxed(),
            })
        });
        Rows(items.try_flatten().boxed())
    }

    async fn run(self) -> Result<Vec<M>> {
        let plan = self.explain()?;
        match plan {
            Plan::Query(plan) => pages::collect(Pages::of(self.db, M::schema(), Source::Query(plan))).await,
            Plan::Scan(plan) => pages::collect(Pages::of(self.db, M::schema(), Source::Scan(plan))).await,
            plan => at_once(&self.db, plan).await,
        }
    }
}

/// Plans that are not read in pages.
async fn at_once<M: Model>(db: &Connection, plan: Plan) -> Result<Vec<M>> {
    match plan {
        Plan::Nothing(_) => Ok(Vec::new()),
        Plan::Get(plan) => Ok(single::get(db, M::schema(), &plan).await?.into_iter().collect()),
        Plan::BatchGet(plan) => batch_get::batch_get(db, M::schema(), &plan, None).await,
        _ => unreachable!("read plans hold no writes, and pages are read as such"),
    }
}

fn in_pages<M: Model>(pages: Pages<M>) -> impl Stream<Item = Result<M>> + Send + 'static {
    let pages = futures::stream::try_unfold(pages, |mut pages| async move {
        Ok::<_, crate::Error>(pages.next_page().await?.map(|page| (page, pages)))
    });
    pages.map_ok(|page| futures::stream::iter(page.into_iter().map(Ok))).try_flatten()
}

awaited!(GetMany<M> => Vec<M>);

/// A count that was not sent yet; see [`GetMany::count`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Count<M>(GetMany<M>);

impl<M: Model> Count<M> {
    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.0.explain().map(read::counted)
    }

    async fn run(self) -> Result<u64> {
        let plan = self.explain()?;
        let db = self.0.db;
        let schema = M::schema();
        match plan {
            Plan::Nothing(_) => Ok(0),
            Plan::Get(plan) => Ok(u64::from(single::get::<Counted>(&db, schema, &plan).await?.is_some())),
            Plan::BatchGet(plan) => {
                let names = pages::needed(schema, plan.local.as_ref());
                let found = batch_get::batch_get::<Counted>(&db, schema, &plan, Some(&names)).await?;
                Ok(found.len() as u64)
            }
            Plan::Query(plan) => pages::count(db, schema, Source::Query(plan)).await,
            Plan::Scan(plan) => pages::count(db, schema, Source::Scan(plan)).await,
            _ => unreachable!("read plans hold no writes"),
        }
    }
}

awaited!(Count<M> => u64);

/// The items of a read, one by one: a [`Stream`] of results. After an error it ends.
pub struct Rows<M>(Pin<Box<dyn Stream<Item = Result<M>> + Send>>);

impl<M> Stream for Rows<M> {
    type Item = Result<M>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<M> fmt::Debug for Rows<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

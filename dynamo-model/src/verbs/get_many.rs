//! `get_many`: the items that a strategy names.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use dynamo_model_fields::capability::Ordered;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::Call;
use crate::exec::reads::{self, Started};
use crate::model::Model;
use crate::model::field::Field;
use crate::model::index::Index;
use crate::model::projection::Projection;
use crate::plan::cursor::Cursor;
use crate::plan::options::{Missing, ReadOptions, Segments};
use crate::plan::{Plan, ScanPolicy, read};
use crate::strategy::{Chosen, Strategy};
use crate::verbs::builder::{CallOptions, awaited, call_options, hooks, measured, verb};
use crate::verbs::called::{Called, streamed};
use crate::verbs::missing::WithMissing;
use crate::verbs::or_not_found::or_not_found;
use crate::verbs::page::ReadPage;
use crate::verbs::read_options::read_options;

/// A read that was not sent yet; see [`Verbs::get_many`](crate::Verbs::get_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetMany<M, P = M> {
    db: Connection,
    strategy: Strategy,
    options: ReadOptions,
    after: Option<Cursor>,
    call: CallOptions,
    types: PhantomData<fn() -> (M, P)>,
}

impl<M: Model> GetMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Chosen) -> Self {
        Self {
            db: db.clone(),
            strategy: strategy.0,
            options: db.read_options(M::schema()),
            after: None,
            call: CallOptions::default(),
            types: PhantomData,
        }
    }
}

impl<M: Model, P: Projection<M>> GetMany<M, P> {
    /// Reads the attributes that a [`Projection`] names, instead of whole items.
    ///
    /// Sends a projection expression, which names the keys and what is evaluated here as well. Less comes back and is
    /// decoded, and it costs as many read units as whole items do: DynamoDB counts what it reads, not what it sends.
    /// Options stand before or after it.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    ///     name: String,
    ///     #[model(default)]
    ///     cities_visited: Vec<String>,
    /// }
    ///
    /// #[derive(Projection, Debug, PartialEq)]
    /// #[projection(of = User)]
    /// struct UserName {
    ///     name: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// User::save_one(&db, User::new("johndoe@gmail.com", "John Doe")).await?;
    /// let names: Vec<UserName> = User::get_many(&db, ["johndoe@gmail.com"]).project::<UserName>().await?;
    /// assert_eq!(names, [UserName { name: "John Doe".to_owned() }]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn project<Q: Projection<M>>(self) -> GetMany<M, Q> {
        self.reading(Q::attributes())
    }

    fn reading<Q>(self, attributes: Option<&'static [&'static str]>) -> GetMany<M, Q> {
        let options = ReadOptions { attributes, ..self.options };
        let Self { db, strategy, after, call, .. } = self;
        GetMany { db, strategy, options, after, call, types: PhantomData }
    }

    read_options!();

    call_options!(call);

    hooks! {
        customize_get => get_item: GetItemFluentBuilder, "GetItem";
        customize_batch_get => batch_get_item: BatchGetItemFluentBuilder, "BatchGetItem";
        customize_query => query: QueryFluentBuilder, "Query";
        customize_scan => scan: ScanFluentBuilder, "Scan";
    }

    measured!('static, Vec<P>);

    /// Consumes at most so many capacity units a second, for work in the background.
    ///
    /// Counted is what DynamoDB reports that it consumed, so a request is sent when those before it are paid for: the
    /// first one goes at once. It slows a Query, a Scan and a list of keys; all segments of a scan share the rate. An
    /// engine that reports nothing is not slowed. A rate of 0 or less, or one that is no finite number, is refused.
    pub fn rate_limit(mut self, units_per_second: impl Into<f64>) -> Self {
        self.call.rate = Some(units_per_second.into());
        self
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        if self.after.is_some() {
            let error =
                Error::refused("a cursor goes on with `.after(cursor).page()`, and with no other read");
            return Err(error.of_model(M::schema().model()));
        }
        let schema = M::schema();
        let place = |error: Error| error.of_model(schema.model());
        if self.call.rate.is_some_and(|rate| !rate.is_finite() || rate <= 0.0) {
            return Err(place(Error::refused(
                "a rate limit is a number of capacity units a second, more than 0",
            )));
        }
        read::read(schema, &self.call.table_of::<M>(&self.db), &self.strategy, &self.options).map_err(place)
    }

    /// Counts the items instead of reading them.
    ///
    /// A Query or Scan sends `Select=COUNT` where nothing is evaluated here; otherwise the keys are read, and what is
    /// evaluated here, and counted. A projection makes no difference.
    pub fn count(self) -> Count<M> {
        Count(self.reading(Some(&[])))
    }

    /// Reads the first item only; `None` if there is none. The same as `limit(1)`.
    pub fn first(self) -> First<M, P> {
        First(self.limit(1))
    }

    /// Goes on where a page ended; `None` starts at the first item. For [`page`](Self::page) only: every other read
    /// with a cursor is refused.
    pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.after = cursor.into();
        self
    }

    /// Reads some of the items, and says where to go on.
    ///
    /// With [`limit`](Self::limit) it is so many items, in as many requests as that takes. Without it, it is what one
    /// request gives: of a Query or Scan at most [`page_size`](Self::page_size) items evaluated, of a list of keys the
    /// next hundred; a request that gives none is followed by the next. The last page may be empty: whether there is
    /// more is only known by asking. A page costs no more for the pages before it.
    ///
    /// The next page takes the same condition, built in the same way; limit, page size, consistency and projection may
    /// change.
    ///
    /// # Errors
    ///
    /// [`is_invalid_cursor`](crate::Error::is_invalid_cursor) if the cursor is damaged or of another read;
    /// [`is_refused`](crate::Error::is_refused) if the limit is 0, or if a key of the model is sensitive and the
    /// connection does not seal cursors, whether or not the page is the last; then as for the read.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct Post {
    ///     #[model(hash_key)]
    ///     user: String,
    ///     #[model(range_key)]
    ///     at: u64,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// Post::create_table(&db).await?;
    /// assert!(Post::save_many(&db, (1..=5_u64).map(|at| Post::new("ann", at))).await?.is_complete());
    ///
    /// let read = || Post::get_many(&db, Post::USER.eq("ann")).descending().limit(3);
    /// let first = read().page().await?;
    /// assert_eq!(first.items.iter().map(|post| post.at).collect::<Vec<_>>(), [5, 4, 3]);
    /// let link = first.cursor.map(|cursor| format!("/posts?after={cursor}"));
    /// # let cursor = link.as_deref().and_then(|link| link.strip_prefix("/posts?after=")).unwrap_or_default();
    /// let second = read().after(cursor.parse::<dynamo_model::Cursor>()?).page().await?;
    /// assert_eq!((second.items.len(), second.cursor), (2, None));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn page(mut self) -> ReadPage<M, P> {
        let after = self.after.take();
        self.options.is_page = true;
        ReadPage::new(self, after)
    }

    /// Reads the items of a list of keys, and tells which keys have none.
    ///
    /// For a list of keys, or a condition that lists whole keys; refused with a [`limit`](Self::limit).
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// User::create_table(&db).await?;
    /// User::save_one(&db, User::new("ann@x.io")).await?;
    /// let found = User::get_many(&db, ["ann@x.io", "bob@x.io"]).with_missing().await?;
    /// assert_eq!(found.items, [User::new("ann@x.io")]);
    /// assert_eq!(found.missing, [User::key_of("bob@x.io")]);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn with_missing(self) -> WithMissing<M, P> {
        WithMissing::new(self)
    }

    /// Tells whether there is an item. Reads the first, and of it no more than must be.
    pub fn exists(self) -> Exists<M> {
        Exists(self.limit(1).count())
    }

    /// Delivers the items one by one, reading a page when the one before is used up.
    ///
    /// What is held is one page of at most 1 MB; of a list of keys, two requests of 100; of a scan in segments, a page
    /// of each of those that are under way. A stream that is dropped sends nothing more.
    pub fn stream(self) -> Rows<P> {
        Rows::of(self, |call| async move {
            let plan = call.planned()?;
            Ok(reads::stream::<P>(call.begin(), M::schema(), plan))
        })
    }

    pub(super) fn begin(&self) -> Call {
        self.call.begin(&self.db)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.db
    }

    pub(super) fn limited(&self) -> Option<usize> {
        self.options.limit
    }

    /// The plan, which the connection is told of.
    pub(super) fn planned(&self) -> Result<Plan> {
        let plan = self.explain()?;
        self.db.tell(|| Ok(plan.clone()));
        Ok(plan)
    }

    fn run(self) -> impl Future<Output = Result<Vec<P>>> + Send + 'static {
        let started = self.planned().map(|plan| Started::of(self.begin(), M::schema(), plan));
        async move { started?.collect().await }
    }
}

verb!([M: Model, P: Projection<M>] GetMany<M, P>, "get_many", |call| &mut call.db);
awaited!(GetMany<M, P> => Vec<P>);

/// A count that was not sent yet; see [`GetMany::count`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Count<M>(GetMany<M>);

impl<M: Model> Count<M> {
    measured!('static, u64);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

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
        self.0.db.tell(|| Ok(plan.clone()));
        reads::count(&self.0.call.begin(&self.0.db), M::schema(), plan).await
    }
}

verb!([M: Model] Count<M>, "get_many", |call| &mut call.0.db);
awaited!(Count<M> => u64);

/// The first item of a read that was not sent yet; see [`GetMany::first`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct First<M, P = M>(GetMany<M, P>);

impl<M: Model, P: Projection<M>> First<M, P> {
    measured!('static, Option<P>);

    or_not_found!(P, |_first| Ok(Error::item_not_found().of_model(M::schema().model())));

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.0.explain()
    }

    async fn run(self) -> Result<Option<P>> {
        Ok(self.0.run().await?.into_iter().next())
    }
}

verb!([M: Model, P: Projection<M>] First<M, P>, "get_many", |call| &mut call.0.db);
awaited!(First<M, P> => Option<P>);

/// The question whether there is an item, which was not sent yet; see [`GetMany::exists`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct Exists<M>(Count<M>);

impl<M: Model> Exists<M> {
    measured!('static, bool);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.0.explain()
    }

    async fn run(self) -> Result<bool> {
        Ok(self.0.run().await? > 0)
    }
}

verb!([M: Model] Exists<M>, "get_many", |call| &mut call.0.0.db);
awaited!(Exists<M> => bool);

/// The items of a read, one by one: a [`Stream`] of results. After an error it ends.
#[must_use = "nothing is sent until it is read"]
pub struct Rows<M>(Pin<Box<dyn Stream<Item = Result<M>> + Send>>);

impl<T: Send + 'static> Rows<T> {
    /// The rows of a stream that is made when the first is asked for.
    pub(crate) fn of<C, F>(call: C, rows: impl FnOnce(C) -> F) -> Self
    where
        C: Called,
        F: Future<Output = Result<BoxStream<'static, Result<T>>>> + Send + 'static,
    {
        Self(streamed(call, |call| futures::stream::once(rows(call)).try_flatten().boxed()))
    }
}

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

//! `batch_get`: the items of lists of keys, of several tables.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;

use futures::TryStreamExt;

use crate::batch::lists::{Append, EndsWithKeys, KeyLists, Keys, Parts};
use crate::connection::Connection;
use crate::error::Result;
use crate::exec::batch_get::{self, Found, Reading};
use crate::model::Model;
use crate::model::key::{Key, PrimaryKey};
use crate::model::projection::Projection;
use crate::model::schema::Schema;
use crate::plan::Plan;
use crate::plan::tables::{Reads, WantedKeys, get};
use crate::verbs::builder::{BoxFuture, CallOptions, hooks, measured, stream_options, timeout, verb};
use crate::verbs::called::called;
use crate::wire::raw::RawItem;

/// A read that was not sent yet; see [`Connection::batch_get`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct BatchGet<Lists = ()> {
    db: Connection,
    lists: Vec<List>,
    call: CallOptions,
    in_flight: Option<usize>,
    types: PhantomData<fn() -> Lists>,
}

#[derive(Debug)]
struct List {
    schema: &'static Schema,
    /// The full name of the table.
    table: String,
    // A key that cannot be used is reported when it is used, so that naming it cannot fail.
    keys: Result<Vec<PrimaryKey>>,
    attributes: Option<&'static [&'static str]>,
    consistent: bool,
}

impl BatchGet {
    pub(crate) fn new(db: &Connection) -> Self {
        let (lists, call) = (Vec::new(), CallOptions::default());
        Self { db: db.clone(), lists, call, in_flight: None, types: PhantomData }
    }
}

impl<Lists> BatchGet<Lists> {
    /// Adds a list of keys, whose items are one more list of the answer. There may be 12 lists.
    ///
    /// Two lists of one table are asked for together, each key once: for all attributes that either asks for, and
    /// consistently if either is.
    pub fn keys<M: Model>(
        mut self,
        keys: impl IntoIterator<Item = Key<M>>,
    ) -> BatchGet<<Lists as Append<Keys<M>>>::Output>
    where
        Lists: Append<Keys<M>>,
    {
        let schema = M::schema();
        self.lists.push(List {
            schema,
            table: self.db.table_name(schema.table()),
            keys: keys.into_iter().map(Key::into_values).collect(),
            attributes: None,
            consistent: self.db.settings().consistent,
        });
        self.typed()
    }

    /// Has the `keys` before it read the attributes that a [`Projection`] names, instead of whole items.
    pub fn project<P: Projection<Lists::Model>>(mut self) -> BatchGet<Lists::Projected<P>>
    where
        Lists: EndsWithKeys,
    {
        self.change(|list| list.attributes = P::attributes());
        self.typed()
    }

    /// Has the `keys` before it read what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self
    where
        Lists: EndsWithKeys,
    {
        self.change(|list| list.consistent = true);
        self
    }

    /// Has the `keys` before it read what may lack the latest writes, at half the price; the default, unless the connection
    /// says otherwise.
    pub fn eventually_consistent(mut self) -> Self
    where
        Lists: EndsWithKeys,
    {
        self.change(|list| list.consistent = false);
        self
    }

    /// Has the `keys` before it read of this table instead of the model's. It is the full name, to which the connection's
    /// prefix is not added.
    pub fn table(mut self, name: impl Into<String>) -> Self
    where
        Lists: EndsWithKeys,
    {
        let name = name.into();
        self.change(|list| list.table = name);
        self
    }

    timeout!(call);

    stream_options!();

    hooks! {
        customize => batch_get_item: BatchGetItemFluentBuilder, "BatchGetItem";
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(|reads| Plan::BatchGetTables(reads.plan))
    }

    fn change(&mut self, change: impl FnOnce(&mut List)) {
        if let Some(last) = self.lists.last_mut() {
            change(last);
        }
    }

    fn typed<Others>(self) -> BatchGet<Others> {
        let Self { db, lists, call, in_flight, .. } = self;
        BatchGet { db, lists, call, in_flight, types: PhantomData }
    }

    fn plan(&self) -> Result<Reads> {
        let wanted = |list: &List| {
            let List { schema, table, attributes, consistent, .. } = list;
            let (table, keys) = (table.clone(), list.keys.clone()?);
            Ok(WantedKeys { schema, table, keys, attributes: *attributes, consistent: *consistent })
        };
        get(self.lists.iter().map(wanted).collect::<Result<_>>()?, self.db.settings().max_requests)
    }
}

impl<Lists: KeyLists + 'static> BatchGet<Lists> {
    measured!('static, Lists::Found);

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> impl Future<Output = Result<Lists::Found>> + Send + 'static {
        called(self, Self::run)
    }

    async fn run(self) -> Result<Lists::Found> {
        let Reads { plan, schemas, places } = self.plan()?;
        self.db.tell(|| Ok(Plan::BatchGetTables(plan.clone())));
        let call = self.call.begin(&self.db);
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let readings = plan.tables.into_iter().zip(schemas);
        let readings = readings.map(|(plan, schema)| Reading { schema, plan, names: None }).collect();
        let found = batch_get::each_of::<RawItem>(&call, readings, in_flight);
        let items = found.map_ok(Found::into_item).try_collect().await?;
        let schemas = self.lists.iter().map(|list| list.schema);
        let lists: Vec<_> = schemas.zip(places).collect();
        Lists::found(Parts { items, lists: lists.into_iter() }).map_err(|error| error.during("BatchGetItem"))
    }
}

verb!([Lists: KeyLists + 'static] BatchGet<Lists>, "batch_get", |call| &mut call.db);

impl<Lists: KeyLists + 'static> IntoFuture for BatchGet<Lists> {
    type Output = Result<Lists::Found>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(called(self, Self::run))
    }
}

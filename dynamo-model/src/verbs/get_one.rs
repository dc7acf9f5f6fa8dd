//! `get_one`: one item by its key.

use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::single;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::model::projection::Projection;
use crate::plan::{GetPlan, Plan, attributes, read};
use crate::verbs::builder::{CallOptions, awaited, call_options, hooks, measured, verb};
use crate::verbs::or_not_found::{absent, or_not_found};

/// A GetItem that was not sent yet; see [`Verbs::get_one`](crate::Verbs::get_one).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetOne<M, P = M> {
    db: Connection,
    key: Result<PrimaryKey>,
    consistent: bool,
    attributes: Option<&'static [&'static str]>,
    call: CallOptions,
    types: PhantomData<fn() -> (M, P)>,
}

impl<M: Model> GetOne<M> {
    pub(crate) fn new(db: &Connection, key: Result<PrimaryKey>) -> Self {
        let consistent = db.settings().consistent;
        let call = CallOptions::default();
        Self { db: db.clone(), key, consistent, attributes: None, call, types: PhantomData }
    }
}

impl<M: Model, P: Projection<M>> GetOne<M, P> {
    /// Reads the attributes that a [`Projection`] names, instead of the whole item.
    ///
    /// Sends a projection expression, which names the keys as well. Less comes back and is decoded, and it costs as many
    /// read units as the whole item does. See [`GetMany::project`](crate::GetMany::project).
    pub fn project<Q: Projection<M>>(self) -> GetOne<M, Q> {
        let Self { db, key, consistent, call, .. } = self;
        GetOne { db, key, consistent, attributes: Q::attributes(), call, types: PhantomData }
    }

    /// Reads what all earlier writes left, at twice the price in read units.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reads what may lack the latest writes, at half the price; the default, unless the connection says otherwise.
    pub fn eventually_consistent(mut self) -> Self {
        self.consistent = false;
        self
    }

    call_options!(call);

    hooks! {
        customize => get_item: GetItemFluentBuilder, "GetItem";
    }

    measured!('static, Option<P>);

    or_not_found!(P, |get| Ok(absent::<M>("GetItem", &get.call.table_of::<M>(&get.db))));

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if the key cannot be used.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::Get)
    }

    fn plan(&self) -> Result<GetPlan> {
        let key = self.key.clone()?;
        let mut plan = read::read_one(&self.call.table_of::<M>(&self.db), key, self.consistent);
        attributes::project_one(&mut plan, M::schema(), self.attributes);
        Ok(plan)
    }

    fn run(self) -> impl Future<Output = Result<Option<P>>> + Send + 'static {
        let plan = self.plan().inspect(|plan| self.db.tell(|| Ok(Plan::Get(plan.clone()))));
        let call = self.call.begin(&self.db);
        async move { single::get(&call, M::schema(), plan.as_ref().map_err(Clone::clone)?).await }
    }
}

verb!([M: Model, P: Projection<M>] GetOne<M, P>, "get_one", |call| &mut call.db);
awaited!(GetOne<M, P> => Option<P>);

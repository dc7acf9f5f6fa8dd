//! `get_one`: one item by its key.

use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::single;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::plan::{GetPlan, Plan, read};
use crate::verbs::builder::awaited;

/// A GetItem that was not sent yet; see [`Verbs::get_one`](crate::Verbs::get_one).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetOne<M> {
    db: Connection,
    key: Result<PrimaryKey>,
    consistent: bool,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> GetOne<M> {
    pub(crate) fn new(db: &Connection, key: Result<PrimaryKey>) -> Self {
        Self { db: db.clone(), key, consistent: db.settings().consistent, model: PhantomData }
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
        Ok(read::read_one(&self.db.table_name(M::schema().table()), key, self.consistent))
    }

    async fn run(self) -> Result<Option<M>> {
        let plan = self.plan()?;
        single::get(&self.db, M::schema(), &plan).await
    }
}

awaited!(GetOne<M> => Option<M>);

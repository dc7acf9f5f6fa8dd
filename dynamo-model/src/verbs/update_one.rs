//! `update_one`: one item, changed in place.

use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::single;
use crate::expr::condition::IntoCondition;
use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::Model;
use crate::plan::{Plan, UpdatePlan, write};
use crate::strategy::Aim;
use crate::verbs::builder::awaited;

/// An UpdateItem that was not sent yet; see [`Verbs::update_one`](crate::Verbs::update_one).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct UpdateOne<M> {
    db: Connection,
    aim: Result<Aim>,
    actions: Result<Vec<Action>>,
    only_if: Option<Expr>,
    retry_unknown: bool,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> UpdateOne<M> {
    pub(crate) fn new(db: &Connection, aim: Result<Aim>, actions: Result<Vec<Action>>) -> Self {
        Self { db: db.clone(), aim, actions, only_if: None, retry_unknown: false, model: PhantomData }
    }

    /// Changes the item only if a condition holds for it. Given twice, both must hold.
    pub fn only_if(mut self, condition: impl IntoCondition<M>) -> Self {
        let condition = condition.into_condition().into_expr();
        self.only_if = Some(match self.only_if {
            Some(known) => known.and(condition),
            None => condition,
        });
        self
    }

    /// Sends an update that must not be done twice again after its answer was lost, at the risk that it counts twice.
    pub fn retry_unknown(mut self) -> Self {
        self.retry_unknown = true;
        self
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::Update)
    }

    fn plan(&self) -> Result<UpdatePlan> {
        let schema = M::schema();
        let (aim, actions) = (self.aim.clone()?, self.actions.clone()?);
        let table = self.db.table_name(schema.table());
        let plan = write::update(schema, &table, aim, actions, self.only_if.as_ref())
            .map_err(|error| error.of_model(schema.model()))?;
        Ok(if self.retry_unknown { write::resent(plan) } else { plan })
    }

    async fn run(self) -> Result<Option<M>> {
        let plan = self.plan()?;
        self.db.tell(|| Ok(Plan::Update(plan.clone())));
        single::update(&self.db, M::schema(), &plan).await
    }
}

awaited!(UpdateOne<M> => Option<M>);

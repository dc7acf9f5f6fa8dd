//! `delete_one`: one item, given back as it was.

use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::single;
use crate::expr::condition::IntoCondition;
use crate::model::Model;
use crate::plan::{DeletePlan, Plan, write};
use crate::strategy::Aim;
use crate::verbs::builder::{CallOptions, awaited, call_options, hooks, measured, verb};
use crate::verbs::or_not_found::{absent, or_not_found};

/// A DeleteItem that was not sent yet; see [`Verbs::delete_one`](crate::Verbs::delete_one).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DeleteOne<M> {
    db: Connection,
    aim: Result<Aim>,
    call: CallOptions,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> DeleteOne<M> {
    pub(crate) fn new(db: &Connection, aim: Result<Aim>) -> Self {
        Self { db: db.clone(), aim, call: CallOptions::default(), model: PhantomData }
    }

    /// Deletes the item only if a condition holds for it, besides those that stand beside the key.
    pub fn only_if(mut self, condition: impl IntoCondition<M>) -> Self {
        let condition = condition.into_condition().into_expr();
        self.aim = self.aim.map(|aim| aim.and(condition));
        self
    }

    call_options!(call);

    hooks! {
        customize => delete_item: DeleteItemFluentBuilder, "DeleteItem";
    }

    measured!('static, Option<M>);

    or_not_found!(M, |delete| Ok(absent::<M>("DeleteItem", &delete.call.table_of::<M>(&delete.db))));

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::Delete)
    }

    fn plan(&self) -> Result<DeletePlan> {
        let schema = M::schema();
        write::delete(&self.call.table_of::<M>(&self.db), self.aim.clone()?)
            .map_err(|error| error.of_model(schema.model()))
    }

    fn run(self) -> impl Future<Output = Result<Option<M>>> + Send + 'static {
        let plan = self.plan().inspect(|plan| self.db.tell(|| Ok(Plan::Delete(plan.clone()))));
        let call = self.call.begin(&self.db);
        async move { single::delete(&call, M::schema(), plan.as_ref().map_err(Clone::clone)?).await }
    }
}

verb!([M: Model] DeleteOne<M>, "delete_one", |call| &mut call.db);
awaited!(DeleteOne<M> => Option<M>);

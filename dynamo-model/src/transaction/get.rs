//! `transact_get`: several items as they are at one moment.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::transact;
use crate::model::schema::Schema;
use crate::plan::transact::{WantedItem, get};
use crate::plan::{Plan, TransactGetPlan};
use crate::transaction::keys::{Answered, Asked, TransactKeys};
use crate::verbs::builder::{BoxFuture, CallOptions, hooks, measured, timeout, verb};
use crate::verbs::called::called;

/// A read that was not sent yet; see [`Connection::transact_get`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct TransactGet<K> {
    db: Connection,
    // A key that cannot be used is reported when it is used, so that making the read cannot fail.
    asked: Vec<Result<WantedItem>>,
    call: CallOptions,
    keys: PhantomData<fn() -> K>,
}

impl<K: TransactKeys> TransactGet<K> {
    pub(crate) fn new(db: &Connection, asked: Vec<Result<Asked>>) -> Self {
        let asked = asked.into_iter().map(|asked| asked.map(|Asked(item)| item)).collect();
        Self { db: db.clone(), asked, call: CallOptions::default(), keys: PhantomData }
    }

    timeout!(call);

    hooks! {
        customize => transact_get_items: TransactGetItemsFluentBuilder, "TransactGetItems";
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(|(plan, _)| Plan::TransactGet(plan))
    }

    fn plan(&self) -> Result<(TransactGetPlan, Vec<&'static Schema>)> {
        let asked: Vec<WantedItem> = self.asked.iter().cloned().collect::<Result<_>>()?;
        let schemas = asked.iter().map(|item| item.schema).collect();
        Ok((get(asked)?, schemas))
    }

    async fn run(self) -> Result<K::Found> {
        let (plan, schemas) = self.plan()?;
        self.db.tell(|| Ok(Plan::TransactGet(plan.clone())));
        let found = transact::get(&self.call.begin(&self.db), &schemas, &plan).await?;
        let found: Vec<_> = found.into_iter().zip(schemas).collect();
        K::found(Answered(found.into_iter())).map_err(|error| error.during("TransactGetItems"))
    }
}

impl<K: TransactKeys + 'static> TransactGet<K> {
    measured!('static, K::Found);

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> impl Future<Output = Result<K::Found>> + Send + 'static {
        called(self, Self::run)
    }
}

verb!([K: TransactKeys + 'static] TransactGet<K>, "transact_get", |call| &mut call.db);

impl<K: TransactKeys + 'static> IntoFuture for TransactGet<K> {
    type Output = Result<K::Found>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(called(self, Self::run))
    }
}

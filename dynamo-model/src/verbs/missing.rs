//! `with_missing`: the items of a list of keys, and the keys that have none.

use std::pin::pin;

use futures::TryStreamExt;

use crate::error::{Error, Result};
use crate::exec::batch_get::{self, Found};
use crate::exec::single;
use crate::model::Model;
use crate::model::key::{Key, PrimaryKey};
use crate::model::projection::Projection;
use crate::plan::Plan;
use crate::verbs::builder::{CallOptions, awaited, measured, verb};
use crate::verbs::get_many::GetMany;

/// The items of a list of keys, and the keys that have none.
#[derive(Debug)]
#[non_exhaustive]
pub struct FoundOrMissing<M, P = M> {
    /// The items, in the order of the keys.
    pub items: Vec<P>,
    /// The keys without an item, in their order. One whose item does not satisfy the conditions beside it is in neither
    /// list.
    pub missing: Vec<Key<M>>,
}

/// A read of keys that was not sent yet; see [`GetMany::with_missing`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct WithMissing<M, P = M>(GetMany<M, P>);

impl<M: Model, P: Projection<M>> WithMissing<M, P> {
    measured!('static, FoundOrMissing<M, P>);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    pub(super) fn new(read: GetMany<M, P>) -> Self {
        Self(read)
    }

    /// Says what would be sent, and why.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        let place = |error: Error| error.of_model(M::schema().model());
        if self.0.limited().is_some() {
            return Err(place(Error::refused(
                "`limit` and `with_missing` exclude each other: of what lies beyond the limit nothing is known",
            )));
        }
        match self.0.explain()? {
            plan @ (Plan::Nothing(_) | Plan::Get(_) | Plan::BatchGet(_)) => Ok(plan),
            plan => {
                let operation = plan.operation().unwrap_or_default();
                Err(place(Error::refused(format!(
                    "`with_missing` needs a list of keys, and the plan is a {operation}"
                ))))
            }
        }
    }

    async fn run(self) -> Result<FoundOrMissing<M, P>> {
        let plan = self.explain()?;
        self.0.connection().tell(|| Ok(plan.clone()));
        let (call, schema) = (self.0.begin(), M::schema());
        let mut answer = FoundOrMissing { items: Vec::new(), missing: Vec::new() };
        match plan {
            Plan::Get(plan) => {
                let found = single::get(&call, schema, &plan).await?;
                answer.add(plan.key, found.map_or(Found::Missing, Found::Item));
            }
            Plan::BatchGet(plan) => {
                let keys = plan.keys.clone();
                let in_flight = call.settings().in_flight;
                let mut found = pin!(batch_get::each_key::<P>(&call, schema, plan, None, in_flight));
                for key in keys {
                    // After an error the stream ends, and the error is returned.
                    let Some(found) = found.try_next().await? else { break };
                    answer.add(key, found);
                }
            }
            _ => {}
        }
        Ok(answer)
    }
}

impl<M: Model, P> FoundOrMissing<M, P> {
    fn add(&mut self, key: PrimaryKey, found: Found<P>) {
        match found {
            Found::Item(item) => self.items.push(item),
            Found::Missing => self.missing.push(Key::of(Ok(key))),
            Found::Unwanted => {}
        }
    }
}

verb!([M: Model, P: Projection<M>] WithMissing<M, P>, "get_many", |call| call.0.connection_mut());
awaited!(WithMissing<M, P> => FoundOrMissing<M, P>);

//! `exactly_once`: an update that counts once, whatever becomes of answers (W1).

use crate::error::{CancellationKind, Error, Result};
use crate::exec::transact::{self, Sending};
use crate::model::Model;
use crate::plan::transact::{of_update, write};
use crate::plan::{Plan, TransactWritePlan};
use crate::verbs::builder::{CallOptions, awaited, hooks, measured, verb};
use crate::verbs::update_one::UpdateOne;

/// An update that was not sent yet, and is done once; see [`UpdateOne::exactly_once`].
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ExactlyOnce<M>(UpdateOne<M>);

impl<M: Model> ExactlyOnce<M> {
    pub(super) fn new(update: UpdateOne<M>) -> Self {
        Self(update)
    }

    hooks! {
        customize => transact_write_items: TransactWriteItemsFluentBuilder, "TransactWriteItems";
    }

    measured!('static, bool);

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        self.plan().map(Plan::TransactWrite)
    }

    fn plan(&self) -> Result<TransactWritePlan> {
        let update = self.0.plan()?;
        if self.0.makes_parents() {
            let words =
                "`exactly_once` is one request, and `create_parents` may take several: choose one of them";
            return Err(Error::refused(words).of_model(M::schema().model()));
        }
        write(vec![of_update(update)], 0)
    }

    async fn run(self) -> Result<bool> {
        let plan = self.plan()?;
        self.0.connection().tell(|| Ok(Plan::TransactWrite(plan.clone())));
        let ready =
            plan.actions.into_iter().map(|action| Sending { schema: M::schema(), action, json: None });
        let sent = transact::write(&self.0.begin(), ready.collect(), &transact::random_token()).await;
        let sent = sent.map_err(|error| error.of_model(M::schema().model()));
        sent.map_or_else(as_of_one, |()| Ok(true))
    }
}

verb!([M: Model] ExactlyOnce<M>, "update_one", |call| call.0.connection_mut());
awaited!(ExactlyOnce<M> => bool);

/// A cancellation by the only action is what an update of one item says of its condition (W2).
fn as_of_one(error: Error) -> Result<bool> {
    let [reason] = error.cancellation_reasons() else { return Err(error) };
    match reason.kind() {
        CancellationKind::Absent => Ok(false),
        CancellationKind::ConditionFailed => {
            let failed = Error::condition_failed(reason.item().cloned()).placed_as(&error);
            Err(failed.caused_by(error))
        }
        _ => Err(error),
    }
}

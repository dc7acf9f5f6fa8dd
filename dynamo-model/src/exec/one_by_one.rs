//! Writes of single items, several at once; those of one key one after another (W6).

use std::future::Future;

use crate::error::{Error, ErrorKind, Result};
use crate::exec::bulk::{Answer, Job, Reason, Work, is_worth_another_try};
use crate::exec::call::Call;
use crate::exec::encoded::Json;
use crate::exec::retry::MAX_TRIES;
use crate::exec::single;
use crate::model::schema::Schema;
use crate::plan::{DeletePlan, PutPlan, UpdatePlan};
use crate::wire::decode::Counted;
use crate::wire::request::Member;

/// A write of one item.
pub(crate) trait Single: Send + Sync {
    type Load: Send + Sync;
    type Done: Send;

    const OPERATION: &'static str;

    fn write(
        &self,
        call: &Call,
        schema: &'static Schema,
        load: &Self::Load,
    ) -> impl Future<Output = Result<Self::Done>> + Send;
}

/// Puts of items, given as JSON.
pub(crate) struct Puts(pub(crate) PutPlan);

impl Single for Puts {
    type Load = Json;
    type Done = ();

    const OPERATION: &'static str = "PutItem";

    async fn write(&self, call: &Call, schema: &'static Schema, json: &Json) -> Result<()> {
        single::put(call, schema, &self.0, Member::of("Item", json)).await
    }
}

/// Deletes; each tells whether there was an item.
pub(crate) struct Deletes;

impl Single for Deletes {
    type Load = DeletePlan;
    type Done = bool;

    const OPERATION: &'static str = "DeleteItem";

    async fn write(&self, call: &Call, schema: &'static Schema, plan: &DeletePlan) -> Result<bool> {
        Ok(single::delete::<Counted>(call, schema, plan).await?.is_some())
    }
}

/// Updates; each tells whether there was an item, or is one now.
pub(crate) struct Updates;

impl Single for Updates {
    type Load = UpdatePlan;
    type Done = bool;

    const OPERATION: &'static str = "UpdateItem";

    async fn write(&self, call: &Call, schema: &'static Schema, plan: &UpdatePlan) -> Result<bool> {
        Ok(single::update::<Counted>(call, schema, plan).await?.is_some())
    }
}

/// Sends each by itself.
pub(crate) struct OneByOne<S> {
    pub(crate) call: Call,
    pub(crate) schema: &'static Schema,
    pub(crate) table: String,
    pub(crate) single: S,
}

impl<S: Single> Work for OneByOne<S> {
    type Load = S::Load;
    type Done = S::Done;

    const MOST: usize = 1;

    async fn send(&self, jobs: Vec<Job<S::Load>>) -> Answer<S::Load, S::Done> {
        let mut answer = Answer::new();
        for job in jobs {
            match self.single.write(&self.call, self.schema, &job.load).await {
                // Of a write that may have been done all the same the error says so (W1), so this one was not.
                Err(error) if is_worth_another_try(error.kind()) => {
                    answer.why = Some(Reason { error, is_lost: false });
                    answer.left.push(job);
                }
                result => answer.ended.push((job, result)),
            }
        }
        answer
    }

    fn unprocessed(&self) -> Error {
        let words = format!("not written after {MAX_TRIES} tries");
        Error::said(ErrorKind::Unprocessed, words)
    }

    fn place(&self, _: &Job<S::Load>, error: Error) -> Error {
        self.call.locate(error, self.schema, S::OPERATION, &self.table)
    }
}

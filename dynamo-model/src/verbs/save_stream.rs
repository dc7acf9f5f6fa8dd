//! `save_stream`: items that do not fit in memory, each accounted for as it ends.

use std::marker::PhantomData;

use futures::stream::{Stream, StreamExt};

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Fresh, Job};
use crate::exec::encoded::Json;
use crate::exec::one_by_one::{OneByOne, Puts};
use crate::exec::tables::Tables;
use crate::model::Model;
use crate::plan::write::{Overwrite, put, put_many};
use crate::plan::{Plan, PutPlan};
use crate::verbs::batch_result::Outcome;
use crate::verbs::builder::{CallOptions, call_options, hooks, stream_options, verb};
use crate::verbs::outcomes::{Inputs, Outcomes};
use crate::verbs::save_many::{ByBorrow, IntoSaved, checked_key, json};
use crate::verbs::save_one::IntoOverwrite;

/// Saves of what a stream gives, of which none was sent yet; see [`Verbs::save_stream`](crate::Verbs::save_stream).
#[derive(Debug)]
#[must_use = "nothing is sent until its `stream()` is polled"]
pub struct SaveStream<'a, M, S, Mark = ByBorrow> {
    db: Connection,
    inputs: S,
    overwrite: Overwrite,
    call: CallOptions,
    in_flight: Option<usize>,
    types: PhantomData<(fn() -> (M, Mark), &'a ())>,
}

impl<'a, M, S, Mark> SaveStream<'a, M, S, Mark>
where
    M: Model,
    S: Stream + Send + 'a,
    S::Item: IntoSaved<M, Mark> + 'a,
    Mark: 'a,
{
    pub(crate) fn new(db: &Connection, inputs: S) -> Self {
        let (db, call) = (db.clone(), CallOptions::default());
        Self { db, inputs, overwrite: Overwrite::Always, call, in_flight: None, types: PhantomData }
    }

    /// Says whether items of the same key may be replaced; see [`SaveOne::overwrite`](crate::SaveOne::overwrite).
    ///
    /// With anything but `true` each item is sent as a conditional PutItem of its own.
    pub fn overwrite(mut self, overwrite: impl IntoOverwrite<M>) -> Self {
        self.overwrite = overwrite.into_overwrite().0;
        self
    }

    stream_options!();

    call_options!(call);

    hooks! {
        customize_put => put_item: PutItemFluentBuilder, "PutItem";
        customize_batch_write => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    /// Says what would be sent.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    pub fn explain(&self) -> Result<Plan> {
        let schema = M::schema();
        put_many(schema, &self.full_table_name(), None, &self.overwrite)
            .map(Plan::BatchWrite)
            .map_err(|error| error.of_model(schema.model()))
    }

    /// Sends what the inputs give, as it is polled, and tells what becomes of each in the order in which they end.
    ///
    /// Held are the inputs of the requests under way, and no others: the stream takes as many as it can send. A request
    /// that is not full is sent when nothing else is under way and no input is ready.
    pub fn stream(self) -> Outcomes<'a, S::Item> {
        Outcomes::called(self, Self::outcomes)
    }

    fn outcomes(self) -> Outcomes<'a, S::Item> {
        let schema = M::schema();
        let (table, call) = (self.full_table_name(), self.call.begin(&self.db));
        let plan = match put(schema, &table, &self.overwrite) {
            Ok(plan) => plan,
            Err(error) => return Outcomes::refused(error.of_model(schema.model())),
        };
        self.db.tell(|| self.explain());
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let inputs = Inputs::new();
        let kept = inputs.clone();
        if let PutPlan { condition: None, .. } = plan {
            let jobs = self.inputs.map(move |input| job::<M, _, _, _>(input, &kept, Write::put)).boxed();
            let work = BatchWrite { call: call.clone(), tables: Tables::one(schema, table) };
            let bulk = Bulk::new(&call, work, jobs, in_flight, false);
            return Outcomes::of(call, bulk, inputs, Outcome::of_write);
        }
        let jobs = self.inputs.map(move |input| job::<M, _, _, _>(input, &kept, |json| json)).boxed();
        let work = OneByOne { call: call.clone(), schema, table, single: Puts(plan) };
        let bulk = Bulk::new(&call, work, jobs, in_flight, false);
        Outcomes::of(call, bulk, inputs, Outcome::of_write)
    }

    fn full_table_name(&self) -> String {
        self.call.table_of::<M>(&self.db)
    }
}

verb!([M, S, Mark] SaveStream<'_, M, S, Mark>, "save_stream", |call| &mut call.db);

/// Validates an input and writes it as JSON; then it is kept until its outcome is known.
fn job<M: Model, I: IntoSaved<M, Mark>, Mark, L>(
    input: I,
    kept: &Inputs<I>,
    load: impl Fn(Json) -> L,
) -> Fresh<L> {
    let ready = input.to_saved().and_then(|item| Ok((checked_key(&*item)?, json(&*item)?)));
    let position = kept.put(input);
    let (key, json) = ready.map_err(|error| (position, error))?;
    Ok(Job::new(position, key, load(json.into())))
}

//! `delete_stream` and `update_stream`: keys that do not fit in memory, each accounted for as its write ends.

use std::marker::PhantomData;

use futures::stream::{BoxStream, Stream, StreamExt};

use crate::connection::Connection;
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Job};
use crate::exec::one_by_one::{Deletes, OneByOne};
use crate::exec::tables::Tables;
use crate::expr::condition::IntoCondition;
use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::Model;
use crate::model::key::Key;
use crate::plan::steps::Returned;
use crate::plan::write::{Change, UpdateOptions, write_condition};
use crate::strategy::{Aim, IntoKey, IntoTarget};
use crate::verbs::batch_result::Outcome;
use crate::verbs::builder::{CallOptions, call_options, hooks, stream_options, verb};
use crate::verbs::delete_many;
use crate::verbs::outcomes::{Inputs, Outcomes};
use crate::verbs::selection::keyed;
use crate::verbs::update_many::{self, update_options};

/// Deletes of what a stream of keys gives, of which none was sent yet; see
/// [`Verbs::delete_stream`](crate::Verbs::delete_stream).
#[derive(Debug)]
#[must_use = "nothing is sent until its `stream()` is polled"]
pub struct DeleteStream<M, S, Mark> {
    db: Connection,
    keys: S,
    only_if: Option<Expr>,
    call: CallOptions,
    in_flight: Option<usize>,
    types: PhantomData<fn() -> (M, Mark)>,
}

impl<M, S, Mark> DeleteStream<M, S, Mark>
where
    M: Model,
    S: Stream + Send + 'static,
    S::Item: IntoKey<M, Mark>,
{
    pub(crate) fn new(db: &Connection, keys: S) -> Self {
        let (db, call) = (db.clone(), CallOptions::default());
        Self { db, keys, only_if: None, call, in_flight: None, types: PhantomData }
    }

    /// Deletes an item only if a condition holds for it: then each is sent as a conditional DeleteItem of its own.
    pub fn only_if(mut self, condition: impl IntoCondition<M>) -> Self {
        let condition = condition.into_condition().into_expr();
        self.only_if = Some(condition.besides(self.only_if));
        self
    }

    stream_options!();

    call_options!(call);

    hooks! {
        customize_delete => delete_item: DeleteItemFluentBuilder, "DeleteItem";
        customize_batch_write => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    /// Deletes what the keys name, as it is polled, and tells what becomes of each in the order in which they end.
    ///
    /// Held are the keys of the requests under way, and no others.
    pub fn stream(self) -> Outcomes<'static, Key<M>> {
        Outcomes::called(self, Self::outcomes)
    }

    fn outcomes(self) -> Outcomes<'static, Key<M>> {
        let (schema, table) = (M::schema(), self.call.table_of::<M>(&self.db));
        let call = self.call.begin(&self.db);
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let condition = match self.only_if.as_ref().map(write_condition).transpose() {
            Ok(condition) => condition.flatten(),
            Err(error) => return Outcomes::refused(error.of_model(schema.model())),
        };
        let inputs = Inputs::new();
        let (asked, is_batch) = (condition.clone(), condition.is_none());
        let aim = move |key: S::Item| key.into_primary_key().map(|key| Aim { key, condition: asked.clone() });
        let aims: BoxStream<'static, _> = self.keys.map(move |key| Ok(aim(key))).boxed();
        if is_batch {
            let jobs = keyed(aims, &inputs, |position, aim| Ok(Job::new(position, aim.key, Write::delete())));
            let work = BatchWrite { call: call.clone(), tables: Tables::one(schema, table) };
            let bulk = Bulk::new(&call, work, jobs, in_flight, false);
            return Outcomes::of(call, bulk, inputs, Outcome::of_write);
        }
        let work = OneByOne { call: call.clone(), schema, table: table.clone(), single: Deletes };
        let jobs = keyed(aims, &inputs, move |position, aim| delete_many::job(&table, position, aim));
        let bulk = Bulk::new(&call, work, jobs, in_flight, false);
        Outcomes::of(call, bulk, inputs, Outcome::of_named)
    }
}

/// Updates of what a stream of keys gives, of which none was sent yet; see
/// [`Verbs::update_stream`](crate::Verbs::update_stream).
#[derive(Debug)]
#[must_use = "nothing is sent until its `stream()` is polled"]
pub struct UpdateStream<M, S, Mark> {
    db: Connection,
    targets: S,
    actions: Vec<Action>,
    options: UpdateOptions,
    call: CallOptions,
    in_flight: Option<usize>,
    types: PhantomData<fn() -> (M, Mark)>,
}

impl<M, S, Mark> UpdateStream<M, S, Mark>
where
    M: Model,
    S: Stream + Send + 'static,
    S::Item: IntoTarget<M, Mark>,
{
    pub(crate) fn new(db: &Connection, targets: S, actions: Vec<Action>) -> Self {
        let (db, call) = (db.clone(), CallOptions::default());
        let options = UpdateOptions { returned: Returned::Nothing, ..UpdateOptions::default() };
        Self { db, targets, actions, options, call, in_flight: None, types: PhantomData }
    }

    update_options!();

    stream_options!();

    call_options!(call);

    hooks! {
        customize_update => update_item: UpdateItemFluentBuilder, "UpdateItem";
    }

    /// Updates what the targets name, as it is polled, and tells what becomes of each in the order in which they end.
    ///
    /// Held are the keys of the requests under way, and no others.
    pub fn stream(self) -> Outcomes<'static, Key<M>> {
        Outcomes::called(self, Self::outcomes)
    }

    fn outcomes(self) -> Outcomes<'static, Key<M>> {
        let (schema, table) = (M::schema(), self.call.table_of::<M>(&self.db));
        let call = self.call.begin(&self.db);
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let change = match Change::new(schema, self.actions, &self.options) {
            Ok(change) => change,
            Err(error) => return Outcomes::refused(error.of_model(schema.model())),
        };
        let inputs = Inputs::new();
        let aims = self.targets.map(|target| Ok(target.into_target().into_aim())).boxed();
        let work = update_many::updates::<M>(&call, table.clone());
        let jobs =
            keyed(aims, &inputs, move |position, aim| update_many::job::<M>(&change, &table, position, aim));
        let bulk = Bulk::new(&call, work, jobs, in_flight, false);
        Outcomes::of(call, bulk, inputs, Outcome::of_named)
    }
}

verb!([M, S, Mark] DeleteStream<M, S, Mark>, "delete_stream", |call| &mut call.db);
verb!([M, S, Mark] UpdateStream<M, S, Mark>, "update_stream", |call| &mut call.db);

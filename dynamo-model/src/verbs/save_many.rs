//! `save_many`: many items, each accounted for.

use std::borrow::Borrow;
use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_model_fields::Item;
use futures::stream;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Fresh, Job};
use crate::exec::encoded::{Json, encoded, encoded_all};
use crate::exec::one_by_one::{OneByOne, Puts};
use crate::exec::tables::Tables;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::plan::Plan;
use crate::plan::steps::MAX_BATCH_WRITE;
use crate::plan::write::{Overwrite, put, put_many};
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::builder::{BoxFuture, CallOptions, batch_options, call_options, hooks, measured, verb};
use crate::verbs::called::called;
use crate::verbs::outcomes::Progress;
use crate::verbs::report::{Group, Report, by_key};
use crate::verbs::save_one::{IntoOverwrite, checked, of_item};

/// What may stand in a list that is saved as the model `M`: instances, references to them, or maps of attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a `{M}`",
    label = "give instances of `{M}`, references to them, or `Item`s"
)]
pub trait IntoSaved<M: Model, Mark>: Send + Sync {
    #[doc(hidden)]
    fn to_saved(&self) -> Result<Saved<'_, M>>;
}

/// An instance, borrowed or made.
#[doc(hidden)]
#[derive(Debug)]
pub enum Saved<'a, M> {
    Borrowed(&'a M),
    Owned(Box<M>),
}

impl<M> std::ops::Deref for Saved<'_, M> {
    type Target = M;

    fn deref(&self) -> &M {
        match self {
            Self::Borrowed(item) => item,
            Self::Owned(item) => item,
        }
    }
}

/// Marks an instance, or whatever borrows one.
#[derive(Debug)]
pub struct ByBorrow;
/// Marks a map of attributes.
#[derive(Debug)]
pub struct ByInput;

impl<M: Model, B: Borrow<M> + Send + Sync> IntoSaved<M, ByBorrow> for B {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        Ok(Saved::Borrowed(self.borrow()))
    }
}

impl<M: Model> IntoSaved<M, ByInput> for &Item {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        of_item(self).map(|item| Saved::Owned(Box::new(item)))
    }
}

impl<M: Model> IntoSaved<M, ByInput> for Item {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        of_item(self).map(|item| Saved::Owned(Box::new(item)))
    }
}

/// A batch of saves that was not sent yet; see [`Verbs::save_many`](crate::Verbs::save_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct SaveMany<'a, M, I, Mark = ByBorrow> {
    db: Connection,
    inputs: Vec<I>,
    overwrite: Overwrite,
    call: CallOptions,
    in_flight: Option<usize>,
    progress: Progress<'a>,
    types: PhantomData<fn() -> (M, Mark)>,
}

impl<'a, M: Model, I: IntoSaved<M, Mark> + 'a, Mark: 'a> SaveMany<'a, M, I, Mark> {
    pub(crate) fn new(db: &Connection, inputs: Vec<I>) -> Self {
        Self {
            db: db.clone(),
            inputs,
            overwrite: Overwrite::Always,
            call: CallOptions::default(),
            in_flight: None,
            progress: Progress::none(),
            types: PhantomData,
        }
    }

    /// Says whether items of the same key may be replaced; see [`SaveOne::overwrite`](crate::SaveOne::overwrite).
    ///
    /// With anything but `true` each item is sent as a conditional PutItem of its own.
    pub fn overwrite(mut self, overwrite: impl IntoOverwrite<M>) -> Self {
        self.overwrite = overwrite.into_overwrite().0;
        self
    }

    batch_options!('a);

    call_options!(call);

    hooks! {
        customize_put => put_item: PutItemFluentBuilder, "PutItem";
        customize_batch_write => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    measured!('a, BatchResult<I>);

    /// Says what would be sent, if every input is valid and has a key of its own.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    pub fn explain(&self) -> Result<Plan> {
        let schema = M::schema();
        put_many(schema, &self.full_table_name(), Some(self.inputs.len()), &self.overwrite)
            .map(Plan::BatchWrite)
            .map_err(|error| error.of_model(schema.model()))
    }

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> BoxFuture<'a, Result<BatchResult<I>>> {
        Box::pin(called(self, Self::run))
    }

    fn full_table_name(&self) -> String {
        self.call.table_of::<M>(&self.db)
    }

    async fn run(self) -> Result<BatchResult<I>> {
        let (schema, table) = (M::schema(), self.full_table_name());
        let plan = put(schema, &table, &self.overwrite).map_err(|error| error.of_model(schema.model()))?;
        self.db.tell(|| self.explain());
        let call = self.call.begin(&self.db);
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let mut report = Report::of(self.inputs.len(), self.progress);
        {
            // An `Item` is converted once, so that what was validated is what is sent.
            let saving: Saving<'_, M> = Saving(self.inputs.iter().map(IntoSaved::to_saved).collect());
            let mut keys = saving.keys(&mut report);
            if plan.condition.is_none() {
                let groups = saving.by_key(&keys, &mut report);
                let last = report.last_of_each(groups);
                let writes = saving.jobs(&last, MAX_BATCH_WRITE, &mut keys, Write::put);
                let work = BatchWrite { call: call.clone(), tables: Tables::one(schema, table) };
                let bulk = Bulk::new(&call, work, stream::iter(writes), in_flight, true);
                report.follow(bulk, Outcome::of_write).await;
            } else {
                let valid: Vec<usize> =
                    (0..keys.len()).filter(|position| keys[*position].is_some()).collect();
                let puts = saving.jobs(&valid, 1, &mut keys, |json| json);
                let work = OneByOne { call: call.clone(), schema, table, single: Puts(plan) };
                let bulk = Bulk::new(&call, work, stream::iter(puts), in_flight, false);
                report.follow(bulk, Outcome::of_write).await;
            }
        }
        Ok(BatchResult::of(self.inputs.into_iter().zip(report.finish())))
    }
}

/// The instances of one call.
struct Saving<'s, M>(Vec<Result<Saved<'s, M>>>);

impl<M: Model> Saving<'_, M> {
    /// The keys of the valid inputs; the invalid ones have failed already.
    fn keys(&self, report: &mut Report<'_>) -> Vec<Option<PrimaryKey>> {
        let key = |position| {
            let key = self.item(position).and_then(checked_key);
            key.map_err(|error| report.note(position, Outcome::Failed(error))).ok()
        };
        (0..self.0.len()).map(key).collect()
    }

    /// Sorts the inputs by key. Of several of one key the last that can be stored wins, so all of them are tried; one
    /// alone is written only once, when its turn comes.
    fn by_key(&self, keys: &[Option<PrimaryKey>], report: &mut Report<'_>) -> Vec<Group> {
        let keys: Vec<Option<&PrimaryKey>> = keys.iter().map(Option::as_ref).collect();
        let mut can_be_stored = |position| {
            let json = self.item(position).and_then(json);
            json.map_err(|error| report.note(position, Outcome::Failed(error))).is_ok()
        };
        let stored = |group: Group| {
            if group.is_of_one() { Some(group) } else { group.filter(&mut can_be_stored) }
        };
        by_key(&keys).into_iter().filter_map(stored).collect()
    }

    fn item(&self, position: usize) -> Result<&M> {
        self.0[position].as_deref().map_err(Clone::clone)
    }

    /// The writes of a batch, which take their keys; so many are made at once, which is what one request holds.
    fn jobs<L>(
        &self,
        positions: &[usize],
        at_once: usize,
        keys: &mut [Option<PrimaryKey>],
        load: impl Fn(Json) -> L,
    ) -> impl Iterator<Item = Fresh<L>> {
        positions.chunks(at_once).flat_map(move |positions| {
            let items = encoded_all(positions.iter().map(|position| self.item(*position)));
            let job = |(position, json): (&usize, Result<Json>)| {
                let json = json.map_err(|error| (*position, error.of_model(M::schema().model())))?;
                match keys[*position].take() {
                    Some(key) => Ok(Job::new(*position, key, load(json))),
                    None => unreachable!("only inputs with a key are sent"),
                }
            };
            positions.iter().zip(items).map(job).collect::<Vec<_>>()
        })
    }
}

/// Validates one input, and gives its key.
pub(crate) fn checked_key<M: Model>(item: &M) -> Result<PrimaryKey> {
    checked(item)?;
    item.key().into_values()
}

pub(crate) fn json<M: Model>(item: &M) -> Result<Vec<u8>> {
    encoded(item).map_err(|error| error.of_model(M::schema().model()))
}

verb!([M, I, Mark] SaveMany<'_, M, I, Mark>, "save_many", |call| &mut call.db);

impl<'a, M: Model, I: IntoSaved<M, Mark> + 'a, Mark: 'a> IntoFuture for SaveMany<'a, M, I, Mark> {
    type Output = Result<BatchResult<I>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

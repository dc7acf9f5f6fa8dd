//! `update_many`: the items that a strategy names, changed in place, each accounted for.

use std::collections::HashSet;

use futures::TryStreamExt;
use futures::stream::{self, BoxStream, StreamExt};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::bulk::{Bulk, Fresh, Job};
use crate::exec::call::Call;
use crate::exec::one_by_one::{OneByOne, Updates};
use crate::expr::condition::IntoCondition;
use crate::expr::update::Action;
use crate::model::Model;
use crate::model::key::Key;
use crate::plan::steps::Returned;
use crate::plan::write::{self, Change, UpdateOptions};
use crate::plan::{Plan, UpdatePlan, again};
use crate::strategy::{Aim, Chosen};
use crate::verbs::batch_result::BatchResult;
use crate::verbs::builder::{awaited, batch_options, call_options, hooks, measured, verb};
use crate::verbs::delete_many::{is_unfit, outcome};
use crate::verbs::outcomes::{Inputs, Outcomes, Progress};
use crate::verbs::report::Report;
use crate::verbs::selection::{Selected, Selection, key_of, keyed, selection_options};

/// Gives a builder with `options` the words for updates.
macro_rules! update_options {
    () => {
        /// Changes an item only if a condition holds for it. Given twice, both must hold.
        pub fn only_if(mut self, condition: impl IntoCondition<M>) -> Self {
            self.options = self.options.and_only_if(condition.into_condition().into_expr());
            self
        }

        /// Creates items that are absent. Only for keys that are named one by one. See
        /// [`UpdateOne::upsert`](crate::UpdateOne::upsert).
        pub fn upsert(mut self) -> Self {
            self.options.upsert = true;
            self
        }

        /// Makes the maps that the updates step into, where they are absent. See
        /// [`UpdateOne::create_parents`](crate::UpdateOne::create_parents).
        pub fn create_parents(mut self) -> Self {
            self.options.create_parents = true;
            self
        }

        /// Sends updates that must not be done twice again after an answer was lost, at the risk that they count twice.
        pub fn retry_unknown(mut self) -> Self {
            self.options.retry_unknown = true;
            self
        }
    };
}

pub(super) use update_options;

/// A batch of updates that was not sent yet; see [`Verbs::update_many`](crate::Verbs::update_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct UpdateMany<M> {
    selection: Selection<M>,
    actions: Vec<Action>,
    options: UpdateOptions,
    in_flight: Option<usize>,
    progress: Progress<'static>,
}

impl<M: Model> UpdateMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Chosen, actions: Vec<Action>) -> Self {
        let selection = Selection::new(db, strategy);
        let options = UpdateOptions { returned: Returned::Nothing, ..UpdateOptions::default() };
        Self { selection, actions, options, in_flight: None, progress: Progress::none() }
    }

    selection_options!();

    hooks! {
        customize_batch_get => batch_get_item: BatchGetItemFluentBuilder, "BatchGetItem";
        customize_query => query: QueryFluentBuilder, "Query";
        customize_scan => scan: ScanFluentBuilder, "Scan";
        customize_update => update_item: UpdateItemFluentBuilder, "UpdateItem";
    }

    measured!('static, BatchResult<Key<M>>);

    batch_options!('static);

    update_options!();

    /// Updates what was read without asking the condition again, but for whether it is still there: an item that
    /// changed in between is updated all the same.
    pub fn unchecked(mut self) -> Self {
        self.selection.unchecked = true;
        self
    }

    /// Says what would be sent: the updates of a list of keys, or the read that finds the items of a condition.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        let (selection, table) = (&self.selection, self.selection.table());
        let (change, selected) = self.decide()?;
        Ok(match selected {
            Selected::Nothing(plan) => *plan,
            Selected::Named(aims) => Plan::BatchWrite(write::update_many(&table, &aims, &change)),
            Selected::Known { keys, condition } => {
                let aims: Vec<Result<Aim>> = selection.each_known(keys, condition).collect();
                Plan::BatchWrite(write::update_many(&table, &aims, &change))
            }
            Selected::Found { read, condition } => {
                let condition = (!selection.unchecked).then(|| again::shown(M::schema(), condition));
                Plan::UpdateFound(write::update_found(&table, *read, &change, condition))
            }
        })
    }

    fn decide(&self) -> Result<(Change, Selected)> {
        let place = |error: Error| error.of_model(M::schema().model());
        let change = Change::new(M::schema(), self.actions.clone(), &self.options).map_err(place)?;
        let selected = self.selection.decide()?;
        if self.options.upsert && !matches!(selected, Selected::Named(_) | Selected::Nothing(_)) {
            return Err(place(Error::refused(
                "`upsert` is for a list of keys: an item that a condition finds is there",
            )));
        }
        Ok((change, selected))
    }

    /// Updates the items, as it is polled, and tells what becomes of each in the order in which they end.
    ///
    /// What a condition finds is updated while the read goes on, and nothing is held but what is under way; unless the
    /// read might find an item again once it is updated (an index whose key changes, alternatives of several indexes):
    /// then all keys are read first. If the read fails, that is the last element.
    pub fn stream(self) -> Outcomes<'static, Key<M>> {
        Outcomes::called(self, Self::outcomes)
    }

    fn outcomes(self) -> Outcomes<'static, Key<M>> {
        let (call, table) = (self.selection.call.begin(&self.selection.db), self.selection.table());
        let in_flight = call.settings().in_flight_of(self.in_flight);
        self.selection.db.tell(|| self.explain());
        let (change, selected) = match self.decide() {
            Ok(decided) => decided,
            Err(error) => return Outcomes::refused(error),
        };
        let outcome = outcome(&selected);
        let may_find_again = match &selected {
            Selected::Found { read, .. } => again::may_find_again(M::schema(), read, change.actions()),
            _ => false,
        };
        let mut aims = self.selection.aims(&call, selected);
        if may_find_again {
            aims = stream::once(distinct(aims))
                .map_ok(|aims| stream::iter(aims.into_iter().map(Ok)))
                .try_flatten()
                .boxed();
        }
        let inputs = Inputs::new();
        let work = updates::<M>(&call, table.clone());
        let jobs = keyed(aims, &inputs, move |position, aim| job::<M>(&change, &table, position, aim));
        let bulk = Bulk::new(&call, work, jobs, in_flight, false);
        Outcomes::of(call, bulk, inputs, outcome)
    }

    async fn run(self) -> Result<BatchResult<Key<M>>> {
        self.selection.db.tell(|| self.explain());
        let (call, table) = (self.selection.call.begin(&self.selection.db), self.selection.table());
        let in_flight = call.settings().in_flight_of(self.in_flight);
        let (change, selected) = self.decide()?;
        let (outcome, is_found) = (outcome(&selected), matches!(selected, Selected::Found { .. }));
        let aims = self.selection.aims(&call, selected);
        let aims: Vec<Result<Aim>> =
            if is_found { distinct(aims).await? } else { aims.try_collect().await? };
        let keys: Vec<Key<M>> = aims.iter().map(key_of).collect();
        let mut report = Report::of(aims.len(), self.progress);
        let update = |(position, aim): (usize, Result<Aim>)| {
            aim.map_err(|error| (position, error)).and_then(|aim| job::<M>(&change, &table, position, aim))
        };
        let jobs: BoxStream<'_, _> = stream::iter(aims.into_iter().enumerate().map(update)).boxed();
        let work = updates::<M>(&call, table.clone());
        report.follow(Bulk::new(&call, work, jobs, in_flight, false), outcome).await;
        Ok(BatchResult::of(keys.into_iter().zip(report.finish())))
    }
}

verb!([M: Model] UpdateMany<M>, "update_many", |call| &mut call.selection.db);
awaited!(UpdateMany<M> => BatchResult<Key<M>>);

/// All that a read finds, each item once, however often it was seen while others wrote.
async fn distinct(aims: BoxStream<'static, Result<Result<Aim>>>) -> Result<Vec<Result<Aim>>> {
    let mut aims: Vec<Result<Aim>> = aims.try_collect().await?;
    let mut seen = HashSet::with_capacity(aims.len());
    aims.retain(|aim| aim.as_ref().map_or(true, |aim| seen.insert(aim.key.clone())));
    Ok(aims)
}

pub(super) fn updates<M: Model>(call: &Call, table: String) -> OneByOne<Updates> {
    OneByOne { call: call.clone(), schema: M::schema(), table, single: Updates }
}

/// One UpdateItem.
pub(super) fn job<M: Model>(change: &Change, table: &str, position: usize, aim: Aim) -> Fresh<UpdatePlan> {
    if is_unfit(&aim) {
        return Err((position, Error::condition_failed(None)));
    }
    let key = aim.key.clone();
    let plan = change.of(M::schema(), table, aim);
    let plan = plan.map_err(|error| (position, error.of_model(M::schema().model())))?;
    Ok(Job::new(position, key, plan))
}

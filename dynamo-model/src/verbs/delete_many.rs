//! `delete_many`: the items that a strategy names, each accounted for.

use futures::TryStreamExt;
use futures::stream::{self, BoxStream, StreamExt};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::{BatchWrite, Write};
use crate::exec::bulk::{Bulk, Fresh, Job};
use crate::exec::call::Call;
use crate::exec::one_by_one::{Deletes, OneByOne};
use crate::exec::tables::Tables;
use crate::model::Model;
use crate::model::key::Key;
use crate::plan::{DeletePlan, Plan, again, write};
use crate::strategy::{Aim, Chosen};
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::builder::{awaited, batch_options, call_options, hooks, measured, verb};
use crate::verbs::outcomes::{Inputs, Outcomes, Progress};
use crate::verbs::report::Report;
use crate::verbs::selection::{Selected, Selection, key_of, keyed, selection_options};
use crate::verbs::write_all::write_all;

/// A batch of deletes that was not sent yet; see [`Verbs::delete_many`](crate::Verbs::delete_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DeleteMany<M> {
    selection: Selection<M>,
    in_flight: Option<usize>,
    progress: Progress<'static>,
}

impl<M: Model> DeleteMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Chosen) -> Self {
        Self { selection: Selection::new(db, strategy), in_flight: None, progress: Progress::none() }
    }

    selection_options!();

    hooks! {
        customize_batch_get => batch_get_item: BatchGetItemFluentBuilder, "BatchGetItem";
        customize_query => query: QueryFluentBuilder, "Query";
        customize_scan => scan: ScanFluentBuilder, "Scan";
        customize_delete => delete_item: DeleteItemFluentBuilder, "DeleteItem";
        customize_batch_write => batch_write_item: BatchWriteItemFluentBuilder, "BatchWriteItem";
    }

    measured!('static, BatchResult<Key<M>>);

    batch_options!('static);

    /// Deletes what was read by BatchWriteItem, without asking the condition again: faster, and an item that changed
    /// in between is deleted all the same.
    pub fn unchecked(mut self) -> Self {
        self.selection.unchecked = true;
        self
    }

    /// Says what would be sent: the deletes of a list of keys, or the read that finds the items of a condition.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        let selection = &self.selection;
        let table = selection.table();
        Ok(match selection.decide()? {
            Selected::Nothing(plan) => *plan,
            Selected::Named(aims) => Plan::BatchWrite(write::delete_many(&table, &aims)),
            Selected::Known { keys, condition } => {
                let aims: Vec<Result<Aim>> = selection.each_known(keys, condition).collect();
                Plan::BatchWrite(write::delete_many(&table, &aims))
            }
            Selected::Found { read, condition } => {
                let condition = (!selection.unchecked).then(|| again::shown(M::schema(), condition));
                Plan::DeleteFound(write::delete_found(&table, *read, condition))
            }
        })
    }

    /// Deletes the items, as it is polled, and tells what becomes of each in the order in which they end.
    ///
    /// What a condition finds is deleted while the read goes on: nothing is held but what is under way. If the read
    /// fails, that is the last element.
    pub fn stream(self) -> Outcomes<'static, Key<M>> {
        Outcomes::called(self, Self::outcomes)
    }

    fn outcomes(self) -> Outcomes<'static, Key<M>> {
        let (call, table) = (self.selection.call.begin(&self.selection.db), self.selection.table());
        let in_flight = call.settings().in_flight_of(self.in_flight);
        self.selection.db.tell(|| self.explain());
        let selected = match self.selection.decide() {
            Ok(selected) => selected,
            Err(error) => return Outcomes::refused(error),
        };
        let (is_batch, outcome) = (is_batch(&selected, self.selection.unchecked), outcome(&selected));
        let aims = self.selection.aims(&call, selected);
        let inputs = Inputs::new();
        if is_batch {
            let jobs = keyed(aims, &inputs, |position, aim| Ok(Job::new(position, aim.key, Write::delete())));
            let work = BatchWrite { call: call.clone(), tables: Tables::one(M::schema(), table) };
            let bulk = Bulk::new(&call, work, jobs, in_flight, false);
            return Outcomes::of(call, bulk, inputs, Outcome::of_write);
        }
        let work = deletes::<M>(&call, table.clone());
        let jobs = keyed(aims, &inputs, move |position, aim| job(&table, position, aim));
        let bulk = Bulk::new(&call, work, jobs, in_flight, false);
        Outcomes::of(call, bulk, inputs, outcome)
    }

    async fn run(self) -> Result<BatchResult<Key<M>>> {
        self.selection.db.tell(|| self.explain());
        let (call, table) = (self.selection.call.begin(&self.selection.db), self.selection.table());
        let selected = self.selection.decide()?;
        let (is_batch, outcome) = (is_batch(&selected, self.selection.unchecked), outcome(&selected));
        let aims: Vec<Result<Aim>> = self.selection.aims(&call, selected).try_collect().await?;
        let keys: Vec<Key<M>> = aims.iter().map(key_of).collect();
        if is_batch {
            let write = |aim: Result<Aim>| Ok((0, aim?.key, Write::delete()));
            let writes = aims.into_iter().map(write).collect();
            let tables = Tables::one(M::schema(), table);
            return Ok(write_all(&call, tables, self.in_flight, keys, writes, self.progress).await);
        }
        let mut report = Report::of(aims.len(), self.progress);
        let work = deletes::<M>(&call, table.clone());
        let delete = |(position, aim): (usize, Result<Aim>)| {
            aim.map_err(|error| (position, error)).and_then(|aim| job(&table, position, aim))
        };
        let jobs: BoxStream<'_, _> = stream::iter(aims.into_iter().enumerate().map(delete)).boxed();
        let in_flight = call.settings().in_flight_of(self.in_flight);
        report.follow(Bulk::new(&call, work, jobs, in_flight, false), outcome).await;
        Ok(BatchResult::of(keys.into_iter().zip(report.finish())))
    }
}

verb!([M: Model] DeleteMany<M>, "delete_many", |call| &mut call.selection.db);
awaited!(DeleteMany<M> => BatchResult<Key<M>>);

/// True if nothing is asked of any item, so that BatchWriteItem deletes them.
fn is_batch(selected: &Selected, unchecked: bool) -> bool {
    match selected {
        Selected::Nothing(_) => true,
        Selected::Named(aims) => aims.iter().flatten().all(|aim| aim.condition.is_none()),
        Selected::Known { condition, .. } => unchecked && condition.is_none(),
        Selected::Found { .. } => unchecked,
    }
}

/// What is said of an item that does not satisfy its condition.
pub(super) fn outcome(selected: &Selected) -> fn(Result<bool>) -> Outcome {
    match selected {
        Selected::Named(_) => Outcome::of_named,
        Selected::Nothing(_) | Selected::Known { .. } | Selected::Found { .. } => Outcome::of_found,
    }
}

fn deletes<M: Model>(call: &Call, table: String) -> OneByOne<Deletes> {
    OneByOne { call: call.clone(), schema: M::schema(), table, single: Deletes }
}

/// One conditional DeleteItem.
pub(super) fn job(table: &str, position: usize, aim: Aim) -> Fresh<DeletePlan> {
    if is_unfit(&aim) {
        return Err((position, Error::condition_failed(None)));
    }
    let key = aim.key.clone();
    let plan = write::delete(table, aim).map_err(|error| (position, error))?;
    Ok(Job::new(position, key, plan))
}

/// True if no item of this key can satisfy the condition, so that it need not be asked.
pub(super) fn is_unfit(aim: &Aim) -> bool {
    aim.condition.as_ref().is_some_and(crate::expr::tree::Expr::is_never)
}

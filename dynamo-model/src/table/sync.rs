//! `sync_table`: what differs is mended, as far as nothing is lost by it.

mod plan;
mod send;
mod step;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::hooks::Hook;
use crate::model::Model;
use crate::model::index::Index;
use crate::table::compare;
use crate::table::create;
use crate::table::definition::TableDefinition;
use crate::table::diff::{TableDiff, diff};
use crate::table::finish::is_passing;
use crate::table::info::TableInfo;
use crate::table::name::{TableOf, named};
use crate::table::patience::{Patience, patient};
use crate::table::watch::Watch;
use crate::verbs::builder::{awaited, verb};
use crate::verbs::called::observed;

use plan::{Choices, check, plan};
pub use step::SyncStep;

/// How long a sync may take, unless the builder says otherwise: filling an index of a large table takes hours.
const DEFAULT_WAIT: Duration = Duration::from_hours(1);

/// A table that was not mended yet; see [`Tables::sync_table`](crate::Tables::sync_table).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct SyncTable<M> {
    of: TableOf<M>,
    hooks: Hooks,
    patience: Patience,
    choices: Choices,
}

/// What the caller does to the requests.
#[derive(Debug, Default)]
struct Hooks {
    create: Hook<CreateTableFluentBuilder>,
    update: Hook<UpdateTableFluentBuilder>,
}

/// What a sync is going to do; displays as one step a line, and what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncPlan {
    /// What is done, in this order.
    pub steps: Vec<SyncStep>,
    /// What is not mended.
    pub left: TableDiff,
}

/// What a sync did; displays as one step a line, and what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyncReport {
    /// What was done, in this order.
    pub done: Vec<SyncStep>,
    /// What was not mended.
    pub left: TableDiff,
}

impl<M: Model> SyncTable<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self {
            of: TableOf::new(db),
            hooks: Hooks::default(),
            patience: Patience::of(DEFAULT_WAIT),
            choices: Choices::default(),
        }
    }

    /// Reaches the SDK's own builder of CreateTable, where there is no table yet; see
    /// [`CreateTable::customize`](crate::CreateTable::customize).
    pub fn customize_create(
        mut self,
        hook: impl Fn(CreateTableFluentBuilder) -> CreateTableFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.hooks.create.set(hook);
        self
    }

    /// Reaches the SDK's own builder of each UpdateTable before it is sent, for what there is no word for here. There is
    /// one for each step, and none where nothing differs.
    pub fn customize_update(
        mut self,
        hook: impl Fn(UpdateTableFluentBuilder) -> UpdateTableFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.hooks.update.set(hook);
        self
    }

    /// Removes a global index that the model does not declare; where there is none of the name, nothing is done.
    ///
    /// Its data is that of the table, but what still reads it fails from then on.
    pub fn remove_index(mut self, name: impl Into<String>) -> Self {
        self.choices.remove.push(name.into());
        self
    }

    /// Replaces a global index whose key or projection differs from the declared one: removes it, and adds it anew.
    ///
    /// Until it is built again, what reads it fails. Where it does not differ, nothing is done.
    pub fn replace_index(mut self, index: Index<M>) -> Self {
        self.choices.replace.push(index.name().to_owned());
        self
    }

    /// Tells what would be done, and does nothing: only describes the table.
    ///
    /// The sync itself plans again after each step, from what the table is then: it does more where another process
    /// changes the table meanwhile, and less where that was faster.
    ///
    /// # Errors
    ///
    /// As those of the sync itself.
    pub async fn explain(&self) -> Result<SyncPlan> {
        observed(&self.of.db, "sync_table_explain", |db| async move {
            let definition = self.of.definition()?;
            let live = compare::live(&db, &definition).await;
            let planned = live.and_then(|live| plan(&definition, live.as_ref(), &self.choices));
            planned.map_err(|error| self.of.locate(error, "DescribeTable", definition.name()))
        })
        .await
    }

    async fn run(self) -> Result<SyncReport> {
        let definition = self.of.definition()?;
        let located = |error| self.of.locate(error, "UpdateTable", definition.name());
        check(&definition, None, &self.choices).map_err(located)?;
        let watch = Watch::new(&self.of.db, definition.name(), &self.patience, "in sync");
        let (choices, hooks) = (&self.choices, &self.hooks);
        let mending = Mending { definition: &definition, choices, hooks, watch, done: Vec::new() };
        mending.run(&self.patience).await.map_err(located)
    }
}

named!(SyncTable);
patient!([M: Model] SyncTable<M>, "an hour");
verb!([M: Model] SyncTable<M>, "sync_table", |call| &mut call.of.db);
awaited!(SyncTable<M> => SyncReport);

struct Mending<'a> {
    definition: &'a TableDefinition,
    choices: &'a Choices,
    hooks: &'a Hooks,
    watch: Watch<'a>,
    done: Vec<SyncStep>,
}

impl Mending<'_> {
    /// One step after the other: DynamoDB makes or removes one index at a time, and others may change the table as well,
    /// so that each step is planned from what there is then.
    async fn run(mut self, patience: &Patience) -> Result<SyncReport> {
        loop {
            let Some(live) = self.settled().await? else {
                create::create(self.watch.db, self.definition, &self.hooks.create, patience).await?;
                // It may be told as missing for a moment after it was made.
                if !self.done.contains(&SyncStep::AddTable) {
                    self.done.push(SyncStep::AddTable);
                }
                continue;
            };
            let planned = plan(self.definition, Some(&live), self.choices)?;
            let next = planned.steps.into_iter().find(|step| !self.done.contains(step));
            let Some(step) = next else {
                return Ok(self.report(&live));
            };
            let sent = send::send(self.watch.db, self.definition, &live, &step, &self.hooks.update);
            match self.watch.within(step.operation(), sent).await {
                Ok(()) => {
                    tracing::info!(table = self.watch.table, "{}", step.without_values());
                    self.done.push(step);
                    self.watch.hurry();
                    self.watch.pause().await?;
                }
                Err(error) if is_passing(&error) => self.watch.pause_after(error).await?,
                // Another process may have been faster.
                Err(error) if !self.is_needed(&step).await? => {
                    tracing::debug!(table = self.watch.table, kind = ?error.kind(), "done by another process");
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn is_needed(&mut self, step: &SyncStep) -> Result<bool> {
        let Some(live) = self.settled().await? else { return Ok(true) };
        Ok(plan(self.definition, Some(&live), self.choices)?.steps.contains(step))
    }

    /// The table once neither it nor an index is being changed, and all that was done shows; `None` where there is none.
    async fn settled(&mut self) -> Result<Option<TableInfo>> {
        loop {
            let Some(found) = self.watch.look().await? else { return Ok(None) };
            if found.is_settled() && self.done.iter().all(|step| step.shows_in(&found, &self.done)) {
                let live = compare::live(self.watch.db, self.definition);
                return self.watch.within("DescribeTable", live).await;
            }
            self.watch.pause().await?;
        }
    }

    /// What DynamoDB has accepted is done, even where it takes a while until it shows.
    fn report(self, live: &TableInfo) -> SyncReport {
        let differences = diff(self.definition, Some(live));
        let is_left =
            |difference: &&_| !plan::mends(difference).is_some_and(|step| self.done.contains(&step));
        let left = differences.iter().filter(is_left).cloned().collect();
        SyncReport { left: TableDiff::new(self.definition.name(), left), done: self.done }
    }
}

impl fmt::Display for SyncPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_steps(f, &self.steps, &self.left)
    }
}

impl fmt::Display for SyncReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_steps(f, &self.done, &self.left)
    }
}

fn write_steps(f: &mut fmt::Formatter<'_>, steps: &[SyncStep], left: &TableDiff) -> fmt::Result {
    let steps = steps.iter().map(ToString::to_string);
    let left = left.iter().map(|difference| format!("left: {difference}"));
    let lines: Vec<String> = steps.chain(left).collect();
    f.write_str(&lines.join("\n"))
}

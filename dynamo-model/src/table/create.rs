//! `create_table`: there is a table as it is declared, and it can be used.

use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::exec::call::ask;
use crate::exec::hooks::Hook;
use crate::model::Model;
use crate::model::index::IndexSchema;
use crate::table::definition::TableDefinition;
use crate::table::describe::{self, Details};
use crate::table::diff::{TableDiff, diff};
use crate::table::difference::Difference;
use crate::table::finish;
use crate::table::info::{IndexStatus, TableInfo, TableStatus};
use crate::table::name::{TableOf, named};
use crate::table::patience::{DEFAULT_WAIT, Patience, patient};
use crate::table::request;
use crate::table::watch::Watch;
use crate::verbs::builder::{awaited, verb};
use crate::wire::failure;
use crate::wire::watch::Subject;

/// A table that was not asked for yet; see [`Tables::create_table`](crate::Tables::create_table).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct CreateTable<M> {
    of: TableOf<M>,
    hook: Hook<CreateTableFluentBuilder>,
    patience: Patience,
}

impl<M: Model> CreateTable<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { of: TableOf::new(db), hook: Hook::default(), patience: Patience::of(DEFAULT_WAIT) }
    }

    /// Reaches the SDK's own builder of CreateTable before it is sent, for what there is no word for here, such as a
    /// resource policy or the most throughput on demand.
    ///
    /// The hook comes last, so it can overrule what is declared; the table is compared with what is declared all the same.
    ///
    /// ```
    /// use aws_sdk_dynamodb::types::OnDemandThroughput;
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// let at_most = OnDemandThroughput::builder().max_read_request_units(100).build();
    /// User::create_table(&db).customize(move |create| create.on_demand_throughput(at_most.clone())).await?;
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    pub fn customize(
        mut self,
        hook: impl Fn(CreateTableFluentBuilder) -> CreateTableFluentBuilder + Send + Sync + 'static,
    ) -> Self {
        self.hook.set(hook);
        self
    }

    async fn run(self) -> Result<()> {
        let definition = self.of.definition()?;
        create(&self.of.db, &definition, &self.hook, &self.patience).await
    }
}

named!(CreateTable);
patient!([M: Model] CreateTable<M>, "five minutes");
verb!([M: Model] CreateTable<M>, "create_table", |call| &mut call.of.db);
awaited!(CreateTable<M> => ());

/// Creates a table, or compares the one that there is.
pub(crate) async fn create(
    db: &Connection,
    definition: &TableDefinition,
    hook: &Hook<CreateTableFluentBuilder>,
    patience: &Patience,
) -> Result<()> {
    let watch = Watch::new(db, definition.name(), patience, "ACTIVE");
    let unused = unused(db, definition);
    let ended = Creation { definition, hook, watch, unused }.run().await;
    ended.map_err(|error| db.locate(error, definition.schema(), "CreateTable", definition.name()))
}

struct Creation<'a> {
    definition: &'a TableDefinition,
    hook: &'a Hook<CreateTableFluentBuilder>,
    watch: Watch<'a>,
    unused: Vec<&'static str>,
}

impl Creation<'_> {
    async fn run(mut self) -> Result<()> {
        // Whoever waits for a new table finishes it, so that it is finished even if its creator dies.
        let mut is_new = false;
        let mut found = loop {
            match self.watch.look().await? {
                // There is none yet, or the one that was being deleted is gone. Asking twice makes one table.
                None => {
                    is_new = true;
                    if let Some(refusal) = self.send().await? {
                        self.watch.pause_after(refusal).await?;
                        continue;
                    }
                }
                Some(found) if found.status == TableStatus::Deleting => {}
                Some(found) => {
                    self.refuse_other_key(&found)?;
                    is_new |= found.status == TableStatus::Creating;
                    if can_be_used(&found, self.definition, &self.unused) {
                        break found;
                    }
                }
            }
            self.watch.pause().await?;
        };
        if is_new {
            finish::finish(&mut self.watch, self.definition).await?;
        } else {
            self.ask_for_details(&mut found).await;
        }
        judge(&diff(self.definition, Some(&found)), &self.unused)
    }

    /// Sends CreateTable; the refusal, where it may be sent again later.
    async fn send(&self) -> Result<Option<Error>> {
        let request = self.hook.apply(request::create_table(self.watch.db, self.definition)?);
        let subject = Subject::of("CreateTable").table(self.definition.name());
        let sent = async { ask!(self.watch.db, request, subject).await.map_err(failure::of) };
        match self.watch.within("CreateTable", sent).await {
            Ok(_) => Ok(None),
            // Another process was faster.
            Err(error) if error.is_resource_in_use() => Ok(None),
            // Too many tables are being made at once.
            Err(error) if error.kind().asks_to_slow_down() => Ok(Some(error)),
            Err(error) => Err(error),
        }
    }

    /// Waiting does not change a key.
    fn refuse_other_key(&self, found: &TableInfo) -> Result<()> {
        let differences = diff(self.definition, Some(found));
        let key = differences.iter().filter(|difference| matches!(difference, Difference::TableKey { .. }));
        refuse(key)
    }

    /// What is only compared must not fail the start of a service, which may lack the permission to ask.
    async fn ask_for_details(&self, found: &mut TableInfo) {
        let details = Details::declared(self.definition.options());
        let asked = describe::fill(self.watch.db, found, details);
        if let Err(error) = self.watch.within("DescribeTable", asked).await {
            let table = self.watch.table;
            tracing::warn!(table, kind = ?error.kind(), "how the table is kept could not be compared");
        }
    }
}

/// The indexes that the connection does without, which are not waited for and may be missing.
pub(crate) fn unused(db: &Connection, definition: &TableDefinition) -> Vec<&'static str> {
    let schema = definition.schema();
    schema.indexes().iter().map(IndexSchema::name).filter(|index| db.does_without(schema, index)).collect()
}

/// True if the table, and those of its indexes that are declared and used, can be read.
pub(crate) fn can_be_used(found: &TableInfo, definition: &TableDefinition, unused: &[&str]) -> bool {
    let is_used = |name: &str| definition.index(name).is_some() && !unused.contains(&name);
    let declared = found.indexes.iter().filter(|index| is_used(&index.name));
    let mut statuses = declared.map(|index| &index.status);
    found.status == TableStatus::Active && statuses.all(|status| *status == IndexStatus::Active)
}

/// Refuses what cannot be lived with, and warns of the rest.
fn judge(differences: &TableDiff, unused: &[&str]) -> Result<()> {
    let is_used = |difference: &&Difference| !difference.index().is_some_and(|index| unused.contains(&index));
    refuse(differences.iter().filter(is_used).filter(|difference| difference.is_blocking()))?;
    let table = differences.table();
    for difference in differences {
        let words = difference.without_values();
        if difference.is_note() {
            tracing::info!(table, "{words}");
        } else {
            tracing::warn!(table, "{words}");
        }
    }
    Ok(())
}

fn refuse<'a>(differences: impl Iterator<Item = &'a Difference>) -> Result<()> {
    let words: Vec<String> = differences.map(ToString::to_string).collect();
    if words.is_empty() { Ok(()) } else { Err(Error::said(ErrorKind::SchemaMismatch, words.join("; "))) }
}

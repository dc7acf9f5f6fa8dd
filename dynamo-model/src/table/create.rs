//! `create_table`: there is a table of the model's keys, and it is ACTIVE.

use std::marker::PhantomData;
use std::time::Duration;

use aws_sdk_dynamodb::types::{BillingMode, KeyType, TableDescription, TableStatus};

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Model;
use crate::model::schema::{KeySchema, Schema};
use crate::table::definition;
use crate::verbs::builder::awaited;
use crate::wire::failure;

/// How long a table may take to become ACTIVE, unless the builder says otherwise.
const DEFAULT_WAIT: Duration = Duration::from_mins(5);

const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// A table that was not asked for yet; see [`Tables::create_table`](crate::Tables::create_table).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct CreateTable<M> {
    db: Connection,
    wait: Duration,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> CreateTable<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { db: db.clone(), wait: DEFAULT_WAIT, model: PhantomData }
    }

    /// Waits at most this long for the table to be ACTIVE; five minutes by default.
    pub fn wait_at_most(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    async fn run(self) -> Result<()> {
        let schema = M::schema();
        let table = self.db.table_name(schema.table());
        check_name(&table).map_err(|error| error.of_model(schema.model()))?;
        let work = Creation { db: &self.db, schema, table: &table };
        let ended = tokio::time::timeout(self.wait, work.run()).await;
        let result = ended.unwrap_or_else(|_| {
            let words = format!("the table was not ACTIVE within {:?}", self.wait);
            Err(Error::said(ErrorKind::Timeout, words).at("DescribeTable", &table))
        });
        result.map_err(|error| self.db.locate(error, schema, "CreateTable", &table))
    }
}

awaited!(CreateTable<M> => ());

struct Creation<'a> {
    db: &'a Connection,
    schema: &'static Schema,
    table: &'a str,
}

impl Creation<'_> {
    async fn run(&self) -> Result<()> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.describe().await? {
                // There is none yet, or the one that was being deleted is gone. Asking twice makes one table.
                None => self.create().await?,
                Some(found) if found.table_status() == Some(&TableStatus::Deleting) => {}
                Some(found) => {
                    compare(&found, self.schema)?;
                    if found.table_status() == Some(&TableStatus::Active) {
                        return Ok(());
                    }
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn describe(&self) -> Result<Option<TableDescription>> {
        match self.db.client().describe_table().table_name(self.table).send().await {
            Ok(output) => Ok(output.table),
            Err(error) => {
                let error = failure::of(error);
                if error.is_table_not_found() { Ok(None) } else { Err(error.at("DescribeTable", self.table)) }
            }
        }
    }

    async fn create(&self) -> Result<()> {
        let bad = |error| Error::refused("the table definition lacks a part").caused_by(error);
        let schema = self.schema;
        let request = self
            .db
            .client()
            .create_table()
            .table_name(self.table)
            .billing_mode(BillingMode::PayPerRequest)
            .set_attribute_definitions(Some(definition::attributes(schema).map_err(bad)?))
            .set_key_schema(Some(definition::key(schema).map_err(bad)?))
            .set_global_secondary_indexes(definition::global_indexes(schema).map_err(bad)?)
            .set_local_secondary_indexes(definition::local_indexes(schema).map_err(bad)?);
        match request.send().await.map_err(failure::of) {
            Ok(_) => Ok(()),
            // Another process was faster.
            Err(error) if error.is_resource_in_use() => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Refuses a table of other keys.
fn compare(found: &TableDescription, schema: &Schema) -> Result<()> {
    let wanted = shown(schema.key_attributes().map(|key: &KeySchema| (key.name(), key.scalar().as_str())));
    let mut elements = found.key_schema().to_vec();
    elements.sort_by_key(|element| element.key_type() != &KeyType::Hash);
    let type_of = |name: &str| {
        let defined = found.attribute_definitions().iter().find(|defined| defined.attribute_name() == name);
        defined.map_or("?", |defined| defined.attribute_type().as_str())
    };
    let live =
        shown(elements.iter().map(|element| (element.attribute_name(), type_of(element.attribute_name()))));
    if live == wanted {
        return Ok(());
    }
    let words = format!("the live table has the key {live}, and the model declares {wanted}");
    Err(Error::said(ErrorKind::SchemaMismatch, words))
}

fn shown<'a>(keys: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let parts: Vec<String> = keys.map(|(name, scalar)| format!("`{name}` {scalar}")).collect();
    format!("({})", parts.join(", "))
}

/// A table name has 3 to 255 characters of `[A-Za-z0-9_.-]`, the prefix included.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
fn check_name(name: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if (3..=255).contains(&name.len()) && name.chars().all(allowed) {
        return Ok(());
    }
    Err(Error::refused(format!(
        "`{name}` is no table name: it has 3 to 255 characters, the prefix included, of letters, digits, `_`, `-` and `.`"
    )))
}

//! `describe_table`: what there is.

use std::collections::BTreeMap;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::call::ask;
use crate::model::Model;
use crate::model::table_options::{Recovery, TableOptions};
use crate::table::info::{self, TableInfo, TtlInfo};
use crate::table::name::{TableOf, named};
use crate::verbs::builder::{awaited, verb};
use crate::wire::failure;
use crate::wire::watch::Subject;

/// A table that was not described yet; see [`Tables::describe_table`](crate::Tables::describe_table).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DescribeTable<M> {
    of: TableOf<M>,
    details: Details,
}

impl<M: Model> DescribeTable<M> {
    pub(crate) fn new(db: &Connection) -> Self {
        Self { of: TableOf::new(db), details: Details::default() }
    }

    /// Asks for time to live, point-in-time recovery and tags as well, which are three more calls.
    ///
    /// What the server does not know is `None`.
    pub fn in_full(mut self) -> Self {
        self.details = Details { ttl: true, recovery: true, tags: true };
        self
    }

    async fn run(self) -> Result<TableInfo> {
        let definition = self.of.definition()?;
        let table = definition.name();
        let described = async {
            let mut found = describe(&self.of.db, table).await?;
            fill(&self.of.db, &mut found, self.details).await?;
            Ok(found)
        };
        described.await.map_err(|error| self.of.locate(error, "DescribeTable", table))
    }
}

named!(DescribeTable);
verb!([M: Model] DescribeTable<M>, "describe_table", |call| &mut call.of.db);
awaited!(DescribeTable<M> => TableInfo);

/// What DescribeTable does not tell and other calls do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Details {
    pub(crate) ttl: bool,
    pub(crate) recovery: bool,
    pub(crate) tags: bool,
}

impl Details {
    /// Those that are declared.
    pub(crate) fn declared(options: &TableOptions) -> Self {
        Self {
            ttl: options.ttl().is_some(),
            recovery: options.point_in_time_recovery().is_some(),
            tags: !options.tags().is_empty(),
        }
    }
}

/// Asks for the details.
pub(crate) async fn fill(db: &Connection, found: &mut TableInfo, details: Details) -> Result<()> {
    if details.ttl {
        found.ttl = known(ttl(db, &found.name).await)?;
    }
    if details.recovery {
        found.recovery = known(recovery(db, &found.name).await)?;
    }
    if let (true, Some(arn)) = (details.tags, &found.arn) {
        found.tags = known(tags(db, &found.name, arn).await)?;
    }
    Ok(())
}

/// What the server answers, if it knows the operation: engines that stand for DynamoDB lack some.
pub(crate) fn known<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(told) => Ok(Some(told)),
        Err(error) if error.code() == Some("UnknownOperationException") => Ok(None),
        Err(error) => Err(error),
    }
}

/// Describes the table.
async fn describe(db: &Connection, table: &str) -> Result<TableInfo> {
    let request = db.client().describe_table().table_name(table);
    let sent = ask!(db, request, Subject::of("DescribeTable").table(table)).await;
    let output = sent.map_err(failure::of)?;
    let found = output.table().ok_or_else(|| Error::refused("the answer describes no table"))?;
    let mut found = info::table(found);
    // The answer is that of the name that was asked for.
    table.clone_into(&mut found.name);
    Ok(found)
}

/// Describes the table, where there is one.
pub(crate) async fn look(db: &Connection, table: &str) -> Result<Option<TableInfo>> {
    match describe(db, table).await {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_table_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) async fn ttl(db: &Connection, table: &str) -> Result<TtlInfo> {
    let request = db.client().describe_time_to_live().table_name(table);
    let sent = ask!(db, request, Subject::of("DescribeTimeToLive").table(table)).await;
    let output = sent.map_err(|error| failure::of(error).at("DescribeTimeToLive", table))?;
    Ok(info::ttl(output.time_to_live_description()))
}

pub(crate) async fn recovery(db: &Connection, table: &str) -> Result<Recovery> {
    let request = db.client().describe_continuous_backups().table_name(table);
    let sent = ask!(db, request, Subject::of("DescribeContinuousBackups").table(table)).await;
    let output = sent.map_err(|error| failure::of(error).at("DescribeContinuousBackups", table))?;
    Ok(info::recovery(output.continuous_backups_description()))
}

/// All tags; an answer holds a part of them.
async fn tags(db: &Connection, table: &str, arn: &str) -> Result<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    let mut next = None;
    loop {
        let request = db.client().list_tags_of_resource().resource_arn(arn).set_next_token(next);
        let sent = ask!(db, request, Subject::of("ListTagsOfResource").table(table)).await;
        let output = sent.map_err(|error| failure::of(error).at("ListTagsOfResource", table))?;
        tags.extend(output.tags().iter().map(|tag| (tag.key().to_owned(), tag.value().to_owned())));
        next = output.next_token;
        if next.is_none() {
            return Ok(tags);
        }
    }
}

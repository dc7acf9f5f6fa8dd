//! Plans as a short, aligned report.

use std::fmt;

use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::plan::attributes::Attributes;
use crate::plan::steps::WriteKind;
use crate::plan::transact::{Deed, TransactAction};
use crate::plan::{BatchGetPlan, BatchWritePlan, FetchPlan, GetPlan, Plan, ScanPlan, TableWrites};

/// The rows of a report.
struct Report {
    head: String,
    rows: Vec<(&'static str, String)>,
}

impl Report {
    fn of(operation: &str, table: &str) -> Self {
        Self { head: format!("{operation} on `{table}`"), rows: Vec::new() }
    }

    fn of_all(operation: &str) -> Self {
        Self { head: operation.to_owned(), rows: Vec::new() }
    }

    fn index(self, index: Option<&str>) -> Self {
        match index {
            Some(index) => self.row("index", format!("`{index}`")),
            None => self,
        }
    }

    fn row(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.rows.push((name, text.into()));
        self
    }

    fn expr(self, name: &'static str, expr: Option<&Expr>) -> Self {
        match expr {
            Some(expr) => self.row(name, expr.to_string()),
            None => self,
        }
    }

    fn attributes(self, attributes: Option<&Attributes>) -> Self {
        match attributes {
            Some(attributes) => self.row("attributes", attributes.join(", ")),
            None => self,
        }
    }

    fn fetch(self, fetch: Option<&FetchPlan>) -> Self {
        let Some(fetch) = fetch else { return self };
        let report = self.row("then", "BatchGetItem of the items found, 100 a request");
        let report = report.expr("again", fetch.condition.as_ref());
        match &fetch.attributes {
            Some(attributes) => report.row("fetched", attributes.join(", ")),
            None => report.row("fetched", "whole items"),
        }
    }

    fn limit(self, limit: Option<usize>) -> Self {
        match limit {
            Some(limit) => self.row("limit", limit.to_string()),
            None => self,
        }
    }

    fn page(self, size: Option<i32>) -> Self {
        match size {
            Some(size) => self.row("page", format!("{size} items evaluated a request")),
            None => self,
        }
    }

    fn segments(self, plan: &ScanPlan) -> Self {
        match (plan.segments(), plan.segment()) {
            (Some(segments), _) => self.row("segments", segments.to_string()),
            (None, Some((number, of))) => self.row("segment", format!("{number} of {of}")),
            (None, None) => self,
        }
    }

    fn reads(self, consistent: bool) -> Self {
        self.row("reads", if consistent { "strongly consistent" } else { "eventually consistent" })
    }

    fn requests(self, plan: &Plan) -> Self {
        const PAGES: &str = "one for each page of at most 1 MB read";
        match (plan.requests(), plan.is_fetched()) {
            (Some(requests), _) => self.row("requests", requests.to_string()),
            (None, true) => self.row("requests", format!("{PAGES}, and one for each 100 items fetched")),
            (None, false) => self.row("requests", PAGES),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        let width = self.rows.iter().map(|(name, _)| name.len()).fold(9, usize::max);
        for (name, text) in &self.rows {
            write!(f, "\n  {name:<width$} {text}")?;
        }
        Ok(())
    }
}

impl Plan {
    fn report(&self) -> Report {
        let operation = self.operation().unwrap_or("nothing");
        match self {
            Self::Nothing(plan) => Report::of("No request", &plan.table),
            Self::Get(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key.to_string())
                .attributes(plan.attributes.as_ref())
                .reads(plan.consistent),
            Self::BatchGet(plan) => Report::of(operation, &plan.table)
                .row("keys", plan.keys.len().to_string())
                .expr("here", plan.local.as_ref())
                .attributes(plan.attributes.as_ref())
                .row("order", "as the keys are listed")
                .limit(plan.limit)
                .reads(plan.consistent),
            Self::Query(plan) => Report::of(operation, &plan.table)
                .index(plan.index)
                .row("key", plan.key_condition.to_string())
                .expr("filter", plan.filter.as_ref())
                .expr("here", plan.local.as_ref())
                .attributes(plan.attributes.as_ref())
                .fetch(plan.fetch.as_ref())
                .row("order", if plan.descending { "range key, descending" } else { "range key, ascending" })
                .limit(plan.limit)
                .page(plan.page_size)
                .reads(plan.consistent),
            Self::Scan(plan) => Report::of(operation, &plan.table)
                .index(plan.index)
                .expr("filter", plan.filter.as_ref())
                .expr("here", plan.local.as_ref())
                .attributes(plan.attributes.as_ref())
                .fetch(plan.fetch.as_ref())
                .row("order", "none")
                .limit(plan.limit)
                .page(plan.page_size)
                .segments(plan)
                .reads(plan.consistent)
                .row(
                    "cost",
                    match plan.index {
                        Some(_) => "every item of the index is read",
                        None => "every item of the table is read",
                    },
                ),
            Self::Union(plan) => Report::of("Union", &plan.table)
                .row("reads", plan.parts.len().to_string())
                .row("order", "as they are listed here, each in its own")
                .limit(plan.limit)
                .row(
                    "cost",
                    format!("{} requests or more, a part of them side by side", self.least_requests()),
                ),
            Self::Put(plan) => Report::of(operation, &plan.table).expr("condition", plan.condition.as_ref()),
            Self::BatchWrite(plan) => {
                let report = Report::of(operation, &plan.table);
                match plan.kind {
                    WriteKind::Put => report.row("writes", writes(plan)),
                    WriteKind::Delete => report.row("deletes", writes(plan)),
                    WriteKind::Update => {
                        report.row("items", writes(plan)).row("updates", updates(&plan.actions))
                    }
                }
            }
            Self::DeleteFound(plan) => Report::of(operation, &plan.table)
                .row("deletes", "each item that the read below finds")
                .expr("condition", plan.condition.as_ref()),
            Self::UpdateFound(plan) => Report::of(operation, &plan.table)
                .row("items", "each that the read below finds")
                .row("updates", updates(&plan.actions))
                .expr("condition", plan.condition.as_ref()),
            Self::Update(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key.to_string())
                .row("updates", updates(&plan.actions))
                .expr("condition", plan.condition.as_ref()),
            Self::Delete(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key.to_string())
                .expr("condition", plan.condition.as_ref()),
            Self::TransactWrite(plan) => {
                Report::of_all(operation).row("actions", plan.actions.len().to_string())
            }
            Self::BatchGetTables(plan) => Report::of_all(operation)
                .row("tables", plan.tables.len().to_string())
                .row("order", "as the keys are listed"),
            Self::BatchWriteTables(plan) => {
                Report::of_all(operation).row("tables", plan.tables.len().to_string())
            }
            Self::TransactGet(plan) => Report::of_all(operation)
                .row("items", plan.gets.len().to_string())
                .row("order", "as they are listed"),
        }
    }
}

fn writes(plan: &BatchWritePlan) -> String {
    plan.writes.map_or_else(|| "as many as the stream gives".to_owned(), |writes| writes.to_string())
}

fn updates(actions: &[Action]) -> String {
    actions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A head line and aligned rows, without a line end at the end.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut report = self.report();
        let is_told = match self {
            Self::Nothing(_) | Self::DeleteFound(_) | Self::UpdateFound(_) | Self::Union(_) => false,
            Self::BatchWrite(plan) => plan.writes.is_some(),
            _ => true,
        };
        if is_told {
            report = report.requests(self);
        }
        self.why().iter().fold(report, |report, why| report.row("why", why.clone())).fmt(f)?;
        match self {
            Self::DeleteFound(plan) => write!(f, "\n{}", plan.read),
            Self::UpdateFound(plan) => write!(f, "\n{}", plan.read),
            Self::Union(plan) => write_parts(f, plan.parts.iter()),
            Self::TransactWrite(plan) => write_parts(f, plan.actions.iter().enumerate().map(of_action)),
            Self::TransactGet(plan) => write_parts(f, plan.gets.iter().enumerate().map(of_get)),
            Self::BatchGetTables(plan) => write_parts(f, plan.tables.iter().map(of_keys)),
            Self::BatchWriteTables(plan) => write_parts(f, plan.tables.iter().map(of_writes)),
            _ => Ok(()),
        }
    }
}

/// What is read of one table.
fn of_keys(plan: &BatchGetPlan) -> Report {
    Report::of("keys", &plan.table)
        .row("keys", plan.keys.len().to_string())
        .attributes(plan.attributes.as_ref())
        .reads(plan.consistent)
}

/// What is written to one table.
fn of_writes(writes: &TableWrites) -> Report {
    Report::of("writes", &writes.table)
        .row("puts", writes.puts.to_string())
        .row("deletes", writes.deletes.to_string())
}

/// One action of a transaction, by its position.
fn of_action((position, action): (usize, &TransactAction)) -> Report {
    let report = Report::of(&format!("{position}: {}", action.action()), &action.table)
        .row("key", action.key.to_string());
    let report = match &action.deed {
        Deed::Update(actions) => report.row("updates", updates(actions)),
        Deed::Put { .. } | Deed::Delete | Deed::Check => report,
    };
    report.expr("condition", action.condition.as_ref())
}

/// One read of a transaction, by its position.
fn of_get((position, get): (usize, &GetPlan)) -> Report {
    Report::of(&format!("{position}: get"), &get.table)
        .row("key", get.key.to_string())
        .attributes(get.attributes.as_ref())
}

/// The first parts of a plan, and how many more there are.
fn write_parts<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    parts: impl ExactSizeIterator<Item = T>,
) -> fmt::Result {
    const SHOWN: usize = 5;
    let more = parts.len().saturating_sub(SHOWN);
    for part in parts.take(SHOWN) {
        write!(f, "\n{part}")?;
    }
    if more > 0 { write!(f, "\nand {more} more") } else { Ok(()) }
}

//! Plans as a short, aligned report.

use std::fmt;

use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::plan::Plan;
use crate::plan::steps::WriteKind;

/// The rows of a report.
struct Report {
    head: String,
    rows: Vec<(&'static str, String)>,
}

impl Report {
    fn of(operation: &str, table: &str) -> Self {
        Self { head: format!("{operation} on `{table}`"), rows: Vec::new() }
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

    fn reads(self, consistent: bool) -> Self {
        self.row("reads", if consistent { "strongly consistent" } else { "eventually consistent" })
    }

    fn requests(self, requests: Option<usize>) -> Self {
        match requests {
            Some(requests) => self.row("requests", requests.to_string()),
            None => self.row("requests", "one for each page of at most 1 MB read"),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        for (name, text) in &self.rows {
            write!(f, "\n  {name:<9} {text}")?;
        }
        Ok(())
    }
}

impl Plan {
    fn report(&self) -> Report {
        let operation = self.operation().unwrap_or("nothing");
        match self {
            Self::Nothing(plan) => Report::of("No request", &plan.table),
            Self::Get(plan) => {
                Report::of(operation, &plan.table).row("key", plan.key.to_string()).reads(plan.consistent)
            }
            Self::BatchGet(plan) => Report::of(operation, &plan.table)
                .row("keys", plan.keys.len().to_string())
                .expr("here", plan.local.as_ref())
                .row("order", "as the keys are listed")
                .limit(plan.limit)
                .reads(plan.consistent),
            Self::Query(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key_condition.to_string())
                .expr("filter", plan.filter.as_ref())
                .expr("here", plan.local.as_ref())
                .row("order", if plan.descending { "range key, descending" } else { "range key, ascending" })
                .limit(plan.limit)
                .page(plan.page_size)
                .reads(plan.consistent),
            Self::Scan(plan) => Report::of(operation, &plan.table)
                .expr("filter", plan.filter.as_ref())
                .expr("here", plan.local.as_ref())
                .row("order", "none")
                .limit(plan.limit)
                .page(plan.page_size)
                .reads(plan.consistent)
                .row("cost", "every item of the table is read"),
            Self::Put(plan) => Report::of(operation, &plan.table).expr("condition", plan.condition.as_ref()),
            Self::BatchWrite(plan) => {
                let row = if plan.kind == WriteKind::Delete { "deletes" } else { "writes" };
                Report::of(operation, &plan.table).row(row, plan.writes.to_string())
            }
            Self::DeleteFound(plan) => Report::of(operation, &plan.table)
                .row("deletes", "each item that the read below finds")
                .expr("condition", plan.condition.as_ref()),
            Self::Update(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key.to_string())
                .row("updates", updates(&plan.actions))
                .expr("condition", plan.condition.as_ref()),
            Self::Delete(plan) => Report::of(operation, &plan.table)
                .row("key", plan.key.to_string())
                .expr("condition", plan.condition.as_ref()),
        }
    }
}

fn updates(actions: &[Action]) -> String {
    actions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A head line and aligned rows, without a line end at the end.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut report = self.report();
        if !matches!(self, Self::Nothing(_) | Self::DeleteFound(_)) {
            report = report.requests(self.requests());
        }
        self.why().iter().fold(report, |report, why| report.row("why", why.clone())).fmt(f)?;
        match self {
            Self::DeleteFound(plan) => write!(f, "\n{}", plan.read),
            _ => Ok(()),
        }
    }
}

//! A table that is looked at until it is as it should be, or the time is over.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::table::describe;
use crate::table::info::TableInfo;
use crate::table::patience::{Patience, TableProgress, write_status};
use crate::verbs::builder::BoxFuture;

const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

pub(crate) struct Watch<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) table: &'a str,
    patience: &'a Patience,
    /// What the table should be, in words.
    aim: &'static str,
    started: Instant,
    /// None where the limit is longer than time can tell.
    deadline: Option<Instant>,
    pause: Duration,
    /// What was found last, in words.
    last: Option<String>,
    /// Why it is still waited, where the service refused.
    refusal: Option<Error>,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(db: &'a Connection, table: &'a str, patience: &'a Patience, aim: &'static str) -> Self {
        let started = Instant::now();
        let deadline = started.checked_add(patience.limit);
        Self { db, table, patience, aim, started, deadline, pause: FIRST_PAUSE, last: None, refusal: None }
    }

    /// Looks at the table, and tells of it.
    ///
    /// It looks again where the service asks to slow down and, once it has answered, where it does not answer for a while.
    pub(crate) async fn look(&mut self) -> Result<Option<TableInfo>> {
        loop {
            match self.within("DescribeTable", describe::look(self.db, self.table)).await {
                Ok(found) => {
                    self.tell(found.as_ref());
                    return Ok(found);
                }
                Err(error) if self.may_pass(&error) => self.pause_after(error).await?,
                Err(error) => return Err(error),
            }
        }
    }

    fn may_pass(&self, error: &Error) -> bool {
        let kind = error.kind();
        kind.asks_to_slow_down() || kind.is_no_answer() && self.last.is_some() && !self.left().is_zero()
    }

    fn tell(&mut self, found: Option<&TableInfo>) {
        let mut words = String::new();
        // Writing to a string does not fail.
        let _ = write_status(&mut words, found);
        self.last = Some(words);
        if let Some(tell) = &self.patience.on_progress {
            let table = self.table.to_owned();
            tell(&TableProgress { table, found: found.cloned(), elapsed: self.started.elapsed() });
        }
    }

    /// Waits until it is time for the next look.
    pub(crate) async fn pause(&mut self) -> Result<()> {
        let left = self.left();
        if left.is_zero() {
            let operation = self.refusal.as_ref().and_then(Error::operation);
            return Err(self.is_over(operation.unwrap_or("DescribeTable")));
        }
        let pause = self.patience.every.unwrap_or(self.pause);
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        tokio::time::sleep(pause.min(left)).await;
        Ok(())
    }

    /// Waits until it is time to ask again for what was refused.
    pub(crate) async fn pause_after(&mut self, refusal: Error) -> Result<()> {
        self.refusal = Some(refusal);
        self.pause().await
    }

    /// Starts with short pauses again, since something else is waited for.
    pub(crate) fn hurry(&mut self) {
        self.pause = FIRST_PAUSE;
        self.refusal = None;
    }

    /// Waits for a call, but no longer than there is time.
    ///
    /// The SDK's futures are large, so that this one keeps the call on the heap.
    pub(crate) fn within<'b, T: 'b>(
        &'b self,
        operation: &'static str,
        call: impl Future<Output = Result<T>> + Send + 'b,
    ) -> impl Future<Output = Result<T>> + Send + 'b {
        let call: BoxFuture<'b, Result<T>> = Box::pin(call);
        async move {
            let ended = match self.deadline {
                Some(deadline) => tokio::time::timeout_at(deadline, call).await,
                None => Ok(call.await),
            };
            match ended {
                Ok(result) => result.map_err(|error| error.at(operation, self.table)),
                Err(_) => Err(self.is_over(operation)),
            }
        }
    }

    fn left(&self) -> Duration {
        self.deadline.map_or(LONGEST_PAUSE, |deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self, operation: &'static str) -> Error {
        let last = self.last.as_ref().map(|last| format!(": {last}")).unwrap_or_default();
        let words = format!("the table was not {} within {:?}{last}", self.aim, self.patience.limit);
        let error = Error::said(ErrorKind::Timeout, words).at(operation, self.table);
        match &self.refusal {
            Some(refusal) => error.caused_by(refusal.clone()),
            None => error,
        }
    }
}

//! Watches the attempts of one request, for who observes.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::interceptors::context::{InterceptorContext, Output};
use tokio::time::Instant;
use tracing::{Span, field};

use crate::error::ErrorKind;
use crate::observe::record::{ATTEMPT, Record};
use crate::observe::{Ending, Measurement};
use crate::wire::attempt_error::{self, AttemptError};
use crate::wire::ticket::Waited;

/// What a request is about.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    operation: &'static str,
    tables: Vec<String>,
    index: Option<String>,
    /// How many items it writes, if it writes any.
    written: Option<usize>,
}

impl Subject {
    /// A request about no table that is known.
    pub(crate) fn of(operation: &'static str) -> Self {
        Self { operation, tables: Vec::new(), index: None, written: None }
    }

    pub(crate) fn table(mut self, name: &str) -> Self {
        if !self.tables.iter().any(|known| known == name) {
            self.tables.push(name.to_owned());
        }
        self
    }

    pub(crate) fn tables<'n>(self, names: impl IntoIterator<Item = &'n str>) -> Self {
        names.into_iter().fold(self, Self::table)
    }

    pub(crate) fn index(mut self, name: Option<&str>) -> Self {
        self.index = name.map(ToOwned::to_owned);
        self
    }

    pub(crate) fn writing(mut self, items: usize) -> Self {
        self.written = Some(items);
        self
    }
}

/// What an answer tells besides its items.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) consumed: Option<f64>,
    pub(crate) items: Option<u64>,
    pub(crate) scanned: Option<u64>,
    /// How many writes were left over.
    pub(crate) unprocessed: u64,
}

/// Reads it out of what the SDK makes of an answer.
pub(crate) type Tell = fn(&Output) -> Facts;

/// Knows how many items an answer held, where it was ours to decode it.
pub(crate) trait CountItems: Send + Sync {
    fn count_items(&self) -> Option<u64>;
}

/// Watches the attempts of one request.
pub(crate) struct Watch {
    record: Arc<Record>,
    subject: Subject,
    tell: Tell,
    /// When the call has no more time.
    deadline: Option<Instant>,
    items: Option<Arc<dyn CountItems>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    attempts: u32,
    current: Option<Attempt>,
}

/// One that is under way.
struct Attempt {
    number: u32,
    start: SystemTime,
    begun: Instant,
    span: Span,
    waited: Waited,
    bytes_sent: u64,
}

/// What came back.
#[derive(Default)]
struct Answer {
    told: Facts,
    items: Option<u64>,
    bytes: u64,
    status: Option<u16>,
    code: Option<String>,
}

impl Watch {
    pub(crate) fn new(record: &Arc<Record>, subject: Subject, tell: Tell, deadline: Option<Instant>) -> Self {
        Self { record: Arc::clone(record), subject, tell, deadline, items: None, state: Mutex::default() }
    }

    pub(crate) fn counting(&mut self, items: Arc<dyn CountItems>) {
        self.items = Some(items);
    }

    pub(crate) fn begin(&self) {
        self.change(|state| {
            state.attempts += 1;
            state.current = Some(Attempt {
                number: state.attempts,
                start: SystemTime::now(),
                begun: Instant::now(),
                span: self.span(state.attempts),
                waited: Waited::default(),
                bytes_sent: 0,
            });
        });
    }

    /// The attempt is about to be sent; gives what measures its wait.
    pub(crate) fn send(&self, bytes: usize) -> Waited {
        self.change(|state| {
            let Some(current) = &mut state.current else { return Waited::default() };
            current.bytes_sent = bytes as u64;
            current.waited.clone()
        })
    }

    pub(crate) fn end(&self, context: &InterceptorContext) {
        let Some(attempt) = self.change(|state| state.current.take()) else { return };
        let response = context.response();
        let bytes = response.and_then(|response| response.body().bytes()).map_or(0, <[u8]>::len) as u64;
        let status = response.map(|response| response.status().as_u16());
        let answer = Answer { bytes, status, ..Answer::default() };
        let (ending, answer) = match context.output_or_error() {
            Some(Err(error)) => {
                let AttemptError { kind, code } = attempt_error::of(error, response);
                (Ending::Failed(kind), Answer { code, ..answer })
            }
            Some(Ok(output)) => {
                let told = (self.tell)(output);
                (Ending::Done, Answer { told, items: self.items(told), ..answer })
            }
            None => (Ending::Done, answer),
        };
        self.note(attempt, ending, answer);
    }

    fn items(&self, told: Facts) -> Option<u64> {
        let written = self.subject.written.map(|written| (written as u64).saturating_sub(told.unprocessed));
        written.or(told.items).or_else(|| self.items.as_ref()?.count_items())
    }

    fn note(&self, attempt: Attempt, ending: Ending, answer: Answer) {
        let Attempt { number, start, begun, span, waited, bytes_sent } = attempt;
        let waited = waited.total();
        let Answer { told, items, bytes, status, code } = answer;
        let measurement = Measurement {
            start,
            verb: self.record.verb(),
            operation: self.subject.operation,
            tables: self.subject.tables.clone(),
            index: self.subject.index.clone(),
            attempt: number,
            duration: begun.elapsed().saturating_sub(waited),
            waited,
            ending,
            code,
            status,
            consumed_capacity: told.consumed,
            items,
            scanned: told.scanned,
            bytes_sent,
            bytes_received: bytes,
            service: self.record.audience().service.clone(),
            deployment: self.record.audience().deployment.clone(),
            correlation_id: self.record.correlation_id().cloned(),
        };
        describe(&span, &measurement);
        drop(span);
        self.record.note(measurement);
    }

    fn span(&self, attempt: u32) -> Span {
        let Subject { operation, tables, index, .. } = &self.subject;
        let span = tracing::debug_span!(
            target: ATTEMPT,
            parent: self.record.span(),
            "attempt",
            otel.name = operation,
            otel.kind = "client",
            db.system.name = "aws.dynamodb",
            db.operation.name = operation,
            db.collection.name = field::Empty,
            aws.dynamodb.table_names = field::Empty,
            aws.dynamodb.index_name = index.as_deref(),
            aws.dynamodb.consumed_capacity = field::Empty,
            aws.dynamodb.count = field::Empty,
            aws.dynamodb.scanned_count = field::Empty,
            db.response.status_code = field::Empty,
            http.response.status_code = field::Empty,
            http.request.resend_count = attempt - 1,
            "error.type" = field::Empty,
            dynamo_model.waited = field::Empty,
        );
        if !span.is_disabled() && !tables.is_empty() {
            span.record("aws.dynamodb.table_names", tables.join(","));
            if let [table] = &tables[..] {
                span.record("db.collection.name", table);
            }
        }
        span
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Says in the span how the attempt ended.
fn describe(span: &Span, measurement: &Measurement) {
    if span.is_disabled() {
        return;
    }
    let Measurement { consumed_capacity, items, scanned, status, code, waited, .. } = measurement;
    span.record("aws.dynamodb.consumed_capacity", consumed_capacity);
    span.record("aws.dynamodb.count", items);
    span.record("aws.dynamodb.scanned_count", scanned);
    span.record("http.response.status_code", status);
    span.record("db.response.status_code", code.as_deref());
    if *waited > Duration::ZERO {
        span.record("dynamo_model.waited", waited.as_secs_f64());
    }
    if let Some(kind) = measurement.error() {
        span.record("error.type", field::debug(kind));
        let Measurement { operation, attempt, .. } = measurement;
        tracing::debug!(target: ATTEMPT, parent: span, operation, attempt, "error.type" = ?kind, "the attempt failed");
    }
}

/// One that is under way is given up: the call ran out of time, or nobody waits for it.
impl Drop for Watch {
    fn drop(&mut self) {
        let Some(attempt) = self.change(|state| state.current.take()) else { return };
        let is_late = self.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        let ending = if is_late { Ending::Failed(ErrorKind::Timeout) } else { Ending::Dropped };
        self.note(attempt, ending, Answer::default());
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watch({})", self.subject.operation)
    }
}

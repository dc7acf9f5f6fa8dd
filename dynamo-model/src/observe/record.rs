//! The record of a call while it is under way.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tokio::time::Instant;
use tracing::{Level, Span, field};

use crate::error::Error;
use crate::observe::call::ObservedCall;
use crate::observe::correlation::correlation_id;
use crate::observe::measurement::{Ending, Measurement};
use crate::observe::observer::Observer;

/// Where the span of an attempt belongs.
pub(crate) const ATTEMPT: &str = "dynamo_model::attempt";
const CALL: &str = "dynamo_model::call";

/// Who is told, and what is said of everything alike.
#[derive(Clone, Default)]
pub(crate) struct Audience {
    pub(crate) observers: Vec<Arc<dyn Observer>>,
    pub(crate) service: Option<Arc<str>>,
    pub(crate) deployment: Option<Arc<str>>,
}

impl Audience {
    fn tell(&self, tell: impl Fn(&dyn Observer)) {
        for observer in &self.observers {
            // The call must not be taken down by who looks at it.
            if catch_unwind(AssertUnwindSafe(|| tell(&**observer))).is_err() {
                tracing::error!("an observer panicked");
            }
        }
    }
}

impl fmt::Debug for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audience")
            .field("observers", &self.observers.len())
            .field("service", &self.service)
            .field("deployment", &self.deployment)
            .finish()
    }
}

/// A call that somebody looks at.
pub(crate) struct Record {
    verb: &'static str,
    start: SystemTime,
    begun: Instant,
    span: Span,
    correlation_id: Option<Arc<str>>,
    audience: Arc<Audience>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    measurements: VecDeque<Measurement>,
    omitted: u64,
}

impl Record {
    /// Begins a call; `None` where nobody looks at it.
    pub(crate) fn begin(audience: &Arc<Audience>, verb: &'static str) -> Option<Arc<Self>> {
        let span = tracing::info_span!(
            target: CALL,
            "call",
            otel.name = verb,
            otel.kind = "client",
            db.system.name = "aws.dynamodb",
            db.operation.name = verb,
            correlation_id = field::Empty,
            "error.type" = field::Empty,
        );
        if span.is_disabled() && !wants_attempts(audience) {
            return None;
        }
        let correlation_id = correlation_id();
        if let Some(id) = &correlation_id {
            span.record("correlation_id", &**id);
        }
        Some(Arc::new(Self {
            verb,
            start: SystemTime::now(),
            begun: Instant::now(),
            span,
            correlation_id,
            audience: Arc::clone(audience),
            kept: Mutex::default(),
        }))
    }

    pub(crate) fn verb(&self) -> &'static str {
        self.verb
    }

    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    pub(crate) fn correlation_id(&self) -> Option<&Arc<str>> {
        self.correlation_id.as_ref()
    }

    pub(crate) fn audience(&self) -> &Audience {
        &self.audience
    }

    /// True if attempts are to be measured.
    pub(crate) fn wants_attempts(&self) -> bool {
        wants_attempts(&self.audience)
    }

    /// An attempt has ended.
    pub(crate) fn note(&self, measurement: Measurement) {
        if self.audience.observers.is_empty() {
            return;
        }
        self.audience.tell(|observer| observer.attempt(&measurement));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.measurements.len() == ObservedCall::MAX_KEPT {
            kept.measurements.pop_front();
            kept.omitted += 1;
        }
        kept.measurements.push_back(measurement);
    }

    /// The call has ended, in this error if there is one.
    fn end(&self, ending: Ending, error: Option<&Error>) {
        if let Some(kind) = ending.error() {
            self.span.record("error.type", field::debug(kind));
            tracing::debug!(target: CALL, parent: &self.span, verb = self.verb, "error.type" = ?kind, "the call failed");
        }
        if self.audience.observers.is_empty() {
            return;
        }
        let Kept { mut measurements, omitted } =
            std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        let call = ObservedCall {
            verb: self.verb,
            start: self.start,
            duration: self.begun.elapsed(),
            ending,
            measurements: measurements.make_contiguous(),
            omitted,
            service: self.audience.service.as_ref(),
            deployment: self.audience.deployment.as_ref(),
            correlation_id: self.correlation_id.as_ref(),
        };
        self.audience.tell(|observer| observer.call(&call));
        if let Some(error) = error {
            self.audience.tell(|observer| observer.error(error, &call));
        }
    }
}

fn wants_attempts(audience: &Audience) -> bool {
    !audience.observers.is_empty() || tracing::enabled!(target: ATTEMPT, Level::DEBUG)
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({})", self.verb)
    }
}

/// Ends the record of a call: when it is told to, and otherwise when it is dropped.
#[derive(Debug)]
pub(crate) struct Recording(Option<Arc<Record>>);

impl Recording {
    pub(crate) fn of(record: Arc<Record>) -> Self {
        Self(Some(record))
    }

    /// The span of the call; one that is not there, once it has ended.
    pub(crate) fn span(&self) -> Span {
        self.0.as_ref().map_or_else(Span::none, |record| record.span.clone())
    }

    /// The call has ended so.
    pub(crate) fn end(&mut self, error: Option<&Error>) {
        if let Some(record) = self.0.take() {
            let ending = error.map_or(Ending::Done, |error| Ending::Failed(error.kind()));
            record.end(ending, error);
        }
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        if let Some(record) = self.0.take() {
            record.end(Ending::Dropped, None);
        }
    }
}

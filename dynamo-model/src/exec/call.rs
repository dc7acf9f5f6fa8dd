//! One call of a verb: the connection, and when the call must have ended (W10).

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::config::Builder;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tokio::time::Instant;

use crate::connection::{CapacityReports, Connection};
use crate::error::{Error, ErrorKind};
use crate::exec::hooks::Hooks;
use crate::exec::metadata::{self, Reports, Tally};
use crate::exec::pace::Pace;
use crate::model::Model;
use crate::wire::outcome::Passed;
use crate::wire::seam::Seam;
use crate::wire::watch::Subject;

/// What was said of a call as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    /// How long it may take.
    pub(crate) timeout: Option<Duration>,
    /// How many capacity units its reads may consume a second.
    pub(crate) rate: Option<f64>,
    /// The table, in place of the model's.
    pub(crate) table: Option<String>,
    pub(crate) tally: Option<Tally>,
    /// How the SDK retries, where it is not as the client says.
    pub(crate) retry: Option<RetryConfig>,
    hooks: Option<Arc<Hooks>>,
}

impl CallOptions {
    /// The hooks, to add another.
    pub(crate) fn hooks_mut(&mut self) -> &mut Hooks {
        Arc::make_mut(self.hooks.get_or_insert_default())
    }

    /// Begins the call.
    pub(crate) fn begin(&self, db: &Connection) -> Call {
        let deadline = |after| Instant::now().checked_add(after).map(|at| Deadline { at, after });
        Call {
            db: db.clone(),
            deadline: self.timeout.and_then(deadline),
            pace: self.rate.map(|rate| Arc::new(Pace::of(rate))),
            tally: self.tally.clone(),
            retry: self.retry.clone(),
            hooks: self.hooks.clone(),
        }
    }

    /// The full name of the table.
    pub(crate) fn table_of<M: Model>(&self, db: &Connection) -> String {
        self.table.clone().unwrap_or_else(|| db.table_name(M::schema().table()))
    }
}

/// What all requests of one call share.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    db: Connection,
    deadline: Option<Deadline>,
    pace: Option<Arc<Pace>>,
    tally: Option<Tally>,
    retry: Option<RetryConfig>,
    hooks: Option<Arc<Hooks>>,
}

/// The right to send one request. It is taken before the request is made, so that nothing of that is kept meanwhile.
pub(crate) struct Turn(());

#[derive(Clone, Copy, Debug)]
struct Deadline {
    at: Instant,
    after: Duration,
}

impl Call {
    /// Waits until a request may be sent, where the rate is limited; not beyond the deadline.
    pub(crate) async fn take_turn(&self) -> Turn {
        if let Some(pace) = &self.pace {
            self.within(tokio::time::sleep_until(pace.next())).await;
        }
        Turn(())
    }

    /// What DynamoDB is asked to report.
    pub(crate) fn reported(&self) -> Option<ReturnConsumedCapacity> {
        if self.tally.is_some() {
            return Some(ReturnConsumedCapacity::Indexes);
        }
        let is_wanted = self.pace.is_some() || self.settings().capacity == CapacityReports::Always;
        is_wanted.then_some(ReturnConsumedCapacity::Total)
    }

    /// The seam of a request, watched if somebody looks at attempts.
    pub(crate) fn seam(&self, subject: impl FnOnce() -> Subject) -> Seam {
        self.watched(self.deadline(), subject, metadata::tell)
    }

    /// The configuration of one request: our seam, and what is another than the client's in this call.
    pub(crate) fn configured(&self, seam: Seam) -> Builder {
        let seam = match &self.tally {
            Some(tally) => seam.counting(tally.attempts(), tally.waited()),
            None => seam,
        };
        let mut config = seam.into_config();
        if let Some(retry) = &self.retry {
            config.set_retry_config(Some(retry.clone()));
        }
        config
    }

    /// The caller's hooks, which have the builder last.
    pub(crate) fn hooks(&self) -> Option<&Hooks> {
        self.hooks.as_deref()
    }

    /// Looks at what an answer tells besides its items.
    pub(crate) fn note<E>(&self, answer: &std::result::Result<impl Reports, E>) {
        let Ok(output) = answer else { return };
        if let Some(pace) = &self.pace {
            let units = output.consumed().into_iter().filter_map(ConsumedCapacity::capacity_units).sum();
            pace.spend(units, Instant::now());
        }
        if let Some(tally) = &self.tally {
            tally.note(output);
        }
    }

    /// True once the time of the call has passed.
    pub(crate) fn is_over(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline.at)
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline.map(|deadline| deadline.at)
    }

    /// Waits for something that is no request; `None` if the time of the call passes before.
    pub(crate) async fn within<F: Future>(&self, something: F) -> Option<F::Output> {
        match self.deadline {
            None => Some(something.await),
            Some(deadline) => tokio::time::timeout_at(deadline.at, something).await.ok(),
        }
    }

    /// The error of what the call had no time for, or no time to hear the answer of.
    pub(crate) fn unsent(&self) -> Error {
        let words = format!("no time was left for it: {}", self.passed());
        Error::said(ErrorKind::Timeout, words)
    }

    /// The error of a stream whose inputs did not end in time.
    pub(crate) fn cut(&self) -> Error {
        let words = format!("the inputs did not end in time: {}", self.passed());
        Error::said(ErrorKind::Timeout, words)
    }

    /// Says that the time has passed, as the cause of a request's error.
    pub(crate) fn passed(&self) -> Passed {
        Passed(self.deadline.map_or(Duration::ZERO, |deadline| deadline.after))
    }
}

impl Deref for Call {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.db
    }
}

/// Sends a fluent builder with our serializer and deserializer in place; gives the SDK's own result. With `once` what must not
/// be done twice is not sent again after an attempt in doubt.
macro_rules! send {
    ($call:expr, $turn:expr, $builder:expr, $seam:expr) => {
        $crate::exec::call::send!($call, $turn, $builder, $seam, once: false)
    };
    ($call:expr, $turn:expr, $builder:expr, $seam:expr, once: $once:expr) => {{
        let call: &$crate::exec::call::Call = &$call;
        let _: $crate::exec::call::Turn = $turn;
        // A builder is large. One that stays where it is, since there is nothing to add, is not copied.
        let mut builder = $builder;
        if let Some(reported) = call.reported() {
            builder = builder.return_consumed_capacity(reported);
        }
        if let Some(hooks) = call.hooks() {
            builder = $crate::exec::hooks::Hooked::hooked(builder, hooks);
        }
        let mut config = call.configured($seam);
        if $once {
            config = config.retry_classifier($crate::wire::outcome::AtMostOnce);
        }
        let request = builder.customize().config_override(config);
        let passed = || aws_sdk_dynamodb::error::SdkError::timeout_error(call.passed());
        let answer = match call.deadline() {
            Some(_) if call.is_over() => Err(passed()),
            deadline => {
                // Pinned in its place, so that the future of a request, which is large, is there once.
                let sending = std::pin::pin!(request.send());
                match deadline {
                    None => sending.await,
                    Some(at) => match tokio::time::timeout_at(at, sending).await {
                        Ok(answer) => answer,
                        Err(_) => Err(passed()),
                    },
                }
            }
        };
        call.note(&answer);
        answer
    }};
}

/// Sends a request that is about tables and no items.
macro_rules! ask {
    ($db:expr, $request:expr, $subject:expr) => {{
        let db: &$crate::connection::Connection = $db;
        let seam = db.watched(None, || $subject, |_| $crate::wire::watch::Facts::default());
        $request.customize().config_override(seam.into_config()).send()
    }};
}

pub(crate) use {ask, send};

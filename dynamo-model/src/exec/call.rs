//! One call of a verb: the connection, and when the call must have ended (W10).

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tokio::time::Instant;

use crate::connection::Connection;
use crate::error::{Error, ErrorKind};
use crate::exec::pace::Pace;

/// What bounds a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// How long it may take.
    pub(crate) timeout: Option<Duration>,
    /// How many capacity units its reads may consume a second.
    pub(crate) rate: Option<f64>,
}

/// What all requests of one call share.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    db: Connection,
    deadline: Option<Deadline>,
    pace: Option<Arc<Pace>>,
}

#[derive(Clone, Copy, Debug)]
struct Deadline {
    at: Instant,
    after: Duration,
}

impl Call {
    /// Begins a call.
    pub(crate) fn begin(db: &Connection, bounds: Bounds) -> Self {
        let deadline = |after| Instant::now().checked_add(after).map(|at| Deadline { at, after });
        let pace = bounds.rate.map(|rate| Arc::new(Pace::of(rate)));
        Self { db: db.clone(), deadline: bounds.timeout.and_then(deadline), pace }
    }

    /// Waits until a read may be sent, where the rate is limited; not beyond the deadline.
    pub(crate) async fn take_turn(&self) {
        if let Some(pace) = &self.pace {
            self.within(tokio::time::sleep_until(pace.next())).await;
        }
    }

    /// What DynamoDB is asked to report, where the rate is limited.
    pub(crate) fn reported(&self) -> Option<ReturnConsumedCapacity> {
        self.pace.as_ref().map(|_| ReturnConsumedCapacity::Total)
    }

    /// Says what a read has consumed.
    pub(crate) fn spend<'a>(&self, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        if let Some(pace) = &self.pace {
            pace.spend(
                consumed.into_iter().filter_map(ConsumedCapacity::capacity_units).sum(),
                Instant::now(),
            );
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

    /// The error of what the call had no time for.
    pub(crate) fn unsent(&self) -> Error {
        let words = format!("not sent: {}", self.passed());
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

/// The time that a call was given has passed.
#[derive(Debug)]
pub(crate) struct Passed(Duration);

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the call was given {:?} by `.timeout(..)`, and they have passed", self.0)
    }
}

impl StdError for Passed {}

/// Sends a fluent builder with our serializer and deserializer in place; gives the SDK's own result.
macro_rules! send {
    ($call:expr, $builder:expr, $seam:expr) => {
        $crate::exec::call::send!(@ $call, $builder.customize().interceptor($seam))
    };
    ($call:expr, $builder:expr, $seam:expr, at_most_once) => {
        $crate::exec::call::send!(
            @ $call,
            $builder
                .customize()
                .config_override(
                    aws_sdk_dynamodb::config::Builder::new()
                        .retry_classifier($crate::wire::outcome::AtMostOnce),
                )
                .interceptor($seam)
        )
    };
    (@ $call:expr, $request:expr) => {
        match $call.deadline() {
            Some(_) if $call.is_over() => {
                Err(aws_sdk_dynamodb::error::SdkError::timeout_error($call.passed()))
            }
            deadline => {
                // Pinned in its place, so that the future of a request, which is large, is there once.
                let sending = std::pin::pin!($request.send());
                match deadline {
                    None => sending.await,
                    Some(at) => match tokio::time::timeout_at(at, sending).await {
                        Ok(ended) => ended,
                        Err(_) => Err(aws_sdk_dynamodb::error::SdkError::timeout_error($call.passed())),
                    },
                }
            }
        }
    };
}

pub(crate) use send;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_names_the_time_that_was_given() {
        let words = Passed(Duration::from_millis(1500)).to_string();
        assert_eq!(words, "the call was given 1.5s by `.timeout(..)`, and they have passed");
    }
}

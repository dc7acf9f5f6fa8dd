//! Whether a failed attempt may have been applied all the same (W1).

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

/// Remembers whether an attempt of a call ended in a way that hides its outcome.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doubt(Arc<Attempts>);

#[derive(Debug, Default)]
struct Attempts {
    /// One is under way; a time-out of the whole call leaves it so.
    sent: AtomicBool,
    /// One ended in doubt.
    lost: AtomicBool,
}

impl Doubt {
    pub(crate) fn is_raised(&self) -> bool {
        self.0.lost.load(Ordering::Acquire) || self.0.sent.load(Ordering::Acquire)
    }

    /// An attempt is about to leave. What fails before that, such as a look-up of credentials, changes nothing.
    pub(crate) fn note_sent(&self) {
        self.0.sent.store(true, Ordering::Release);
    }

    /// Looks at how an attempt ended.
    pub(crate) fn note_ended(&self, attempt: &InterceptorContext) {
        if self.0.sent.swap(false, Ordering::AcqRel) && is_in_doubt(attempt) {
            self.0.lost.store(true, Ordering::Release);
        }
    }
}

/// The time that a call was given has passed.
#[derive(Debug)]
pub(crate) struct Passed(pub(crate) Duration);

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the call was given {:?} by `.timeout(..)`, and they have passed", self.0)
    }
}

impl StdError for Passed {}

/// Forbids the resend of what must not be done twice, after an attempt that may have done it.
#[derive(Debug)]
pub(crate) struct AtMostOnce;

impl ClassifyRetry for AtMostOnce {
    fn classify_retry(&self, attempt: &InterceptorContext) -> RetryAction {
        if is_in_doubt(attempt) { RetryAction::RetryForbidden } else { RetryAction::NoActionIndicated }
    }

    fn name(&self) -> &'static str {
        "DynamoModelAtMostOnce"
    }
}

/// Of an attempt that left: true unless the service certainly refused it, or never saw it.
fn is_in_doubt(attempt: &InterceptorContext) -> bool {
    let Some(Err(error)) = attempt.output_or_error() else { return false };
    if let Some(error) = error.as_connector_error() {
        return may_have_arrived(error);
    }
    let status = attempt.response().map(|response| response.status().as_u16());
    !error.is_operation_error() || status.is_none_or(|status| status >= 500)
}

/// True unless the request certainly did not leave: the connection was never made.
fn may_have_arrived(error: &ConnectorError) -> bool {
    !error.is_user() && !is_failed_connect(error)
}

pub(crate) fn is_failed_connect(error: &ConnectorError) -> bool {
    use std::io::ErrorKind as Io;
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return matches!(
                io.kind(),
                Io::ConnectionRefused | Io::HostUnreachable | Io::NetworkUnreachable | Io::AddrNotAvailable
            );
        }
        // The HTTP client's own types for this are not public.
        let words = error.to_string();
        if words == "client error (Connect)"
            || words.starts_with("HTTP connect timeout")
            || words.contains("dns error")
        {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_names_the_time_that_was_given() {
        let words = Passed(Duration::from_millis(1500)).to_string();
        assert_eq!(words, "the call was given 1.5s by `.timeout(..)`, and they have passed");
    }
}

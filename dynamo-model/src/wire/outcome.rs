//! Whether a failed attempt may have been applied all the same (W1).

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::error::SdkError;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

/// Remembers whether an attempt of a call ended in a way that hides its outcome.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doubt(Arc<AtomicBool>);

impl Doubt {
    pub(crate) fn is_raised(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn raise(&self) {
        self.0.store(true, Ordering::Release);
    }
}

/// Sees each failed attempt of one call, and forbids a resend of what must not be done twice.
#[derive(Debug)]
pub(crate) struct OutcomeClassifier {
    doubt: Doubt,
    repeats: bool,
}

impl OutcomeClassifier {
    /// `repeats`: doing it twice has the effect of doing it once.
    pub(crate) fn new(doubt: &Doubt, repeats: bool) -> Self {
        Self { doubt: doubt.clone(), repeats }
    }
}

impl ClassifyRetry for OutcomeClassifier {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if !attempt_is_in_doubt(context) {
            return RetryAction::NoActionIndicated;
        }
        self.doubt.raise();
        if self.repeats { RetryAction::NoActionIndicated } else { RetryAction::RetryForbidden }
    }

    fn name(&self) -> &'static str {
        "DynamoModelOutcome"
    }
}

fn attempt_is_in_doubt(context: &InterceptorContext) -> bool {
    let Some(Err(error)) = context.output_or_error() else { return false };
    if error.is_timeout_error() || error.is_response_error() {
        return true;
    }
    if let Some(error) = error.as_connector_error() {
        return may_have_arrived(error);
    }
    let status = context.response().map(|response| response.status().as_u16());
    error.is_operation_error() && status.is_some_and(|status| status >= 500)
}

/// The same of a call's last attempt, which no classifier may have seen.
pub(crate) fn call_is_in_doubt<E>(error: &SdkError<E, HttpResponse>) -> bool {
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => true,
        SdkError::DispatchFailure(failure) => failure.as_connector_error().is_none_or(may_have_arrived),
        SdkError::ServiceError(error) => error.raw().status().as_u16() >= 500,
        _ => false,
    }
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

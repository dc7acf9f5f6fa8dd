//! What an attempt failed with, before the SDK has made an error of it that has the operation's own type.

use aws_smithy_runtime_api::client::interceptors::context::Error as OperationError;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use serde_json::Value;

use crate::error::ErrorKind;
use crate::wire::failure;

/// How an attempt failed.
pub(crate) struct AttemptError {
    pub(crate) kind: ErrorKind,
    /// The code of the service, where it answered with one.
    pub(crate) code: Option<String>,
}

pub(crate) fn of(error: &OrchestratorError<OperationError>, response: Option<&HttpResponse>) -> AttemptError {
    let kind = |kind| AttemptError { kind, code: None };
    if error.is_operation_error() {
        return answered(response);
    }
    if let Some(error) = error.as_connector_error() {
        return kind(failure::of_connector(error));
    }
    if error.is_timeout_error() {
        return kind(ErrorKind::Timeout);
    }
    if error.is_response_error() {
        return kind(ErrorKind::Network);
    }
    kind(failure::unsent(error, error).unwrap_or(ErrorKind::Network))
}

/// Reads the code out of the answer: the SDK's own types for it are one for each operation.
fn answered(response: Option<&HttpResponse>) -> AttemptError {
    let body = response.and_then(|response| response.body().bytes()).unwrap_or_default();
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |names: [&str; 2]| names.into_iter().find_map(|name| told.get(name)?.as_str());
    let header = response.and_then(|response| response.headers().get("x-amzn-errortype"));
    // `com.amazonaws.dynamodb.v20120810#ThrottlingException`, and in a header a URL after a colon
    let code = header.or_else(|| text(["__type", "code"]));
    let code = code.map(|code| code.rsplit('#').next().unwrap_or(code));
    let code = code.map(|code| code.split(':').next().unwrap_or(code));
    let status = response.map(|response| response.status().as_u16());
    let kind = match code {
        Some("TransactionCanceledException") => ErrorKind::TransactionCancelled,
        code => failure::by_code(code, text(["message", "Message"]), status),
    };
    AttemptError { kind, code: code.map(ToOwned::to_owned) }
}

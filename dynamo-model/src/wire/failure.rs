//! The SDK's errors as ours.

use std::collections::HashMap;
use std::error::Error as _;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::error::ConditionalCheckFailedException;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use dynamo_model_fields::{DecodeError, Item};

use crate::error::{Error, ErrorKind};
use crate::model::index::{IndexKind, IndexSchema};
use crate::sdk::from_attribute_value;
use crate::wire::outcome::{Doubt, Passed, is_failed_connect};

/// Finds a failed condition in an operation's own error type.
pub(crate) trait FailedCondition {
    /// The failed condition, if this is one.
    fn failed_condition(&self) -> Option<&ConditionalCheckFailedException>;
}

macro_rules! failed_condition {
    ($($error:ident),*) => {$(
        impl FailedCondition for $error {
            fn failed_condition(&self) -> Option<&ConditionalCheckFailedException> {
                match self {
                    $error::ConditionalCheckFailedException(failed) => Some(failed),
                    _ => None,
                }
            }
        }
    )*};
}

failed_condition!(PutItemError, UpdateItemError, DeleteItemError);

pub(super) type Failure<E> = SdkError<E, HttpResponse>;

/// Turns the failure of a call that changes nothing, or may be repeated by the caller, into our error.
pub(crate) fn of<E>(failure: Failure<E>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    if let Some(error) = unreadable(&failure) {
        return Error::decode(error.clone()).answering(failure.request_id());
    }
    let code = failure.code().map(ToOwned::to_owned);
    let message = failure.message().map(ToOwned::to_owned);
    let status = failure.raw_response().map(|response| response.status().as_u16());
    let kind = kind(&failure, code.as_deref(), message.as_deref(), status);
    // The caller's own limit is told as such.
    let passed = failure.source().and_then(|source| source.downcast_ref::<Passed>()).map(Passed::to_string);
    let error =
        Error::service(kind, code, message, status).answering(failure.request_id()).caused_by(failure);
    match passed.or_else(|| told_by_cause(&error)) {
        Some(words) => error.explained(words),
        None => error,
    }
}

/// The words of the kind with those of the cause, where the kind alone leaves one guessing: a refused connection, a name that
/// nobody knows, a certificate.
fn told_by_cause(error: &Error) -> Option<String> {
    if !matches!(error.kind(), ErrorKind::Network | ErrorKind::Configuration) {
        return None;
    }
    let mut deepest = error.source()?;
    while let Some(next) = deepest.source() {
        deepest = next;
    }
    let words = deepest.to_string();
    (!words.is_empty()).then(|| format!("{}: {words}", error.kind().words()))
}

/// The error of a part of a request, of which there is a code and a message.
pub(crate) fn of_code(code: Option<String>, message: Option<String>) -> Error {
    let kind = by_code(code.as_deref(), message.as_deref(), None);
    Error::service(kind, code, message, None)
}

/// Turns the failure of a read into our error; `index` is what was read.
pub(crate) fn of_read<E>(failure: Failure<E>, index: Option<&IndexSchema>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let error = of(failure);
    let Some(words) = index.and_then(|index| not_ready(&error, index)) else { return error };
    error.known_as(ErrorKind::IndexNotReady).explained(words)
}

/// Says what is the matter with the index, and the fix, where a read failed for it.
///
/// There is no code of its own for that, so the words are all there is to tell it by.
fn not_ready(error: &Error, index: &IndexSchema) -> Option<String> {
    const WITHOUT: &str = "`Connection::builder().without_index(..)` has reads do without it";
    let (name, message) = (index.name(), error.service_message()?);
    if message.contains("Cannot read from backfilling") {
        return Some(format!(
            "the index `{name}` is still being built: wait until it is; meanwhile {WITHOUT}"
        ));
    }
    let is_missing = message.contains("does not have the specified index")
        || (error.kind() == ErrorKind::TableNotFound && message.contains(&format!("ndex: {name}")));
    is_missing.then(|| match index.kind() {
        IndexKind::Global => {
            format!("the table has no index `{name}`: `sync_table` adds it; until it is built, {WITHOUT}")
        }
        IndexKind::Local => format!(
            "the table has no index `{name}`, and a local index comes into being with its table only: {WITHOUT}"
        ),
    })
}

/// Finds why an answer could not be parsed, where that is what failed.
fn unreadable<E: std::error::Error + 'static>(failure: &Failure<E>) -> Option<&DecodeError> {
    match failure {
        SdkError::ResponseError(_) => failure.source()?.downcast_ref(),
        _ => None,
    }
}

/// Turns the failure of a write into our error; after an attempt in doubt its outcome is unknown (W1).
pub(crate) fn of_write<E>(failure: Failure<E>, doubt: &Doubt) -> Error
where
    E: ProvideErrorMetadata + FailedCondition + std::error::Error + Send + Sync + 'static,
{
    if let Some(failed) = failure.as_service_error().and_then(FailedCondition::failed_condition) {
        // Attributes that cannot be converted are left out: that there is an item must not be lost with them.
        let item = failed.item().map(readable);
        return Error::condition_failed(item).answering(failure.request_id()).caused_by(failure);
    }
    if !doubt.is_raised() {
        return of(failure);
    }
    let id = failure.request_id().map(ToOwned::to_owned);
    unknown(failure).answering(id.as_deref())
}

/// True if an update was refused since what one of its paths steps into is absent, or is of another type.
///
/// There is no code of its own for that, so the words are all there is to tell it by.
pub(crate) fn is_of_path(error: &Error) -> bool {
    error
        .service_message()
        .is_some_and(|message| message.contains("document path provided in the update expression"))
}

pub(super) fn readable(item: &HashMap<String, AttributeValue>) -> Item {
    item.iter().filter_map(|(name, value)| Some((name.clone(), from_attribute_value(value).ok()?))).collect()
}

/// The error of a write that may or may not have been applied.
pub(crate) fn unknown(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::service(ErrorKind::OutcomeUnknown, None, None, None).caused_by(cause)
}

fn kind<E: std::error::Error + 'static>(
    failure: &Failure<E>,
    code: Option<&str>,
    message: Option<&str>,
    status: Option<u16>,
) -> ErrorKind {
    match failure {
        SdkError::ConstructionFailure(inner) => unsent(inner, failure).unwrap_or(ErrorKind::Configuration),
        SdkError::TimeoutError(_) => ErrorKind::Timeout,
        SdkError::ResponseError(_) => ErrorKind::Network,
        SdkError::DispatchFailure(inner) => match inner.as_connector_error() {
            // What fails in a call's own preparation counts as a failed dispatch, too.
            Some(error) if error.is_other() => unsent(inner, failure).unwrap_or(ErrorKind::Network),
            Some(error) => of_connector(error),
            None => ErrorKind::Network,
        },
        _ => by_code(code, message, status),
    }
}

/// What it means that a request did not get through, or its answer did not.
pub(super) fn of_connector(error: &ConnectorError) -> ErrorKind {
    if error.is_timeout() && !is_failed_connect(error) {
        ErrorKind::Timeout
    } else if error.is_user() {
        ErrorKind::Configuration
    } else {
        ErrorKind::Network
    }
}

/// Tells why nothing could be sent, where the words do: the SDK's types for it are not public.
pub(super) fn unsent(
    inner: &impl std::fmt::Debug,
    failure: &(dyn std::error::Error + 'static),
) -> Option<ErrorKind> {
    let mut words = format!("{inner:?}");
    let mut next = Some(failure);
    while let Some(error) = next {
        words = format!("{words} {error}");
        next = error.source();
    }
    let words = words.to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    if says(&["profile `"]) && says(&["` was not defined"]) {
        Some(ErrorKind::ProfileNotFound)
    } else if says(&["credential", "identity", "auth scheme"]) {
        Some(ErrorKind::NoCredentials)
    } else if says(&["endpoint"]) {
        Some(ErrorKind::Configuration)
    } else {
        None
    }
}

pub(super) fn by_code(code: Option<&str>, message: Option<&str>, status: Option<u16>) -> ErrorKind {
    match code.unwrap_or_default() {
        "ConditionalCheckFailedException"
        | "ConditionalCheckFailed"
        | "DuplicateItemException"
        | "DuplicateItem" => ErrorKind::ConditionFailed,
        "TransactionConflictException" | "TransactionConflict" | "ReplicatedWriteConflictException" => {
            ErrorKind::Conflict
        }
        "ItemCollectionSizeLimitExceededException" | "ItemCollectionSizeLimitExceeded" => {
            ErrorKind::ItemCollectionTooLarge
        }
        "ResourceNotFoundException" | "TableNotFoundException" | "ResourceNotFound" => {
            ErrorKind::TableNotFound
        }
        "IdempotentParameterMismatchException" => ErrorKind::TokenReused,
        "TransactionInProgressException" => ErrorKind::TransactionInProgress,
        "ResourceInUseException" | "TableInUseException" | "TableAlreadyExistsException" => {
            ErrorKind::ResourceInUse
        }
        "LimitExceededException" | "LimitExceeded" => ErrorKind::LimitExceeded,
        "ThrottlingException"
        | "ThrottlingError"
        | "Throttling"
        | "ThrottledException"
        | "RequestThrottledException"
        | "RequestThrottled"
        | "EC2ThrottledException"
        | "TooManyRequestsException"
        | "ProvisionedThroughputExceededException"
        | "ProvisionedThroughputExceeded"
        | "RequestLimitExceeded"
        | "BandwidthLimitExceeded"
        | "PriorRequestNotComplete"
        | "SlowDown" => ErrorKind::Throttled,
        "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" => ErrorKind::AccessDenied,
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "IncompleteSignatureException"
        | "IncompleteSignature"
        | "MissingAuthenticationTokenException"
        | "MissingAuthenticationToken"
        | "ExpiredTokenException"
        | "ExpiredToken"
        | "RequestExpired"
        | "SignatureDoesNotMatch"
        | "NotAuthorized"
        | "OptInRequired" => ErrorKind::Credentials,
        "ValidationException" | "ValidationError"
            if message.is_some_and(|text| text.contains("Item size")) =>
        {
            ErrorKind::ItemTooLarge
        }
        "ValidationException"
        | "ValidationError"
        | "SerializationException"
        | "UnknownOperationException" => ErrorKind::Invalid,
        "RequestTimeout" | "RequestTimeoutException" => ErrorKind::Timeout,
        "InternalServerError" | "InternalServerErrorException" | "InternalFailure" | "InternalError" => {
            ErrorKind::Internal
        }
        "ServiceUnavailable" | "ServiceUnavailableException" => ErrorKind::Unavailable,
        _ => by_status(status),
    }
}

/// What an answer without a code that is known can be told by.
fn by_status(status: Option<u16>) -> ErrorKind {
    match status.unwrap_or_default() {
        429 => ErrorKind::Throttled,
        500 => ErrorKind::Internal,
        501.. => ErrorKind::Unavailable,
        _ => ErrorKind::Other,
    }
}

#[cfg(test)]
mod tests;

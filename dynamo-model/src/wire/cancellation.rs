//! The failures of transactions (W9).

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::execute_transaction::ExecuteTransactionError;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason as Told;

use crate::error::{CancellationKind, CancellationReason, Error};
use crate::wire::failure::{self, Failure, readable};

/// Finds the reasons of a cancellation in an operation's own error type.
pub(crate) trait Cancelled {
    /// A reason for each action, in order, if this is a cancellation.
    fn reasons(&self) -> Option<&[Told]>;
}

macro_rules! cancelled {
    ($($error:ident),*) => {$(
        impl Cancelled for $error {
            fn reasons(&self) -> Option<&[Told]> {
                match self {
                    $error::TransactionCanceledException(cancelled) => Some(cancelled.cancellation_reasons()),
                    _ => None,
                }
            }
        }
    )*};
}

cancelled!(TransactWriteItemsError, TransactGetItemsError, ExecuteTransactionError);

/// How a transaction ended that was not carried out.
pub(crate) struct Ended {
    pub(crate) error: Error,
    /// True if the same may go through later.
    pub(crate) is_passing: bool,
    /// True if the service says for certain that it was not carried out, whatever became of earlier attempts: with one
    /// token they are one transaction.
    pub(crate) is_certain: bool,
}

/// Turns the failure of a transaction into our error; `name` says of which action a reason is.
pub(crate) fn of<E>(failure: Failure<E>, name: impl Fn(usize) -> CancellationReason) -> Ended
where
    E: ProvideErrorMetadata + Cancelled + std::error::Error + Send + Sync + 'static,
{
    if let Some(told) = failure.as_service_error().and_then(Cancelled::reasons) {
        let to_blame = told.iter().enumerate().filter(|(_, told)| is_to_blame(told));
        let reasons: Vec<_> = to_blame.map(|(position, told)| reason(name(position), told)).collect();
        let is_passing = !reasons.is_empty() && reasons.iter().all(|reason| reason.kind().is_passing());
        let error = Error::cancelled(reasons).answering(failure.request_id()).caused_by(failure);
        return Ended { error, is_passing, is_certain: !is_passing };
    }
    let is_passing = failure.code() == Some("TransactionInProgressException");
    let error = failure::of(failure);
    let is_certain = error.is_token_reused();
    Ended { error, is_passing, is_certain }
}

fn is_to_blame(told: &Told) -> bool {
    told.code().is_some_and(|code| code != "None")
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
fn reason(of: CancellationReason, told: &Told) -> CancellationReason {
    let kind = match told.code().unwrap_or_default() {
        // DynamoDB gives the item that was there with a failed condition (W2).
        "ConditionalCheckFailed" if told.item().is_none() && of.tells_absence() => CancellationKind::Absent,
        "ConditionalCheckFailed" | "DuplicateItem" | "DuplicateItemException" => {
            CancellationKind::ConditionFailed
        }
        "TransactionConflict" => CancellationKind::Conflict,
        "ThrottlingError" | "ProvisionedThroughputExceeded" => CancellationKind::Throttled,
        "ItemCollectionSizeLimitExceeded" => CancellationKind::ItemCollectionTooLarge,
        "ValidationError" => CancellationKind::Invalid,
        _ => CancellationKind::Other,
    };
    let message = told.message().or(told.code()).map(ToOwned::to_owned);
    of.because(kind, message).with_item(told.item().map(readable))
}

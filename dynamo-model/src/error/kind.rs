//! The kinds of error, and a predicate for each.

use super::Error;

/// What happened, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An item breaks a rule of its model; nothing was sent.
    Validation,
    /// A value cannot be stored in DynamoDB (not finite, too many digits, an empty set in a list); nothing was sent.
    Encode,
    /// A stored attribute does not fit the model.
    Decode,
    /// A key is empty, too long or of another type than the table's; nothing was sent.
    InvalidKey,
    /// A strategy, an option or an update that cannot be carried out; nothing was sent.
    Refused,
    /// The plan is a Scan and the scan policy forbids it; nothing was sent.
    ScanRefused,
    /// An item exceeds 400 KB.
    ItemTooLarge,
    /// A condition on a write did not hold.
    ConditionFailed,
    /// A transaction was cancelled: nothing of it was done.
    TransactionCancelled,
    /// The token of a transaction was used with another one in the last ten minutes; nothing was done.
    TokenReused,
    /// The table does not exist.
    TableNotFound,
    /// The table does not have the index that a read goes through, or is still building it.
    IndexNotReady,
    /// The table is being created, changed or deleted, or exists with another shape.
    ResourceInUse,
    /// The live table differs from the model in a way that cannot be lived with.
    SchemaMismatch,
    /// The service asked to slow down, to the last attempt.
    Throttled,
    /// The credentials are known and may not do this.
    AccessDenied,
    /// The credentials, the signature or the clock are wrong.
    Credentials,
    /// No credentials were found.
    NoCredentials,
    /// The configuration cannot be used.
    Configuration,
    /// No answer came in time.
    Timeout,
    /// The request did not reach the service, or the answer did not come back whole.
    Network,
    /// A write may or may not have been applied.
    OutcomeUnknown,
    /// A batch still held this write when the tries were used up; it was not applied.
    Unprocessed,
    /// The service failed (a 5xx).
    Unavailable,
    /// The service refused the request as malformed.
    Invalid,
    /// An error that has no kind of its own; its code, status and message are kept.
    Other,
}

impl ErrorKind {
    /// True if every other request of the same batch would end the same way.
    pub(crate) fn is_hopeless(self) -> bool {
        matches!(
            self,
            Self::TableNotFound
                | Self::AccessDenied
                | Self::Credentials
                | Self::NoCredentials
                | Self::Configuration
        )
    }

    /// True if requests about another table may end otherwise.
    pub(crate) fn is_about_a_table(self) -> bool {
        matches!(self, Self::TableNotFound | Self::AccessDenied)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::ItemTooLarge => "the item is too large",
            Self::TokenReused => "the token was used with another transaction a short time ago",
            Self::TableNotFound => {
                "the table does not exist here (is the region right, and the table prefix?)"
            }
            Self::IndexNotReady => "the index is not there, or not yet",
            Self::ResourceInUse => "the table is in use",
            Self::Throttled => "the service throttles these requests",
            Self::AccessDenied => "the credentials do not allow this",
            Self::Credentials => "the credentials, their signature or the clock are wrong",
            Self::NoCredentials => {
                "no credentials were found: give them with `.credentials(..)`, or by AWS_PROFILE or AWS_ACCESS_KEY_ID"
            }
            Self::Configuration => "the configuration cannot be used",
            Self::Timeout => "no answer came in time",
            Self::Network => "no whole answer came from the service",
            Self::OutcomeUnknown => "the write may or may not have been applied",
            Self::Unavailable => "the service failed",
            Self::Invalid => "the service refused the request",
            _ => "the service answered with an error",
        }
    }
}

macro_rules! predicates {
    ($($(#[doc = $doc:literal])* $name:ident => $kind:ident),* $(,)?) => {
        impl Error {
            $(
                $(#[doc = $doc])*
                #[must_use]
                pub fn $name(&self) -> bool {
                    self.kind() == ErrorKind::$kind
                }
            )*
        }
    };
}

predicates! {
    /// True if an item breaks a rule of its model; see [`Error::validation_errors`].
    is_validation => Validation,
    /// True if a value cannot be stored in DynamoDB.
    is_encode => Encode,
    /// True if a stored attribute does not fit the model; see [`Error::decode_error`].
    is_decode => Decode,
    /// True if a key is empty, too long or of the wrong type.
    is_invalid_key => InvalidKey,
    /// True if a strategy, an option or an update cannot be carried out.
    is_refused => Refused,
    /// True if the plan is a Scan and the scan policy forbids it.
    is_scan_refused => ScanRefused,
    /// True if an item exceeds 400 KB.
    is_item_too_large => ItemTooLarge,
    /// True if a condition on a write did not hold; see [`Error::item`].
    is_condition_failed => ConditionFailed,
    /// True if a transaction was cancelled; see [`Error::cancellation_reasons`].
    is_transaction_cancelled => TransactionCancelled,
    /// True if the token of a transaction was used with another one in the last ten minutes.
    is_token_reused => TokenReused,
    /// True if the table does not exist.
    is_table_not_found => TableNotFound,
    /// True if the table does not have the index that a read goes through, or is still building it; see
    /// [`ConnectionBuilder::without_index`](crate::ConnectionBuilder::without_index).
    is_index_not_ready => IndexNotReady,
    /// True if the table is being created, changed or deleted.
    is_resource_in_use => ResourceInUse,
    /// True if the live table differs from the model.
    is_schema_mismatch => SchemaMismatch,
    /// True if the service asked to slow down, to the last attempt.
    is_throttled => Throttled,
    /// True if the credentials may not do this.
    is_access_denied => AccessDenied,
    /// True if the credentials, the signature or the clock are wrong.
    is_credentials => Credentials,
    /// True if no credentials were found.
    is_no_credentials => NoCredentials,
    /// True if the configuration cannot be used.
    is_configuration => Configuration,
    /// True if no answer came in time.
    is_timeout => Timeout,
    /// True if the service could not be reached.
    is_network => Network,
    /// True if a write may or may not have been applied.
    is_outcome_unknown => OutcomeUnknown,
    /// True if a batch still held the write when the tries were used up.
    is_unprocessed => Unprocessed,
    /// True if the service failed.
    is_unavailable => Unavailable,
    /// True if the service refused the request as malformed.
    is_invalid => Invalid,
}

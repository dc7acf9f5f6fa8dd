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
    /// A cursor is damaged, or is of another read than the one that it was given to; nothing was sent.
    InvalidCursor,
    /// The plan is a Scan and the scan policy forbids it; nothing was sent.
    ScanRefused,
    /// There is no item of the key, and the caller said that there must be one.
    ItemNotFound,
    /// An item exceeds 400 KB.
    ItemTooLarge,
    /// The items of one hash key would exceed the 10 GB that they may have in a table with local indexes.
    ItemCollectionTooLarge,
    /// A condition on a write did not hold.
    ConditionFailed,
    /// A transaction or another write was at the item at the same time; this one was not applied.
    Conflict,
    /// A transaction was cancelled: nothing of it was done.
    TransactionCancelled,
    /// The transaction of this token is still under way.
    TransactionInProgress,
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
    /// A limit of the account or the table is reached, such as that of tables which are changed at once.
    LimitExceeded,
    /// The credentials are known and may not do this.
    AccessDenied,
    /// The credentials, the signature or the clock are wrong.
    Credentials,
    /// No credentials were found.
    NoCredentials,
    /// The configuration cannot be used.
    Configuration,
    /// The profile that was asked for is in none of the files of the AWS configuration.
    ProfileNotFound,
    /// No answer came in time.
    Timeout,
    /// The request did not reach the service, or the answer did not come back whole.
    Network,
    /// A write may or may not have been applied.
    OutcomeUnknown,
    /// A batch still held this write when the tries were used up; it was not applied.
    Unprocessed,
    /// The service failed inside (status 500).
    Internal,
    /// The service, or what stands before it, takes no requests now (503, and what else is above 500).
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

    /// True if the service says that less at once would go through.
    pub(crate) fn asks_to_slow_down(self) -> bool {
        matches!(self, Self::Throttled | Self::LimitExceeded)
    }

    /// True if the service gave no answer to what it was asked, so that the same may be answered later.
    pub(crate) fn is_no_answer(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable | Self::Timeout | Self::Network)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::ItemTooLarge => "the item is too large",
            Self::ItemCollectionTooLarge => {
                "the items of this hash key would exceed the 10 GB that a table with local indexes allows"
            }
            Self::ConditionFailed => "the condition failed",
            Self::Conflict => "another write was at the item at the same time",
            Self::TransactionInProgress => "the transaction of this token is still under way",
            Self::TokenReused => "the token was used with another transaction a short time ago",
            Self::TableNotFound => {
                "the table does not exist here (is the region right, and the table prefix?)"
            }
            Self::IndexNotReady => "the index is not there, or not yet",
            Self::ResourceInUse => "the table is in use",
            Self::Throttled => "the service throttles these requests",
            Self::LimitExceeded => "a limit of the account or the table is reached",
            Self::AccessDenied => "the credentials do not allow this",
            Self::Credentials => "the credentials, their signature or the clock are wrong",
            Self::NoCredentials => {
                "no credentials were found: give them with `.credentials(..)`, or by AWS_PROFILE, or by \
                 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            }
            Self::Configuration => "the configuration cannot be used",
            Self::ProfileNotFound => "the profile is in none of the files of the AWS configuration",
            Self::Timeout => "no answer came in time",
            Self::Network => "no whole answer came from the service",
            Self::OutcomeUnknown => {
                "the write may or may not have been applied: read what is there before it is sent again"
            }
            Self::Internal => "the service failed",
            Self::Unavailable => "the service is not available",
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
    /// True if a cursor is damaged, or is of another read than the one that it was given to.
    is_invalid_cursor => InvalidCursor,
    /// True if there is no item of the key, and the caller said that there must be one; see [`Error::item_not_found`].
    is_item_not_found => ItemNotFound,
    /// True if an item exceeds 400 KB.
    is_item_too_large => ItemTooLarge,
    /// True if the items of one hash key would exceed the 10 GB that they may have in a table with local indexes.
    is_item_collection_too_large => ItemCollectionTooLarge,
    /// True if a condition on a write did not hold; see [`Error::item`].
    is_condition_failed => ConditionFailed,
    /// True if a transaction or another write was at the item at the same time. It was not applied, and may be sent again.
    is_conflict => Conflict,
    /// True if the transaction of this token is still under way. To ask again is safe with the same token only; see
    /// [`TransactWrite::token`](crate::TransactWrite::token).
    is_transaction_in_progress => TransactionInProgress,
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
    /// True if a limit of the account or the table is reached.
    is_limit_exceeded => LimitExceeded,
    /// True if the credentials may not do this.
    is_access_denied => AccessDenied,
    /// True if the credentials, the signature or the clock are wrong.
    is_credentials => Credentials,
    /// True if no credentials were found.
    is_no_credentials => NoCredentials,
    /// True if the configuration cannot be used.
    is_configuration => Configuration,
    /// True if the profile that was asked for does not exist.
    is_profile_not_found => ProfileNotFound,
    /// True if no answer came in time.
    is_timeout => Timeout,
    /// True if the service could not be reached.
    is_network => Network,
    /// True if a write may or may not have been applied.
    is_outcome_unknown => OutcomeUnknown,
    /// True if a batch still held the write when the tries were used up.
    is_unprocessed => Unprocessed,
    /// True if the service failed inside (status 500).
    is_internal => Internal,
    /// True if the service, or what stands before it, takes no requests now (503, and what else is above 500).
    is_unavailable => Unavailable,
    /// True if the service refused the request as malformed.
    is_invalid => Invalid,
    /// True for an error that has no kind of its own; see [`Error::code`], [`Error::status`] and
    /// [`Error::service_message`].
    is_other => Other,
}

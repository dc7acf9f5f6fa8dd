//! What an error means to who asked: whether to ask again, and the HTTP status of the answer.

use super::{CancellationKind, CancellationReason, Error, ErrorKind};

impl Error {
    /// True if the same call may go through a little later, and does nothing twice then.
    ///
    /// The SDK has retried it already, or the batch has; this is for whoever asks again after a longer while. A write whose
    /// [outcome is unknown](Error::is_outcome_unknown) is not among these, nor a
    /// [transaction in progress](Error::is_transaction_in_progress), which asks for the same token.
    ///
    /// ```
    /// use dynamo_model::faults::{Fault, Faults};
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug)]
    /// struct Ticket {
    ///     #[model(hash_key)]
    ///     number: u32,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let faults = Faults::embedded()?;
    /// let db = Connection::builder().local(faults.clone()).build()?;
    /// Ticket::create_table(&db).await?;
    /// faults.on("PutItem", Fault::service(400, "TransactionConflictException", "a transaction is at the item"));
    ///
    /// let error = Ticket::save_one(&db, Ticket::new(1_u32)).await.unwrap_err();
    /// assert!(error.is_conflict() && error.is_retryable());
    /// Ticket::save_one(&db, Ticket::new(1_u32)).await?;
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let kind = self.kind();
        match kind {
            ErrorKind::TransactionCancelled => is_passing(self.cancellation_reasons()),
            ErrorKind::Conflict | ErrorKind::Unprocessed => true,
            kind => kind.asks_to_slow_down() || kind.is_no_answer(),
        }
    }

    /// Gives the HTTP status with which a service may answer where this error ended the request.
    ///
    /// | status | is for |
    /// |---|---|
    /// | 404 | an item that must be there and is not |
    /// | 409 | a condition that failed, and a conflict with another write; a transaction that was cancelled for such |
    /// | 413 | an item that exceeds 400 KB |
    /// | 422 | what was sent in breaks a rule, cannot be stored or cannot be a key; a map of attributes that does not fit the model; a cursor that does not fit |
    /// | 429 | throttled, and what a batch could not get through; no credentials, where the connection says so ([`ConnectionBuilder::rate_limit_without_credentials`](crate::ConnectionBuilder::rate_limit_without_credentials)) |
    /// | 503 | the service is not available or cannot be reached, or no whole answer came in time |
    /// | 500 | all else, a missing table among it: that is a mistake of the service's, and not of who asks |
    ///
    /// With the feature `axum` an error is an answer, and `axum::statuses` gives others by a closure.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        match self.kind() {
            ErrorKind::ItemNotFound => 404,
            ErrorKind::ConditionFailed | ErrorKind::Conflict => 409,
            ErrorKind::TransactionCancelled => of_cancellation(self.cancellation_reasons()),
            ErrorKind::ItemTooLarge => 413,
            _ if self.0.is_of_input => 422,
            ErrorKind::Validation | ErrorKind::Encode | ErrorKind::InvalidKey | ErrorKind::InvalidCursor => {
                422
            }
            ErrorKind::Throttled | ErrorKind::Unprocessed => 429,
            ErrorKind::NoCredentials if self.0.is_rate_limited => 429,
            ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Network => 503,
            _ => 500,
        }
    }
}

fn is_passing(reasons: &[CancellationReason]) -> bool {
    !reasons.is_empty() && reasons.iter().all(|reason| reason.kind().is_passing())
}

/// What would be in the way at the next try as well comes first.
fn of_cancellation(reasons: &[CancellationReason]) -> u16 {
    let has = |kind| reasons.iter().any(|reason| reason.kind() == kind);
    if has(CancellationKind::Invalid)
        || has(CancellationKind::ItemCollectionTooLarge)
        || has(CancellationKind::Other)
    {
        500
    } else if has(CancellationKind::ConditionFailed)
        || has(CancellationKind::Absent)
        || has(CancellationKind::Conflict)
    {
        409
    } else if has(CancellationKind::Throttled) {
        429
    } else {
        500
    }
}

#[cfg(test)]
mod tests {
    use ErrorKind as Kind;

    use super::*;

    #[test]
    fn each_kind_has_its_status_and_says_whether_to_ask_again() {
        let table = [
            (Kind::Validation, 422, false),
            (Kind::Encode, 422, false),
            (Kind::Decode, 500, false),
            (Kind::InvalidKey, 422, false),
            (Kind::InvalidCursor, 422, false),
            (Kind::Refused, 500, false),
            (Kind::ScanRefused, 500, false),
            (Kind::ItemNotFound, 404, false),
            (Kind::ItemTooLarge, 413, false),
            (Kind::ItemCollectionTooLarge, 500, false),
            (Kind::ConditionFailed, 409, false),
            (Kind::Conflict, 409, true),
            (Kind::TransactionInProgress, 500, false),
            (Kind::TokenReused, 500, false),
            (Kind::TableNotFound, 500, false),
            (Kind::IndexNotReady, 500, false),
            (Kind::ResourceInUse, 500, false),
            (Kind::SchemaMismatch, 500, false),
            (Kind::Throttled, 429, true),
            (Kind::LimitExceeded, 500, true),
            (Kind::AccessDenied, 500, false),
            (Kind::Credentials, 500, false),
            (Kind::NoCredentials, 500, false),
            (Kind::Configuration, 500, false),
            (Kind::ProfileNotFound, 500, false),
            (Kind::Timeout, 503, true),
            (Kind::Network, 503, true),
            (Kind::OutcomeUnknown, 500, false),
            (Kind::Unprocessed, 429, true),
            (Kind::Internal, 500, true),
            (Kind::Unavailable, 503, true),
            (Kind::Invalid, 500, false),
            (Kind::Other, 500, false),
        ];
        for (kind, status, is_retryable) in table {
            let error = Error::said(kind, "x");
            assert_eq!((error.http_status(), error.is_retryable()), (status, is_retryable), "{kind:?}");
        }
    }

    #[test]
    fn a_cancelled_transaction_is_answered_by_what_is_to_blame() {
        use CancellationKind as Because;
        let table: [(&[Because], u16, bool); 8] = [
            (&[Because::ConditionFailed], 409, false),
            (&[Because::Absent, Because::Conflict], 409, false),
            (&[Because::Conflict], 409, true),
            (&[Because::Throttled], 429, true),
            (&[Because::Throttled, Because::Conflict], 409, true),
            (&[Because::ItemCollectionTooLarge, Because::Conflict], 500, false),
            (&[Because::Invalid, Because::ConditionFailed], 500, false),
            (&[], 500, false),
        ];
        for (kinds, status, is_retryable) in table {
            let reason = |kind| CancellationReason::of(0, "put", None).because(kind, None);
            let error = Error::cancelled(kinds.iter().copied().map(reason).collect());
            assert_eq!((error.http_status(), error.is_retryable()), (status, is_retryable), "{kinds:?}");
        }
    }

    #[test]
    fn the_want_of_credentials_is_a_rate_limit_where_that_is_asked_for() {
        let error = Error::said(Kind::NoCredentials, "x").rate_limited();
        assert_eq!((error.http_status(), error.is_retryable()), (429, false));
        assert_eq!(Error::said(Kind::Credentials, "x").rate_limited().http_status(), 500);
    }
}

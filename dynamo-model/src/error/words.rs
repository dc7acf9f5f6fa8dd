//! What an error tells whoever asked for the work of a service, and no more.

use super::{CancellationKind, Detail, Error, ErrorKind};

const CHANGED: &str = "what is stored is not, or no longer, as this request needs it";
const CONFLICT: &str = "another request was at the same item; the same request may go through now";
const BUSY: &str = "there are too many requests at this time; the same one may go through later";

impl Error {
    /// Says what is the matter without any word of a table, a key or the service; `None` for what is the service's own
    /// affair.
    pub(crate) fn answer(&self) -> Option<&'static str> {
        Some(match self.kind() {
            _ if self.0.is_of_input => "the attributes that were sent do not fit",
            ErrorKind::Validation => "what was sent breaks rules",
            ErrorKind::Encode => "a value that was sent cannot be stored",
            ErrorKind::InvalidKey => "no item can have a key of what was sent",
            ErrorKind::InvalidCursor => "the cursor is damaged, or is of another list",
            ErrorKind::ItemNotFound => "there is no such item",
            ErrorKind::ItemTooLarge => "the item is larger than can be stored",
            ErrorKind::ConditionFailed => match self.0.detail {
                Detail::ConditionFailed { on_absence: true, .. } => "there is such an item already",
                _ => CHANGED,
            },
            ErrorKind::Conflict => CONFLICT,
            ErrorKind::TransactionCancelled => return self.answer_of_transaction(),
            ErrorKind::Throttled | ErrorKind::Unprocessed => BUSY,
            ErrorKind::NoCredentials if self.0.is_rate_limited => BUSY,
            ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Network => {
                "this is not available at this time; the same request may go through later"
            }
            _ => return None,
        })
    }

    fn answer_of_transaction(&self) -> Option<&'static str> {
        let reasons = self.cancellation_reasons();
        let is_due_to = |kind| reasons.iter().any(|reason| reason.kind() == kind);
        match self.http_status() {
            429 => Some(BUSY),
            409 if is_due_to(CancellationKind::ConditionFailed) || is_due_to(CancellationKind::Absent) => {
                Some(CHANGED)
            }
            409 => Some(CONFLICT),
            _ => None,
        }
    }
}

//! What is known of one attempt.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::ErrorKind;

/// What is known of one attempt: a request that was sent once, or was about to be.
///
/// It holds no key, no value and no credential.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// When it began.
    pub start: SystemTime,
    /// The verb that was called, such as `get_many`.
    pub verb: &'static str,
    /// The operation of the service, such as `Query`.
    pub operation: &'static str,
    /// The tables that it is about, with their prefixes; none where that is not known, as of PartiQL.
    pub tables: Vec<String>,
    /// The index that is read.
    pub index: Option<String>,
    /// Which attempt of the request it is; the first is 1. What a batch has left over is sent as a request of its own.
    pub attempt: u32,
    /// How long it took, without [`waited`](Self::waited).
    pub duration: Duration,
    /// How long it waited for its turn, where the connection had as many requests in flight as it may.
    pub waited: Duration,
    /// How it ended.
    pub ending: Ending,
    /// The error code of the service, such as `ThrottlingException`.
    pub code: Option<String>,
    /// The HTTP status of the answer; `None` where there was none.
    pub status: Option<u16>,
    /// The capacity units that the service says were consumed; `None` where it was not asked, or did not say.
    ///
    /// It is asked by `.with_metadata()`, by a limit on the rate, and by
    /// [`ConnectionBuilder::report_capacity`](crate::ConnectionBuilder::report_capacity).
    pub consumed_capacity: Option<f64>,
    /// How many items were read, or written. Of items that are read, those that are evaluated here and do not satisfy
    /// count as well; those that a batch left unprocessed do not. `None` after an error, and for operations on tables.
    pub items: Option<u64>,
    /// How many items a Query or Scan looked at.
    pub scanned: Option<u64>,
    /// How many bytes the body of the request has.
    pub bytes_sent: u64,
    /// How many bytes the body of the answer has.
    pub bytes_received: u64,
    /// The service, as [`ConnectionBuilder::service`](crate::ConnectionBuilder::service) or the variable `SERVICE` says.
    pub service: Option<Arc<str>>,
    /// The deployment, as [`ConnectionBuilder::deployment`](crate::ConnectionBuilder::deployment) or the variable
    /// `ENVIRONMENT` says.
    pub deployment: Option<Arc<str>>,
    /// The id that the call was given by [`correlate`](crate::observe::correlate).
    pub correlation_id: Option<Arc<str>>,
}

impl Measurement {
    /// Gives the kind of error that it ended in.
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.ending.error()
    }
}

/// How an attempt or a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// It did what it was asked to.
    Done,
    /// It ended in error.
    Failed(ErrorKind),
    /// Whoever waited for it waits no more: its future or stream was dropped before the end.
    Dropped,
}

impl Ending {
    /// Gives the kind of error.
    #[must_use]
    pub fn error(self) -> Option<ErrorKind> {
        match self {
            Self::Failed(kind) => Some(kind),
            Self::Done | Self::Dropped => None,
        }
    }
}

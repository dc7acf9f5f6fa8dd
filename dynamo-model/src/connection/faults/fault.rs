//! The faults that a request can meet.

use std::time::Duration;

/// What happens to one request in place of the engine's answer.
///
/// Where a fault says `applied`, the engine carries the request out first if it is true, and never sees it if it is
/// false; the caller is told the same in both cases and cannot know which it was. If the client inside cannot reach its
/// engine, the caller gets that error in place of the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing: the request passes. Queue it to let requests through before a fault.
    Pass,
    /// `ThrottlingException`, status 400; not applied.
    Throttle,
    /// `ProvisionedThroughputExceededException`, status 400; not applied.
    ProvisionedThroughputExceeded,
    /// `InternalServerError`, status 500.
    InternalError {
        /// Whether the engine carries the request out.
        applied: bool,
    },
    /// Status 503 without a body, as from a load balancer; not applied.
    Unavailable,
    /// No connection comes about; certainly not applied.
    ConnectionRefused,
    /// The connection is reset before the answer arrives.
    ConnectionCut {
        /// Whether the engine carries the request out.
        applied: bool,
    },
    /// The connector gives up waiting for the answer; it says so at once.
    Timeout {
        /// Whether the engine carries the request out.
        applied: bool,
    },
    /// Applied; the right body under a wrong `x-amz-crc32`.
    WrongChecksum,
    /// Applied; the body ends in the middle, and no checksum tells.
    MalformedBody,
    /// The first half of a batch, rounded up, is carried out and the rest comes back unprocessed.
    ///
    /// The halves are cut in the order of the table names. A batch of one entry passes, and so does a request that is
    /// no `BatchWriteItem` or `BatchGetItem`. The engine sees a smaller batch: it cannot refuse the whole one, and a server that verifies signatures
    /// refuses it, because it is not signed again.
    Unprocessed,
    /// The whole batch comes back unprocessed; not applied.
    ///
    /// A request that is no `BatchWriteItem` or `BatchGetItem` passes.
    UnprocessedAll,
    /// A page of a Query or Scan that holds no items and is not the last, as when a filter leaves none of a page.
    ///
    /// The items come with the page after it, and the pages after several such pages. The request passes if it is no Query
    /// or Scan, or if too few items follow for a next key. Cursors that were kept meanwhile are not for later.
    EmptyPage,
    /// Any other error of the service; not applied.
    Service {
        /// The HTTP status.
        status: u16,
        /// The error code, such as `TransactionConflictException`.
        code: String,
        /// The message that goes with it.
        message: String,
    },
    /// A body that was prepared, under a right checksum; not applied.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The JSON body.
        body: String,
    },
    /// The request passes after a time, on tokio's clock.
    Delay(Duration),
}

impl Fault {
    /// Makes an error of the service; see [`Fault::Service`].
    #[must_use]
    pub fn service(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Service { status, code: code.into(), message: message.into() }
    }

    /// Makes an answer that was prepared; see [`Fault::Answer`].
    #[must_use]
    pub fn answer(status: u16, body: impl Into<String>) -> Self {
        Self::Answer { status, body: body.into() }
    }
}

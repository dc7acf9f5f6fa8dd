//! What is known of one call.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::observe::measurement::{Ending, Measurement};

/// What is known of a call once it has ended: one verb, whatever it took to carry it out.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObservedCall<'a> {
    /// The verb, such as `get_many`.
    pub verb: &'static str,
    /// When it began.
    pub start: SystemTime,
    /// How long it took; of a stream, until its end or until it was dropped, whatever was done meanwhile.
    pub duration: Duration,
    /// How it ended. That inputs of a batch failed is in its report, and is no error of the call.
    pub ending: Ending,
    /// All its attempts, in the order in which they ended; none where nothing had to be sent.
    pub measurements: &'a [Measurement],
    /// How many more there were: the latest [`MAX_KEPT`](Self::MAX_KEPT) are kept.
    pub omitted: u64,
    /// The service, as [`ConnectionBuilder::service`](crate::ConnectionBuilder::service) or the variable `SERVICE` says.
    pub service: Option<&'a Arc<str>>,
    /// The deployment, as [`ConnectionBuilder::deployment`](crate::ConnectionBuilder::deployment) or the variable
    /// `ENVIRONMENT` says.
    pub deployment: Option<&'a Arc<str>>,
    /// The id that the call was given by [`correlate`](crate::observe::correlate).
    pub correlation_id: Option<&'a Arc<str>>,
}

impl ObservedCall<'_> {
    /// How many measurements of one call are kept until it ends, so that a stream without an end stays small.
    pub const MAX_KEPT: usize = 10_000;
}

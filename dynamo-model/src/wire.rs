//! The seam: typed items through the SDK's own client, by its public extension points.

pub(crate) mod attempt_error;
pub(crate) mod cancellation;
pub(crate) mod decode;
pub(crate) mod failure;
pub(crate) mod limit;
pub(crate) mod outcome;
pub(crate) mod raw;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod seam;
pub(crate) mod ticket;
pub(crate) mod unread;
pub(crate) mod watch;

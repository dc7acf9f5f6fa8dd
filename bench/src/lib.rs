//! What a model costs beside code written by hand on the raw SDK, beside serde, and beside other mappers.
//!
//! All do the same works on a connector that answers at once, so that the whole path of the SDK is run and no network.
//! [`count`] counts instructions and allocations, which are the same on every run and make the claims; [`time`] takes
//! times, of which only the ratios say something.
//!
//! toasty's driver for DynamoDB takes no part: it makes its client from the environment and takes none that
//! answers at once, and its models have no sets.

mod bulk;
mod canned;
mod compile;
mod contender;
pub mod count;
mod cpu;
#[cfg(feature = "embedded")]
mod embedded;
#[cfg(not(feature = "embedded"))]
#[path = "not_embedded.rs"]
mod embedded;
mod growth;
mod order;
mod own;
mod pure;
pub mod time;
mod work;

/// What ends a measurement.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

//! Which log lines hold no value.

use tracing::{Level, Metadata};

/// The crates that requests pass through: at `DEBUG` and `TRACE` some log requests, answers or what signs them.
const PASSED_THROUGH: [&str; 12] = [
    "aws", "dynoxide", "h2", "http", "hyper", "mio", "reqwest", "rusqlite", "rustls", "tokio", "tower",
    "want",
];

/// Tells whether a span or an event certainly holds no key, no value and no credential of a request, for the filter of a
/// `tracing` subscriber.
///
/// Those of this crate hold none. The SDK logs requests, answers and what is signed at the levels `DEBUG` and `TRACE`, and
/// so do crates below it; so of these, told by their targets (`aws_…`, `hyper…` and the like), only those of `INFO` and
/// above pass. All others pass.
///
/// With `tracing-subscriber` it is a filter of a layer as it is:
///
/// ```
/// use dynamo_model::observe::holds_no_value;
/// use tracing_subscriber::filter::filter_fn;
/// use tracing_subscriber::prelude::*;
///
/// let logs = tracing_subscriber::fmt::layer().with_filter(filter_fn(holds_no_value));
/// let subscriber = tracing_subscriber::registry().with(logs);
/// # tracing::subscriber::with_default(subscriber, || ());
/// ```
#[must_use]
pub fn holds_no_value(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO || !is_passed_through(metadata.target())
}

fn is_passed_through(target: &str) -> bool {
    let name = target.split("::").next().unwrap_or_default();
    PASSED_THROUGH.iter().any(|known| {
        name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']))
    })
}

#[cfg(test)]
mod tests {
    use super::is_passed_through;

    #[test]
    fn crates_are_told_by_the_first_part_of_a_target() {
        for target in [
            "aws_smithy_runtime::client::orchestrator",
            "aws_sigv4",
            "hyper_util::client",
            "h2::codec",
            "tower",
        ] {
            assert!(is_passed_through(target), "{target}");
        }
        for target in ["dynamo_model::exec", "awsome", "shop::hyper", "httpd", "towering::app", ""] {
            assert!(!is_passed_through(target), "{target}");
        }
    }
}

//! What the examples log while they run, at all levels: with the filter no line holds a key or a value.

#[path = "../airports.rs"]
mod airports;
#[path = "../conditional_writes.rs"]
mod conditional_writes;
mod log;
#[path = "../observing.rs"]
mod observing;
#[path = "../pages_and_streams.rs"]
mod pages_and_streams;
#[path = "../quickstart.rs"]
mod quickstart;
#[path = "../strategies.rs"]
mod strategies;
#[path = "../testing_with_faults.rs"]
mod testing_with_faults;
#[path = "../transactions.rs"]
mod transactions;

use std::process::ExitCode;

use dynamo_model::observe::holds_no_value;
use tracing_subscriber::prelude::*;

use log::Log;

/// Keys and values of the examples, in alphabetical order.
const VALUES: &[&str] =
    &["@example.com", "Bob", "Heathrow", "Jane Roe", "Johnny", "Kisumu", "Mombasa", "message 200"];

/// One test, since the examples have threads, so that the log is that of the whole process.
#[test]
fn with_the_filter_no_line_holds_a_key_or_a_value() {
    let filtered = Log::of(VALUES);
    let spans = Log::of(&["db.operation.name=\"BatchWriteItem\"", "db.operation.name=\"update_one\""]);
    let all = Log::of(VALUES);
    let subscriber = tracing_subscriber::registry()
        .with(filtered.layer(holds_no_value))
        .with(spans.layer(holds_no_value))
        .with(all.layer(|_| true));
    tracing::subscriber::set_global_default(subscriber).unwrap();

    quickstart::main().unwrap();
    strategies::main().unwrap();
    conditional_writes::main().unwrap();
    pages_and_streams::main().unwrap();
    transactions::main().unwrap();
    testing_with_faults::main().unwrap();
    observing::main().unwrap();
    let counts = airports::main().unwrap();
    assert_eq!(format!("{counts:?}"), format!("{:?}", ExitCode::SUCCESS));

    assert_eq!(filtered.found(), Vec::<&str>::new());
    assert_eq!(spans.found().len(), 2, "the filter is no muzzle");
    assert_eq!(all.found(), VALUES, "the SDK logs them, so that this test can fail");
}

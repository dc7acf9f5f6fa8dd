//! What is measured, for the facade `metrics`.

use metrics::{Label, counter, describe_counter, describe_histogram, histogram};

use crate::observe::call::ObservedCall;
use crate::observe::measurement::{Ending, Measurement};
use crate::observe::observer::Observer;

/// An observer that counts and times attempts and calls with the [`metrics`](::metrics) facade, for whatever recorder the
/// program has installed.
///
/// | name | is | labels |
/// |---|---|---|
/// | `dynamodb_attempts_total` | a counter of attempts | all |
/// | `dynamodb_attempt_duration_seconds` | a histogram: how long attempts took, without their waits | all |
/// | `dynamodb_attempt_wait_seconds` | a histogram: how long they waited for their turn | `operation`, `table` |
/// | `dynamodb_consumed_capacity_units` | a histogram: capacity units, where they were asked for | `operation`, `table` |
/// | `dynamodb_items_total` | a counter of the items that were read or written | `operation`, `table` |
/// | `dynamodb_scanned_items_total` | a counter of those that Query and Scan looked at | `operation`, `table` |
/// | `dynamodb_sent_bytes_total`, `dynamodb_received_bytes_total` | counters of the bytes of bodies | `operation`, `table` |
/// | `dynamodb_calls_total` | a counter of calls | `verb`, `error` |
/// | `dynamodb_call_duration_seconds` | a histogram: how long calls took | `verb`, `error` |
///
/// The labels of an attempt are `operation`, `table` (several are separated by commas) and `error`, which is the kind of
/// error, `Dropped`, or `none`. All have `service` and `environment` besides, where the connection was told them. There is
/// no label for a correlation id, of which there are too many.
///
/// ```
/// use dynamo_model::observe::Metrics;
/// use dynamo_model::prelude::*;
///
/// # fn run() -> dynamo_model::Result<()> {
/// let db = Connection::builder().local(dynamo_model::Embedded::memory()?).observer(Metrics::new()).build()?;
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Metrics;

impl Metrics {
    /// Makes the observer, and describes the metrics to the recorder, which should be installed before.
    #[must_use]
    pub fn new() -> Self {
        use metrics::Unit::{Bytes, Count, Seconds};
        describe_counter!(ATTEMPTS, Count, "Requests to DynamoDB, each attempt counted.");
        describe_histogram!(DURATION, Seconds, "How long attempts took, without the wait for their turn.");
        describe_histogram!(WAIT, Seconds, "How long attempts waited for their turn.");
        describe_histogram!(
            CAPACITY,
            Count,
            "Capacity units that were consumed, where DynamoDB was asked for them."
        );
        describe_counter!(ITEMS, Count, "Items that were read or written.");
        describe_counter!(SCANNED, Count, "Items that Query and Scan looked at.");
        describe_counter!(SENT, Bytes, "Bytes in the bodies of requests.");
        describe_counter!(RECEIVED, Bytes, "Bytes in the bodies of answers.");
        describe_counter!(CALLS, Count, "Calls, each of which may take several requests.");
        describe_histogram!(
            CALL_DURATION,
            Seconds,
            "How long calls took, with all their requests and pauses."
        );
        Self
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

const ATTEMPTS: &str = "dynamodb_attempts_total";
const DURATION: &str = "dynamodb_attempt_duration_seconds";
const WAIT: &str = "dynamodb_attempt_wait_seconds";
const CAPACITY: &str = "dynamodb_consumed_capacity_units";
const ITEMS: &str = "dynamodb_items_total";
const SCANNED: &str = "dynamodb_scanned_items_total";
const SENT: &str = "dynamodb_sent_bytes_total";
const RECEIVED: &str = "dynamodb_received_bytes_total";
const CALLS: &str = "dynamodb_calls_total";
const CALL_DURATION: &str = "dynamodb_call_duration_seconds";

impl Observer for Metrics {
    fn attempt(&self, measurement: &Measurement) {
        let mut labels = vec![
            Label::from_static_parts("operation", measurement.operation),
            Label::new("table", measurement.tables.join(",")),
        ];
        labels.extend(said("service", measurement.service.as_deref()));
        labels.extend(said("environment", measurement.deployment.as_deref()));
        let mut ended = labels.clone();
        ended.push(error(measurement.ending));
        counter!(ATTEMPTS, ended.clone()).increment(1);
        histogram!(DURATION, ended).record(measurement.duration);
        histogram!(WAIT, labels.clone()).record(measurement.waited);
        if let Some(units) = measurement.consumed_capacity {
            histogram!(CAPACITY, labels.clone()).record(units);
        }
        if let Some(items) = measurement.items {
            counter!(ITEMS, labels.clone()).increment(items);
        }
        if let Some(items) = measurement.scanned {
            counter!(SCANNED, labels.clone()).increment(items);
        }
        counter!(SENT, labels.clone()).increment(measurement.bytes_sent);
        counter!(RECEIVED, labels).increment(measurement.bytes_received);
    }

    fn call(&self, call: &ObservedCall<'_>) {
        let mut labels = vec![Label::from_static_parts("verb", call.verb)];
        labels.extend(said("service", call.service.map(|name| &**name)));
        labels.extend(said("environment", call.deployment.map(|name| &**name)));
        labels.push(error(call.ending));
        counter!(CALLS, labels.clone()).increment(1);
        histogram!(CALL_DURATION, labels).record(call.duration);
    }
}

fn said(name: &'static str, value: Option<&str>) -> Option<Label> {
    value.map(|value| Label::new(name, value.to_owned()))
}

fn error(ending: Ending) -> Label {
    match ending {
        Ending::Done => Label::from_static_parts("error", "none"),
        Ending::Failed(kind) => Label::new("error", format!("{kind:?}")),
        Ending::Dropped => Label::from_static_parts("error", "Dropped"),
    }
}

//! What a service sees of its requests, as a Prometheus page and as lines for InfluxDB: `cargo run --example observing`.
//!
//! The library writes the lines and sends none: how they leave, by UDP, in batches or to a file, is the service's. Times differ from
//! run to run, and are shown as `_`; of a Prometheus page, the help and the buckets are left out.
//!
//! Prints:
//!
//! ```text
//! == InfluxDB
//! shop,action=BatchWriteItem,table=orders,attempt=1,environment=staging,correlation_id=request-1 duration=_ _
//! shop,action=BatchWriteItem,table=orders,attempt=1,environment=staging,correlation_id=request-1 duration=_ _
//! shop,action=Query,table=orders,attempt=1,error=Throttled,environment=staging,correlation_id=request-2 duration=_ _
//! shop,action=Query,table=orders,attempt=2,error=Internal,environment=staging,correlation_id=request-2 duration=_ _
//! shop,action=Query,table=orders,attempt=3,environment=staging,correlation_id=request-2 duration=_ _
//! shop,action=PutItem,table=orders,attempt=1,error=ConditionFailed,environment=staging,correlation_id=request\ 3 duration=_ _
//!
//! == Prometheus
//! dynamodb_attempt_duration_seconds_count{operation="BatchWriteItem",table="orders",service="shop",environment="staging",error="none"} 2
//! dynamodb_attempt_duration_seconds_count{operation="PutItem",table="orders",service="shop",environment="staging",error="ConditionFailed"} 1
//! dynamodb_attempt_duration_seconds_count{operation="Query",table="orders",service="shop",environment="staging",error="Internal"} 1
//! dynamodb_attempt_duration_seconds_count{operation="Query",table="orders",service="shop",environment="staging",error="Throttled"} 1
//! dynamodb_attempt_duration_seconds_count{operation="Query",table="orders",service="shop",environment="staging",error="none"} 1
//! dynamodb_attempt_duration_seconds_sum{operation="BatchWriteItem",table="orders",service="shop",environment="staging",error="none"} _
//! dynamodb_attempt_duration_seconds_sum{operation="PutItem",table="orders",service="shop",environment="staging",error="ConditionFailed"} _
//! dynamodb_attempt_duration_seconds_sum{operation="Query",table="orders",service="shop",environment="staging",error="Internal"} _
//! dynamodb_attempt_duration_seconds_sum{operation="Query",table="orders",service="shop",environment="staging",error="Throttled"} _
//! dynamodb_attempt_duration_seconds_sum{operation="Query",table="orders",service="shop",environment="staging",error="none"} _
//! dynamodb_attempt_wait_seconds_count{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 2
//! dynamodb_attempt_wait_seconds_count{operation="PutItem",table="orders",service="shop",environment="staging"} 1
//! dynamodb_attempt_wait_seconds_count{operation="Query",table="orders",service="shop",environment="staging"} 3
//! dynamodb_attempt_wait_seconds_sum{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} _
//! dynamodb_attempt_wait_seconds_sum{operation="PutItem",table="orders",service="shop",environment="staging"} _
//! dynamodb_attempt_wait_seconds_sum{operation="Query",table="orders",service="shop",environment="staging"} _
//! dynamodb_attempts_total{operation="BatchWriteItem",table="orders",service="shop",environment="staging",error="none"} 2
//! dynamodb_attempts_total{operation="PutItem",table="orders",service="shop",environment="staging",error="ConditionFailed"} 1
//! dynamodb_attempts_total{operation="Query",table="orders",service="shop",environment="staging",error="Internal"} 1
//! dynamodb_attempts_total{operation="Query",table="orders",service="shop",environment="staging",error="Throttled"} 1
//! dynamodb_attempts_total{operation="Query",table="orders",service="shop",environment="staging",error="none"} 1
//! dynamodb_call_duration_seconds_count{verb="get_many",service="shop",environment="staging",error="none"} 1
//! dynamodb_call_duration_seconds_count{verb="save_many",service="shop",environment="staging",error="none"} 1
//! dynamodb_call_duration_seconds_count{verb="save_one",service="shop",environment="staging",error="ConditionFailed"} 1
//! dynamodb_call_duration_seconds_sum{verb="get_many",service="shop",environment="staging",error="none"} _
//! dynamodb_call_duration_seconds_sum{verb="save_many",service="shop",environment="staging",error="none"} _
//! dynamodb_call_duration_seconds_sum{verb="save_one",service="shop",environment="staging",error="ConditionFailed"} _
//! dynamodb_calls_total{verb="get_many",service="shop",environment="staging",error="none"} 1
//! dynamodb_calls_total{verb="save_many",service="shop",environment="staging",error="none"} 1
//! dynamodb_calls_total{verb="save_one",service="shop",environment="staging",error="ConditionFailed"} 1
//! dynamodb_consumed_capacity_units_count{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 2
//! dynamodb_consumed_capacity_units_count{operation="Query",table="orders",service="shop",environment="staging"} 1
//! dynamodb_consumed_capacity_units_sum{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 30
//! dynamodb_consumed_capacity_units_sum{operation="Query",table="orders",service="shop",environment="staging"} 0.5
//! dynamodb_items_total{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 30
//! dynamodb_items_total{operation="Query",table="orders",service="shop",environment="staging"} 30
//! dynamodb_received_bytes_total{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 175
//! dynamodb_received_bytes_total{operation="PutItem",table="orders",service="shop",environment="staging"} 191
//! dynamodb_received_bytes_total{operation="Query",table="orders",service="shop",environment="staging"} 2265
//! dynamodb_scanned_items_total{operation="Query",table="orders",service="shop",environment="staging"} 30
//! dynamodb_sent_bytes_total{operation="BatchWriteItem",table="orders",service="shop",environment="staging"} 2785
//! dynamodb_sent_bytes_total{operation="PutItem",table="orders",service="shop",environment="staging"} 268
//! dynamodb_sent_bytes_total{operation="Query",table="orders",service="shop",environment="staging"} 558
//! ```

use std::sync::mpsc;
use std::time::Duration;

use dynamo_model::Retry;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::observe::{Measurement, Metrics, correlate, line_protocol};
use dynamo_model::prelude::*;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// An order of a customer.
#[derive(Model, Clone, Debug, PartialEq)]
struct Order {
    #[model(hash_key)]
    customer: String,
    #[model(range_key)]
    number: u32,
    total: u64,
}

// The test of the logs runs it as well.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The recorder is installed before the observer describes its metrics.
    let page = PrometheusBuilder::new().set_buckets(&[0.5, 5.0])?.install_recorder()?;
    let (lines, written) = mpsc::channel();
    let faults = Faults::embedded()?;
    let db = Connection::builder()
        .local(faults.clone())
        .retry(Retry::attempts(3).base(Duration::from_millis(1)))
        .service("shop")
        .deployment("staging")
        .report_capacity(true)
        .observer(Metrics::new())
        .observer(move |attempt: &Measurement| drop(lines.send(line_protocol(attempt))))
        .build()?;
    // What nobody observes is not measured.
    let unobserved = Connection::builder().local(faults.clone()).build()?;
    Order::create_table(&unobserved).await?;

    // Each request that the service answers has an id.
    correlate("request-1", place(&db)).await?;
    faults.on("Query", Fault::Throttle).on("Query", Fault::InternalError { applied: false });
    correlate("request-2", Order::get_many(&db, Order::CUSTOMER.eq("ann")).send()).await?;
    let again = Order::save_one(&db, Order::new("ann", 1_u32, 5_u64)).overwrite(false);
    let refused = correlate("request 3", again.send()).await.unwrap_err();
    assert_eq!(refused.http_status(), 409);

    println!("== InfluxDB");
    for line in written.try_iter() {
        println!("{}", without_times(&line));
    }
    println!("\n== Prometheus");
    show(&page);
    Ok(())
}

async fn place(db: &Connection) -> dynamo_model::Result<()> {
    let orders = (1..=30_u32).map(|number| Order::new("ann", number, 100_u64));
    assert!(Order::save_many(db, orders).await?.is_complete());
    Ok(())
}

/// The line with its duration and its time, the last of its words, left out.
fn without_times(line: &str) -> String {
    let labels = line.rsplit_once(" duration=").map_or(line, |(labels, _)| labels);
    format!("{labels} duration=_ _")
}

/// Prints the page in a fixed order, without what is said of each metric, without times and without buckets.
fn show(page: &PrometheusHandle) {
    let page = page.render();
    let is_shown = |line: &&str| !(line.is_empty() || line.starts_with('#') || line.contains("_bucket{"));
    let mut lines: Vec<&str> = page.lines().filter(is_shown).collect();
    lines.sort_unstable();
    for line in lines {
        match line.split_once(' ') {
            Some((name, _)) if name.contains("_seconds_sum") => println!("{name} _"),
            _ => println!("{line}"),
        }
    }
}

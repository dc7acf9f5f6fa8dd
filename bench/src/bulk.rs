//! Work in bulk: how much memory it takes, and what requests in flight are worth.

use std::fs;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_model::prelude::*;
use futures::{TryStreamExt, stream};

use crate::Failure;

/// A small item.
#[derive(Model, Clone, Debug)]
#[model(table = "readings")]
struct Reading {
    #[model(hash_key)]
    id: u64,
    value: f64,
    note: String,
}

fn reading(id: u64) -> Reading {
    Reading::new(id, 0.5, "as expected")
}

/// How many items a page of the server below holds.
const PAGE: u64 = 10_000;

/// A server with a table of so many readings, that takes every write.
#[derive(Clone, Copy, Debug)]
struct Server {
    readings: u64,
    latency: Duration,
}

impl Server {
    fn connect(self) -> Result<Connection, Failure> {
        Ok(Connection::builder().local(self).build()?)
    }

    fn answer(self, request: &HttpRequest) -> String {
        let is_scan = request.headers().get("x-amz-target").is_some_and(|target| target.ends_with(".Scan"));
        if is_scan { self.page(request.body().bytes().unwrap_or_default()) } else { "{}".to_owned() }
    }

    /// The items that follow the key from which the request goes on.
    fn page(self, body: &[u8]) -> String {
        let body = String::from_utf8_lossy(body);
        let last = body
            .split_once("ExclusiveStartKey")
            .and_then(|(_, rest)| rest.split('"').find_map(|part| part.parse::<u64>().ok()));
        let first = last.map_or(0, |last| last + 1);
        let end = (first + PAGE).min(self.readings);
        let item = |id: u64| {
            format!(r#"{{"id":{{"N":"{id}"}},"value":{{"N":"0.5"}},"note":{{"S":"as expected"}}}}"#)
        };
        let items: Vec<String> = (first..end).map(item).collect();
        let next = if end < self.readings {
            format!(r#","LastEvaluatedKey":{{"id":{{"N":"{}"}}}}"#, end - 1)
        } else {
            String::new()
        };
        let count = items.len();
        format!(r#"{{"Items":[{}],"Count":{count},"ScannedCount":{count}{next}}}"#, items.join(","))
    }
}

impl HttpConnector for Server {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let server = *self;
        HttpConnectorFuture::new(async move {
            if !server.latency.is_zero() {
                tokio::time::sleep(server.latency).await;
            }
            let status = StatusCode::try_from(200_u16).unwrap_or_else(|_| unreachable!("200 is a status"));
            Ok(HttpResponse::new(status, SdkBody::from(server.answer(&request))))
        })
    }
}

impl HttpClient for Server {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(*self)
    }
}

/// Prints the peak memory of streams, beside that of streams a tenth as long.
pub(crate) async fn memory() -> Result<(), Failure> {
    println!("{:<42} {:>12} {:>12} {:>12}", "peak memory", "a tenth", "whole", "more");
    for (work, items) in [("stream of a Scan", 1_000_000), ("save_stream", 200_000)] {
        let mut peaks = [0; 2];
        for (peak, items) in peaks.iter_mut().zip([items / 10, items]) {
            forget_peak()?;
            let server = Server { readings: items, latency: Duration::ZERO };
            let done = if work == "save_stream" { save(server).await? } else { read(server).await? };
            assert_eq!(done, items, "each item is told of once");
            *peak = peak_kib()?;
        }
        let [tenth, whole] = peaks.map(|kib| kib / 1024);
        println!(
            "{:<42} {tenth:>8} MiB {whole:>8} MiB {:>8} MiB",
            format!("{work}, {items} items"),
            whole.saturating_sub(tenth)
        );
    }
    Ok(())
}

async fn read(server: Server) -> Result<u64, Failure> {
    let db = server.connect()?;
    let rows = Reading::get_many(&db, Reading::VALUE.gt(0.0)).allow_scan().stream();
    Ok(rows.try_fold(0, |count, _| async move { Ok(count + 1) }).await?)
}

async fn save(server: Server) -> Result<u64, Failure> {
    let db = server.connect()?;
    let outcomes = Reading::save_stream(&db, stream::iter((0..server.readings).map(reading))).stream();
    let done = |count, entry: dynamo_model::Entry<Reading>| async move {
        Ok(count + u64::from(entry.outcome.is_succeeded()))
    };
    Ok(outcomes.try_fold(0, done).await?)
}

/// Forgets the peak of the resident memory; what is resident now is the least.
fn forget_peak() -> Result<(), Failure> {
    Ok(fs::write("/proc/self/clear_refs", "5")?)
}

fn peak_kib() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix("kB")).ok_or("no peak is told")?;
    Ok(peak.trim().parse()?)
}

/// Prints how long 10,000 saves take on a server that needs 5 ms for each request.
pub(crate) async fn in_flight() -> Result<(), Failure> {
    const SAVES: u64 = 10_000;
    println!("{:<42} {:>12} {:>12}", "10,000 saves, 5 ms a request", "time", "faster");
    let db = Server { readings: 0, latency: Duration::from_millis(5) };
    let readings: Vec<Reading> = (0..SAVES).map(reading).collect();
    let mut alone = Duration::ZERO;
    for in_flight in [1, 8, 16, 32] {
        let db = Connection::builder().local(db).max_in_flight(in_flight).build()?;
        let start = Instant::now();
        let report = Reading::save_many(&db, &readings).await?;
        let time = start.elapsed();
        assert!(report.is_complete(), "the server takes every write");
        if in_flight == 1 {
            alone = time;
        }
        let faster = alone.as_secs_f64() / time.as_secs_f64();
        println!("{:<42} {:>9} ms {faster:>11.1}x", format!("{in_flight} in flight"), time.as_millis());
    }
    Ok(())
}

//! The limit on requests in flight: over all clones and all verbs, fair, and held for an attempt and no longer.

use std::future::Future;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use dynamo_model::Retry;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model_tests::http::read_request;
use dynamo_model_tests::scripted::{config, create_tables};
use dynamo_model_tests::{Counter, Post, User, engine};
use futures::StreamExt;
use tokio::time::Instant;

/// How long a request is in flight.
const FLIGHT: Duration = Duration::from_millis(10);

/// Counts the requests that it has in flight, and keeps what was sent, in order.
#[derive(Clone, Debug)]
struct Counting {
    inner: SharedHttpClient,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    log: Arc<Mutex<Vec<(String, String)>>>,
    flight: Duration,
}

impl Counting {
    fn over(inner: impl HttpClient + 'static) -> Self {
        let inner = SharedHttpClient::new(inner);
        Self { inner, now: Arc::default(), most: Arc::default(), log: Arc::default(), flight: FLIGHT }
    }

    /// The most that were in flight at once since it was asked last.
    fn most(&self) -> usize {
        self.most.swap(0, Ordering::Relaxed)
    }

    fn in_flight(&self) -> usize {
        self.now.load(Ordering::Relaxed)
    }

    /// What was sent since it was asked last.
    fn sent(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.log.lock().unwrap())
    }
}

impl HttpClient for Counting {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let counting = self.clone();
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(CountingConnector { counting, inner })
    }
}

#[derive(Debug)]
struct CountingConnector {
    counting: Counting,
    inner: SharedHttpConnector,
}

impl HttpConnector for CountingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (counting, inner) = (self.counting.clone(), self.inner.clone());
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.split('.').next_back().unwrap_or_default().to_owned();
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        counting.log.lock().unwrap().push((operation, body));
        HttpConnectorFuture::new(async move {
            let _flying = Flying::of(&counting);
            tokio::time::sleep(counting.flight).await;
            inner.call(request).await
        })
    }
}

/// A request that is in flight until it is dropped.
struct Flying(Arc<AtomicUsize>);

impl Flying {
    fn of(counting: &Counting) -> Self {
        let now = counting.now.fetch_add(1, Ordering::Relaxed) + 1;
        counting.most.fetch_max(now, Ordering::Relaxed);
        Self(Arc::clone(&counting.now))
    }
}

impl Drop for Flying {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection that may have so many requests in flight, over a script with the tables of all models.
async fn limited(requests: usize) -> (Counting, Faults, Connection) {
    let faults = Faults::over(engine::engine().unwrap());
    let http = Counting::over(faults.clone());
    let client = Client::from_conf(config(http.clone()).build());
    let db = Connection::builder().client(client).max_concurrency(requests).build().unwrap();
    create_tables(&db).await;
    faults.forget();
    http.sent();
    http.most();
    (http, faults, db)
}

type Call = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A call of each class of verbs, on a clone of the connection.
fn calls(db: &Connection, n: u64) -> Vec<Call> {
    macro_rules! call {
        ($db:ident => $call:expr) => {{
            let $db = db.clone();
            Box::pin(async move {
                let _ = $call;
            }) as Call
        }};
    }
    let counters = move || (n * 100..n * 100 + 30).map(|id| Counter::new(id, id)).collect::<Vec<_>>();
    vec![
        call!(db => Counter::save_one(&db, Counter::new(n, 1)).await.unwrap()),
        call!(db => Counter::get_one(&db, n).await.unwrap()),
        call!(db => Counter::update_one(&db, n, Counter::HITS.set(2)).await.unwrap()),
        call!(db => Counter::delete_one(&db, n).await.unwrap()),
        call!(db => Counter::save_many(&db, counters()).await.unwrap()),
        call!(db => Counter::get_many(&db, (n * 100..n * 100 + 110).collect::<Vec<u64>>()).await.unwrap()),
        call!(db => Counter::delete_many(&db, counters()).await.unwrap()),
        call!(db => Post::get_many(&db, Post::USER.eq("ann")).await.unwrap()),
        call!(db => Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().segments(4).count().await.unwrap()),
        call!(db => Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().stream().collect::<Vec<_>>().await),
        call!(db => Counter::save_stream(&db, futures::stream::iter(counters())).stream().collect::<Vec<_>>().await),
        call!(db => User::create_table(&db).await.unwrap()),
        call!(db => db.list_tables().await.unwrap()),
        call!(db => db.execute::<Counter>("SELECT * FROM counters WHERE id = 1", ()).await.unwrap()),
        call!(db => db.transact_write().put(Counter::new(n + 1_000_000, 1)).await.unwrap()),
        call!(db => db.transact_get((Counter::key_of(n),)).await.unwrap()),
        call!(db => db.table("counters").get(("id", n)).await.unwrap()),
        call!(db => db.client().list_tables().send().await.unwrap()),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_hundred_tasks_never_have_more_in_flight_than_the_limit() {
    let (http, _, db) = limited(10).await;
    let kinds = calls(&db, 0).len() as u64;
    let tasks =
        (0..100).map(|n| tokio::spawn(calls(&db, n).swap_remove(usize::try_from(n % kinds).unwrap())));
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(http.most(), 10);
    assert_eq!(http.in_flight(), 0);
    let mut operations: Vec<String> = http.sent().into_iter().map(|(operation, _)| operation).collect();
    operations.sort();
    operations.dedup();
    let expected = [
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "DescribeTable",
        "ExecuteStatement",
        "GetItem",
        "ListTables",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ];
    assert_eq!(operations, expected);
}

/// A service that throttles whatever it is sent is not sent more for it: retries wait for their turn as the first attempts do,
/// and there is an end to them.
#[tokio::test(start_paused = true)]
async fn a_storm_of_retries_stays_within_the_limit() {
    const TASKS: usize = 200;
    let (http, faults, db) = limited(10).await;
    faults.always(Fault::Throttle);
    let save = |id| Counter::save_one(&db, Counter::new(id, 1)).send();
    for saved in futures::future::join_all((0..TASKS as u64).map(save)).await {
        assert!(saved.unwrap_err().is_throttled());
    }
    assert_eq!(http.most(), 10);
    let sent = http.sent().len();
    assert!(sent > TASKS, "nothing was retried");
    // The bucket of the SDK's retries, for all of the client together, has 500 tokens, and a retry costs 5 of them.
    assert!(sent <= TASKS * 3, "{sent}");
}

#[tokio::test(start_paused = true)]
async fn each_class_of_verbs_is_under_the_limit() {
    let (http, _, db) = limited(3).await;
    for kind in 0..calls(&db, 0).len() {
        let tasks = (0..12).map(|n| tokio::spawn(calls(&db, n).swap_remove(kind)));
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        assert_eq!(http.most(), 3, "{kind}: {:?}", http.sent().first());
        http.sent();
    }
}

#[tokio::test(start_paused = true)]
async fn a_hundred_are_in_flight_where_nothing_is_said() {
    let http = Counting::over(engine::engine().unwrap());
    let db = Connection::builder().local(http.clone()).build().unwrap();
    create_tables(&db).await;
    let tasks = (0..300).map(|id| tokio::spawn(Counter::get_one(&db, id).send()));
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
    assert_eq!(http.most(), 100);
}

/// Every client is under the limit: one of the SDK's, one of HTTP, the embedded engine and a script.
#[tokio::test(start_paused = true)]
async fn whatever_client_was_given_waits() {
    let faults = Faults::embedded().unwrap();
    let client = Client::from_conf(config(faults.clone()).build());
    let made = [
        Connection::builder().local(dynamo_model::Embedded::memory().unwrap()),
        Connection::builder().local(faults.clone()),
        Connection::builder().client(client),
    ];
    for builder in made {
        let db = builder.max_concurrency(1).build().unwrap();
        Counter::create_table(&db).await.unwrap();
        faults.always(Fault::Delay(FLIGHT));
        let mut first = Box::pin(Counter::get_one(&db, 1).with_metadata().send());
        let mut second = Box::pin(Counter::get_one(&db, 2).with_metadata().send());
        // The embedded engine answers at once, so that nobody waits there.
        let is_slow = futures::poll!(&mut first).is_pending();
        if is_slow {
            assert!(futures::poll!(&mut second).is_pending());
            assert_eq!(first.await.unwrap().waited, Duration::ZERO);
            assert_eq!(second.await.unwrap().waited, FLIGHT);
        }
        faults.clear();
    }
}

#[tokio::test(start_paused = true)]
async fn who_came_first_goes_first() {
    let (http, _, db) = limited(1).await;
    let mut waiting: Vec<_> = (0..20).map(|id| Box::pin(Counter::get_one(&db, id).send())).collect();
    for call in &mut waiting {
        assert!(futures::poll!(call).is_pending());
    }
    // Polled in the other order, they are sent in the order in which they came.
    waiting.reverse();
    let found = futures::future::join_all(waiting).await;
    assert!(found.into_iter().all(|found| found.unwrap().is_none()));
    let ids: Vec<String> = http.sent().into_iter().map(|(_, body)| body).collect();
    let expected = (0..20).map(|id| format!(r#"{{"TableName":"counters","Key":{{"id":{{"N":"{id}"}}}}}}"#));
    assert_eq!(ids, expected.collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn the_wait_is_measured() {
    let (_, _, db) = limited(2).await;
    let calls = (0..6).map(|id| Counter::get_one(&db, id).with_metadata().send());
    let waited: Vec<Duration> =
        futures::future::join_all(calls).await.into_iter().map(|answer| answer.unwrap().waited).collect();
    assert_eq!(waited, [0, 0, 1, 1, 2, 2].map(|turn| FLIGHT * turn));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_held_during_the_pause_before_a_retry() {
    let (http, faults, db) = limited(1).await;
    faults.on("GetItem", Fault::Throttle);
    let hour = Duration::from_hours(1);
    let retry = Retry::attempts(2).base(hour).cap(hour);
    let mut throttled = Box::pin(Counter::get_one(&db, 1).retry(retry).send());
    let begun = Instant::now();
    // It is throttled, and pauses.
    assert!(tokio::time::timeout(FLIGHT * 2, &mut throttled).await.is_err());
    assert_eq!(http.in_flight(), 0);
    Counter::save_one(&db, Counter::new(1, 7)).await.unwrap();
    assert_eq!(begun.elapsed(), FLIGHT * 3);
    assert_eq!(throttled.await.unwrap().map(|counter| counter.hits), Some(7));
}

#[tokio::test(start_paused = true)]
async fn who_is_dropped_gives_its_place_away() {
    let (http, _, db) = limited(1).await;
    let mut flying = Box::pin(Counter::get_one(&db, 1).send());
    let mut waiting = Box::pin(Counter::get_one(&db, 2).send());
    let mut last = Box::pin(Counter::get_one(&db, 3).send());
    assert!(futures::poll!(&mut flying).is_pending());
    assert!(futures::poll!(&mut waiting).is_pending());
    assert!(futures::poll!(&mut last).is_pending());
    drop(waiting);
    drop(flying);
    assert_eq!(last.await.unwrap(), None);
    assert_eq!(http.sent().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn who_runs_out_of_time_gives_its_place_away_and_was_not_sent() {
    let (http, _, db) = limited(1).await;
    let slow = Counting { flight: Duration::from_mins(1), ..http.clone() };
    let client = Client::from_conf(config(slow).build());
    let db = Connection::builder()
        .client(client)
        .max_concurrency(1)
        .table_prefix(db.table_prefix())
        .build()
        .unwrap();
    http.sent();
    let mut flying = Box::pin(Counter::save_one(&db, Counter::new(1, 1)).timeout(FLIGHT * 4).send());
    assert!(futures::poll!(&mut flying).is_pending());
    let waiting = Counter::update_one(&db, 1, Counter::HITS.add(1)).timeout(FLIGHT);
    let error = waiting.await.unwrap_err();
    // What waits for its turn has certainly changed nothing; what was sent may have.
    assert!(error.is_timeout(), "{error:?}");
    assert!(flying.await.unwrap_err().is_outcome_unknown());
    let sent: Vec<String> = http.sent().into_iter().map(|(operation, _)| operation).collect();
    assert_eq!(sent, ["PutItem"]);
    assert_eq!(http.in_flight(), 0);
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn the_sdks_time_out_of_an_attempt_runs_while_a_request_waits() {
    let faults = Faults::over(engine::engine().unwrap());
    let http = Counting { flight: Duration::from_mins(1), ..Counting::over(faults.clone()) };
    let time = TimeoutConfig::builder().operation_attempt_timeout(FLIGHT).build();
    let retry = aws_sdk_dynamodb::config::retry::RetryConfig::disabled();
    let fast = Client::from_conf(config(Counting::over(faults)).build());
    create_tables(&Connection::builder().client(fast).build().unwrap()).await;
    let client = Client::from_conf(config(http.clone()).timeout_config(time).retry_config(retry).build());
    let db = Connection::builder().client(client).max_concurrency(1).build().unwrap();
    let holder = db.client().list_tables().customize();
    let lenient = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_mins(10)).build();
    let mut holder = Box::pin(
        holder.config_override(aws_sdk_dynamodb::config::Builder::new().timeout_config(lenient)).send(),
    );
    assert!(futures::poll!(&mut holder).is_pending());
    let error = Counter::update_one(&db, 1, Counter::HITS.add(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    holder.await.unwrap();
    assert_eq!(http.sent().len(), 1);
}

/// The SDK gives up an upload of which nothing is read for some seconds, and that is no sign of a server that stalls here.
#[tokio::test]
async fn who_waits_for_long_is_not_taken_for_stalled() {
    let http = Counting { flight: Duration::from_secs(8), ..Counting::over(engine::engine().unwrap()) };
    let client = Client::from_conf(config(http).build());
    let db = Connection::builder().client(client).max_concurrency(1).build().unwrap();
    let first = db.client().list_tables().send();
    let (first, second) = tokio::join!(first, async { db.client().list_tables().send().await });
    first.unwrap();
    second.unwrap();
}

/// A server that takes its time, with the head of an answer as with the rest, and counts what it has to answer.
struct Slow {
    url: String,
    most: Arc<AtomicUsize>,
}

impl Slow {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (now, seen) = (Arc::clone(&now), Arc::clone(&seen));
                std::thread::spawn(move || answer(stream, &now, &seen));
            }
        });
        Self { url, most }
    }
}

fn answer(stream: TcpStream, now: &AtomicUsize, most: &AtomicUsize) -> Option<()> {
    let mut reader = BufReader::new(stream);
    read_request(&mut reader)?;
    most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
    let pause = Duration::from_millis(100);
    std::thread::sleep(pause);
    let head = "HTTP/1.1 200 x\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\nconnection: close";
    let mut stream = reader.into_inner();
    stream.write_all(format!("{head}\r\n\r\n{{").as_bytes()).ok()?;
    std::thread::sleep(pause);
    now.fetch_sub(1, Ordering::Relaxed);
    stream.write_all(b"}").ok()
}

/// In a process of its own, with the SDK's own HTTP client: an answer is in flight until it has been read.
#[test]
fn the_environment_sets_the_limit_and_the_builder_wins() {
    let table: [(&[(&str, &str)], &[&str], usize); 3] = [
        (&[], &[], 8),
        (&[("DYNAMODB_MAX_CLIENTS", "2")], &[], 2),
        (&[("DYNAMODB_MAX_CLIENTS", "2")], &["concurrency=3"], 3),
    ];
    for (environment, arguments, most) in table {
        let server = Slow::start();
        let output = Command::new(env!("CARGO_BIN_EXE_connect"))
            .args(arguments)
            .arg("reads=8")
            .env_clear()
            .envs([("AWS_REGION", "us-east-1"), ("HOME", "/nowhere"), ("DYNAMODB_ENDPOINT", &server.url)])
            .envs([("AWS_ACCESS_KEY_ID", "OFENV"), ("AWS_SECRET_ACCESS_KEY", "secret")])
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "None\n", "{environment:?} {arguments:?}");
        assert_eq!(server.most.load(Ordering::Relaxed), most, "{environment:?} {arguments:?}");
    }
}

#[test]
fn a_limit_of_nothing_is_refused() {
    let error = Connection::builder().max_concurrency(0).without_credentials().region("us-east-1").build();
    let error = error.unwrap_err();
    assert!(error.is_configuration(), "{error:?}");
    assert_eq!(error.to_string(), "the limit on requests in flight is 0, and must be 1 or more");
}

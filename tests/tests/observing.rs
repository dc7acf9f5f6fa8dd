//! What observers are told of attempts, calls and errors, and that they change nothing.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::observe::{Ending, Measurement, ObservedCall, Observer, correlate, correlation_id};
use dynamo_model::prelude::*;
use dynamo_model::{ConnectionBuilder, Error, ErrorKind};
use dynamo_model_tests::scripted::{config, create_tables};
use dynamo_model_tests::{Counter, Post, User, engine};
use futures::{StreamExt, TryStreamExt};

/// A call as it was told.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    verb: &'static str,
    ending: Ending,
    /// The operations of its attempts.
    sent: Vec<&'static str>,
}

/// Keeps what it is told.
#[derive(Default)]
struct Seen {
    attempts: Mutex<Vec<Measurement>>,
    calls: Mutex<Vec<Told>>,
    errors: Mutex<Vec<(ErrorKind, &'static str, usize)>>,
}

impl Seen {
    fn attempts(&self) -> Vec<Measurement> {
        std::mem::take(&mut *self.attempts.lock().unwrap())
    }

    fn calls(&self) -> Vec<Told> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    fn errors(&self) -> Vec<(ErrorKind, &'static str, usize)> {
        std::mem::take(&mut *self.errors.lock().unwrap())
    }

    fn forget(&self) {
        drop((self.attempts(), self.calls(), self.errors()));
    }
}

impl Observer for Seen {
    fn attempt(&self, measurement: &Measurement) {
        self.attempts.lock().unwrap().push(measurement.clone());
    }

    fn call(&self, call: &ObservedCall<'_>) {
        let sent = call.measurements.iter().map(|measurement| measurement.operation).collect();
        self.calls.lock().unwrap().push(Told { verb: call.verb, ending: call.ending, sent });
    }

    fn error(&self, error: &Error, call: &ObservedCall<'_>) {
        self.errors.lock().unwrap().push((error.kind(), call.verb, call.measurements.len()));
    }
}

/// A connection over a script that is observed, with the tables of all models; nothing was seen of it yet.
async fn observed(
    build: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder,
) -> (Faults, Arc<Seen>, Connection) {
    let faults = Faults::over(engine::engine().unwrap());
    let client = Client::from_conf(config(faults.clone()).build());
    let seen = Arc::<Seen>::default();
    let builder = Connection::builder().client(client).observer(Arc::clone(&seen));
    let db = build(builder).build().unwrap();
    create_tables(&db).await;
    faults.forget();
    seen.forget();
    (faults, seen, db)
}

async fn plain() -> (Faults, Arc<Seen>, Connection) {
    observed(|builder| builder).await
}

fn told(verb: &'static str, ending: Ending, sent: &[&'static str]) -> Told {
    Told { verb, ending, sent: sent.to_vec() }
}

#[tokio::test(start_paused = true)]
async fn three_attempts_on_a_throttled_call_are_three_measurements() {
    let (faults, seen, db) = plain().await;
    faults.always(Fault::Throttle);
    let error = Counter::get_one(&db, 1).await.unwrap_err();
    assert!(error.is_throttled(), "{error:?}");

    let attempts = seen.attempts();
    let numbers: Vec<_> = attempts.iter().map(|attempt| (attempt.attempt, attempt.error())).collect();
    let throttled = Some(ErrorKind::Throttled);
    assert_eq!(numbers, [(1, throttled), (2, throttled), (3, throttled)]);
    for attempt in &attempts {
        assert_eq!((attempt.verb, attempt.operation), ("get_one", "GetItem"));
        assert_eq!(attempt.tables, ["counters"]);
        assert_eq!((attempt.status, attempt.code.as_deref()), (Some(400), Some("ThrottlingException")));
        assert_eq!((attempt.consumed_capacity, attempt.items), (None, None));
    }
    assert_eq!(
        seen.calls(),
        [told("get_one", Ending::Failed(ErrorKind::Throttled), &["GetItem", "GetItem", "GetItem"])]
    );
    assert_eq!(seen.errors(), [(ErrorKind::Throttled, "get_one", 3)]);
}

#[tokio::test]
async fn one_attempt_that_succeeds_is_one_measurement() {
    let (_, seen, db) = observed(|builder| builder.service("shop").deployment("staging")).await;
    Counter::save_one(&db, Counter::new(1, 5)).await.unwrap();
    seen.forget();
    assert_eq!(Counter::get_one(&db, 1).await.unwrap().map(|counter| counter.hits), Some(5));

    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.verb, attempt.operation, attempt.attempt), ("get_one", "GetItem", 1));
    assert_eq!((attempt.tables.as_slice(), attempt.index.as_deref()), (&["counters".to_owned()][..], None));
    assert_eq!((attempt.ending, attempt.error(), attempt.code.as_deref()), (Ending::Done, None, None));
    assert_eq!((attempt.status, attempt.items, attempt.scanned), (Some(200), Some(1), None));
    assert_eq!(attempt.bytes_sent, r#"{"TableName":"counters","Key":{"id":{"N":"1"}}}"#.len() as u64);
    assert_eq!(
        attempt.bytes_received,
        r#"{"Item":{"id":{"N":"1"},"hits":{"N":"5"},"log":{"L":[]}}}"#.len() as u64
    );
    assert_eq!(attempt.waited, Duration::ZERO);
    assert_eq!((attempt.service.as_deref(), attempt.deployment.as_deref()), (Some("shop"), Some("staging")));
    assert_eq!((attempt.correlation_id.as_deref(), attempt.consumed_capacity), (None, None));
    assert!(attempt.start.elapsed().unwrap() < Duration::from_mins(1));
    assert_eq!(seen.calls(), [told("get_one", Ending::Done, &["GetItem"])]);
    assert_eq!(seen.errors(), []);
}

#[tokio::test]
async fn consumed_capacity_is_asked_for_where_somebody_wants_it() {
    let (faults, seen, db) = plain().await;
    let asked = |faults: &Faults| {
        faults.requests().last().unwrap().json()["ReturnConsumedCapacity"].as_str().map(ToOwned::to_owned)
    };
    let consumed = |seen: &Seen| seen.attempts().last().unwrap().consumed_capacity;
    Counter::get_one(&db, 1).await.unwrap();
    assert_eq!((asked(&faults), consumed(&seen)), (None, None));
    Counter::get_one(&db, 1).with_metadata().await.unwrap();
    assert_eq!((asked(&faults).as_deref(), consumed(&seen)), (Some("INDEXES"), Some(0.5)));
    let scan = Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().rate_limit(1000);
    scan.await.unwrap();
    assert_eq!((asked(&faults).as_deref(), consumed(&seen)), (Some("TOTAL"), Some(0.5)));

    let (faults, seen, db) = observed(|builder| builder.report_capacity(true)).await;
    Counter::save_one(&db, Counter::new(1, 1)).await.unwrap();
    assert_eq!((asked(&faults).as_deref(), consumed(&seen)), (Some("TOTAL"), Some(1.0)));
    faults.next(Fault::service(400, "ValidationException", "no"));
    Counter::get_one(&db, 1).await.unwrap_err();
    assert_eq!(consumed(&seen), None);
}

#[tokio::test(start_paused = true)]
async fn a_batch_names_its_tables() {
    let (faults, seen, db) = plain().await;
    faults.on("BatchWriteItem", Fault::Unprocessed);
    let writes =
        db.batch_write().put(Counter::new(1, 1)).put(Post::new("ann", 1_u32, "x")).put(Counter::new(2, 1));
    assert!(writes.await.unwrap().is_complete());
    let attempts = seen.attempts();
    let shown: Vec<_> =
        attempts.iter().map(|it| (it.operation, it.tables.join("+"), it.attempt, it.items)).collect();
    let write = "BatchWriteItem";
    assert_eq!(shown[0].0, write);
    assert_eq!(shown[0].1, "counters+posts");
    // What was left over is written by a request of its own, and each write counts once.
    assert!(shown.iter().all(|(operation, _, attempt, _)| (*operation, *attempt) == (write, 1)), "{shown:?}");
    assert_eq!(shown.iter().filter_map(|(.., items)| *items).sum::<u64>(), 3);
    assert_eq!(seen.calls(), [told("batch_write", Ending::Done, &vec![write; shown.len()])]);

    let found =
        db.batch_get().keys([1, 2, 3].map(Counter::key_of)).keys([Post::key_of(("ann", 1))]).await.unwrap();
    drop(found);
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.operation, attempt.items), ("BatchGetItem", Some(3)));
    assert_eq!(attempt.tables, ["counters", "posts"]);

    db.transact_write().put(Counter::new(7, 1)).delete(Post::key_of(("ann", 1_u32))).await.unwrap();
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.operation, attempt.items), ("TransactWriteItems", Some(2)));
    assert_eq!(attempt.tables, ["counters", "posts"]);
}

#[tokio::test]
async fn a_query_tells_what_was_found_and_what_was_looked_at() {
    let (_, seen, db) = plain().await;
    let posts = (0..10).map(|at| Post { likes: (at < 4).then_some(1), ..Post::new("ann", at, "x") });
    assert!(Post::save_many(&db, posts).await.unwrap().is_complete());
    seen.forget();
    let found = Post::get_many(&db, Post::USER.eq("ann") & Post::LIKES.exists()).await.unwrap();
    assert_eq!(found.len(), 4);
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.operation, attempt.items, attempt.scanned), ("Query", Some(4), Some(10)));
}

/// What is found by its owner.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(name = "by_owner", hash = owner))]
struct Task {
    /// The hash key.
    #[model(hash_key)]
    id: u64,
    /// The hash key of the index.
    owner: String,
}

#[tokio::test]
async fn an_index_that_is_read_is_named() {
    let (_, seen, db) = plain().await;
    Task::create_table(&db).await.unwrap();
    seen.forget();
    Task::get_many(&db, Task::OWNER.eq("ann")).await.unwrap();
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.operation, attempt.index.as_deref()), ("Query", Some("by_owner")));
}

#[tokio::test]
async fn calls_of_every_class_are_told_with_their_verbs() {
    let (_, seen, db) = plain().await;
    let counters = || (0..3).map(|id| Counter::new(id, id)).collect::<Vec<_>>();
    macro_rules! tells {
        ($call:expr => $verb:literal, $($operation:literal),*) => {
            let _ = $call.await;
            assert_eq!(seen.calls(), [told($verb, Ending::Done, &[$($operation),*])]);
        };
    }
    tells!(Counter::save_one(&db, Counter::new(1, 1)) => "save_one", "PutItem");
    tells!(Counter::save_one(&db, Counter::new(1, 1)).returning_old() => "save_one", "PutItem");
    tells!(Counter::get_one(&db, 1) => "get_one", "GetItem");
    tells!(Counter::get_one(&db, 1).or_not_found() => "get_one", "GetItem");
    tells!(Counter::get_one(&db, 1).with_metadata() => "get_one", "GetItem");
    tells!(Counter::update_one(&db, 1, Counter::HITS.set(2)) => "update_one", "UpdateItem");
    tells!(Counter::update_one(&db, 1, Counter::HITS.add(1)).exactly_once() => "update_one", "TransactWriteItems");
    tells!(Counter::delete_one(&db, 1) => "delete_one", "DeleteItem");
    tells!(Counter::save_many(&db, counters()) => "save_many", "BatchWriteItem");
    tells!(Counter::get_many(&db, [1_u64, 2]) => "get_many", "BatchGetItem");
    tells!(Counter::get_many(&db, [1_u64, 2]).with_missing() => "get_many", "BatchGetItem");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan() => "get_many", "Scan");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().count() => "get_many", "Scan");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().first() => "get_many", "Scan");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().exists() => "get_many", "Scan");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().page() => "get_many", "Scan");
    tells!(Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().stream().try_collect::<Vec<_>>() => "get_many", "Scan");
    tells!(Counter::update_many(&db, [1_u64], Counter::HITS.set(2)) => "update_many", "UpdateItem");
    tells!(Counter::delete_many(&db, [1_u64]) => "delete_many", "BatchWriteItem");
    tells!(Counter::save_stream(&db, futures::stream::iter(counters())).stream().collect::<Vec<_>>() => "save_stream", "BatchWriteItem");
    tells!(Counter::delete_stream(&db, futures::stream::iter([1_u64])).stream().collect::<Vec<_>>() => "delete_stream", "BatchWriteItem");
    tells!(Counter::update_stream(&db, futures::stream::iter([2_u64]), Counter::HITS.set(2)).stream().collect::<Vec<_>>() => "update_stream", "UpdateItem");
    tells!(db.transact_write().put(Counter::new(9, 1)) => "transact_write", "TransactWriteItems");
    tells!(db.transact_get((Counter::key_of(9),)) => "transact_get", "TransactGetItems");
    tells!(db.execute::<Counter>("SELECT * FROM counters WHERE id = 1", ()) => "execute", "ExecuteStatement");
    let item = || Item::from([("id".to_owned(), 5.into())]);
    tells!(db.table("counters").get(("id", 1)) => "table_get", "GetItem");
    tells!(db.table("counters").put(item()) => "table_put", "PutItem");
    tells!(db.table("counters").delete(("id", 5)) => "table_delete", "DeleteItem");
    tells!(db.table("counters").batch_get([("id", 5)]) => "table_batch_get", "BatchGetItem");
    tells!(db.table("counters").batch_put([item()]) => "table_batch_put", "DescribeTable", "BatchWriteItem");
    tells!(db.table("gone").wait_until_deleted() => "table_wait_until_deleted", "DescribeTable");
    tells!(db.list_tables() => "list_tables", "ListTables");
    tells!(db.list_tables().stream().try_collect::<Vec<_>>() => "list_tables", "ListTables");
    tells!(User::create_table(&db) => "create_table", "DescribeTable");
    tells!(User::describe_table(&db) => "describe_table", "DescribeTable");
    tells!(User::sync_table(&db).explain() => "sync_table_explain", "DescribeTable", "DescribeTimeToLive");
    tells!(db.table("users").describe() => "table_describe", "DescribeTable");
    tells!(db.table("users").wait_until_active() => "table_wait_until_active", "DescribeTable");
    tells!(User::delete_table(&db, "users") => "delete_table", "DeleteTable", "DescribeTable");
}

#[tokio::test]
async fn a_call_that_was_not_sent_is_told_as_well() {
    let (faults, seen, db) = plain().await;
    let error = User::save_one(&db, User::new("nobody", "x")).await.unwrap_err();
    assert!(error.is_validation());
    assert_eq!(seen.attempts(), []);
    assert_eq!(seen.calls(), [told("save_one", Ending::Failed(ErrorKind::Validation), &[])]);
    assert_eq!(seen.errors(), [(ErrorKind::Validation, "save_one", 0)]);

    Counter::get_one(&db, 77).or_not_found().await.unwrap_err();
    assert_eq!(seen.errors(), [(ErrorKind::ItemNotFound, "get_one", 1)]);

    // What became of the inputs of a batch is in its report.
    faults.always(Fault::service(400, "ValidationException", "no"));
    assert!(!Counter::save_many(&db, [Counter::new(1, 1)]).await.unwrap().is_complete());
    assert_eq!(seen.errors(), []);
    assert_eq!(seen.attempts().last().unwrap().error(), Some(ErrorKind::Invalid));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_is_told_as_such() {
    let (faults, seen, db) = plain().await;
    let second = Duration::from_secs(1);
    faults.always(Fault::Delay(Duration::from_mins(1)));

    let call = tokio::time::timeout(second, Counter::get_one(&db, 1).send());
    assert!(call.await.is_err());
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.ending, attempt.duration, attempt.status), (Ending::Dropped, second, None));
    assert_eq!(seen.calls(), [told("get_one", Ending::Dropped, &["GetItem"])]);
    assert_eq!(seen.errors(), []);

    Counter::get_one(&db, 1).timeout(second).await.unwrap_err();
    let [attempt] = &seen.attempts()[..] else { panic!("one attempt") };
    assert_eq!((attempt.ending, attempt.duration), (Ending::Failed(ErrorKind::Timeout), second));
    assert_eq!(seen.calls(), [told("get_one", Ending::Failed(ErrorKind::Timeout), &["GetItem"])]);
    assert_eq!(seen.errors(), [(ErrorKind::Timeout, "get_one", 1)]);

    faults.clear();
    assert!(Counter::save_many(&db, (0..9).map(|id| Counter::new(id, 1))).await.unwrap().is_complete());
    seen.forget();
    let mut rows = Counter::get_many(&db, Counter::HITS.ge(1)).allow_scan().stream();
    assert!(rows.next().await.unwrap().is_ok());
    drop(rows);
    assert_eq!(seen.calls(), [told("get_many", Ending::Dropped, &["Scan"])]);
}

#[tokio::test(start_paused = true)]
async fn what_failed_below_the_service_has_its_kind() {
    let (faults, seen, db) = plain().await;
    let table = [
        (Fault::Unavailable, ErrorKind::Unavailable, Some(503)),
        (Fault::InternalError { applied: true }, ErrorKind::Internal, Some(500)),
        (Fault::ConnectionCut { applied: true }, ErrorKind::Network, None),
        (Fault::ConnectionRefused, ErrorKind::Network, None),
        (Fault::Timeout { applied: false }, ErrorKind::Timeout, None),
        (Fault::WrongChecksum, ErrorKind::Network, Some(200)),
        (Fault::service(400, "AccessDeniedException", "no"), ErrorKind::AccessDenied, Some(400)),
        (Fault::service(400, "ResourceNotFoundException", "no"), ErrorKind::TableNotFound, Some(400)),
    ];
    for (fault, kind, status) in table {
        faults.next(fault.clone());
        let _ = Counter::get_one(&db, 1).await;
        let first = &seen.attempts()[0];
        assert_eq!((first.ending, first.status), (Ending::Failed(kind), status), "{fault:?}");
    }
    let put = Counter::save_one(&db, Counter::new(1, 1));
    put.await.unwrap();
    seen.forget();
    Counter::save_one(&db, Counter::new(1, 2)).overwrite(false).await.unwrap_err();
    assert_eq!(seen.attempts()[0].error(), Some(ErrorKind::ConditionFailed));
    let cancelled = db.transact_write().put(Counter::new(1, 2)).overwrite(false);
    cancelled.await.unwrap_err();
    assert_eq!(seen.attempts()[0].error(), Some(ErrorKind::TransactionCancelled));
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_a_turn_is_told_apart_from_the_rest() {
    let (faults, seen, db) = observed(|builder| builder.max_concurrency(1)).await;
    let second = Duration::from_secs(1);
    faults.always(Fault::Delay(second));
    let calls = (0..3).map(|id| Counter::get_one(&db, id).send());
    futures::future::try_join_all(calls).await.unwrap();
    let times: Vec<_> = seen.attempts().iter().map(|it| (it.waited, it.duration)).collect();
    assert_eq!(times, [0, 1, 2].map(|turn| (second * turn, second)));
}

/// Panics whenever it is told something.
struct Clumsy;

impl Observer for Clumsy {
    fn attempt(&self, _: &Measurement) {
        panic!("in attempt");
    }

    fn call(&self, _: &ObservedCall<'_>) {
        panic!("in call");
    }

    fn error(&self, _: &Error, _: &ObservedCall<'_>) {
        panic!("in error");
    }
}

#[tokio::test]
async fn an_observer_that_panics_takes_nothing_down() {
    let faults = Faults::over(engine::engine().unwrap());
    let client = Client::from_conf(config(faults.clone()).build());
    let seen = Arc::<Seen>::default();
    let builder = Connection::builder().client(client).observer(Clumsy).observer(Arc::clone(&seen));
    let db = builder.build().unwrap();
    create_tables(&db).await;
    seen.forget();

    Counter::save_one(&db, Counter::new(1, 5)).await.unwrap();
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), Some(Counter::new(1, 5)));
    let error = Counter::save_one(&db, Counter::new(1, 6)).overwrite(false).await.unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.item_as::<Counter>().unwrap(), Some(Counter::new(1, 5)));
    let verbs: Vec<_> = seen.calls().into_iter().map(|call| call.verb).collect();
    assert_eq!(verbs, ["save_one", "get_one", "save_one"]);
    assert_eq!(seen.errors(), [(ErrorKind::ConditionFailed, "save_one", 1)]);
}

/// The correlation ids of the attempts; nothing where there is none.
fn ids(seen: &Seen) -> Vec<String> {
    let id = |attempt: &Measurement| attempt.correlation_id.as_deref().unwrap_or_default().to_owned();
    seen.attempts().iter().map(id).collect()
}

#[tokio::test]
async fn a_call_has_the_correlation_id_of_its_task() {
    let (_, seen, db) = plain().await;
    Counter::get_one(&db, 1).await.unwrap();
    correlate("a", Counter::get_one(&db, 1).send()).await.unwrap();
    let nested = correlate("b", async {
        Counter::get_one(&db, 1).await.unwrap();
        correlate("c", Counter::get_one(&db, 1).send()).await.unwrap();
        // Many requests, several at once.
        assert!(Counter::save_many(&db, (0..60).map(|id| Counter::new(id, 1))).await.unwrap().is_complete());
    });
    nested.await;
    assert_eq!(ids(&seen), ["", "a", "b", "c", "b", "b", "b"]);
}

#[tokio::test]
async fn a_spawned_task_has_the_correlation_id_that_it_is_given() {
    let (_, seen, db) = plain().await;
    let spawned = |call: Box<dyn Future<Output = ()> + Send + Unpin>| tokio::spawn(call);
    let get = |db: &Connection| {
        let call = Counter::get_one(db, 1).send();
        Box::new(Box::pin(async move { drop(call.await) })) as Box<dyn Future<Output = ()> + Send + Unpin>
    };
    correlate("a", async {
        spawned(get(&db)).await.unwrap();
        let id = correlation_id().unwrap();
        tokio::spawn(correlate(id, get(&db))).await.unwrap();
        // A future that is made here and polled elsewhere takes the id from there.
        let call = get(&db);
        tokio::spawn(correlate("b", call)).await.unwrap();
    })
    .await;
    assert_eq!(ids(&seen), ["", "a", "b"]);
}

#[tokio::test]
async fn several_calls_at_once_are_told_apart() {
    let (faults, seen, db) = plain().await;
    faults.always(Fault::Delay(Duration::from_millis(5)));
    let calls = (0..20).map(|id| correlate(format!("r{id}"), Counter::get_one(&db, id).send()));
    futures::future::try_join_all(calls).await.unwrap();
    let mut told = ids(&seen);
    told.sort();
    let mut expected: Vec<_> = (0..20).map(|id| format!("r{id}")).collect();
    expected.sort();
    assert_eq!(told, expected);
    assert_eq!(seen.calls(), vec![self::told("get_one", Ending::Done, &["GetItem"]); 20]);
}

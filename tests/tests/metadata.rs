//! The two doors out: the SDK's own builders, and what requests tell besides their items.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnItemCollectionMetrics};
use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Counter, Post};

async fn counted(ids: std::ops::Range<u64>) -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, ids.map(|id| Counter::new(id, id))).await.unwrap().is_complete());
    faults.forget();
    (faults, db)
}

fn has(faults: &Faults, operation: &str, member: &str) -> bool {
    let mut requests =
        faults.requests().into_iter().filter(|request| request.operation() == operation).peekable();
    requests.peek().is_some() && requests.all(|request| !request.json()[member].is_null())
}

#[tokio::test]
async fn a_hook_has_the_last_word_on_every_request_of_its_operation() {
    let (faults, db) = counted(0..60).await;
    let total = ReturnConsumedCapacity::Total;
    let member = "ReturnConsumedCapacity";
    macro_rules! hooked {
        ($call:expr, $operation:literal) => {
            faults.forget();
            let _ = $call.await.unwrap();
            assert!(has(&faults, $operation, member), "{}: {:?}", $operation, sent(&faults));
        };
    }
    macro_rules! hook {
        () => {{
            let total = total.clone();
            move |builder| builder.return_consumed_capacity(total.clone())
        }};
    }
    hooked!(Counter::get_one(&db, 1).customize(hook!()), "GetItem");
    hooked!(Counter::save_one(&db, Counter::new(1, 1)).customize(hook!()), "PutItem");
    hooked!(Counter::update_one(&db, 1, Counter::HITS.add(1)).customize(hook!()), "UpdateItem");
    hooked!(Counter::delete_one(&db, 1).customize(hook!()), "DeleteItem");
    hooked!(Counter::get_many(&db, Counter::ID.eq(1)).customize_get(hook!()), "GetItem");
    hooked!(Counter::get_many(&db, [1_u64, 2]).customize_batch_get(hook!()), "BatchGetItem");
    hooked!(Counter::get_many(&db, Counter::HITS.ge(1)).customize_scan(hook!()), "Scan");
    hooked!(Counter::get_many(&db, Counter::HITS.ge(1)).customize_scan(hook!()).count(), "Scan");
    hooked!(Counter::get_many(&db, Counter::HITS.ge(1)).customize_scan(hook!()).page(), "Scan");
    hooked!(Post::get_many(&db, Post::USER.eq("ann")).customize_query(hook!()), "Query");
    let posts = || (0..60).map(|at| Post::new("ann", at, "x")).collect::<Vec<_>>();
    hooked!(Post::save_many(&db, posts()).customize_batch_write(hook!()), "BatchWriteItem");
    hooked!(
        Post::save_many(&db, posts()).overwrite(Post::LIKES.not_exists()).customize_put(hook!()),
        "PutItem"
    );
    hooked!(
        Post::update_many(&db, Post::USER.eq("ann"), Post::LIKES.set(1)).customize_update(hook!()),
        "UpdateItem"
    );
    hooked!(
        Post::update_many(&db, Post::USER.eq("ann"), Post::LIKES.set(1)).customize_query(hook!()),
        "Query"
    );
    hooked!(
        Post::delete_many(&db, Post::USER.eq("ann") & Post::AT.lt(5)).customize_delete(hook!()),
        "DeleteItem"
    );
    hooked!(
        Post::delete_many(&db, Post::USER.eq("ann")).unchecked().customize_batch_write(hook!()),
        "BatchWriteItem"
    );
}

#[tokio::test(start_paused = true)]
async fn a_hook_is_called_for_each_request_and_not_for_retries() {
    let (faults, db) = counted(0..60).await;
    faults.next(Fault::Throttle);
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let save = Counter::save_many(&db, (0..60_u64).map(|id| Counter::new(id, 0))).customize_batch_write(
        move |builder| {
            count.fetch_add(1, Ordering::Relaxed);
            builder
        },
    );
    assert!(save.await.unwrap().is_complete());
    assert_eq!((calls.load(Ordering::Relaxed), sent(&faults).len()), (3, 4));
}

#[tokio::test(start_paused = true)]
async fn metadata_are_summed_over_all_requests_of_a_call() {
    let (faults, db) = counted(0..1).await;
    let page = |next: bool, units: f64, index: f64| {
        let key = if next { r#""LastEvaluatedKey":{"id":{"N":"1"}},"# } else { "" };
        let indexes = format!(r#""GlobalSecondaryIndexes":{{"by_hits":{{"CapacityUnits":{index}}}}}"#);
        let table = format!(r#""Table":{{"CapacityUnits":{}}}"#, units - index);
        let capacity = format!(
            r#""ConsumedCapacity":{{"TableName":"counters","CapacityUnits":{units},{table},{indexes}}}"#
        );
        Fault::answer(200, format!(r#"{{"Items":[],"Count":0,"ScannedCount":7,{key}{capacity}}}"#))
    };
    faults.next(Fault::Throttle).next(page(true, 3.5, 1.0)).next(Fault::Throttle).next(page(false, 1.5, 0.5));
    let response = Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().with_metadata().await.unwrap();
    assert_eq!(response.value, []);
    assert_eq!(response.capacity_units(), Some(5.0));
    let consumed = &response.consumed_capacity["counters"];
    assert_eq!((consumed.units, consumed.table, consumed.indexes["by_hits"]), (5.0, 3.5, 1.5));
    assert_eq!((response.scanned_count, response.attempts), (Some(14), 4));
    assert_eq!(response.request_ids.len(), 2);
    // The two pauses of the SDK's retries.
    assert!(response.duration > Duration::ZERO);
    let asked = |request: &Request| request.json()["ReturnConsumedCapacity"].clone();
    assert!(faults.requests().iter().all(|request| asked(request) == "INDEXES"));
}

#[tokio::test]
async fn every_verb_gives_its_metadata() {
    let (faults, db) = counted(0..30).await;
    let one = Counter::get_one(&db, 1).with_metadata().await.unwrap();
    assert_eq!(
        (one.value.as_ref().map(|counter| counter.hits), one.attempts, one.scanned_count),
        (Some(1), 1, None)
    );
    assert!(one.capacity_units().is_some());
    let saved = Counter::save_one(&db, Counter::new(1, 5)).with_metadata().await.unwrap();
    assert_eq!((saved.value.hits, saved.attempts), (5, 1));
    let updated = Counter::update_one(&db, 1, Counter::HITS.add(1)).with_metadata().await.unwrap();
    assert_eq!(updated.map(|counter| counter.map(|counter| counter.hits)).value, Some(6));
    assert_eq!(Counter::delete_one(&db, 1).with_metadata().await.unwrap().attempts, 1);
    let scan = || Counter::get_many(&db, Counter::HITS.ge(20)).allow_scan();
    let count = scan().count().with_metadata().await.unwrap();
    assert_eq!((count.value, count.scanned_count), (10, Some(29)));
    assert!(scan().first().with_metadata().await.unwrap().value.is_some());
    assert!(scan().exists().with_metadata().await.unwrap().value);
    assert_eq!(scan().limit(3).page().with_metadata().await.unwrap().value.items.len(), 3);
    let missing = Counter::get_many(&db, [1_u64, 2]).with_missing().with_metadata().await.unwrap();
    assert_eq!((missing.value.items.len(), missing.value.missing.len()), (1, 1));
    let batch =
        Counter::save_many(&db, (0..60_u64).map(|id| Counter::new(id, 0))).with_metadata().await.unwrap();
    assert_eq!((batch.value.succeeded_count(), batch.attempts), (60, 3));
    let batch = Counter::update_many(&db, 0..5_u64, Counter::HITS.add(1)).with_metadata().await.unwrap();
    assert_eq!((batch.value.succeeded_count(), batch.attempts), (5, 5));
    let batch = Counter::delete_many(&db, 0..60_u64).with_metadata().await.unwrap();
    assert_eq!((batch.value.succeeded_count(), batch.attempts), (60, 3));
    assert!(faults.requests().iter().all(|request| request.json()["ReturnConsumedCapacity"] == "INDEXES"));
}

#[tokio::test]
async fn item_collection_metrics_come_where_a_hook_asks_for_them() {
    let (faults, db) = scripted().await;
    faults.on("PutItem", Fault::answer(200, r#"{"ItemCollectionMetrics":{"ItemCollectionKey":{"user":{"S":"ann"}},"SizeEstimateRangeGB":[0.5,1.5]}}"#));
    let save = Post::save_one(&db, Post::new("ann", 1, "x"));
    let save =
        save.customize(|builder| builder.return_item_collection_metrics(ReturnItemCollectionMetrics::Size));
    let response = save.with_metadata().await.unwrap();
    assert_eq!(response.item_collection_metrics[0].size_estimate_range_gb(), [0.5, 1.5]);
    assert!(has(&faults, "PutItem", "ReturnItemCollectionMetrics"));
}

#[tokio::test]
async fn a_call_without_metadata_asks_for_none() {
    let (faults, db) = counted(0..1).await;
    Counter::get_one(&db, 1).await.unwrap();
    assert!(faults.requests()[0].json()["ReturnConsumedCapacity"].is_null());
}

#[tokio::test(start_paused = true)]
async fn a_call_may_be_retried_in_its_own_way() {
    use aws_sdk_dynamodb::config::retry::RetryConfig;
    let (faults, db) = counted(0..1).await;
    faults.always(Fault::Throttle);
    for (retry, attempts) in [(RetryConfig::disabled(), 1), (RetryConfig::standard().with_max_attempts(5), 5)]
    {
        faults.forget();
        assert!(Counter::get_one(&db, 1).retry(retry).await.unwrap_err().is_throttled());
        assert_eq!(sent(&faults).len(), attempts);
    }
    faults.clear().forget().always(Fault::ConnectionCut { applied: true });
    let count =
        Counter::update_one(&db, 0, Counter::HITS.add(1)).retry(RetryConfig::standard().with_max_attempts(5));
    assert!(count.await.unwrap_err().is_outcome_unknown());
    assert_eq!(sent(&faults).len(), 1, "what counts is not resent");
}

#[tokio::test]
async fn an_item_that_a_hook_sets_is_not_sent_beside_the_one_that_is_saved() {
    let (faults, db) = counted(0..0).await;
    let other = AttributeValue::N("9".to_owned());
    let saved = Counter::save_one(&db, Counter::new(1, 5));
    let saved = saved.customize(move |put| put.item("hits", other.clone())).await.unwrap();
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), Some(saved));
    let put = faults.requests().into_iter().find(|request| request.operation() == "PutItem").unwrap();
    assert_eq!(put.json()["Item"]["hits"]["N"], "5");
}

//! What a batch can be asked: updates of many, streams, time limits, progress, segments and rates.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{Entry, Outcome};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Counter, Post};
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::time::Instant;

/// Counters of these ids, each at as many hits.
async fn counted(ids: std::ops::Range<u64>) -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    let report = Counter::save_many(&db, ids.map(|id| Counter::new(id, id))).await.unwrap();
    assert!(report.is_complete());
    faults.forget();
    (faults, db)
}

async fn hits(db: &Connection, ids: std::ops::Range<u64>) -> Vec<u64> {
    Counter::get_many(db, ids).await.unwrap().into_iter().map(|counter| counter.hits).collect()
}

fn shown<T>(entries: &[Entry<T>]) -> Vec<&'static str> {
    let name = |entry: &Entry<T>| match &entry.outcome {
        Outcome::Done => "done",
        Outcome::Superseded { .. } => "superseded",
        Outcome::Changed => "changed",
        Outcome::Absent => "absent",
        Outcome::Failed(_) => "failed",
        _ => "another",
    };
    entries.iter().map(name).collect()
}

// Updates of many

#[tokio::test]
async fn w7_update_many_by_keys_reads_nothing_and_creates_nothing() {
    let (faults, db) = counted(0..3).await;
    let report = Counter::update_many(&db, [0_u64, 7, 2, 2], Counter::HITS.add(10)).await.unwrap();
    assert_eq!(shown(report.entries()), ["done", "absent", "done", "done"]);
    assert_eq!(sent(&faults), ["UpdateItem"; 4]);
    assert_eq!(Counter::get_many(&db, 0_u64..9).await.unwrap().len(), 3);
    // A key that is listed twice is updated twice.
    assert_eq!(hits(&db, 0..3).await, [10, 1, 22]);
}

#[tokio::test]
async fn w7_update_many_asks_the_condition_again() {
    let (faults, db) = counted(0..4).await;
    let condition = Counter::HITS.ge(1) & Counter::ID.lt(3);
    let update = Counter::update_many(&db, &condition, [Counter::HITS.set(100)]).allow_scan();
    let expected = "\
UpdateItem on `counters`
  items     each that the read below finds
  updates   SET hits = 100
  condition id exists AND hits >= 1
  why       each update asks the condition again, so that an item which changed in between is kept; `.unchecked()` does not
Scan on `counters`
  filter     hits >= 1 AND id < 3
  attributes id
  order      none
  reads      eventually consistent
  cost       every item of the table is read
  requests   one for each page of at most 1 MB read
  why        no condition pins the hash key `id`";
    assert_eq!(update.explain().unwrap().to_string(), expected);
    let report = update.await.unwrap();
    assert_eq!(report.succeeded_count(), 2);
    assert_eq!(hits(&db, 0..4).await, [0, 100, 100, 3]);
    let updates: Vec<Request> =
        faults.requests().into_iter().filter(|request| request.operation() == "UpdateItem").collect();
    assert_eq!(updates.len(), 2);
    // What is said of the key is not asked again: the read has answered it.
    let asked = updates[0].json()["ConditionExpression"].to_string();
    assert!(asked.contains("attribute_exists") && asked.contains(">=") && !asked.contains('<'), "{asked}");
}

#[tokio::test]
async fn w7_update_many_by_whole_keys_asks_what_is_left_and_reads_nothing() {
    let (faults, db) = counted(0..3).await;
    let condition = Counter::ID.is_in([0, 1, 2, 5]) & Counter::HITS.ge(1);
    let report = Counter::update_many(&db, condition, Counter::HITS.add(1)).await.unwrap();
    assert_eq!(shown(report.entries()), ["changed", "done", "done", "absent"]);
    assert_eq!(sent(&faults), ["UpdateItem"; 4]);
}

#[tokio::test]
async fn w7_unchecked_updates_ask_only_that_the_item_is_there() {
    let (faults, db) = counted(0..2).await;
    let update =
        Counter::update_many(&db, Counter::HITS.ge(1), Counter::HITS.set(9)).allow_scan().unchecked();
    assert_eq!(update.await.unwrap().succeeded_count(), 1);
    let update = faults.requests().pop().unwrap().json();
    assert_eq!(update["ConditionExpression"], "attribute_exists(#n1)", "{update}");
}

#[tokio::test]
async fn what_update_many_cannot_do_is_refused_before_anything_is_sent() {
    let (faults, db) = counted(0..2).await;
    let all = || Condition::all_of([]);
    let refusals = [
        (
            Counter::update_many(&db, all(), Counter::HITS.set(0)).allow_scan().await,
            "Counter: the condition always holds, and would be of the whole table; `.whole_table()` permits it",
        ),
        (
            Counter::update_many(&db, Counter::HITS.ge(1), Counter::HITS.set(0)).upsert().await,
            "Counter: `upsert` is for a list of keys: an item that a condition finds is there",
        ),
        (
            Counter::update_many(&db, [1_u64], []).await,
            "Counter: the update changes nothing: there is no update, or each has an empty operand",
        ),
    ];
    for (result, words) in refusals {
        let error = result.unwrap_err();
        assert!(error.is_refused(), "{error:?}");
        assert_eq!(error.to_string(), words);
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    let emptied =
        Counter::update_many(&db, all(), Counter::HITS.set(0)).allow_scan().whole_table().await.unwrap();
    assert_eq!(emptied.succeeded_count(), 2);
}

#[tokio::test]
async fn update_many_upserts_keys() {
    let (_, db) = counted(0..1).await;
    let updates = [Counter::HITS.set_if_not_exists(7)];
    let report = Counter::update_many(&db, [0_u64, 1], updates).upsert().await.unwrap();
    assert_eq!(shown(report.entries()), ["done", "done"]);
    assert_eq!(hits(&db, 0..2).await, [0, 7]);
}

#[tokio::test(start_paused = true)]
async fn a_single_write_that_was_not_applied_is_sent_again() {
    let (faults, db) = counted(0..1).await;
    // Three attempts of the SDK, then one of the batch.
    for fault in [Fault::Throttle, Fault::ConnectionRefused, Fault::Throttle] {
        faults.next(fault);
    }
    let report = Counter::update_many(&db, [0_u64], Counter::HITS.add(1)).await.unwrap();
    assert_eq!(shown(report.entries()), ["done"]);
    assert_eq!(sent(&faults).len(), 4);
    assert_eq!(hits(&db, 0..1).await, [1]);
}

// Streams

#[tokio::test]
async fn w8_a_stream_tells_position_input_and_outcome() {
    let (faults, db) = scripted().await;
    let saves = stream::iter((0..60_u64).map(|id| Counter::new(id, id)));
    let mut entries: Vec<_> = Counter::save_stream(&db, saves).stream().try_collect().await.unwrap();
    entries.sort_by_key(|entry| entry.position);
    assert_eq!(entries.iter().map(|entry| entry.input.id).collect::<Vec<_>>(), (0..60).collect::<Vec<_>>());
    assert_eq!(shown(&entries), ["done"; 60]);
    assert_eq!(sent(&faults), ["BatchWriteItem"; 3]);

    let keys = stream::iter(0..60_u64);
    let deletes: Vec<_> = Counter::delete_stream(&db, keys).stream().try_collect().await.unwrap();
    assert_eq!(shown(&deletes), ["done"; 60]);
    assert_eq!(Counter::get_many(&db, Counter::HITS.exists()).allow_scan().count().await.unwrap(), 0);
}

#[tokio::test]
async fn streams_of_keys_update_and_delete_under_a_condition() {
    let (_, db) = counted(0..4).await;
    let updates = Counter::update_stream(&db, stream::iter(0..5_u64), Counter::HITS.add(1));
    let mut entries: Vec<_> = updates.only_if(Counter::HITS.ge(2)).stream().try_collect().await.unwrap();
    entries.sort_by_key(|entry| entry.position);
    assert_eq!(shown(&entries), ["failed", "failed", "done", "done", "absent"]);
    assert!(entries[0].outcome.error().unwrap().is_condition_failed());

    let deletes = Counter::delete_stream(&db, stream::iter(0..4_u64)).only_if(Counter::HITS.lt(3));
    let mut entries: Vec<_> = deletes.stream().try_collect().await.unwrap();
    entries.sort_by_key(|entry| entry.position);
    assert_eq!(shown(&entries), ["done", "done", "failed", "failed"]);
    assert_eq!(hits(&db, 0..4).await, [3, 4]);
}

#[tokio::test]
async fn w6_in_a_stream_a_later_input_of_a_key_waits_for_the_earlier_one() {
    let (faults, db) = scripted().await;
    let saves = stream::iter([(1, 1), (2, 1), (1, 2), (1, 3)].map(|(id, hits)| Counter::new(id, hits)));
    let entries: Vec<_> = Counter::save_stream(&db, saves).stream().try_collect().await.unwrap();
    assert_eq!(shown(&entries), ["done"; 4]);
    assert_eq!(sent(&faults).len(), 3);
    assert_eq!(hits(&db, 1..3).await, [3, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_takes_no_more_inputs_than_it_can_send() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Delay(Duration::from_secs(1)));
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    let saves = stream::iter((0..10_000_u64).map(move |id| {
        count.fetch_add(1, Ordering::Relaxed);
        Counter::new(id, 0)
    }));
    let mut outcomes = Counter::save_stream(&db, saves).max_in_flight(2).stream();
    assert!(outcomes.try_next().await.unwrap().is_some());
    let taken = taken.load(Ordering::Relaxed);
    assert!((50..=100).contains(&taken), "{taken} taken, of which 50 were sent");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_not_full_does_not_wait_for_inputs_that_do_not_come() {
    let (faults, db) = scripted().await;
    let never = stream::iter((0..3_u64).map(|id| Counter::new(id, 0))).chain(stream::pending());
    let mut outcomes = Counter::save_stream(&db, never).stream();
    for _ in 0..3 {
        assert!(outcomes.try_next().await.unwrap().is_some());
    }
    assert_eq!(sent(&faults), ["BatchWriteItem"]);
    assert!(outcomes.next().now_or_never().is_none());
}

#[tokio::test]
async fn deletes_and_updates_of_what_is_found_go_on_while_the_read_does() {
    let (faults, db) = scripted().await;
    let posts = (0..100).map(|at| Post::new("ann", at, "x"));
    assert!(Post::save_many(&db, posts).await.unwrap().is_complete());
    faults.forget();
    let old = Post::USER.eq("ann") & Post::AT.lt(80);
    let outcomes = Post::update_many(&db, &old, Post::LIKES.set(1)).stream();
    assert_eq!(outcomes.try_collect::<Vec<_>>().await.unwrap().len(), 80);
    let outcomes = Post::delete_many(&db, old).stream();
    assert_eq!(outcomes.try_collect::<Vec<_>>().await.unwrap().len(), 80);
    assert_eq!(Post::get_many(&db, Post::USER.eq("ann")).count().await.unwrap(), 20);
}

#[tokio::test(start_paused = true)]
async fn w8_a_read_that_fails_is_the_last_element_and_hides_no_outcome() {
    let (faults, db) = counted(0..30).await;
    let denied = Fault::service(400, "AccessDeniedException", "no");
    let page =
        r#"{"Items":[{"id":{"N":"3"}},{"id":{"N":"4"}}],"Count":2,"LastEvaluatedKey":{"id":{"N":"4"}}}"#;
    faults.on("Scan", Fault::answer(200, page)).on("Scan", denied);
    let delete = Counter::delete_many(&db, Counter::HITS.ge(0)).allow_scan();
    let outcomes: Vec<_> = delete.stream().collect().await;
    assert!(matches!(&outcomes[..], [Ok(_), Ok(_), Err(error)] if error.is_access_denied()), "{outcomes:?}");
    faults.clear();
    assert_eq!(Counter::get_many(&db, 0_u64..30).await.unwrap().len(), 28);
}

// Time limits, progress and what is in flight

#[tokio::test(start_paused = true)]
async fn w10_what_was_done_by_the_deadline_is_reported_and_the_rest_is_timed_out() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Delay(Duration::from_secs(1)));
    let saves: Vec<Counter> = (0..100_u64).map(|id| Counter::new(id, 1)).collect();
    let start = Instant::now();
    let save = Counter::save_many(&db, &saves).max_in_flight(1).timeout(Duration::from_millis(2500));
    let report = save.await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_millis(2500));
    let entries = report.entries();
    assert_eq!(shown(&entries[..50]), ["done"; 50]);
    // The third request was under way.
    assert!(
        entries[50..75].iter().all(|entry| entry.outcome.error().unwrap().is_outcome_unknown()),
        "{report:?}"
    );
    for entry in &entries[75..] {
        let error = entry.outcome.error().unwrap();
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "Counter: no time was left for it: the call was given 2.5s by `.timeout(..)`, and they have passed (BatchWriteItem on table \
             `counters`)"
        );
    }
    assert_eq!(sent(&faults).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn w10_every_verb_can_be_given_a_time() {
    let (faults, db) = counted(0..3).await;
    faults.always(Fault::Delay(Duration::from_mins(5)));
    let time = Duration::from_secs(1);
    let start = Instant::now();
    assert!(Counter::get_one(&db, 1).timeout(time).await.unwrap_err().is_timeout());
    assert!(Counter::get_many(&db, [1_u64, 2]).timeout(time).await.unwrap_err().is_timeout());
    let scan = || Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().timeout(time);
    assert!(scan().await.unwrap_err().is_timeout());
    assert!(scan().count().await.unwrap_err().is_timeout());
    assert!(scan().first().await.unwrap_err().is_timeout());
    assert!(scan().exists().await.unwrap_err().is_timeout());
    assert!(scan().page().await.unwrap_err().is_timeout());
    assert!(scan().stream().try_next().await.unwrap_err().is_timeout());
    // A write that was under way may have been applied.
    assert!(Counter::save_one(&db, Counter::new(9, 0)).timeout(time).await.unwrap_err().is_outcome_unknown());
    let update = Counter::update_one(&db, 1, Counter::HITS.add(1)).timeout(time);
    assert!(update.await.unwrap_err().is_outcome_unknown());
    assert!(Counter::delete_one(&db, 1).timeout(time).await.unwrap_err().is_outcome_unknown());
    assert_eq!(start.elapsed(), time * 11);
    // With no time at all nothing is sent.
    faults.forget();
    let update = Counter::update_one(&db, 1, Counter::HITS.add(1)).timeout(Duration::ZERO);
    assert!(update.await.unwrap_err().is_timeout());
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn w10_a_stream_ends_at_its_deadline_and_says_so() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Delay(Duration::from_secs(1)));
    let slow = stream::iter((0..3_u64).map(|id| Counter::new(id, 0))).chain(stream::pending());
    let outcomes: Vec<_> =
        Counter::save_stream(&db, slow).timeout(Duration::from_secs(5)).stream().collect().await;
    assert_eq!(outcomes.len(), 4);
    assert!(outcomes[..3].iter().all(Result::is_ok));
    assert!(outcomes[3].as_ref().unwrap_err().is_timeout());
}

#[tokio::test]
async fn progress_is_told_of_each_input_and_ends_at_all() {
    let (_, db) = scripted().await;
    let told: Arc<Mutex<Vec<(usize, usize)>>> = Arc::default();
    let tell = |told: &Arc<Mutex<Vec<(usize, usize)>>>| {
        let told = Arc::clone(told);
        move |done, total| told.lock().unwrap().push((done, total))
    };
    let saves = [1_u64, 2, 1, 3].map(|id| Counter::new(id, 0));
    let report = Counter::save_many(&db, saves).on_progress(tell(&told)).await.unwrap();
    assert_eq!(shown(report.entries()), ["superseded", "done", "done", "done"]);
    // The one that was replaced ends with the one that replaces it.
    assert_eq!(told.lock().unwrap().split_off(0), [(2, 4), (3, 4), (4, 4)]);
    let update = Counter::update_many(&db, [1_u64, 2], Counter::HITS.add(1)).on_progress(tell(&told));
    assert!(update.await.unwrap().is_complete());
    assert_eq!(told.lock().unwrap().split_off(0), [(1, 2), (2, 2)]);
    let delete = Counter::delete_many(&db, [1_u64, 2]).on_progress(tell(&told));
    assert!(delete.await.unwrap().is_complete());
    assert_eq!(told.lock().unwrap().split_off(0), [(1, 2), (2, 2)]);
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_are_in_flight_than_the_call_and_the_connection_allow() {
    for (asked, expected) in [(Some(4), 4), (None, 16), (Some(99), 16), (Some(0), 1)] {
        let (faults, db) = scripted().await;
        faults.always(Fault::Delay(Duration::from_secs(1)));
        let saves = (0..1_000_u64).map(|id| Counter::new(id, 0));
        let save = Counter::save_many(&db, saves.collect::<Vec<_>>());
        let mut sending = Box::pin(match asked {
            Some(asked) => save.max_in_flight(asked).send(),
            None => save.send(),
        });
        assert!((&mut sending).now_or_never().is_none());
        assert_eq!(sent(&faults).len(), expected, "{asked:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_sends_nothing_more_and_takes_nothing_back() {
    let (faults, db) = scripted().await;
    faults.next(Fault::Pass).always(Fault::Delay(Duration::from_secs(1)));
    let saves: Vec<Counter> = (0..100_u64).map(|id| Counter::new(id, 0)).collect();
    let save = Counter::save_many(&db, saves).max_in_flight(1).send();
    assert!(tokio::time::timeout(Duration::from_millis(500), save).await.is_err());
    assert_eq!(sent(&faults).len(), 2);
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(sent(&faults).len(), 2);
    faults.clear();
    assert_eq!(Counter::get_many(&db, 0_u64..100).await.unwrap().len(), 25);
}

// Reads in bulk

#[tokio::test]
async fn with_missing_tells_the_keys_without_an_item() {
    let (faults, db) = counted(0..3).await;
    let found = Counter::get_many(&db, [7_u64, 2, 0, 8, 7]).with_missing().await.unwrap();
    assert_eq!(found.items.iter().map(|counter| counter.id).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(found.missing, Counter::keys_of([7_u64, 8]));
    // One that does not satisfy the condition is there.
    let condition = Counter::ID.is_in([0, 2, 9]) & Counter::HITS.gt(1);
    let found = Counter::get_many(&db, condition).with_missing().await.unwrap();
    assert_eq!((found.items.len(), found.missing), (1, Counter::keys_of([9_u64])));
    assert_eq!(sent(&faults), ["BatchGetItem"; 2]);
    let single = Counter::get_many(&db, Counter::ID.eq(9)).with_missing().await.unwrap();
    assert_eq!(single.missing, Counter::keys_of([9_u64]));

    let scan = Counter::get_many(&db, Counter::HITS.gt(1)).with_missing();
    assert_eq!(
        scan.await.unwrap_err().to_string(),
        "Counter: `with_missing` needs a list of keys, and the plan is a Scan"
    );
    assert!(Counter::get_many(&db, [1_u64]).limit(1).with_missing().await.unwrap_err().is_refused());
}

#[tokio::test(start_paused = true)]
async fn unprocessed_keys_are_asked_for_together_with_the_next_ones() {
    let (faults, db) = counted(0..150).await;
    faults.next(Fault::Unprocessed);
    let counters = Counter::get_many(&db, 0_u64..150).stream().map_ok(|counter| counter.id);
    assert_eq!(counters.try_collect::<Vec<_>>().await.unwrap(), (0..150).collect::<Vec<_>>());
    let asked =
        |request: &Request| request.json()["RequestItems"]["counters"]["Keys"].as_array().unwrap().len();
    let sizes: Vec<usize> = faults.requests().iter().map(asked).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 150 + 50, "{sizes:?}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_get_that_is_throttled_is_asked_again() {
    let (faults, db) = counted(0..10).await;
    for _ in 0..6 {
        faults.next(Fault::Throttle);
    }
    assert_eq!(hits(&db, 0..10).await.len(), 10);
    assert_eq!(sent(&faults).len(), 7);
}

#[tokio::test]
async fn segments_are_scanned_side_by_side_and_give_each_item_once() {
    let (faults, db) = counted(0..200).await;
    let scan = || Counter::get_many(&db, Counter::HITS.ge(50)).allow_scan();
    let expected: BTreeSet<u64> = (50..200).collect();
    for segments in [1, 3, 40] {
        faults.forget();
        let counters = scan().segments(segments).consistent().await.unwrap();
        assert_eq!(counters.len(), 150);
        assert_eq!(counters.into_iter().map(|counter| counter.id).collect::<BTreeSet<_>>(), expected);
        let requests = faults.requests();
        assert!(requests.iter().all(|request| request.json()["TotalSegments"] == segments));
        assert!(requests.iter().all(|request| request.json()["ConsistentRead"] == true));
        let numbers: BTreeSet<u64> =
            requests.iter().map(|request| request.json()["Segment"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (0..u64::from(segments)).collect());
        assert_eq!(scan().segments(segments).count().await.unwrap(), 150);
        assert_eq!(scan().segments(segments).limit(7).await.unwrap().len(), 7);
    }
    let mut workers = Vec::new();
    for number in 0..3 {
        workers.extend(scan().segment(number, 3).stream().try_collect::<Vec<_>>().await.unwrap());
    }
    assert_eq!(workers.len(), 150);
    assert_eq!(workers.into_iter().map(|counter| counter.id).collect::<BTreeSet<_>>(), expected);
}

#[tokio::test]
async fn a_segment_has_pages_of_its_own() {
    let (_, db) = counted(0..40).await;
    let scan = |number| Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().segment(number, 2).limit(5);
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = scan(0).after(cursor).page().await.unwrap();
        ids.extend(page.items.into_iter().map(|counter| counter.id));
        cursor = page.cursor;
        let Some(cursor) = &cursor else { break };
        let other = scan(1).after(cursor.clone()).page().await.unwrap_err();
        assert!(other.to_string().starts_with("Counter: the cursor is of another read"), "{other}");
    }
    let whole = Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().segment(0, 2).await.unwrap();
    assert_eq!(ids, whole.into_iter().map(|counter| counter.id).collect::<Vec<_>>());
}

#[tokio::test]
async fn segments_of_what_is_no_scan_are_refused() {
    let (faults, db) = counted(0..2).await;
    let scan = || Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan();
    let refusals = [
        (
            Counter::get_many(&db, [1_u64, 2]).segments(2).await.map(drop),
            "Counter: only a Scan has segments, and the plan is a BatchGetItem: leave them out",
        ),
        (scan().segments(0).await.map(drop), "Counter: a scan is cut into 1 to 1000000 segments, not into 0"),
        (scan().segment(3, 3).await.map(drop), "Counter: the 3 segments are numbered from 0 to 2, without 3"),
        (
            scan().segments(2).page().await.map(drop),
            "Counter: a page goes on in one place: read each segment by itself with `.segment(number, of)`",
        ),
        (
            scan().rate_limit(0).await.map(drop),
            "Counter: a rate limit is a number of capacity units a second, more than 0",
        ),
    ];
    for (result, words) in refusals {
        assert_eq!(result.unwrap_err().to_string(), words);
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_waits_until_what_was_consumed_is_paid_for() {
    let (faults, db) = counted(0..1).await;
    let page = |next: u32, units: f64| {
        let key = if next == 0 {
            String::new()
        } else {
            format!(r#""LastEvaluatedKey":{{"id":{{"N":"{next}"}}}},"#)
        };
        let capacity = format!(r#""ConsumedCapacity":{{"TableName":"counters","CapacityUnits":{units}}}"#);
        Fault::answer(200, format!(r#"{{"Items":[],"Count":0,"ScannedCount":9,{key}{capacity}}}"#))
    };
    faults.next(page(1, 128.0)).next(page(2, 64.0)).next(page(0, 1.0));
    let start = Instant::now();
    let scan = Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().rate_limit(64);
    assert_eq!(scan.await.unwrap(), []);
    // 128 units take two seconds, 64 one more; for the last page nobody waits.
    let elapsed = start.elapsed();
    assert!((Duration::from_secs(3)..Duration::from_millis(3010)).contains(&elapsed), "{elapsed:?}");
    assert!(faults.requests().iter().all(|request| request.json()["ReturnConsumedCapacity"] == "TOTAL"));
}

#[tokio::test]
async fn empty_pages_are_followed_to_the_end() {
    let (faults, db) = counted(0..20).await;
    faults.always(Fault::Pass);
    for _ in 0..3 {
        faults.next(Fault::EmptyPage);
    }
    faults.next(Fault::Pass).next(Fault::EmptyPage);
    let scan = || Counter::get_many(&db, Counter::HITS.ge(0)).allow_scan().page_size(4);
    let counters = scan().await.unwrap();
    assert_eq!(counters.into_iter().map(|counter| counter.id).collect::<BTreeSet<_>>(), (0..20).collect());
    assert_eq!(faults.pending(), 0);
    faults.next(Fault::EmptyPage).next(Fault::EmptyPage);
    assert_eq!(scan().count().await.unwrap(), 20);
    faults.next(Fault::EmptyPage);
    assert_eq!(scan().limit(6).await.unwrap().len(), 6);
    faults.next(Fault::EmptyPage);
    let page = scan().page().await.unwrap();
    assert_eq!(page.items.len(), 4, "an empty page is no page of ours");
    // The key that stands in for the place is the one at which a page of one item ends.
    faults.next(Fault::EmptyPage).next(Fault::EmptyPage);
    assert!(scan().first().await.unwrap().is_some());
    faults.next(Fault::EmptyPage);
    assert_eq!(scan().page_size(1).await.unwrap().len(), 20);
}

#[tokio::test]
async fn a_list_of_keys_has_no_index_and_no_order_of_its_own() {
    let (faults, db) = counted(0..2).await;
    let ordered = Counter::get_many(&db, [1_u64]).order_by(Counter::HITS).await.unwrap_err();
    assert_eq!(
        ordered.to_string(),
        "Counter: a list of keys answers in the order of the list, not in that of `hits`"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn w10_an_error_names_the_time_that_was_given() {
    let (faults, db) = counted(0..1).await;
    faults.always(Fault::Delay(Duration::from_mins(1)));
    let error = Counter::get_one(&db, 1).timeout(Duration::from_millis(1500)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the call was given 1.5s by `.timeout(..)`, and they have passed (GetItem on table `counters`)"
    );
}

#[tokio::test]
async fn a_report_is_iterated_over() {
    let (_, db) = counted(0..1).await;
    let report = Counter::delete_many(&db, [0_u64, 1]).await.unwrap();
    assert_eq!((&report).into_iter().count(), 2);
    assert!(report.into_iter().all(|entry| entry.outcome.is_succeeded()));
}

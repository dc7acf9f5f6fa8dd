//! Batches over several tables: typed results by position, each input accounted for.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{Error, ErrorKind, Outcome, Plan, Result};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Contact, Counter, CounterKey, Post, User, engine};
use uuid::Uuid;

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Counter)]
struct Hits {
    hits: u64,
}

fn post(at: u32) -> Post {
    Post::new("ann", at, "x")
}

/// Counters and posts, of each the numbers from 0.
async fn filled(counters: u64, posts: u32) -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    let batch =
        db.batch_write().puts((0..counters).map(|id| Counter::new(id, id * 10))).puts((0..posts).map(post));
    assert!(batch.await.unwrap().is_complete());
    faults.forget();
    (faults, db)
}

/// How many keys or writes a request held of each table.
fn sizes(request: &Request) -> BTreeMap<String, usize> {
    let json = request.json();
    let tables = json["RequestItems"].as_object().unwrap();
    let size = |entries: &serde_json::Value| entries.get("Keys").unwrap_or(entries).as_array().unwrap().len();
    tables.iter().map(|(name, entries)| (name.clone(), size(entries))).collect()
}

fn all_sizes(faults: &Faults) -> Vec<Vec<(String, usize)>> {
    faults.requests().iter().map(|request| sizes(request).into_iter().collect()).collect()
}

fn of(sizes: &[(&str, usize)]) -> Vec<(String, usize)> {
    sizes.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect()
}

#[tokio::test]
async fn each_list_of_keys_gives_items_of_its_own_model() -> Result<()> {
    let (faults, db) = filled(3, 3).await;
    let user = User::save_one(&db, User::new("ann@x.io", "Ann")).await?;
    faults.forget();
    let (counters, users, posts) = db
        .batch_get()
        .keys(Counter::keys_of([2_u64, 9, 0, 2]))
        .keys(User::keys_of(["ann@x.io"]))
        .keys(Post::keys_of([("ann", 1_u32), ("ann", 7)]))
        .await?;
    // R6: the order of the keys, each once, and none for what is absent.
    assert_eq!(counters, [Counter::new(2, 20), Counter::new(0, 0)]);
    assert_eq!((users, posts), (vec![user], vec![post(1)]));
    assert_eq!(all_sizes(&faults), [of(&[("counters", 3), ("posts", 2), ("users", 1)])]);
    Ok(())
}

#[tokio::test]
async fn a_hundred_keys_go_in_one_request_whatever_their_tables() -> Result<()> {
    let (faults, db) = filled(150, 120).await;
    let (counters, posts) = db
        .batch_get()
        .keys(Counter::keys_of(0..150_u64))
        .keys(Post::keys_of((0..120_u32).map(|at| ("ann", at))))
        .await?;
    assert_eq!(counters.iter().map(|counter| counter.id).collect::<Vec<_>>(), (0..150).collect::<Vec<_>>());
    assert_eq!(posts.iter().map(|post| post.at).collect::<Vec<_>>(), (0..120).collect::<Vec<_>>());
    assert_eq!(
        all_sizes(&faults),
        [of(&[("counters", 100)]), of(&[("counters", 50), ("posts", 50)]), of(&[("posts", 70)])]
    );
    Ok(())
}

#[tokio::test]
async fn consistency_and_projection_are_those_of_the_list_before() -> Result<()> {
    let (faults, db) = filled(2, 1).await;
    let (hits, posts) = db
        .batch_get()
        .keys(Counter::keys_of([1_u64, 0]))
        .project::<Hits>()
        .keys(Post::keys_of([("ann", 0_u32)]))
        .consistent()
        .await?;
    assert_eq!((hits, posts), (vec![Hits { hits: 10 }, Hits { hits: 0 }], vec![post(0)]));
    let json = faults.requests()[0].json();
    let [counters, posts] = ["counters", "posts"].map(|table| &json["RequestItems"][table]);
    assert_eq!(counters["ConsistentRead"], serde_json::Value::Null);
    assert_eq!(counters["ProjectionExpression"], "#n0, #n1");
    assert_eq!(
        (&posts["ConsistentRead"], &posts["ProjectionExpression"]),
        (&true.into(), &serde_json::Value::Null)
    );
    Ok(())
}

#[tokio::test]
async fn the_keys_of_a_table_that_is_named_twice_add_up() -> Result<()> {
    let (faults, db) = filled(5, 0).await;
    let (all, hits) = db
        .batch_get()
        .keys(Counter::keys_of([1_u64, 2, 9]))
        .keys(Counter::keys_of([3_u64, 2, 3]))
        .project::<Hits>()
        .consistent()
        .await?;
    assert_eq!(all, [Counter::new(1, 10), Counter::new(2, 20)]);
    assert_eq!(hits, [Hits { hits: 30 }, Hits { hits: 20 }]);
    assert_eq!(all_sizes(&faults), [of(&[("counters", 4)])]);
    let json = faults.requests()[0].json();
    assert_eq!(json["RequestItems"]["counters"]["ConsistentRead"], true);
    assert_eq!(json["RequestItems"]["counters"]["ProjectionExpression"], serde_json::Value::Null);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn what_is_left_over_of_each_table_is_asked_for_again() -> Result<()> {
    let (faults, db) = filled(30, 30).await;
    faults
        .next(Fault::Unprocessed)
        .next(Fault::UnprocessedAll)
        .next(Fault::Throttle)
        .next(Fault::Unprocessed);
    let (counters, posts) = db
        .batch_get()
        .keys(Counter::keys_of(0..30_u64))
        .keys(Post::keys_of((0..30_u32).map(|at| ("ann", at))))
        .await?;
    assert_eq!((counters.len(), posts.len()), (30, 30));
    let total: Vec<usize> = faults.requests().iter().map(|request| sizes(request).values().sum()).collect();
    assert_eq!(total, [60, 30, 30, 30, 15]);
    Ok(())
}

#[tokio::test]
async fn items_are_read_out_of_the_sdks_own_maps_as_well() -> Result<()> {
    let db = Connection::builder().local(engine::engine()?).sdk_maps(true).build()?;
    Counter::create_table(&db).await?;
    Post::create_table(&db).await?;
    let report = db.batch_write().put(Counter::new(1, 7)).put(post(3)).delete(Counter::key_of(2)).await?;
    assert!(report.is_complete());
    let (counters, posts) =
        db.batch_get().keys(Counter::keys_of([1_u64])).keys(Post::keys_of([("ann", 3_u32)])).await?;
    assert_eq!((counters, posts), (vec![Counter::new(1, 7)], vec![post(3)]));
    Ok(())
}

#[tokio::test]
async fn a_read_that_cannot_be_sent_is_refused() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    let keys = User::keys_of(["ann@x.io", ""]);
    let error = db.batch_get().keys(Counter::keys_of([1_u64])).keys(keys).await.unwrap_err();
    assert!(error.is_invalid_key() && error.model() == Some("User"), "{error:?}");
    // Nothing asked, nothing sent.
    db.batch_get().await?;
    let (none,) = db.batch_get().keys(Counter::keys_of([0_u64; 0])).await?;
    assert_eq!((none, sent(&faults)), (vec![], vec![]));

    let db = Connection::builder().local(engine::engine()?).max_requests(1).build()?;
    let lists = db.batch_get().keys(Counter::keys_of(0..60_u64));
    assert!(lists.explain().is_ok());
    let lists = lists.keys(Post::keys_of((0..60_u32).map(|at| ("ann", at))));
    assert!(lists.explain().unwrap_err().is_refused());
    Ok(())
}

#[tokio::test]
async fn a_table_that_is_not_there_ends_the_read() {
    let (_, db) = filled(1, 1).await;
    let lists =
        db.batch_get().keys(Counter::keys_of([0_u64])).keys(Post::keys_of([("ann", 0_u32)])).table("nowhere");
    let error = lists.await.unwrap_err();
    assert!(error.is_table_not_found(), "{error:?}");
    assert_eq!((error.operation(), error.table()), (Some("BatchGetItem"), None));
}

#[tokio::test]
async fn w8_each_write_is_reported_in_order() -> Result<()> {
    let (faults, db) = filled(3, 0).await;
    let report = db
        .batch_write()
        .put(User::new("ann@x.io", "Ann"))
        .put(User::new("nobody", "Bob"))
        .put(post(1))
        .delete(Counter::key_of(1))
        .delete(CounterKey { id: 2 })
        .delete(Contact::key_of((Uuid::nil(), "")))
        .put(Post::new("ann", 2_u32, "x".repeat(409_600)))
        .await?;
    let inputs: Vec<_> =
        report.entries().iter().map(|entry| (entry.input.table(), entry.input.is_put())).collect();
    assert_eq!(
        inputs,
        [
            ("users", true),
            ("users", true),
            ("posts", true),
            ("counters", false),
            ("counters", false),
            ("contacts", false),
            ("posts", true)
        ]
    );
    let failed: Vec<_> =
        report.failed().map(|(position, input, error)| (position, input.model(), error.kind())).collect();
    assert_eq!(
        failed,
        [
            (1, "User", ErrorKind::Validation),
            (5, "Contact", ErrorKind::InvalidKey),
            (6, "Post", ErrorKind::ItemTooLarge)
        ]
    );
    assert_eq!(report.succeeded_count(), 4);
    assert_eq!(all_sizes(&faults), [of(&[("counters", 2), ("posts", 1), ("users", 1)])]);
    assert_eq!(Counter::get_many(&db, [0_u64, 1, 2]).await?, [Counter::new(0, 0)]);
    assert!(Post::get_one(&db, ("ann", 1)).await?.is_some());
    Ok(())
}

#[tokio::test]
async fn twenty_five_writes_go_in_one_request_whatever_their_tables() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    let batch = db.batch_write().puts((0..40).map(|id| Counter::new(id, 1))).puts((0..20).map(post));
    assert_eq!(batch.await?.succeeded_count(), 60);
    assert_eq!(
        all_sizes(&faults),
        [of(&[("counters", 25)]), of(&[("counters", 15), ("posts", 10)]), of(&[("posts", 10)])]
    );
    faults.forget();
    let batch = db.batch_write().deletes(Counter::keys_of(0..40_u64)).deletes(&[post(0), post(1)]);
    assert_eq!(batch.await?.succeeded_count(), 42);
    assert_eq!(Counter::get_many(&db, 0..40_u64).await?, []);
    Ok(())
}

#[tokio::test]
async fn w6_of_two_writes_of_one_item_the_later_wins() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    let report = db
        .batch_write()
        .put(Counter::new(1, 1))
        .put(Counter::new(1, 2))
        .table("others")
        .delete(Counter::key_of(1))
        .put(User::new("nobody", "x"))
        .put(Counter::new(1, 3))
        .await?;
    let outcomes: Vec<_> = report.entries().iter().map(|entry| &entry.outcome).collect();
    assert!(
        matches!(
            outcomes[..],
            [
                Outcome::Superseded { by: 4 },
                Outcome::Failed(_),
                Outcome::Superseded { by: 4 },
                Outcome::Failed(_),
                Outcome::Done
            ]
        ),
        "{outcomes:?}"
    );
    // The table that is not there is the only one that suffers.
    assert!(outcomes[1].error().is_some_and(Error::is_table_not_found));
    assert_eq!(outcomes[1].error().and_then(Error::table), Some("others"));
    assert_eq!(Counter::get_one(&db, 1).await?, Some(Counter::new(1, 3)));
    assert_eq!(sent(&faults)[..3], ["BatchWriteItem"; 3]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w8_what_is_left_over_of_each_table_is_sent_again() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    faults
        .next(Fault::Unprocessed)
        .next(Fault::UnprocessedAll)
        .next(Fault::ConnectionCut { applied: true })
        .next(Fault::Unprocessed);
    let batch = || db.batch_write().puts((0..10).map(|id| Counter::new(id, 1))).puts((0..10).map(post));
    assert!(batch().await?.is_complete());
    let total: Vec<usize> = faults.requests().iter().map(|request| sizes(request).values().sum()).collect();
    assert_eq!(total, [20, 10, 10, 10, 5]);

    faults.forget().next(Fault::Unprocessed).always(Fault::UnprocessedAll);
    let report = batch().await?;
    assert_eq!(report.failed_count(), 10);
    // The halves are cut in the order of the table names.
    assert!(report.failed().all(|(_, input, error)| input.table() == "posts" && error.is_unprocessed()));
    let (_, _, error) = report.failed().next().unwrap();
    assert_eq!((error.table(), error.model()), (Some("posts"), Some("Post")));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w10_a_batch_reports_what_was_done_in_its_time() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    faults.next(Fault::Pass).always(Fault::Delay(Duration::from_mins(1)));
    let batch = db.batch_write().puts((0..25).map(|id| Counter::new(id, 1))).puts((0..5).map(post));
    let report = batch.max_in_flight(1).timeout(Duration::from_secs(1)).await?;
    assert_eq!((report.succeeded_count(), report.failed_count()), (25, 5));
    assert!(report.failed().all(|(_, _, error)| error.is_outcome_unknown()));
    let (counters,) = db.batch_get().keys(Counter::keys_of([0_u64])).timeout(Duration::from_secs(90)).await?;
    assert_eq!(counters.len(), 1);
    let read = db.batch_get().keys(Counter::keys_of([0_u64])).timeout(Duration::from_secs(1));
    assert!(read.await.unwrap_err().is_timeout());
    Ok(())
}

#[tokio::test]
async fn plans_print_what_goes_to_each_table() -> Result<()> {
    let (_, db) = filled(0, 0).await;
    let read =
        db.batch_get().keys(Counter::keys_of(0..150_u64)).project::<Hits>().keys(User::keys_of(["ann@x.io"]));
    assert_eq!(
        read.explain()?.to_string(),
        "BatchGetItem
  tables    2
  order     as the keys are listed
  requests  2
  why       all keys are given, so that one request can ask several tables
keys on `counters`
  keys       150
  attributes hits, id
  reads      eventually consistent
keys on `users`
  keys      1
  reads     eventually consistent"
    );
    let write =
        db.batch_write().put(post(1)).put(User::new("nobody", "x")).delete(Counter::key_of(1)).put(post(2));
    let Plan::BatchWriteTables(plan) = write.explain()? else { unreachable!() };
    let tables: Vec<_> =
        plan.tables().iter().map(|table| (&*table.table, table.puts, table.deletes)).collect();
    assert_eq!(tables, [("posts", 2, 0), ("counters", 0, 1)]);
    Ok(())
}

#[tokio::test]
async fn batches_tell_their_metadata_and_progress_and_can_be_spawned() -> Result<()> {
    let (_, db) = filled(0, 0).await;
    let told = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = std::sync::Arc::clone(&told);
    let batch = db.batch_write().put(Counter::new(1, 1)).put(post(1)).on_progress(move |done, total| {
        assert!(done <= total);
        count.store(done, std::sync::atomic::Ordering::Relaxed);
    });
    let response = batch.customize(|builder| builder).with_metadata().await?;
    assert_eq!((response.attempts, response.value.succeeded_count()), (1, 2));
    assert_eq!(response.consumed_capacity.keys().collect::<Vec<_>>(), ["counters", "posts"]);
    assert_eq!(told.load(std::sync::atomic::Ordering::Relaxed), 2);
    let read = db.batch_get().keys(Counter::keys_of([1_u64])).customize(|builder| builder);
    let response = tokio::spawn(read.with_metadata().send()).await.unwrap()?;
    assert_eq!((response.attempts, response.value.0.len()), (1, 1));
    Ok(())
}

#[tokio::test]
async fn a_table_is_that_of_all_that_the_word_before_it_added() -> Result<()> {
    let (faults, db) = filled(0, 0).await;
    faults.always(Fault::answer(200, "{}"));
    let counters = [Counter::new(1, 1), Counter::new(2, 2)];
    let batch = db.batch_write().put(Counter::new(9, 9)).puts(counters).table("counters-b");
    batch.deletes(Counter::keys_of([3_u64, 4])).table("counters-c").await?.into_result()?;
    assert_eq!(all_sizes(&faults), [of(&[("counters", 1), ("counters-b", 2), ("counters-c", 2)])]);

    faults.forget();
    let astray = db.batch_write().table("counters-b").put(Counter::new(1, 1));
    assert!(astray.explain().is_err_and(|error| error.is_refused()));
    let error = astray.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`.table(..)` is about the writes right before it, and there are none (BatchWriteItem)"
    );
    assert_eq!(sent(&faults), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn a_call_of_several_tables_has_a_policy_of_its_own() {
    let (faults, db) = filled(1, 0).await;
    faults.always(Fault::InternalError { applied: false });
    let key = Counter::key_of(0_u64);
    let never = dynamo_model::Retry::never;
    assert!(db.transact_get((key.clone(),)).retry(never()).await.is_err());
    assert_eq!(sent(&faults).len(), 1);
    faults.forget();
    faults.always(Fault::InternalError { applied: false });
    let write = db.transact_write().delete(key).retry(never()).await.unwrap_err();
    assert!(write.is_outcome_unknown(), "{write:?}");
    assert_eq!(sent(&faults).len(), 1);
}

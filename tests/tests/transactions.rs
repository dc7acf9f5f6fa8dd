//! Transactions: all actions or none, and the caller told which (W9).

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{CancellationKind, Error, ErrorKind, Plan, Result};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Contact, Counter, Post, User, engine};
use uuid::Uuid;

/// What hides the outcome of a transaction that was carried out.
const HIDDEN: [Fault; 5] = [
    Fault::ConnectionCut { applied: true },
    Fault::Timeout { applied: true },
    Fault::InternalError { applied: true },
    Fault::WrongChecksum,
    Fault::MalformedBody,
];

/// A cancellation with these codes, as the service words it.
fn cancelled(codes: &[&str]) -> Fault {
    let reasons: Vec<String> = codes.iter().map(|code| format!(r#"{{"Code":"{code}"}}"#)).collect();
    let code = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    let reasons = reasons.join(",");
    Fault::answer(
        400,
        format!(r#"{{"__type":"{code}","Message":"cancelled","CancellationReasons":[{reasons}]}}"#),
    )
}

async fn counted(ids: std::ops::Range<u64>) -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    let counters = ids.map(|id| Counter::new(id, 10));
    assert!(Counter::save_many(&db, counters).await.unwrap().is_complete());
    faults.forget();
    (faults, db)
}

/// The hits of each counter.
async fn table(faults: &Faults, db: &Connection) -> BTreeMap<u64, u64> {
    faults.clear();
    let all = Counter::get_many(db, Counter::HITS.exists()).allow_scan().await.unwrap();
    all.into_iter().map(|counter| (counter.id, counter.hits)).collect()
}

fn tokens(faults: &Faults) -> Vec<String> {
    let token = |request: &Request| request.json()["ClientRequestToken"].as_str().unwrap().to_owned();
    faults.requests().iter().map(token).collect()
}

/// The position and the kind of each reason.
fn reasons(error: &Error) -> Vec<(usize, CancellationKind)> {
    assert!(error.is_transaction_cancelled(), "{error:?}");
    error.cancellation_reasons().iter().map(|reason| (reason.position(), reason.kind())).collect()
}

#[tokio::test]
async fn actions_of_different_models_are_carried_out_together() -> Result<()> {
    let (faults, db) = counted(1..4).await;
    let user = User::new("ann@x.io", "Ann");
    db.transact_write()
        .put(&user)
        .overwrite(false)
        .put(Post::new("ann@x.io", 7_u32, "hello"))
        .update(Counter::key_of(1), [Counter::HITS.add(5), Counter::LOG.append([2])])
        .only_if(Counter::HITS.lt(11))
        .update(4, [Counter::HITS.set(1)])
        .upsert()
        .delete(Counter::key_of(2))
        .only_if(Counter::HITS.eq(10))
        .check(Counter::key_of(3), Counter::HITS.between(1, 10))
        .await?;
    assert_eq!(sent(&faults), ["TransactWriteItems"]);
    assert_eq!(User::get_one(&db, "ann@x.io").await?, Some(user));
    assert!(Post::get_one(&db, ("ann@x.io", 7)).await?.is_some());
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 15), (3, 10), (4, 1)]));
    Ok(())
}

#[tokio::test]
async fn w9_a_cancellation_names_each_action_that_is_to_blame() -> Result<()> {
    let (faults, db) = counted(1..5).await;
    let user = User::save_one(&db, User::new("ann@x.io", "Ann")).await?;
    let error = db
        .transact_write()
        .put(Post::new("ann@x.io", 7_u32, "hello"))
        .put(User::new("ann@x.io", "Other"))
        .overwrite(false)
        .update(Counter::key_of(9), Counter::HITS.add(1))
        .delete(Counter::key_of(1))
        .update(Counter::key_of(2), Counter::HITS.add(1))
        .only_if(Counter::HITS.gt(10))
        .delete(Counter::key_of(8))
        .only_if(Counter::HITS.eq(1))
        .check(Counter::key_of(3), Counter::HITS.gt(99))
        .await
        .unwrap_err();
    let (absent, failed) = (CancellationKind::Absent, CancellationKind::ConditionFailed);
    assert_eq!(reasons(&error), [(1, failed), (2, absent), (4, failed), (5, absent), (6, failed)]);
    assert!(error.request_id().is_some());
    assert_eq!(
        error.to_string(),
        "the transaction was cancelled: action 1, put of `users`: an item of this key is there already; action 2, update of \
         `counters`: there is no item; action 4, update of `counters`: the condition failed on the item that was there; \
         action 5, delete of `counters`: there is no item; action 6, check of `counters`: the condition failed on the item \
         that was there (TransactWriteItems)"
    );
    let [first, second, third, ..] = error.cancellation_reasons() else { unreachable!() };
    assert_eq!((first.action(), first.table()), ("put", Some("users")));
    assert_eq!(first.item_as::<User>()?, Some(user));
    assert_eq!(second.item(), None);
    assert_eq!(third.item_as::<Counter>()?, Some(Counter::new(2, 10)));
    assert!(!format!("{error:?} {first:?}").contains("Ann"), "{first:?}");
    assert_eq!(table(&faults, &db).await.len(), 4);
    assert_eq!(Post::get_one(&db, ("ann@x.io", 7)).await?, None);
    Ok(())
}

#[tokio::test]
async fn w9_an_update_creates_nothing_unless_told_to() -> Result<()> {
    let (faults, db) = counted(0..0).await;
    let error = db.transact_write().update(Counter::key_of(1), Counter::HITS.set(1)).await.unwrap_err();
    assert_eq!(reasons(&error), [(0, CancellationKind::Absent)]);
    assert_eq!(error.table(), Some("counters"));
    db.transact_write().update(Counter::key_of(1), Counter::HITS.set(1)).upsert().await?;
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 1)]));
    // W3
    let error =
        db.transact_write().update(Counter::key_of(2), Counter::LOG.append([1])).upsert().await.unwrap_err();
    assert!(error.is_refused() && error.to_string().contains("`hits`"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_put_replaces_as_it_is_told() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    let put = |hits| db.transact_write().put(Counter::new(1, hits));
    put(11).await?;
    put(12).overwrite(true).await?;
    assert_eq!(
        reasons(&put(13).overwrite(false).await.unwrap_err()),
        [(0, CancellationKind::ConditionFailed)]
    );
    assert!(put(14).overwrite(Counter::HITS.gt(99)).await.unwrap_err().is_transaction_cancelled());
    put(15).overwrite(Counter::HITS.eq(12)).await?;
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 15), (2, 10)]));
    Ok(())
}

#[tokio::test]
async fn conditions_beside_the_key_and_behind_the_action_must_all_hold() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    let target = Counter::ID.eq(1) & Counter::HITS.ge(10);
    let update = |most, least| {
        db.transact_write()
            .update(&target, Counter::HITS.add(1))
            .only_if(Counter::HITS.lt(most))
            .only_if(Counter::HITS.gt(least))
    };
    assert!(update(10, 0).await.unwrap_err().is_transaction_cancelled());
    assert!(update(99, 10).await.unwrap_err().is_transaction_cancelled());
    update(99, 9).await?;
    let error = db.transact_write().delete(Counter::ID.eq(2) & Counter::HITS.eq(1)).await.unwrap_err();
    assert!(error.is_transaction_cancelled());
    db.transact_write().delete(Counter::ID.eq(2) & Counter::HITS.eq(10)).await?;
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11)]));
    Ok(())
}

#[tokio::test]
async fn a_delete_of_what_is_gone_is_done() -> Result<()> {
    let (_, db) = counted(0..0).await;
    db.transact_write().delete(Counter::key_of(1)).delete(&Counter::new(2, 0)).await
}

#[tokio::test]
async fn a_check_can_ask_for_there_being_no_item() -> Result<()> {
    let (_, db) = counted(1..2).await;
    db.transact_write().check(Counter::key_of(2), Counter::ID.not_exists()).await?;
    let error = db.transact_write().check(Counter::key_of(1), Counter::ID.not_exists()).await.unwrap_err();
    assert_eq!(reasons(&error), [(0, CancellationKind::ConditionFailed)]);
    let error =
        db.transact_write().check(Counter::key_of(1), Condition::<Counter>::all_of([])).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "action 0, check of `counters`: Counter: the condition of this check always holds, so it checks nothing"
    );
    Ok(())
}

#[tokio::test]
async fn w9_two_actions_on_one_item_are_refused_with_both_positions() {
    let (faults, db) = counted(1..3).await;
    let error = db
        .transact_write()
        .update(Counter::key_of(1), Counter::HITS.add(1))
        .delete(Counter::key_of(2))
        .check(Counter::ID.eq(1), Counter::HITS.gt(0))
        .await
        .unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert!(
        error.to_string().starts_with("actions 0 and 2 are about the same item of `counters`"),
        "{error}"
    );
    // One key, and two tables.
    let twice = db.transact_write().put(Counter::new(1, 1)).put(Counter::new(1, 2)).table("others");
    assert_eq!(twice.explain().unwrap().requests(), Some(1));
    assert_eq!(sent(&faults), [""; 0]);
}

#[derive(Model)]
struct Reading {
    #[model(hash_key)]
    value: f64,
}

#[tokio::test]
async fn v4_one_number_in_two_forms_is_one_item() {
    let (_, db) = counted(0..0).await;
    let item = |text: &str| Item::from([("value".to_owned(), Value::N(text.parse().unwrap()))]);
    let twice = db.transact_write().delete(Reading::target(item("1"))).delete(Reading::target(item("1.0")));
    assert!(twice.explain().unwrap_err().is_refused());
}

#[tokio::test]
async fn w9_more_than_a_hundred_actions_are_refused_and_none_too() {
    let (faults, db) = counted(0..0).await;
    let puts = |count: u64| {
        let first = db.transact_write().put(Counter::new(0, 0));
        (1..count).fold(first, |puts, id| puts.put(Counter::new(id, 0)))
    };
    let error = puts(101).await.unwrap_err();
    assert_eq!(error.to_string(), "this transaction has 101 actions, and DynamoDB takes 100");
    assert_eq!(db.transact_write().await.unwrap_err().to_string(), "this transaction has no actions");
    assert_eq!(sent(&faults), [""; 0]);
    puts(100).await.unwrap();
    assert_eq!(table(&faults, &db).await.len(), 100);
}

#[tokio::test]
async fn w9_more_than_four_megabytes_are_refused() {
    let (faults, db) = counted(0..0).await;
    let post = |at: u32| Post::new("ann", at, "x".repeat(400_000));
    let first = db.transact_write().put(post(0));
    let puts = (1..11).fold(first, |puts, at| puts.put(post(at)));
    let error = puts.await.unwrap_err();
    assert!(error.is_refused() && error.to_string().ends_with("DynamoDB takes 4194304 (4 MB)"), "{error}");
    // Text that is twice as long in JSON is not.
    let post = |at: u32| Post::new("ann", at, "\"".repeat(390_000));
    let first = db.transact_write().put(post(0));
    assert!((1..10).fold(first, |puts, at| puts.put(post(at))).explain().is_ok());
    assert_eq!(sent(&faults), [""; 0]);
}

#[tokio::test]
async fn w9_what_is_wrong_with_an_action_is_told_with_its_position() {
    let (faults, db) = counted(0..0).await;
    let start = || db.transact_write().put(Counter::new(0, 0));
    let invalid = start().put(User::new("nobody", "x")).await.unwrap_err();
    assert!(invalid.is_validation() && invalid.validation_errors().is_some(), "{invalid:?}");
    assert_eq!(
        invalid.to_string(),
        "action 1, put of `users`: invalid User: `email` is not an e-mail address"
    );
    let empty = start().delete(User::key_of("")).await.unwrap_err();
    assert!(
        empty.is_invalid_key() && empty.to_string().starts_with("action 1, delete of `users`"),
        "{empty}"
    );
    let no_update = start().update(Counter::key_of(1), [Counter::LOG.append([0_u32; 0])]).await.unwrap_err();
    assert!(no_update.is_refused(), "{no_update:?}");
    assert!(no_update.to_string().starts_with("action 1, update of `counters`"), "{no_update}");
    let year = start().update(User::key_of("ann@x.io"), User::YEAR_OF_BIRTH.set(1)).await.unwrap_err();
    assert!(year.is_validation(), "{year:?}");
    let large = start().put(Post::new("ann", 1_u32, "x".repeat(409_600))).await.unwrap_err();
    assert!(large.is_item_too_large(), "{large:?}");
    assert_eq!(sent(&faults), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn w9_conflicts_and_throttles_are_tried_again_with_the_same_token() -> Result<()> {
    for codes in [["None", "TransactionConflict"], ["ThrottlingError", "ProvisionedThroughputExceeded"]] {
        let (faults, db) = counted(1..3).await;
        faults.next(cancelled(&codes)).next(cancelled(&codes)).next(cancelled(&codes));
        add_to_two(&db).await?;
        assert_eq!(sent(&faults).len(), 4);
        let tokens = tokens(&faults);
        assert!(tokens.iter().all(|token| *token == tokens[0] && token.len() == 32), "{tokens:?}");
        assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11), (2, 11)]));
    }
    Ok(())
}

async fn add_to_two(db: &Connection) -> Result<()> {
    db.transact_write()
        .update(Counter::key_of(1), Counter::HITS.add(1))
        .update(Counter::key_of(2), Counter::HITS.add(1))
        .await
}

#[tokio::test(start_paused = true)]
async fn w9_a_transaction_that_is_in_progress_is_tried_again_with_the_same_token() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    for _ in 0..5 {
        faults.next(Fault::service(400, "TransactionInProgressException", "wait"));
    }
    add_to_two(&db).await?;
    let tokens = tokens(&faults);
    assert_eq!(tokens.len(), 6);
    assert!(tokens.iter().all(|token| *token == tokens[0]));

    faults.forget().always(Fault::service(400, "TransactionInProgressException", "wait"));
    let error = add_to_two(&db).await.unwrap_err();
    assert!(error.is_transaction_in_progress() && !error.is_retryable(), "{error:?}");

    // It may be what came of the attempt whose answer was lost.
    faults.forget().next(Fault::ConnectionCut { applied: true });
    let error = add_to_two(&db).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w9_a_conflict_without_end_is_told_as_it_is() {
    let (faults, db) = counted(1..3).await;
    faults.always(cancelled(&["None", "TransactionConflict"]));
    let error = add_to_two(&db).await.unwrap_err();
    assert_eq!(reasons(&error), [(1, CancellationKind::Conflict)]);
    assert_eq!(sent(&faults).len(), 10);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 10), (2, 10)]));
}

#[tokio::test(start_paused = true)]
async fn w9_a_conflict_beside_another_reason_is_not_tried_again() {
    let (faults, db) = counted(1..3).await;
    let codes = ["TransactionConflict", "ItemCollectionSizeLimitExceeded"];
    faults.next(cancelled(&codes));
    let error = add_to_two(&db).await.unwrap_err();
    assert_eq!(
        reasons(&error),
        [(0, CancellationKind::Conflict), (1, CancellationKind::ItemCollectionTooLarge)]
    );
    faults.next(cancelled(&["None", "ValidationError"]));
    assert_eq!(reasons(&add_to_two(&db).await.unwrap_err()), [(1, CancellationKind::Invalid)]);
    assert_eq!(sent(&faults).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn w9_what_counts_is_done_once_though_answers_are_lost() -> Result<()> {
    for fault in HIDDEN {
        let (faults, db) = counted(1..3).await;
        faults.next(fault.clone()).next(fault.clone());
        add_to_two(&db).await?;
        let tokens = tokens(&faults);
        assert_eq!(tokens.len(), 3, "{fault:?}");
        assert!(tokens.iter().all(|token| *token == tokens[0]));
        assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11), (2, 11)]), "{fault:?}");
    }
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w1_a_transaction_that_stays_without_an_answer_is_unknown() {
    for fault in HIDDEN {
        let (faults, db) = counted(1..3).await;
        faults.always(fault.clone());
        let error = add_to_two(&db).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{fault:?}: {error:?}");
        assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11), (2, 11)]), "{fault:?}");
    }
    let lost = Fault::ConnectionCut { applied: true };
    for refusal in [Fault::Throttle, Fault::service(400, "AccessDeniedException", "no")] {
        let (faults, db) = counted(1..3).await;
        faults.next(lost.clone()).always(refusal.clone());
        let error = add_to_two(&db).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{refusal:?}: {error:?}");
    }
    let (faults, db) = counted(1..3).await;
    faults.always(Fault::Throttle);
    assert!(add_to_two(&db).await.unwrap_err().is_throttled());
}

#[tokio::test(start_paused = true)]
async fn w9_a_condition_that_fails_after_a_lost_answer_was_not_passed_before() {
    let (faults, db) = counted(1..3).await;
    faults.next(Fault::ConnectionCut { applied: false });
    let error = db
        .transact_write()
        .put(Counter::new(3, 0))
        .overwrite(false)
        .put(Counter::new(1, 0))
        .overwrite(false)
        .await
        .unwrap_err();
    // With one token both attempts are one transaction, and one that was carried out answers so.
    assert_eq!(reasons(&error), [(1, CancellationKind::ConditionFailed)]);
    faults.next(Fault::ConnectionCut { applied: true });
    db.transact_write().put(Counter::new(3, 0)).overwrite(false).await.unwrap();
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 10), (2, 10), (3, 0)]));
}

#[tokio::test]
async fn w9_one_token_is_one_transaction() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    let add = |delta: i64| {
        db.transact_write().update(Counter::key_of(1), Counter::HITS.add(delta)).token("order-7")
    };
    add(1).await?;
    add(1).await?;
    assert_eq!(tokens(&faults), ["order-7"; 2]);
    let error = add(2).await.unwrap_err();
    assert!(error.is_token_reused(), "{error:?}");
    assert_eq!(error.kind(), ErrorKind::TokenReused);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11), (2, 10)]));
    for token in [String::new(), "x".repeat(37)] {
        assert!(add(1).token(token).explain().unwrap_err().is_refused());
    }
    // Each call has a token of its own.
    faults.forget();
    add_to_two(&db).await?;
    add_to_two(&db).await?;
    let tokens = tokens(&faults);
    assert_ne!(tokens[0], tokens[1]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w10_the_time_bounds_all_tries_together() {
    let (faults, db) = counted(1..3).await;
    faults.always(cancelled(&["TransactionConflict"]));
    let add = || db.transact_write().update(Counter::key_of(1), Counter::HITS.add(1));
    let begun = tokio::time::Instant::now();
    let error = add().timeout(Duration::from_millis(40)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(begun.elapsed() <= Duration::from_millis(41), "{:?}", begun.elapsed());

    faults.clear().always(Fault::Delay(Duration::from_mins(1)));
    let error = add().timeout(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
}

#[tokio::test]
async fn a_missing_table_is_told() {
    let (_, db) = counted(0..0).await;
    let error = db.transact_write().put(Counter::new(1, 1)).put(Reading { value: 1.0 }).await.unwrap_err();
    assert!(error.is_table_not_found(), "{error:?}");
    assert_eq!(error.operation(), Some("TransactWriteItems"));
}

#[tokio::test]
async fn a_plan_prints_its_actions_in_order() -> Result<()> {
    let (_, db) = counted(0..0).await;
    let plan = db
        .transact_write()
        .put(User::new("ann@x.io", "Ann"))
        .overwrite(false)
        .update(Counter::key_of(1), Counter::HITS.add(1))
        .check(Counter::key_of(2), Counter::HITS.gt(3))
        .explain()?;
    assert_eq!(
        plan.to_string(),
        "TransactWriteItems
  actions   3
  requests  1
  why       all actions are carried out or none, at twice the write units
0: put on `users`
  key       \"ann@x.io\"
  condition email not exists
1: update on `counters`
  key       1
  updates   ADD hits 1
  condition id exists
2: check on `counters`
  key       2
  condition hits > 3"
    );
    let Plan::TransactWrite(plan) = plan else { unreachable!() };
    let actions: Vec<_> = plan.actions().iter().map(|action| (action.action(), action.table())).collect();
    assert_eq!(actions, [("put", "users"), ("update", "counters"), ("check", "counters")]);
    Ok(())
}

#[tokio::test]
async fn a_transaction_tells_its_metadata_and_takes_hooks() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    let add = db.transact_write().update(Counter::key_of(1), Counter::HITS.add(1));
    let response = add.customize(|builder| builder.client_request_token("mine")).with_metadata().await?;
    assert_eq!(response.attempts, 1);
    assert!(response.consumed_capacity.contains_key("counters"));
    assert_eq!(tokens(&faults), ["mine"]);
    let read = db.transact_get((Counter::key_of(1),)).with_metadata().await?;
    assert_eq!(read.map(|(counter,)| counter.map(|counter| counter.hits)).value, Some(11));
    Ok(())
}

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Counter)]
struct Hits {
    hits: u64,
}

#[tokio::test]
async fn items_are_read_by_position_each_as_its_own_model() -> Result<()> {
    let (faults, db) = counted(1..4).await;
    let user = User::save_one(&db, User::new("ann@x.io", "Ann")).await?;
    faults.forget();
    let (counter, found, gone, hits) = db
        .transact_get((
            Counter::key_of(1),
            User::key_of("ann@x.io"),
            Contact::key_of((Uuid::nil(), "x")),
            Counter::key_of(2).project::<Hits>(),
        ))
        .await?;
    assert_eq!(counter, Some(Counter::new(1, 10)));
    assert_eq!((found, gone, hits), (Some(user), None, Some(Hits { hits: 10 })));
    assert_eq!(sent(&faults), ["TransactGetItems"]);

    let list = db.transact_get(Counter::keys_of([3_u64, 9, 1])).await?;
    assert_eq!(list, [Some(Counter::new(3, 10)), None, Some(Counter::new(1, 10))]);
    assert_eq!(db.transact_get([Counter::key_of(3)]).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn items_are_read_out_of_the_sdks_own_maps_as_well() -> Result<()> {
    let db = Connection::builder().local(engine::engine()?).sdk_maps(true).build()?;
    Counter::create_table(&db).await?;
    db.transact_write().put(Counter::new(1, 7)).await?;
    let (one, none) = db.transact_get((Counter::key_of(1), Counter::key_of(2))).await?;
    assert_eq!((one, none), (Some(Counter::new(1, 7)), None));
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w9_a_read_that_conflicts_is_read_again() -> Result<()> {
    let (faults, db) = counted(1..3).await;
    faults.next(cancelled(&["None", "TransactionConflict"])).next(cancelled(&["TransactionConflict"]));
    let keys = || (Counter::key_of(1), Counter::key_of(2));
    let (one, two) = db.transact_get(keys()).await?;
    assert_eq!((one, two), (Some(Counter::new(1, 10)), Some(Counter::new(2, 10))));
    assert_eq!(sent(&faults), ["TransactGetItems"; 3]);
    faults.forget().always(cancelled(&["None", "TransactionConflict"]));
    let error = db.transact_get(keys()).await.unwrap_err();
    assert_eq!(reasons(&error), [(1, CancellationKind::Conflict)]);
    assert_eq!(error.cancellation_reasons()[0].action(), "get");
    assert_eq!(sent(&faults).len(), 10);
    Ok(())
}

#[tokio::test]
async fn reads_that_cannot_be_sent_are_refused() {
    let (faults, db) = counted(0..0).await;
    let refused = [
        db.transact_get(Counter::keys_of(0..101_u64)).await.unwrap_err(),
        db.transact_get(Counter::keys_of([0_u64; 0])).await.unwrap_err(),
        db.transact_get((Counter::key_of(1), User::key_of("ann@x.io"), Counter::key_of(1)))
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert!(error.is_refused(), "{error:?}");
    }
    assert!(db.transact_get((User::key_of(""),)).await.unwrap_err().is_invalid_key());
    assert_eq!(sent(&faults), [""; 0]);
}

#[tokio::test]
async fn an_item_that_does_not_fit_is_told_with_its_model() {
    let (faults, db) = counted(0..0).await;
    faults.next(Fault::answer(200, r#"{"Responses":[{"Item":{"id":{"N":"1"},"hits":{"S":"many"}}}]}"#));
    let error = db.transact_get((Counter::key_of(1),)).await.unwrap_err();
    assert!(error.is_decode() && error.model() == Some("Counter"), "{error:?}");
    faults.next(Fault::answer(200, r#"{"Responses":[]}"#));
    assert!(db.transact_get((Counter::key_of(1),)).await.is_err());
}

#[tokio::test]
async fn a_transaction_can_be_spawned() -> Result<()> {
    let (_, db) = counted(1..2).await;
    let write = db.transact_write().put(&Counter::new(5, 5)).send();
    tokio::spawn(write).await.unwrap()?;
    let read = db.transact_get((Counter::key_of(5),)).send();
    assert!(tokio::spawn(read).await.unwrap()?.0.is_some());
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn w1_an_update_that_is_done_exactly_once_counts_once_though_answers_are_lost() -> Result<()> {
    for fault in HIDDEN {
        let (faults, db) = counted(1..3).await;
        faults.next(fault.clone()).next(fault.clone());
        let update = Counter::update_one(&db, 1, Counter::HITS.add(1)).exactly_once();
        assert_eq!(update.explain()?.operation(), Some("TransactWriteItems"));
        assert!(update.await?);
        assert_eq!(sent(&faults), ["TransactWriteItems"; 3], "{fault:?}");
        assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 11), (2, 10)]), "{fault:?}");
    }
    Ok(())
}

#[tokio::test]
async fn w2_an_update_that_is_done_exactly_once_tells_of_its_condition_as_any_other() -> Result<()> {
    let (_, db) = counted(1..2).await;
    let update = |id| Counter::update_one(&db, id, Counter::HITS.add(1));
    assert!(!update(2).exactly_once().await?);
    let error = update(1).only_if(Counter::HITS.gt(10)).exactly_once().await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item_as::<Counter>()?, Some(Counter::new(1, 10)));
    assert_eq!((error.model(), error.table()), (Some("Counter"), Some("counters")));
    assert!(!update(2).only_if(Counter::HITS.gt(10)).exactly_once().await?);
    assert!(update(1).create_parents().exactly_once().await.unwrap_err().is_refused());
    assert!(update(1).exactly_once().with_metadata().await?.value);
    Ok(())
}

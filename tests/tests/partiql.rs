//! Statements of the caller's own.

use std::collections::HashSet;

use dynamo_model::faults::{Fault, Request};
use dynamo_model::prelude::*;
use dynamo_model::{CancellationKind, Error, Nothing, Statement};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Counter, Post};
use futures::TryStreamExt;
use serde_json::json;

#[tokio::test]
async fn a_statement_gives_models_or_items() {
    let (faults, db) = scripted().await;
    let insert = r#"INSERT INTO "posts" VALUE {'user': ?, 'at': ?, 'text': ?}"#;
    for at in 1..=3 {
        assert_eq!(db.execute::<Item>(insert, ("ann", at, "x")).await.unwrap(), []);
    }
    let taken = db.execute::<Item>(insert, ("ann", 1, "y")).await.unwrap_err();
    assert!(taken.is_condition_failed(), "{taken:?}");
    assert!(taken.to_string().ends_with("(ExecuteStatement)"), "{taken}");
    let select = r#"SELECT * FROM "posts" WHERE "user" = ? AND "at" >= ?"#;
    let posts = db.execute::<Post>(select, [Value::from("ann"), 2.into()]).consistent().await.unwrap();
    assert_eq!(posts, [Post::new("ann", 2, "x"), Post::new("ann", 3, "x")]);
    let count = db
        .execute::<Nothing>(select, ("ann", 1))
        .stream()
        .try_fold(0, |count, _| async move { Ok(count + 1) });
    assert_eq!(count.await.unwrap(), 3);
    let unfit = db.execute::<Counter>(select, ("ann", 1)).await.unwrap_err();
    assert!(unfit.is_decode());
    assert!(faults.requests().iter().all(|request| request.operation() == "ExecuteStatement"));
    let told = db.execute::<Item>(select, ("ann", 1)).with_metadata().await.unwrap();
    assert_eq!((told.value.len(), told.attempts), (3, 1));
}

#[tokio::test]
async fn pages_are_followed_by_their_tokens() {
    let (faults, db) = scripted().await;
    let page = |token: &str| {
        let token = if token.is_empty() { String::new() } else { format!(r#","NextToken":"{token}""#) };
        Fault::answer(200, format!(r#"{{"Items":[{{"id":{{"N":"1"}},"hits":{{"N":"2"}}}}]{token}}}"#))
    };
    faults.next(page("a")).next(Fault::answer(200, r#"{"Items":[],"NextToken":"b"}"#)).next(page(""));
    let counters = db.execute::<Counter>("SELECT * FROM counters", ()).page_size(1).await.unwrap();
    assert_eq!(counters, [Counter::new(1, 2), Counter::new(1, 2)]);
    let tokens: Vec<String> =
        faults.requests().iter().map(|request| request.json()["NextToken"].to_string()).collect();
    assert_eq!(tokens, ["null", "\"a\"", "\"b\""]);
}

#[tokio::test(start_paused = true)]
async fn w1_a_statement_that_writes_is_not_resent_after_a_lost_answer() {
    let (faults, db) = scripted().await;
    Counter::save_one(&db, Counter::new(1, 0)).await.unwrap();
    faults.forget().next(Fault::ConnectionCut { applied: true });
    let count = "UPDATE counters SET hits = hits + 1 WHERE id = ?";
    let error = db.execute::<Item>(count, (1,)).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(sent(&faults), ["ExecuteStatement"]);
    assert_eq!(Counter::get_one(&db, 1).await.unwrap().unwrap().hits, 1);
    faults.forget().next(Fault::ConnectionCut { applied: true });
    assert_eq!(db.execute::<Counter>("SELECT * FROM counters WHERE id = ?", (1,)).await.unwrap().len(), 1);
    assert_eq!(sent(&faults), ["ExecuteStatement"; 2]);
}

#[tokio::test]
async fn a_batch_tells_what_became_of_each_statement() {
    let (faults, db) = scripted().await;
    let insert = "INSERT INTO counters VALUE {'id': ?, 'hits': ?}";
    let inserts = (0..60).map(|id| Statement::new(insert, (id % 59, id)));
    let ended = db.execute_batch::<Item>(inserts).await.unwrap();
    assert_eq!(ended.len(), 60);
    let failed: Vec<usize> = (0..60).filter(|at| ended[*at].is_err()).collect();
    assert_eq!(failed, [59]);
    assert!(ended[59].as_ref().unwrap_err().is_condition_failed(), "{:?}", ended[59]);
    let sizes: Vec<usize> = faults
        .requests()
        .iter()
        .map(|request| request.json()["Statements"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [25, 25, 10]);
    let select = |id: u64| Statement::new("SELECT * FROM counters WHERE id = ?", (id,)).consistent();
    let read = db.execute_batch::<Counter>([select(5), select(99)]).await.unwrap();
    let read: Vec<_> = read.into_iter().map(Result::unwrap).collect();
    assert_eq!(read, [Some(Counter::new(5, 5)), None]);
}

#[tokio::test(start_paused = true)]
async fn what_is_throttled_of_a_batch_is_sent_again_and_nothing_else() {
    let (faults, db) = scripted().await;
    let insert = |id: u64| Statement::new("INSERT INTO counters VALUE {'id': ?, 'hits': ?}", (id, id));
    let select = |id: u64| Statement::new("SELECT * FROM counters WHERE id = ?", (id,));
    let throttled = r#"{"Error":{"Code":"ThrottlingError","Message":"slow down"}}"#;
    let first = format!(r#"{{"Responses":[{{}},{throttled},{throttled}]}}"#);
    faults
        .next(Fault::answer(200, first))
        .next(Fault::answer(200, format!(r#"{{"Responses":[{throttled}]}}"#)));
    let ended = db.execute_batch::<Item>((0..3).map(insert)).await.unwrap();
    assert_eq!(ended.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
    assert!(
        ended[2].as_ref().is_err_and(Error::is_outcome_unknown),
        "nothing was said of it: {:?}",
        ended[2]
    );
    let sizes: Vec<usize> =
        faults.requests().iter().map(|sent| sent.json()["Statements"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [3, 2, 1]);

    faults.forget().next(Fault::answer(200, r#"{"Responses":[{}]}"#));
    let ended = db.execute_batch::<Item>([select(1), select(2)]).await.unwrap();
    let error = ended[1].as_ref().unwrap_err();
    assert!(error.is_network() && !error.is_outcome_unknown(), "a read changes nothing: {error:?}");

    faults.forget().always(Fault::answer(200, format!(r#"{{"Responses":[{throttled}]}}"#)));
    let ended = db.execute_batch::<Item>([select(1)]).await.unwrap();
    assert!(ended[0].as_ref().is_err_and(Error::is_throttled), "{:?}", ended[0]);
    assert_eq!(sent(&faults).len(), 10);
}

#[tokio::test]
async fn a_batch_that_reads_is_sent_several_requests_at_once() {
    let (_, db) = scripted().await;
    Counter::save_many(&db, (0..200).map(|id| Counter::new(id, id))).await.unwrap().into_result().unwrap();
    let select = |id: u64| Statement::new("SELECT * FROM counters WHERE id = ?", (id,));
    let read = db.execute_batch::<Counter>((0..200).map(select)).max_in_flight(4).await.unwrap();
    let read: Vec<u64> = read.into_iter().map(|one| one.unwrap().unwrap().id).collect();
    assert_eq!(read, (0..200).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_transaction_of_statements_is_all_or_nothing() {
    let (faults, db) = scripted().await;
    let insert = |id: u64| Statement::new("INSERT INTO counters VALUE {'id': ?, 'hits': ?}", (id, id));
    faults.next(Fault::ConnectionCut { applied: true });
    db.execute_transaction::<Item>([insert(1), insert(2)]).await.unwrap();
    let tokens: Vec<String> = faults
        .requests()
        .iter()
        .map(|request: &Request| request.json()["ClientRequestToken"].to_string())
        .collect();
    assert_eq!(tokens.len(), 2);
    assert_eq!(tokens[0], tokens[1], "a resend has the same token");
    assert!(db.execute_transaction::<Item>([insert(3), insert(1)]).await.is_err());
    assert_eq!(Counter::get_many(&db, 0_u64..5).await.unwrap().len(), 2);
    let select = |id: u64| Statement::new("SELECT * FROM counters WHERE id = ?", (id,));
    let read = db.execute_transaction::<Counter>([select(2), select(3)]).await.unwrap();
    assert_eq!(read, [Some(Counter::new(2, 2)), None]);
    assert_eq!(db.execute_transaction::<Item>([]).await.unwrap(), []);
    let many = db.execute_transaction::<Item>((0..101).map(insert)).await.unwrap_err();
    assert_eq!(many.to_string(), "a transaction has at most 100 statements, and this has 101");
}

#[tokio::test]
async fn w9_a_token_of_ones_own_is_sent() {
    let (faults, db) = scripted().await;
    let insert = || Statement::new("INSERT INTO counters VALUE {'id': ?, 'hits': ?}", (1, 1));
    db.execute_transaction::<Item>([insert()]).token("order-7").await.unwrap();
    assert_eq!(faults.requests()[0].json()["ClientRequestToken"], "order-7");
    let error = db.execute_transaction::<Item>([insert()]).token("x".repeat(37)).await.unwrap_err();
    assert_eq!(error.to_string(), "a token has 1 to 36 characters");
}

#[tokio::test]
async fn w9_a_cancelled_transaction_of_statements_names_those_to_blame() {
    let (_, db) = scripted().await;
    Counter::save_one(&db, Counter::new(1, 10)).await.unwrap();
    let insert = |id: u64| Statement::new("INSERT INTO counters VALUE {'id': ?, 'hits': ?}", (id, id));
    let error = db.execute_transaction::<Item>([insert(3), insert(1)]).await.unwrap_err();
    assert!(error.is_transaction_cancelled(), "{error:?}");
    let [reason] = error.cancellation_reasons() else { panic!("{error}") };
    assert_eq!((reason.position(), reason.action(), reason.table()), (1, "statement", None));
    assert_eq!(reason.kind(), CancellationKind::ConditionFailed);
    assert_eq!(error.http_status(), 409);
}

/// The answer to a transaction that was cancelled for these reasons.
fn cancelled(codes: &[&str]) -> Fault {
    let reasons: Vec<_> = codes.iter().map(|code| json!({"Code": code})).collect();
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled",
        "CancellationReasons": reasons,
    });
    Fault::answer(400, body.to_string())
}

#[tokio::test(start_paused = true)]
async fn w9_statements_that_conflict_are_tried_again_with_the_same_token() {
    let (faults, db) = scripted().await;
    let insert = |id: u64| Statement::new("INSERT INTO counters VALUE {'id': ?, 'hits': ?}", (id, id));
    faults.next(cancelled(&["None", "TransactionConflict"])).next(cancelled(&["ThrottlingError"]));
    db.execute_transaction::<Item>([insert(1), insert(2)]).await.unwrap();
    let tokens: HashSet<String> = faults
        .requests()
        .iter()
        .map(|request: &Request| request.json()["ClientRequestToken"].to_string())
        .collect();
    assert_eq!((sent(&faults).len(), tokens.len()), (3, 1));

    faults.forget().next(cancelled(&["TransactionConflict", "ConditionalCheckFailed"]));
    let error = db.execute_transaction::<Item>([insert(3), insert(4)]).await.unwrap_err();
    let told: Vec<_> =
        error.cancellation_reasons().iter().map(|reason| (reason.position(), reason.kind())).collect();
    // What the statement asked is not known here, so that no item does not mean that there is none.
    assert_eq!(told, [(0, CancellationKind::Conflict), (1, CancellationKind::ConditionFailed)]);
    assert_eq!(sent(&faults).len(), 1);
}

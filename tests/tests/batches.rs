//! Batches: every input reported once and in order, and the table as the report says (W6, W7, W8).

#[path = "shared/noted.rs"]
mod noted;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model::{BatchResult, Outcome};
use dynamo_model_tests::scripted::{config, connected, scripted, sent};
use dynamo_model_tests::{Post, User, engine};

use noted::{Counter, ids_in, oversized, table};

fn counters(ids: impl IntoIterator<Item = u64>) -> Vec<Counter> {
    ids.into_iter().map(|id| Counter::new(id, id * 10)).collect()
}

fn ids_of(report: &BatchResult<Counter>) -> Vec<u64> {
    report.entries().iter().map(|entry| entry.input.id).collect()
}

#[tokio::test]
async fn a_batch_is_cut_into_chunks_of_25() {
    let (faults, db) = scripted().await;
    let report = Counter::save_many(&db, counters(0..60)).await.unwrap();
    assert!(report.is_complete());
    assert_eq!(ids_of(&report), (0..60).collect::<Vec<_>>());
    let sizes: Vec<usize> = faults.requests().iter().map(|request| ids_in(request).len()).collect();
    assert_eq!(sizes, [25, 25, 10]);

    faults.forget();
    let report = Counter::delete_many(&db, 0_u64..60).await.unwrap();
    assert_eq!((report.len(), report.succeeded_count()), (60, 60));
    let sizes: Vec<usize> = faults.requests().iter().map(|request| ids_in(request).len()).collect();
    assert_eq!(sizes, [25, 25, 10]);
    assert_eq!(table(&faults, &db).await, BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn resends_only_what_was_unprocessed() {
    let (faults, db) = scripted().await;
    faults.next(Fault::Unprocessed).next(Fault::Unprocessed);
    let report = Counter::save_many(&db, counters(0..10)).await.unwrap();
    assert!(report.is_complete());
    let asked: Vec<Vec<u64>> = faults.requests().iter().map(ids_in).collect();
    assert_eq!(asked, [(0..10).collect::<Vec<u64>>(), (5..10).collect(), (8..10).collect()]);
    assert_eq!(table(&faults, &db).await.len(), 10);
}

#[tokio::test(start_paused = true)]
async fn w8_what_stays_unprocessed_is_reported_and_not_in_the_table() {
    let (faults, db) = scripted().await;
    faults.next(Fault::Unprocessed).always(Fault::UnprocessedAll);
    let report = Counter::save_many(&db, counters(0..4)).await.unwrap();
    assert_eq!(ids_of(&report), [0, 1, 2, 3]);
    let failed: Vec<usize> = report.failed().map(|(position, ..)| position).collect();
    assert_eq!(failed, [2, 3]);
    for (_, _, error) in report.failed() {
        assert!(error.is_unprocessed(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "Counter: left unprocessed after 10 tries without progress (BatchWriteItem on table `counters`)"
        );
    }
    assert_eq!(sent(&faults).len(), 1 + 9);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(0, 0), (1, 10)]));
    assert!(report.into_result().unwrap_err().is_unprocessed());
}

#[tokio::test(start_paused = true)]
async fn a_throttle_that_ends_is_waited_for_though_many_chunks_met_it() {
    // Sixteen chunks are in flight at once, and the SDK makes three attempts of each that it sees fail.
    let table_of_faults =
        [(Fault::Throttle, 48), (Fault::InternalError { applied: false }, 48), (Fault::UnprocessedAll, 18)];
    for (fault, times) in table_of_faults {
        let (faults, db) = scripted().await;
        for _ in 0..times {
            faults.next(fault.clone());
        }
        let report = Counter::save_many(&db, counters(0..600)).await.unwrap();
        assert!(report.is_complete(), "{fault:?}: {} failed", report.failed_count());
        assert_eq!(sent(&faults).len(), times + 24, "{fault:?}");
        assert_eq!(table(&faults, &db).await.len(), 600, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w8_a_throttle_without_end_is_reported_of_every_input() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Throttle);
    let report = Counter::save_many(&db, counters(0..600)).await.unwrap();
    assert_eq!((report.len(), report.failed_count()), (600, 600));
    assert!(report.failed().all(|(_, _, error)| error.is_throttled()));
    let requests = sent(&faults).len();
    assert!(requests <= 3 * (16 + 10), "{requests}");
    assert_eq!(table(&faults, &db).await, BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn w1_a_batch_whose_answers_are_lost_is_resent_and_ends_well() {
    let table_of_faults = [
        Fault::ConnectionCut { applied: true },
        Fault::Timeout { applied: true },
        Fault::InternalError { applied: true },
        Fault::WrongChecksum,
        Fault::MalformedBody,
        Fault::Unavailable,
        Fault::ConnectionRefused,
    ];
    for fault in table_of_faults {
        let (faults, db) = scripted().await;
        for _ in 0..4 {
            faults.next(fault.clone());
        }
        let report = Counter::save_many(&db, counters(0..30)).await.unwrap();
        assert!(report.is_complete(), "{fault:?}: {report:?}");
        assert_eq!(table(&faults, &db).await.len(), 30, "{fault:?}");
        for _ in 0..4 {
            faults.next(fault.clone());
        }
        let report = Counter::delete_many(&db, 0_u64..30).await.unwrap();
        assert!(report.is_complete(), "{fault:?}: {report:?}");
        assert_eq!(table(&faults, &db).await.len(), 0, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_batch_that_never_hears_is_unknown() {
    let table_of_faults = [
        Fault::ConnectionCut { applied: true },
        Fault::Timeout { applied: true },
        Fault::InternalError { applied: true },
        Fault::WrongChecksum,
        Fault::MalformedBody,
    ];
    for fault in table_of_faults {
        let (faults, db) = scripted().await;
        faults.always(fault.clone());
        let report = Counter::save_many(&db, counters(0..3)).await.unwrap();
        assert_eq!(report.failed_count(), 3, "{fault:?}");
        for (_, _, error) in report.failed() {
            assert!(error.is_outcome_unknown(), "{fault:?}: {error:?}");
            assert_eq!(
                error.to_string(),
                "the write may or may not have been applied: read what is there before it is sent again (BatchWriteItem on table `counters`)"
            );
        }
        assert_eq!(sent(&faults).len(), 30, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_lost_answer_is_not_forgotten_when_the_resend_is_refused() {
    let refusals = [
        Fault::Throttle,
        Fault::UnprocessedAll,
        Fault::service(400, "AccessDeniedException", "no"),
        Fault::service(400, "ValidationException", "no"),
    ];
    for refusal in refusals {
        // Once within a call of the SDK, once over several.
        for lost in [1, 3] {
            let (faults, db) = scripted().await;
            for _ in 0..lost {
                faults.next(Fault::ConnectionCut { applied: true });
            }
            faults.always(refusal.clone());
            let report = Counter::save_many(&db, counters(0..3)).await.unwrap();
            assert_eq!(report.failed_count(), 3, "{refusal:?}");
            for (_, _, error) in report.failed() {
                assert!(error.is_outcome_unknown(), "{refusal:?} after {lost}: {error:?}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w1_what_was_never_sent_is_not_called_unknown() {
    let faults = engine::faults().unwrap();
    let client = Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).max_in_flight(1).build().unwrap();
    Counter::create_table(&db).await.unwrap();
    faults.always(Fault::ConnectionCut { applied: true });
    let report = Counter::save_many(&db, counters(0..30)).await.unwrap();
    let kinds: Vec<(bool, bool)> =
        report.failed().map(|(_, _, error)| (error.is_outcome_unknown(), error.is_unprocessed())).collect();
    assert_eq!(kinds, [[(true, false)].repeat(25), [(false, true)].repeat(5)].concat());
    assert_eq!(table(&faults, &db).await.len(), 25);
}

#[tokio::test]
async fn w8_invalid_inputs_are_reported_in_their_place() {
    let (faults, db) = scripted().await;
    let users = vec![
        User::new("a@b.io", "Ann"),
        User::new("no address", "x"),
        User::new("", "x"),
        User { year_of_birth: Some(1066), ..User::new("c@b.io", "") },
        User::new("d@b.io", "Dan"),
    ];
    let report = User::save_many(&db, users.clone()).await.unwrap();
    let inputs: Vec<User> = report.entries().iter().map(|entry| entry.input.clone()).collect();
    assert_eq!(inputs, users);
    let failed: Vec<(usize, String)> =
        report.failed().map(|(position, _, error)| (position, error.to_string())).collect();
    assert_eq!(
        failed,
        [
            (1, "invalid User: `email` is not an e-mail address".to_owned()),
            (2, "invalid User: `email` is not an e-mail address".to_owned()),
            (
                3,
                "invalid User: `name` must have a length of at least 1 and at most 80; \
                 `year_of_birth` must be at least 1900 and at most 2018"
                    .to_owned()
            ),
        ]
    );
    assert_eq!(sent(&faults), ["BatchWriteItem"]);
    assert_eq!(User::get_many(&db, ["a@b.io", "d@b.io"]).await.unwrap().len(), 2);
}

#[tokio::test]
async fn v5_an_oversized_item_does_not_hold_up_the_others() {
    let (faults, db) = scripted().await;
    let inputs = vec![Counter::new(1, 1), oversized(2), Counter::new(3, 3)];
    let report = Counter::save_many(&db, inputs).await.unwrap();
    let failed: Vec<usize> = report.failed().map(|(position, ..)| position).collect();
    assert_eq!(failed, [1]);
    assert!(report.entries()[1].outcome.error().unwrap().is_item_too_large());
    assert_eq!(faults.requests().iter().map(ids_in).collect::<Vec<_>>(), [[1, 3]]);
}

#[tokio::test]
async fn w6_the_last_valid_input_of_a_key_wins() {
    let (faults, db) = scripted().await;
    let inputs = vec![
        Counter::new(1, 1),
        Counter::new(2, 2),
        Counter::new(1, 3),
        oversized(1),
        Counter::new(2, 4),
        Counter::new(1, 5),
    ];
    let report = Counter::save_many(&db, inputs).await.unwrap();
    let outcomes: Vec<String> = report.entries().iter().map(|entry| format!("{:?}", entry.outcome)).collect();
    assert_eq!(outcomes[..3], ["Superseded { by: 5 }", "Superseded { by: 4 }", "Superseded { by: 5 }"]);
    assert!(report.entries()[3].outcome.error().unwrap().is_item_too_large());
    assert_eq!(outcomes[4..], ["Done", "Done"]);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 5), (2, 4)]));
}

#[tokio::test]
async fn w6_without_overwrite_the_first_input_of_a_key_wins() {
    let (faults, db) = scripted().await;
    let inputs = vec![Counter::new(1, 1), Counter::new(2, 2), Counter::new(1, 3)];
    let report = Counter::save_many(&db, inputs).overwrite(false).await.unwrap();
    let failed: Vec<usize> = report.failed().map(|(position, ..)| position).collect();
    assert_eq!(failed, [2]);
    let error = report.entries()[2].outcome.error().unwrap();
    assert!(error.is_condition_failed());
    assert_eq!(error.item_as::<Counter>().unwrap(), Some(Counter::new(1, 1)));
    assert_eq!(sent(&faults), ["PutItem"; 3]);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 1), (2, 2)]));
}

#[tokio::test]
async fn w6_a_key_is_one_key_however_its_number_is_written() {
    let (faults, db) = scripted().await;
    let item = |id: &str, hits: u64| -> dynamo_model::Item {
        [
            ("id".to_owned(), dynamo_model::Value::N(id.parse().unwrap())),
            ("hits".to_owned(), dynamo_model::Value::from(hits)),
        ]
        .into()
    };
    let report = Counter::save_many(&db, [item("1", 1), item("1e0", 2)]).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert!(matches!(report.entries()[0].outcome, Outcome::Superseded { by: 1 }));
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 2)]));
}

#[tokio::test]
async fn w6_a_key_that_is_deleted_twice_is_sent_once() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..2)).await.unwrap().is_complete());
    faults.forget();
    let report = Counter::delete_many(&db, [0_u64, 1, 0]).await.unwrap();
    assert!(matches!(report.entries()[0].outcome, Outcome::Superseded { by: 2 }), "{report:?}");
    assert_eq!(report.succeeded_count(), 3);
    assert_eq!(faults.requests().iter().map(ids_in).collect::<Vec<_>>(), [[0, 1]]);
}

#[tokio::test(start_paused = true)]
async fn keys_without_an_item_count_as_progress_of_a_batch_get() {
    let (faults, db) = scripted().await;
    // The service answers one key at a time, and no key has an item.
    for left in (1..=20_u64).rev() {
        let keys: Vec<serde_json::Value> =
            (0..left).map(|id| serde_json::json!({"id": {"N": id.to_string()}})).collect();
        let answer = serde_json::json!({"Responses": {}, "UnprocessedKeys": {"counters": {"Keys": keys}}});
        faults.next(Fault::answer(200, answer.to_string()));
    }
    assert_eq!(Counter::get_many(&db, 0_u64..21).await.unwrap(), []);
    assert_eq!(sent(&faults), ["BatchGetItem"; 21]);
}

#[tokio::test(start_paused = true)]
async fn keys_that_stay_unprocessed_are_an_error_and_not_a_loss() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..4)).await.unwrap().is_complete());
    faults.forget().next(Fault::Unprocessed).always(Fault::UnprocessedAll);
    let error = Counter::get_many(&db, 0_u64..4).await.unwrap_err();
    assert!(error.is_throttled(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Counter: keys were left unprocessed after 10 tries without progress (BatchGetItem on table `counters`)"
    );
    assert_eq!(sent(&faults).len(), 10);
}

/// An engine on which another caller acts just before the first request of an operation.
#[derive(Clone, Debug)]
struct Meddled {
    engine: engine::Engine,
    before: &'static str,
    requests: Arc<tokio::sync::Mutex<VecDeque<(&'static str, serde_json::Value)>>>,
}

impl HttpConnector for Meddled {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target").unwrap_or_default();
            let is_time = target.ends_with(this.before);
            // Held until the other caller is done, so that none of ours gets in between.
            let mut others = this.requests.lock().await;
            while is_time && let Some((operation, body)) = others.pop_front() {
                let mut other = HttpRequest::new(SdkBody::from(body.to_string()));
                other.headers_mut().insert("x-amz-target", format!("DynamoDB_20120810.{operation}"));
                let answer = this.engine.call(other).await?;
                assert!(answer.status().is_success(), "{operation}");
            }
            drop(others);
            this.engine.call(request).await
        })
    }
}

impl HttpClient for Meddled {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// What another caller does to counter 1 and counter 2.
fn meddling() -> VecDeque<(&'static str, serde_json::Value)> {
    let key = |id: &str| serde_json::json!({"id": {"N": id}});
    let change = serde_json::json!({
        "TableName": "counters", "Key": key("1"), "UpdateExpression": "SET hits = :h",
        "ExpressionAttributeValues": {":h": {"N": "1000"}},
    });
    let delete = serde_json::json!({"TableName": "counters", "Key": key("2")});
    [("UpdateItem", change), ("DeleteItem", delete)].into()
}

async fn meddled() -> (Faults, Connection) {
    let requests = Arc::new(tokio::sync::Mutex::new(meddling()));
    let engine = Meddled { engine: engine::engine().unwrap(), before: "DeleteItem", requests };
    let faults = Faults::over(engine);
    let db = connected(&faults).await;
    assert!(Counter::save_many(&db, counters(0..5)).await.unwrap().is_complete());
    faults.forget();
    (faults, db)
}

fn by_id(report: &BatchResult<dynamo_model::Key<Counter>>) -> BTreeMap<String, String> {
    let outcome = |entry: &dynamo_model::Entry<dynamo_model::Key<Counter>>| {
        let hash = entry.input.values().unwrap().hash().to_value().to_string();
        (hash, format!("{:?}", entry.outcome))
    };
    report.entries().iter().map(outcome).collect()
}

#[tokio::test]
async fn w7_an_item_that_changed_in_between_is_kept() {
    let (faults, db) = meddled().await;
    let report = Counter::delete_many(&db, Counter::HITS.lt(40)).allow_scan().await.unwrap();
    assert_eq!(
        by_id(&report),
        [("0", "Done"), ("1", "Changed"), ("2", "Absent"), ("3", "Done")]
            .map(|(id, outcome)| (id.to_owned(), outcome.to_owned()))
            .into()
    );
    assert!(report.is_complete());
    assert_eq!(report.succeeded_count(), 2);
    assert_eq!(sent(&faults), ["Scan", "DeleteItem", "DeleteItem", "DeleteItem", "DeleteItem"]);
    let scan = faults.requests()[0].json();
    assert_eq!(scan["ProjectionExpression"], "#n1", "{scan}");
    let delete = faults.requests()[1].json();
    assert_eq!(delete["ConditionExpression"], "attribute_exists(#n0) AND #n1 < :v0", "{delete}");
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(1, 1000), (4, 40)]));
}

#[tokio::test]
async fn w7_unchecked_deletes_what_was_read() {
    let (faults, db) = meddled().await;
    let report = Counter::delete_many(&db, Counter::HITS.lt(40)).allow_scan().unchecked().await.unwrap();
    assert_eq!(report.succeeded_count(), 4);
    assert_eq!(sent(&faults), ["Scan", "BatchWriteItem"]);
    assert_eq!(table(&faults, &db).await, BTreeMap::from([(4, 40)]));
}

#[tokio::test]
async fn w7_whole_keys_are_not_read_first() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..5)).await.unwrap().is_complete());
    faults.forget();
    let condition = Counter::ID.is_in([1_u64, 2, 9]) & Counter::HITS.lt(20);
    let report = Counter::delete_many(&db, condition).await.unwrap();
    assert_eq!(
        by_id(&report),
        [("1", "Done"), ("2", "Changed"), ("9", "Absent")]
            .map(|(id, outcome)| (id.to_owned(), outcome.to_owned()))
            .into()
    );
    assert_eq!(sent(&faults), ["DeleteItem"; 3]);
}

#[tokio::test]
async fn w7_terms_about_the_key_hold_for_whole_keys_too() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..5)).await.unwrap().is_complete());
    let report = Counter::delete_many(&db, Counter::ID.is_in([1_u64, 2]) & Counter::ID.ne(1)).await.unwrap();
    assert_eq!(table(&faults, &db).await.keys().copied().collect::<Vec<_>>(), [0, 1, 3, 4], "{report:?}");
}

#[tokio::test]
async fn w7_terms_about_the_key_hold_for_one_whole_key_too() {
    let (faults, db) = scripted().await;
    let post = Post::save_one(&db, Post::new("ann", 1_u32, "x")).await.unwrap();
    faults.forget();
    let condition = Post::USER.eq("ann") & Post::AT.eq(1) & !Post::AT.between(1, 2);
    let report = Post::delete_many(&db, condition).await.unwrap();
    assert_eq!(Post::get_one(&db, ("ann", 1_u32)).await.unwrap(), Some(post), "{report:?}");
}

#[tokio::test]
async fn w7_a_condition_that_always_holds_needs_whole_table() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..5)).await.unwrap().is_complete());
    faults.forget();
    let always: [Condition<Counter>; 3] =
        [Condition::all_of([]), !Condition::any_of([]), Condition::all_of([Condition::all_of([])])];
    for condition in always {
        let error = Counter::delete_many(&db, condition).allow_scan().await.unwrap_err();
        assert!(error.is_refused(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "Counter: the condition always holds, and would be of the whole table; `.whole_table()` permits it"
        );
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
    assert_eq!(Counter::delete_many(&db, Condition::any_of([])).await.unwrap().len(), 0);
    assert_eq!(sent(&faults), Vec::<String>::new());

    let report = Counter::delete_many(&db, Condition::all_of([])).allow_scan().whole_table().await.unwrap();
    assert_eq!(report.succeeded_count(), 5);
    assert_eq!(table(&faults, &db).await, BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn w7_a_delete_by_condition_reports_what_it_does_not_know() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..3)).await.unwrap().is_complete());
    faults.forget().on("DeleteItem", Fault::ConnectionCut { applied: true });
    let report = Counter::delete_many(&db, Counter::HITS.exists()).allow_scan().await.unwrap();
    assert_eq!((report.succeeded_count(), report.failed_count()), (2, 1));
    assert!(report.failed().all(|(_, _, error)| error.is_outcome_unknown()), "{report:?}");
    assert_eq!(table(&faults, &db).await, BTreeMap::new());
}

// Random batches under random scripts of faults. What is expected of each key is worked out from the report alone.

#[tokio::test(start_paused = true)]
async fn w7_unchecked_does_not_drop_a_condition_that_nothing_has_checked() {
    let (faults, db) = scripted().await;
    assert!(Counter::save_many(&db, counters(0..3)).await.unwrap().is_complete());
    faults.forget();
    // The keys are named whole, so that nothing is read: the rest of the condition is asked with each delete.
    let delete = Counter::delete_many(&db, Counter::ID.is_in([0, 1]) & Counter::HITS.gt(1_000)).unchecked();
    assert_eq!(delete.explain().unwrap().operation(), Some("DeleteItem"));
    let report = delete.await.unwrap();
    assert_eq!(report.succeeded_count(), 0);
    assert!(report.entries().iter().all(|entry| matches!(entry.outcome, Outcome::Changed)), "{report:?}");
    assert_eq!(sent(&faults), ["DeleteItem", "DeleteItem"]);
    assert_eq!(Counter::get_many(&db, 0_u64..3).await.unwrap().len(), 3);

    // With nothing left to ask, unchecked is a BatchWriteItem.
    faults.forget();
    let report = Counter::delete_many(&db, Counter::ID.is_in([0, 1])).unchecked().await.unwrap();
    assert_eq!(report.succeeded_count(), 2);
    assert_eq!(sent(&faults), ["BatchWriteItem"]);
}

#[tokio::test(start_paused = true)]
async fn w7_a_condition_that_every_item_satisfies_needs_whole_table() {
    let (faults, db) = scripted().await;
    let delete = Counter::delete_many(&db, Counter::ID.exists()).allow_scan();
    assert!(delete.await.unwrap_err().is_refused());
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test]
async fn a_delete_of_nothing_plans_nothing() {
    let (faults, db) = scripted().await;
    for delete in [
        Counter::delete_many(&db, Vec::<u64>::new()),
        Counter::delete_many(&db, Counter::ID.eq(1) & Counter::ID.eq(2)),
    ] {
        assert_eq!(delete.explain().unwrap().operation(), None);
        assert!(delete.await.unwrap().is_empty());
    }
    assert_eq!(sent(&faults), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn w8_a_request_that_is_refused_is_parted_so_that_one_bad_write_fails_alone() {
    let (faults, db) = scripted().await;
    faults.next(Fault::service(400, "ValidationException", "one of these is bad"));
    faults.next(Fault::service(400, "ValidationException", "this one is bad"));
    let report = Counter::save_many(&db, counters(0..4)).await.unwrap();
    assert_eq!((report.succeeded_count(), report.failed_count()), (3, 1));
    assert!(report.failed().all(|(_, _, error)| error.is_invalid()), "{report:?}");
    assert_eq!(sent(&faults), ["BatchWriteItem"; 5]);
    assert_eq!(Counter::get_many(&db, 0_u64..4).await.unwrap().len(), 3);
}

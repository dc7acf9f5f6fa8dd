//! What a write is reported as when its answer is lost (W1), and when a condition fails or the item is absent (W2).

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::Update;
use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;
use dynamo_model_tests::scripted::{config, create_tables, scripted, sent};
use dynamo_model_tests::{Contact, Counter, User, engine};
use uuid::Uuid;

/// What hides the outcome of a write that was applied.
const HIDDEN: [Fault; 5] = [
    Fault::ConnectionCut { applied: true },
    Fault::Timeout { applied: true },
    Fault::InternalError { applied: true },
    Fault::WrongChecksum,
    Fault::MalformedBody,
];

/// What hides the outcome of a write that was not applied.
const HIDDEN_AND_NOT_APPLIED: [Fault; 4] = [
    Fault::ConnectionCut { applied: false },
    Fault::Timeout { applied: false },
    Fault::InternalError { applied: false },
    Fault::Unavailable,
];

/// What certainly left the table as it was.
const HARMLESS: [Fault; 3] =
    [Fault::Throttle, Fault::ProvisionedThroughputExceeded, Fault::ConnectionRefused];

async fn counted() -> (Faults, Connection) {
    let (faults, db) = scripted().await;
    Counter::save_one(&db, Counter { log: vec![1], ..Counter::new(7, 10) }).await.unwrap();
    faults.forget();
    (faults, db)
}

/// The counter as the table holds it.
async fn stored(faults: &Faults, db: &Connection) -> Counter {
    faults.clear();
    Counter::get_one(db, 7).await.unwrap().unwrap()
}

/// Each update whose effect does not repeat, and what it makes of the counter.
fn that_count() -> [(Update<Counter>, u64, Vec<u32>); 4] {
    [
        (Counter::HITS.add(1), 11, vec![1]),
        (Counter::HITS.add(-1), 9, vec![1]),
        (Counter::LOG.append([2]), 10, vec![1, 2]),
        (Counter::LOG.prepend([2]), 10, vec![2, 1]),
    ]
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_applied_once_and_reported_as_unknown() {
    for fault in HIDDEN {
        for (update, hits, log) in that_count() {
            let (faults, db) = counted().await;
            faults.next(fault.clone());
            let error = Counter::update_one(&db, 7, update.clone()).await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{fault:?} {update}: {error:?}");
            assert_eq!(
                error.to_string(),
                "the write may or may not have been applied: read what is there before it is sent again (UpdateItem on table `counters`)"
            );
            assert_eq!(error.model(), Some("Counter"));
            assert_eq!(sent(&faults), ["UpdateItem"], "{fault:?} {update}");
            assert_eq!(stored(&faults, &db).await, Counter { id: 7, hits, log }, "{fault:?} {update}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_resent_where_the_caller_asks_for_it() {
    let (faults, db) = counted().await;
    faults.next(Fault::ConnectionCut { applied: true });
    let update = Counter::update_one(&db, 7, Counter::HITS.add(1)).retry_unknown();
    assert!(update.explain().unwrap().why().iter().any(|why| why.contains("may then count twice")));
    let counter = update.await.unwrap();
    assert_eq!(sent(&faults), ["UpdateItem", "UpdateItem"]);
    assert_eq!(counter.map(|counter| counter.hits), Some(12));
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_not_resent_though_it_was_not_applied() {
    for fault in HIDDEN_AND_NOT_APPLIED {
        for (update, ..) in that_count() {
            let (faults, db) = counted().await;
            faults.next(fault.clone());
            let error = Counter::update_one(&db, 7, update.clone()).await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{fault:?} {update}: {error:?}");
            assert_eq!(sent(&faults), ["UpdateItem"], "{fault:?} {update}");
            assert_eq!(stored(&faults, &db).await, Counter { id: 7, hits: 10, log: vec![1] });
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_resent_after_a_throttle_or_a_refused_connection() {
    for fault in HARMLESS {
        for (update, hits, log) in that_count() {
            let (faults, db) = counted().await;
            faults.next(fault.clone()).next(fault.clone());
            let changed = Counter::update_one(&db, 7, update.clone()).await.unwrap();
            assert_eq!(changed, Some(Counter { id: 7, hits, log }), "{fault:?} {update}");
            assert_eq!(sent(&faults), ["UpdateItem"; 3], "{fault:?} {update}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w1_what_counts_is_unknown_though_a_throttle_came_before() {
    let (faults, db) = counted().await;
    faults.next(Fault::Throttle).next(Fault::ConnectionCut { applied: true });
    let error = Counter::update_one(&db, 7, Counter::HITS.add(1)).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);
    assert_eq!(stored(&faults, &db).await.hits, 11);
}

#[tokio::test(start_paused = true)]
async fn w1_a_refused_connection_for_ever_is_an_error_of_the_network() {
    let (faults, db) = counted().await;
    faults.always(Fault::ConnectionRefused);
    let error = Counter::update_one(&db, 7, Counter::HITS.add(1)).await.unwrap_err();
    assert!(error.is_network(), "{error:?}");
    assert_eq!(sent(&faults), ["UpdateItem"; 3]);
    assert_eq!(stored(&faults, &db).await.hits, 10);
}

#[tokio::test(start_paused = true)]
async fn w1_what_repeats_is_resent_and_ends_well() {
    for fault in HIDDEN.into_iter().chain(HIDDEN_AND_NOT_APPLIED).chain(HARMLESS) {
        let (faults, db) = counted().await;
        faults.next(fault.clone());
        let changed = Counter::update_one(&db, 7, Counter::HITS.set(3)).await.unwrap();
        assert_eq!(changed, Some(Counter { id: 7, hits: 3, log: vec![1] }), "{fault:?}");
        assert_eq!(sent(&faults), ["UpdateItem"; 2], "{fault:?}");

        faults.forget().next(fault.clone());
        Counter::save_one(&db, Counter::new(7, 4)).await.unwrap();
        assert_eq!(sent(&faults), ["PutItem"; 2], "{fault:?}");
        assert_eq!(stored(&faults, &db).await, Counter::new(7, 4), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_the_time_outs_of_the_sdk_hide_outcomes_as_well() {
    let second = Duration::from_secs(1);
    let of_attempts = || TimeoutConfig::builder().operation_attempt_timeout(second).build();
    let of_calls = || TimeoutConfig::builder().operation_timeout(second).build();
    for (timeouts, attempts_at_a_set) in [(of_attempts(), 3), (of_calls(), 1)] {
        let faults = engine::faults().unwrap();
        let client = Client::from_conf(config(faults.clone()).timeout_config(timeouts).build());
        let db = Connection::builder().client(client).build().unwrap();
        create_tables(&db).await;
        faults.forget().always(Fault::Delay(second * 60));
        let error = Counter::update_one(&db, 7, Counter::HITS.add(1)).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert_eq!(sent(&faults), ["UpdateItem"]);
        faults.forget();
        let error = Counter::update_one(&db, 7, Counter::HITS.set(1)).await.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert_eq!(sent(&faults).len(), attempts_at_a_set);
        assert!(Counter::get_one(&db, 7).await.unwrap_err().is_timeout());
    }
}

#[tokio::test(start_paused = true)]
async fn w1_members_of_a_set_are_added_again() {
    let (faults, db) = scripted().await;
    let contact = Contact::save_one(&db, Contact::new(Uuid::nil(), "c")).await.unwrap();
    faults.forget().next(Fault::ConnectionCut { applied: true });
    let changed = Contact::update_one(&db, &contact, Contact::TAGS.add(["a", "b"])).await.unwrap();
    assert_eq!(changed.map(|contact| contact.tags.len()), Some(2));
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);
}

#[tokio::test(start_paused = true)]
async fn w1_a_write_that_stays_without_an_answer_is_unknown() {
    for fault in HIDDEN.into_iter().chain(HIDDEN_AND_NOT_APPLIED) {
        let (faults, db) = counted().await;
        faults.always(fault.clone());
        let put = Counter::save_one(&db, Counter::new(7, 3)).await.unwrap_err();
        assert!(put.is_outcome_unknown(), "{fault:?}: {put:?}");
        let set = Counter::update_one(&db, 7, Counter::HITS.set(3)).await.unwrap_err();
        assert!(set.is_outcome_unknown(), "{fault:?}: {set:?}");
        let delete = Counter::delete_one(&db, 7).await.unwrap_err();
        assert!(delete.is_outcome_unknown(), "{fault:?}: {delete:?}");
        let operations = ["PutItem", "UpdateItem", "DeleteItem"];
        let each_three_times: Vec<&str> = operations.into_iter().flat_map(|name| [name; 3]).collect();
        assert_eq!(sent(&faults), each_three_times, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_lost_answer_is_not_forgotten_when_the_resend_is_refused() {
    let refusals = [
        Fault::Throttle,
        Fault::ConnectionRefused,
        Fault::service(400, "AccessDeniedException", "no"),
        Fault::service(400, "ResourceNotFoundException", "gone"),
    ];
    for refusal in refusals {
        let (faults, db) = counted().await;
        faults.next(Fault::ConnectionCut { applied: true }).always(refusal.clone());
        let put = Counter::save_one(&db, Counter::new(7, 3)).await.unwrap_err();
        assert!(put.is_outcome_unknown(), "put, {refusal:?}: {put:?}");
        faults.next(Fault::ConnectionCut { applied: true });
        let put =
            Counter::save_one(&db, Counter::new(7, 3)).overwrite(Counter::ID.exists()).await.unwrap_err();
        assert!(put.is_outcome_unknown(), "conditional put, {refusal:?}: {put:?}");
        faults.next(Fault::ConnectionCut { applied: true });
        let set = Counter::update_one(&db, 7, Counter::HITS.set(3)).await.unwrap_err();
        assert!(set.is_outcome_unknown(), "set, {refusal:?}: {set:?}");
        faults.next(Fault::ConnectionCut { applied: true });
        let delete = Counter::delete_one(&db, 7).await.unwrap_err();
        assert!(delete.is_outcome_unknown(), "delete, {refusal:?}: {delete:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_conditional_put_that_fails_on_its_own_item_is_a_success() {
    for fault in HIDDEN {
        let (faults, db) = scripted().await;
        faults.next(fault.clone());
        let contact = Contact {
            times: Some(1),
            tags: ["b", "a"].map(str::to_owned).into(),
            scores: [("x".to_owned(), 1.0), ("y".to_owned(), 0.1), ("z".to_owned(), 1e22)].into(),
            ..Contact::new(Uuid::from_u128(1), "c")
        };
        let saved = Contact::save_one(&db, contact.clone()).overwrite(false).await;
        assert_eq!(saved.unwrap(), contact, "{fault:?}");
        assert_eq!(sent(&faults), ["PutItem"; 2], "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_conditional_put_that_fails_on_another_item_is_unknown() {
    let (faults, db) = scripted().await;
    let ann = User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
    faults.forget().next(Fault::ConnectionCut { applied: false });
    let error = User::save_one(&db, User::new("a@b.io", "Other")).overwrite(false).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(sent(&faults), ["PutItem"; 2]);
    assert_eq!(User::get_one(&db, "a@b.io").await.unwrap(), Some(ann));
}

#[tokio::test(start_paused = true)]
async fn w1_a_conditional_put_that_only_met_a_throttle_has_failed_for_certain() {
    for fault in HARMLESS {
        let (faults, db) = scripted().await;
        User::save_one(&db, User::new("a@b.io", "Ann")).await.unwrap();
        faults.forget().next(fault.clone());
        let error = User::save_one(&db, User::new("a@b.io", "Other")).overwrite(false).await.unwrap_err();
        assert!(error.is_condition_failed(), "{fault:?}: {error:?}");
        assert_eq!(sent(&faults), ["PutItem"; 2], "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_condition_that_fails_after_a_lost_answer_is_unknown() {
    let (faults, db) = counted().await;
    // The first attempt itself made the condition false.
    faults.next(Fault::ConnectionCut { applied: true });
    let update = Counter::update_one(&db, 7, Counter::HITS.set(3)).only_if(Counter::HITS.eq(10)).await;
    let error = update.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(sent(&faults), ["UpdateItem"; 2]);
    assert_eq!(stored(&faults, &db).await.hits, 3);
}

#[tokio::test(start_paused = true)]
async fn w1_a_delete_that_finds_nothing_after_a_lost_answer_is_unknown() {
    for fault in HIDDEN {
        for conditional in [false, true] {
            let (faults, db) = counted().await;
            faults.next(fault.clone());
            let delete = if conditional {
                Counter::delete_one(&db, Counter::ID.eq(7) & Counter::HITS.eq(10))
            } else {
                Counter::delete_one(&db, 7)
            };
            let error = delete.await.unwrap_err();
            assert!(error.is_outcome_unknown(), "{fault:?}: {error:?}");
            assert_eq!(
                error.to_string(),
                "the write may or may not have been applied: read what is there before it is sent again (DeleteItem on table `counters`)"
            );
            assert_eq!(sent(&faults), ["DeleteItem"; 2], "{fault:?}");
            assert_eq!(Counter::get_one(&db, 7).await.unwrap(), None);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_delete_that_was_not_applied_is_done_by_the_resend() {
    for fault in HIDDEN_AND_NOT_APPLIED.into_iter().chain(HARMLESS) {
        let (faults, db) = counted().await;
        faults.next(fault.clone());
        let gone = Counter::delete_one(&db, 7).await.unwrap();
        assert_eq!(gone, Some(Counter { log: vec![1], ..Counter::new(7, 10) }), "{fault:?}");
        assert_eq!(sent(&faults), ["DeleteItem"; 2], "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn w1_a_delete_that_only_met_a_throttle_and_finds_nothing_is_none() {
    for fault in HARMLESS {
        let (faults, db) = scripted().await;
        faults.next(fault.clone());
        assert_eq!(Counter::delete_one(&db, 8).await.unwrap(), None, "{fault:?}");
        assert_eq!(sent(&faults), ["DeleteItem"; 2], "{fault:?}");
    }
}

#[tokio::test]
async fn w2_a_failed_condition_carries_the_item() {
    let (faults, db) = counted().await;
    let there = Counter { log: vec![1], ..Counter::new(7, 10) };

    let error = Counter::delete_one(&db, Counter::ID.eq(7) & Counter::HITS.gt(10)).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item_as::<Counter>().unwrap().as_ref(), Some(&there));
    assert_eq!(
        error.to_string(),
        "the condition failed on the item that was there (DeleteItem on table `counters`)"
    );

    let update = Counter::update_one(&db, 7, Counter::HITS.add(1)).only_if(Counter::HITS.gt(10));
    let error = update.await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item_as::<Counter>().unwrap().as_ref(), Some(&there));
    assert_eq!(
        error.to_string(),
        "the condition failed on the item that was there (UpdateItem on table `counters`)"
    );
    assert_eq!(stored(&faults, &db).await, there);
}

#[tokio::test]
async fn w2_an_absent_item_is_none() {
    let (_, db) = scripted().await;
    assert_eq!(Counter::delete_one(&db, 8).await.unwrap(), None);
    assert_eq!(Counter::delete_one(&db, Counter::ID.eq(8) & Counter::HITS.gt(1)).await.unwrap(), None);
    assert_eq!(Counter::update_one(&db, 8, Counter::HITS.set(1)).await.unwrap(), None);
    let conditional = Counter::update_one(&db, 8, Counter::HITS.set(1)).only_if(Counter::HITS.gt(1));
    assert_eq!(conditional.await.unwrap(), None);
}

#[tokio::test]
async fn w2_an_update_never_creates() {
    let (_, db) = scripted().await;
    let updates = [Counter::HITS.set(1), Counter::LOG.set([2])];
    assert_eq!(Counter::update_one(&db, 8, updates).await.unwrap(), None);
    let true_of_nothing =
        Counter::update_one(&db, 8, Counter::HITS.add(1)).only_if(Counter::HITS.not_exists());
    assert_eq!(true_of_nothing.await.unwrap(), None);
    let item = Counter::new(8, 1).to_item().unwrap();
    assert_eq!(Counter::update_from_item(&db, item).await.unwrap(), None);
    assert_eq!(
        Counter::get_many(&db, Counter::HITS.exists() | Counter::HITS.not_exists()).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn w2_overwrite_with_a_condition_creates_only_if_it_allows_that() {
    let (_, db) = scripted().await;
    let ann = User::new("a@b.io", "Ann");
    let error = User::save_one(&db, ann.clone()).overwrite(User::NAME.eq("x")).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item(), None);
    assert_eq!(error.to_string(), "the condition failed (PutItem on table `users`)");
    assert_eq!(User::get_one(&db, "a@b.io").await.unwrap(), None);
    let or_absent = User::NAME.eq("x") | User::EMAIL.not_exists();
    assert_eq!(User::save_one(&db, ann.clone()).overwrite(or_absent).await.unwrap(), ann);
}

#[tokio::test]
async fn w2_a_condition_that_fails_on_an_unreadable_item_has_failed_all_the_same() {
    let (_, db) = scripted().await;
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let item = HashMap::from([
        ("email".to_owned(), text("a@b.io")),
        ("name".to_owned(), AttributeValue::Bool(true)),
    ]);
    db.client().put_item().table_name("users").set_item(Some(item)).send().await.unwrap();
    let error = User::delete_one(&db, User::EMAIL.eq("a@b.io") & User::NAME.eq("x")).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error:?}");
    assert_eq!(error.item().map(std::collections::BTreeMap::len), Some(2));
    assert!(error.item_as::<User>().unwrap_err().is_decode());
}

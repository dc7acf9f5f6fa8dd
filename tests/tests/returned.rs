//! What writes give back.

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model_tests::Counter;
use dynamo_model_tests::scripted::scripted;

#[tokio::test]
async fn an_update_gives_back_what_was_asked_for() {
    let (faults, db) = scripted().await;
    Counter::save_one(&db, Counter { log: vec![1], ..Counter::new(1, 5) }).await.unwrap();
    let updates = || [Counter::HITS.add(1), Counter::LOG.append([2])];
    let old = Counter::update_one(&db, 1, updates()).returning_old().await.unwrap();
    assert_eq!(old, Some(Counter { log: vec![1], ..Counter::new(1, 5) }));
    let new = Counter::update_one(&db, 1, Counter::HITS.add(1)).returning_updated_new().await.unwrap();
    assert_eq!(new, Some(Item::from([("hits".to_owned(), Value::from(7))])));
    let old = Counter::update_one(&db, 1, Counter::HITS.add(1)).returning_updated_old().await.unwrap();
    assert_eq!(old, Some(Item::from([("hits".to_owned(), Value::from(7))])));
    let nothing = Counter::update_one(&db, 1, Counter::HITS.add(1)).returning_nothing();
    assert_eq!(nothing.await.unwrap(), Some(dynamo_model::Nothing));
    // An absent item is told of in each form.
    assert_eq!(Counter::update_one(&db, 2, updates()).returning_old().await.unwrap(), None);
    assert_eq!(Counter::update_one(&db, 2, updates()).returning_updated_new().await.unwrap(), None);
    assert_eq!(Counter::update_one(&db, 2, updates()).returning_nothing().await.unwrap(), None);
    let values: Vec<String> = faults
        .requests()
        .iter()
        .filter(|request| request.operation() == "UpdateItem")
        .map(|request| request.json()["ReturnValues"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(values, ["ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE", "ALL_OLD", "UPDATED_NEW", "NONE"]);
}

#[tokio::test(start_paused = true)]
async fn a_save_gives_back_what_it_replaced() {
    let (faults, db) = scripted().await;
    let save = |hits| Counter::save_one(&db, Counter::new(1, hits)).returning_old();
    assert_eq!(save(1).await.unwrap(), None);
    assert_eq!(save(2).await.unwrap(), Some(Counter::new(1, 1)));
    // After a lost answer, what comes back is the item itself.
    faults.next(Fault::ConnectionCut { applied: true });
    let error = save(3).await.unwrap_err();
    assert!(error.is_outcome_unknown(), "{error:?}");
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), Some(Counter::new(1, 3)));
    let taken =
        Counter::save_one(&db, Counter::new(1, 9)).overwrite(false).returning_old().await.unwrap_err();
    assert!(taken.is_condition_failed());
}

#[tokio::test(start_paused = true)]
async fn w1_what_an_item_was_before_is_not_known_after_a_lost_answer() {
    let (faults, db) = scripted().await;
    Counter::save_one(&db, Counter::new(1, 1)).await.unwrap();
    let set = |hits| Counter::update_one(&db, 1, Counter::HITS.set(hits));
    faults.on("UpdateItem", Fault::ConnectionCut { applied: true });
    let old = set(2).returning_old().await.unwrap_err();
    assert!(old.is_outcome_unknown(), "{old:?}");
    faults.on("UpdateItem", Fault::InternalError { applied: true });
    assert!(set(3).returning_updated_old().await.unwrap_err().is_outcome_unknown());
    // What it is then is known.
    faults.on("UpdateItem", Fault::ConnectionCut { applied: true });
    assert_eq!(set(4).await.unwrap(), Some(Counter::new(1, 4)));
}

//! `wait_until_active` and `wait_until_deleted`.

use std::time::Duration;

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;

use crate::models::{OtherOrder, PlainOrder};
use crate::seen::{by_status, described, not_found, scripted};

#[tokio::test(start_paused = true)]
async fn a_wait_counts_no_table_as_not_yet_and_covers_the_indexes() {
    let (faults, db) = scripted();
    faults.on("DescribeTable", not_found());
    faults.on("DescribeTable", described("CREATING", &[by_status("CREATING", false)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("CREATING", true)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("ACTIVE", false)]));
    let found = OtherOrder::wait_until_active(&db).poll_every(Duration::from_secs(1)).await.unwrap();
    assert!(found.is_settled());
    assert_eq!(faults.pending(), 0);
    let error = OtherOrder::wait_until_active(&db).wait_at_most(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "OtherOrder: the table was not ACTIVE within 1s: there is none (DescribeTable on table `orders`)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_silent_for_a_while_ends_no_wait_that_has_begun() {
    let (faults, db) = scripted();
    faults.on("DescribeTable", Fault::Unavailable);
    let error = OtherOrder::wait_until_active(&db).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    faults.on("DescribeTable", described("CREATING", &[]));
    faults.on("DescribeTable", Fault::Unavailable);
    faults.on("DescribeTable", Fault::ConnectionRefused);
    faults.on("DescribeTable", described("ACTIVE", &[by_status("ACTIVE", false)]));
    OtherOrder::wait_until_active(&db).await.unwrap();
    assert_eq!(faults.pending(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_when_there_is_no_table() {
    let (faults, db) = scripted();
    faults.on("DescribeTable", described("DELETING", &[]));
    PlainOrder::wait_until_deleted(&db).await.unwrap();
    PlainOrder::create_table(&db).await.unwrap();
    let error = PlainOrder::wait_until_deleted(&db).wait_at_most(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

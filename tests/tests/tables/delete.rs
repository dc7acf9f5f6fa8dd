//! `delete_table`.

use std::time::Duration;

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;

use crate::models::{KeptOrder, PlainOrder};
use crate::seen::{described, scripted, sent};

#[tokio::test]
async fn only_the_full_name_deletes() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    let error = PlainOrder::delete_table(&db, "order").await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "PlainOrder: the table is `orders`, and `order` was confirmed: give its full name to delete it \
         (DeleteTable on table `orders`)"
    );
    assert_eq!(sent(&faults), Vec::<String>::new());
    assert!(PlainOrder::delete_table(&db, "orders").await.unwrap());
    assert!(!PlainOrder::delete_table(&db, "orders").await.unwrap(), "there was none");
}

#[tokio::test(start_paused = true)]
async fn it_waits_until_the_table_is_gone() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    faults.on("DeleteTable", Fault::service(400, "ResourceInUseException", "Table is being updated"));
    faults.on("DescribeTable", described("DELETING", &[]));
    assert!(PlainOrder::delete_table(&db, "orders").poll_every(Duration::from_secs(1)).await.unwrap());
    assert_eq!(faults.requests().len(), 4, "DeleteTable twice, DescribeTable twice");
}

#[tokio::test]
async fn it_need_not_wait() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    assert!(PlainOrder::delete_table(&db, "orders").no_wait().await.unwrap());
    assert_eq!(faults.requests().len(), 1);
}

#[tokio::test]
async fn a_table_that_is_protected_stays() {
    let (_, db) = scripted();
    KeptOrder::create_table(&db).await.unwrap();
    let error = KeptOrder::delete_table(&db, "orders").await.unwrap_err();
    assert!(error.is_invalid(), "{error:?}");
    assert_eq!(db.list_tables().await.unwrap(), ["orders"]);
}

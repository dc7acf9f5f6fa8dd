//! What a table is called.

use dynamo_model::prelude::*;
use dynamo_model_tests::engine;

use crate::models::{Order, PlainOrder, Thread};

fn tenant() -> Connection {
    let engine = engine::engine().unwrap();
    Connection::builder()
        .local(engine)
        .table_prefix("dev-")
        .table_name(|table| (table == "orders").then(|| format!("tenant-7-{table}")))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_name_of_the_connection_is_complete_and_others_have_the_prefix() {
    let db = tenant();
    db.create_tables::<(Order, Thread)>().await.unwrap();
    assert_eq!(db.list_tables().all().await.unwrap(), ["dev-Thread", "tenant-7-orders"]);
    assert_eq!(db.list_tables().await.unwrap(), ["dev-Thread"]);
}

#[tokio::test]
async fn every_verb_uses_the_name() {
    let db = tenant();
    Order::create_table(&db).await.unwrap();
    let order = Order::new("ann", "1");
    Order::save_one(&db, &order).await.unwrap();
    assert_eq!(Order::get_one(&db, ("ann", "1")).await.unwrap(), Some(order));
    let raw = db.client().scan().table_name("tenant-7-orders").send().await.unwrap();
    assert_eq!(raw.count(), 1);
}

#[tokio::test]
async fn a_name_of_the_call_is_complete() {
    let db = tenant();
    PlainOrder::create_table(&db).table("blue").await.unwrap();
    assert_eq!(PlainOrder::describe_table(&db).table("blue").await.unwrap().name, "blue");
    assert!(PlainOrder::delete_table(&db, "blue").table("blue").await.unwrap());
    let error = PlainOrder::create_table(&db).table("a/b").await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
}

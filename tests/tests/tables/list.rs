//! `list_tables`.

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model_tests::engine;
use futures::TryStreamExt;
use serde_json::json;

use crate::models::PlainOrder;
use crate::seen::{bodies, scripted};

fn page(names: &[&str], last: Option<&str>) -> Fault {
    let mut body = json!({"TableNames": names});
    if let Some(last) = last {
        body["LastEvaluatedTableName"] = json!(last);
    }
    Fault::answer(200, body.to_string())
}

#[tokio::test]
async fn names_come_page_by_page_as_they_are_needed() {
    let (faults, db) = scripted();
    faults.on("ListTables", page(&["aaa", "bbb"], Some("bbb")));
    faults.on("ListTables", page(&[], Some("ccc")));
    faults.on("ListTables", page(&["ddd"], None));
    let mut names = db.list_tables().stream();
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("aaa"));
    assert_eq!(names.try_next().await.unwrap().as_deref(), Some("bbb"));
    assert_eq!(bodies(&faults, "ListTables").len(), 1);
    assert_eq!(names.try_collect::<Vec<_>>().await.unwrap(), ["ddd"]);
    assert_eq!(
        bodies(&faults, "ListTables"),
        [json!({}), json!({"ExclusiveStartTableName": "bbb"}), json!({"ExclusiveStartTableName": "ccc"})]
    );
}

#[tokio::test]
async fn the_same_page_again_is_an_error_and_no_loop() {
    let (faults, db) = scripted();
    faults.always(page(&["aaa"], Some("aaa")));
    let error = db.list_tables().await.unwrap_err();
    assert_eq!(error.to_string(), "ListTables gives the same page again");
    assert_eq!(faults.requests().len(), 2);
}

#[tokio::test]
async fn only_tables_of_the_prefix_are_listed_unless_all_are() {
    let faults = engine::faults().unwrap();
    let plain = Connection::builder().local(faults.clone()).build().unwrap();
    let dev = Connection::builder().local(faults.clone()).table_prefix("dev-").build().unwrap();
    PlainOrder::create_table(&plain).await.unwrap();
    PlainOrder::create_table(&dev).await.unwrap();
    assert_eq!(dev.list_tables().await.unwrap(), ["dev-orders"]);
    assert_eq!(dev.list_tables().all().await.unwrap(), ["dev-orders", "orders"]);
    assert_eq!(plain.list_tables().await.unwrap(), ["dev-orders", "orders"]);
}

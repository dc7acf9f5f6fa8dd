//! `sync_table`.

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::{Index, SyncStep};
use serde_json::{Value as Json, json};

use crate::models::{ExpiringOrder, KeptOrder, LocalOrder, Order, OtherOrder, PlainOrder};
use crate::seen::{bodies, by_status, described, scripted, sent};

const BY_STATUS: Index<OtherOrder> = Index::new("by_status");

/// The changes of indexes in the requests that were sent, one list a request.
fn changes(updates: &[Json]) -> Vec<Json> {
    updates.iter().map(|update| update["GlobalSecondaryIndexUpdates"].clone()).collect()
}

#[tokio::test]
async fn a_table_that_is_missing_is_created() {
    let (_, db) = scripted();
    let report = Order::sync_table(&db).await.unwrap();
    assert_eq!(report.done, [SyncStep::AddTable]);
    assert!(report.left.is_empty());
    assert_eq!(Order::sync_table(&db).await.unwrap().done, []);
}

#[tokio::test]
async fn indexes_are_added_one_at_a_time() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    let sync = Order::sync_table(&db);
    let steps = "adds the global index `by_status`\n\
                 adds the global index `by_placed`\n\
                 adds the global index `by_region`";
    assert_eq!(sync.explain().await.unwrap().to_string(), steps);
    assert_eq!(sent(&faults), ["DescribeTimeToLive"], "an explanation changes nothing");
    assert_eq!(sync.await.unwrap().to_string(), steps);
    let updates = bodies(&faults, "UpdateTable");
    assert_eq!(
        updates[0],
        json!({
            "TableName": "orders",
            "AttributeDefinitions": [
                {"AttributeName": "status", "AttributeType": "S"},
                {"AttributeName": "placed", "AttributeType": "N"},
            ],
            "GlobalSecondaryIndexUpdates": [{"Create": {
                "IndexName": "by_status",
                "KeySchema": [
                    {"AttributeName": "status", "KeyType": "HASH"},
                    {"AttributeName": "placed", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["region"]},
            }}],
        })
    );
    let names: Vec<_> =
        changes(&updates).iter().map(|change| change[0]["Create"]["IndexName"].clone()).collect();
    assert_eq!(names, ["by_status", "by_placed", "by_region"]);
    assert_eq!(Order::table_diff(&db).await.unwrap().to_string(), "");
}

#[tokio::test(start_paused = true)]
async fn each_index_is_waited_for_before_the_next_change() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    // The update of another process is waited for, and so is an answer that is older than our own.
    faults.on("DescribeTable", described("UPDATING", &[]));
    faults.on("DescribeTable", described("ACTIVE", &[]));
    faults.on("DescribeTable", described("ACTIVE", &[]));
    faults.on("UpdateTable", Fault::service(400, "LimitExceededException", "Only 1 online index"));
    faults.on("DescribeTable", described("ACTIVE", &[]));
    faults.on("DescribeTable", described("ACTIVE", &[]));
    faults.on("UpdateTable", Fault::answer(200, r#"{"TableDescription": {}}"#));
    faults.on("DescribeTable", described("ACTIVE", &[]));
    faults.on("DescribeTable", described("UPDATING", &[by_status("CREATING", true)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("ACTIVE", false)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("ACTIVE", false)]));
    let report = OtherOrder::sync_table(&db).await.unwrap();
    assert_eq!(report.to_string(), "adds the global index `by_status`");
    assert_eq!(bodies(&faults, "UpdateTable").len(), 2);
    assert_eq!(faults.pending(), 0);
}

#[tokio::test]
async fn all_that_is_declared_is_set_one_after_the_other() {
    let (faults, db) = scripted();
    Order::create_table(&db).await.unwrap();
    faults.forget();
    // The engine keeps no units of indexes, so that three more changes are sent after the first, and does not know
    // encryption in UpdateTable.
    for _ in 0..7 {
        faults.on("UpdateTable", Fault::Pass);
    }
    faults.on("UpdateTable", Fault::answer(200, r#"{"TableDescription": {}}"#));
    let report = KeptOrder::sync_table(&db).await.unwrap();
    assert_eq!(
        report.to_string(),
        "makes the table provisioned with 5 read and 8 write units\n\
         gives the index `by_status` 5 read and 8 write units\n\
         gives the index `by_placed` 2 read and 3 write units\n\
         gives the index `by_region` 5 read and 8 write units\n\
         turns time to live on by `expires_at`\n\
         turns a stream of new and old items on\n\
         makes the table of the class for infrequent access\n\
         protects the table from deletion\n\
         encrypts the table with the key that AWS manages\n\
         sets the tag `team` to `shop`"
    );
    let units = |name: &str, read: u64, write: u64| {
        let throughput = json!({"ReadCapacityUnits": read, "WriteCapacityUnits": write});
        json!({"Update": {"IndexName": name, "ProvisionedThroughput": throughput}})
    };
    let updates = bodies(&faults, "UpdateTable");
    assert_eq!(
        updates[..2],
        [
            json!({
                "TableName": "orders",
                "BillingMode": "PROVISIONED",
                "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 8},
                "GlobalSecondaryIndexUpdates":
                    [units("by_status", 5, 8), units("by_placed", 2, 3), units("by_region", 5, 8)],
            }),
            json!({"TableName": "orders", "GlobalSecondaryIndexUpdates": [units("by_status", 5, 8)]}),
        ]
    );
    assert_eq!(
        updates[4..],
        [
            json!({
                "TableName": "orders",
                "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            }),
            json!({"TableName": "orders", "TableClass": "STANDARD_INFREQUENT_ACCESS"}),
            json!({"TableName": "orders", "DeletionProtectionEnabled": true}),
            json!({"TableName": "orders", "SSESpecification": {"Enabled": true, "SSEType": "KMS"}}),
        ]
    );
    let found = KeptOrder::describe_table(&db).in_full().await.unwrap();
    assert_eq!(found.tags.unwrap()["team"], "shop");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_is_refused_to_the_end_is_told() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    let often = Fault::service(400, "LimitExceededException", "Table class changed too often");
    faults.on("UpdateTable", Fault::Pass).on("UpdateTable", Fault::Pass);
    for _ in 0..5_000 {
        faults.on("UpdateTable", often.clone());
    }
    let error = KeptOrder::sync_table(&db).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "KeptOrder: the table was not in sync within 3600s: ACTIVE (UpdateTable on table `orders`)"
    );
    let source = std::error::Error::source(&error).expect("what refused it");
    assert!(source.to_string().contains("Table class changed too often"), "{source}");
}

#[tokio::test]
async fn time_to_live_is_turned_on_once() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    for _ in 0..2 {
        let report = ExpiringOrder::sync_table(&db).await.unwrap();
        assert!(report.left.is_empty());
    }
    assert_eq!(bodies(&faults, "UpdateTimeToLive").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_another_process_did_first_is_no_error() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    let off = r#"{"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}"#;
    let on = r#"{"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}}"#;
    let refusal = || Fault::service(400, "ValidationException", "TimeToLive is already enabled");
    faults.on("DescribeTimeToLive", Fault::answer(200, off)).on("UpdateTimeToLive", refusal());
    for _ in 0..2 {
        faults.on("DescribeTimeToLive", Fault::answer(200, on));
    }
    let report = ExpiringOrder::sync_table(&db).await.unwrap();
    assert_eq!((report.done, report.left.len(), faults.pending()), (vec![], 0, 0));
    // What is still needed is told.
    faults.on("UpdateTimeToLive", refusal());
    let error = ExpiringOrder::sync_table(&db).await.unwrap_err();
    assert_eq!((error.is_invalid(), error.operation()), (true, Some("UpdateTimeToLive")));
}

#[tokio::test]
async fn an_index_is_removed_only_when_told_to() {
    let (faults, db) = scripted();
    Order::create_table(&db).await.unwrap();
    faults.forget();
    let report = PlainOrder::sync_table(&db).await.unwrap();
    assert_eq!((report.done.len(), report.left.len()), (0, 3));
    let report = PlainOrder::sync_table(&db).remove_index("by_placed").await.unwrap();
    assert_eq!(
        report.to_string(),
        "removes the global index `by_placed`\n\
         left: the live table has the global index `by_status`, which is not declared\n\
         left: the live table has the global index `by_region`, which is not declared"
    );
    let updates = bodies(&faults, "UpdateTable");
    assert_eq!(changes(&updates), [json!([{"Delete": {"IndexName": "by_placed"}}])]);
    faults.forget();
    let error = Order::sync_table(&db).table("absent").remove_index("by_region").await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new(), "nothing is created before");
}

#[tokio::test]
async fn an_index_that_differs_is_replaced_only_when_told_to() {
    let (faults, db) = scripted();
    Order::create_table(&db).await.unwrap();
    faults.forget();
    let report = OtherOrder::sync_table(&db).await.unwrap();
    assert_eq!((report.done.len(), report.left.is_blocking()), (0, true));
    let report = OtherOrder::sync_table(&db).replace_index(BY_STATUS).await.unwrap();
    assert_eq!(
        report.to_string(),
        "removes the global index `by_status`\n\
         adds the global index `by_status`\n\
         left: the live table has the global index `by_placed`, which is not declared\n\
         left: the live table has the global index `by_region`, which is not declared"
    );
    assert_eq!(bodies(&faults, "UpdateTable").len(), 2);
    assert!(!OtherOrder::table_diff(&db).await.unwrap().is_blocking());
}

#[tokio::test]
async fn a_local_index_is_told_and_never_tried() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    let report = LocalOrder::sync_table(&db).await.unwrap();
    assert_eq!(
        report.to_string(),
        "left: the local index `by_day` is missing, and can be made only with the table"
    );
    assert_eq!(sent(&faults), ["DescribeTimeToLive"]);
}

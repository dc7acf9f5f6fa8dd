//! `describe_table` and `table_diff`.

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::{
    Billing, Difference, IndexKind, IndexStatus, ProjectedAttributes, Recovery, StreamView, TableClass,
    TableStatus, TtlInfo, Units,
};
use serde_json::json;

use crate::models::{ExpiringOrder, KeptOrder, Order, PlainOrder, Thread};
use crate::seen::{scripted, sent};

#[tokio::test]
async fn a_table_is_described() {
    let (faults, db) = scripted();
    Thread::create_table(&db).await.unwrap();
    let found = Thread::describe_table(&db).await.unwrap();
    assert_eq!((found.name.as_str(), &found.status), ("Thread", &TableStatus::Active));
    assert_eq!(found.key.to_string(), "(`ForumName` S, `Subject` S)");
    assert_eq!(found.billing, Billing::Provisioned(Units::new(5, 5)));
    assert_eq!((found.item_count, found.class), (0, Some(TableClass::Standard)));
    assert_eq!((found.stream, found.encryption_key), (None, None));
    let index = &found.indexes[0];
    assert_eq!(
        (index.name.as_str(), index.kind, &index.status),
        ("LastPostIndex", IndexKind::Local, &IndexStatus::Active)
    );
    assert_eq!(
        (index.key.to_string().as_str(), index.units),
        ("(`ForumName` S, `LastPostDateTime` S)", None)
    );
    assert_eq!(index.projected, ProjectedAttributes::Keys);
    assert_eq!((found.ttl, found.recovery, found.tags), (None, None, None));
    assert_eq!(sent(&faults), ["CreateTable"]);
}

#[tokio::test]
async fn a_table_is_described_in_full() {
    let (faults, db) = scripted();
    KeptOrder::create_table(&db).await.unwrap();
    let backups = json!({"ContinuousBackupsDescription": {
        "ContinuousBackupsStatus": "ENABLED",
        "PointInTimeRecoveryDescription": {
            "PointInTimeRecoveryStatus": "ENABLED",
            "RecoveryPeriodInDays": 14,
        },
    }});
    faults.on("DescribeContinuousBackups", Fault::answer(200, backups.to_string()));
    let found = KeptOrder::describe_table(&db).in_full().await.unwrap();
    assert_eq!(found.class, Some(TableClass::InfrequentAccess));
    assert!(found.deletion_protection);
    assert_eq!(found.stream.map(|stream| stream.view), Some(StreamView::NewAndOld));
    assert_eq!(found.ttl, Some(TtlInfo::On("expires_at".to_owned())));
    assert_eq!(found.recovery, Some(Recovery::Days(14)));
    assert_eq!(found.tags.unwrap()["team"], "shop");
    let units: Vec<_> = found.indexes.iter().map(|index| index.units).collect();
    assert_eq!(units, [Some(Units::new(5, 8)), Some(Units::new(2, 3)), Some(Units::new(5, 8))]);
}

#[tokio::test]
async fn a_table_that_is_not_there_is_an_error_of_description_and_a_difference() {
    let (_, db) = scripted();
    let error = PlainOrder::describe_table(&db).await.unwrap_err();
    assert!(error.is_table_not_found(), "{error:?}");
    assert_eq!((error.operation(), error.table()), (Some("DescribeTable"), Some("orders")));
    assert_eq!(PlainOrder::table_diff(&db).await.unwrap().to_string(), "the table does not exist");
}

#[tokio::test]
async fn the_live_table_is_compared() {
    let (_, db) = scripted();
    ExpiringOrder::create_table(&db).await.unwrap();
    assert_eq!(
        KeptOrder::table_diff(&db).await.unwrap().to_string(),
        "the global index `by_status` is missing\n\
         the global index `by_placed` is missing\n\
         the global index `by_region` is missing\n\
         the live table is on demand, and the model declares it provisioned with 5 read and 8 write units\n\
         the stream is off, and the model declares one of new and old items\n\
         the live table is of the standard class, and the model declares it of the class for infrequent access\n\
         the live table is not protected from deletion, and the model declares it so\n\
         the live table is encrypted with a key of DynamoDB's own, and the model declares the key that AWS manages\n\
         the tag `team` is missing, and the model declares `shop`"
    );
    assert_eq!(
        PlainOrder::table_diff(&db).await.unwrap().to_string(),
        "time to live is on by `expires_at`, which is not declared"
    );
    Order::create_table(&db).table("others").await.unwrap();
    assert!(PlainOrder::table_diff(&db).table("others").await.unwrap().iter().all(Difference::is_note));
}

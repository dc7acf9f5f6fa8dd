//! `create_tables`.

use dynamo_model::prelude::*;

use crate::models::{OtherOrder, PlainOrder, TaggedOrder, Thread};
use crate::seen::{bodies, scripted};

#[tokio::test]
async fn tables_of_several_models_are_created_side_by_side() {
    let (faults, db) = scripted();
    db.create_tables::<(Thread, PlainOrder, TaggedOrder)>().await.unwrap();
    assert_eq!(db.list_tables().await.unwrap(), ["Thread", "orders"]);
    assert_eq!(bodies(&faults, "CreateTable").len(), 2, "those of one table do not race");
}

#[tokio::test]
async fn the_first_error_is_told_once_all_have_ended() {
    let (_, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    let error = db.create_tables::<(OtherOrder, Thread)>().await.unwrap_err();
    assert!(error.is_schema_mismatch(), "{error:?}");
    assert_eq!((error.table(), error.model()), (Some("orders"), Some("OtherOrder")));
    assert_eq!(db.list_tables().await.unwrap(), ["Thread", "orders"]);
}

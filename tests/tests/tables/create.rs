//! `create_table`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::create_table::CreateTableOutput;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::{TableProgress, TtlInfo};
use dynamo_model_tests::{engine, scripted::config};
use serde_json::{Value as Json, json};

use crate::models::{
    ExpiringOrder, KeptOrder, LocalOrder, Order, OtherOrder, PlainOrder, TaggedOrder, Thread,
};
use crate::seen::{bodies, by_status, described, not_found, scripted, sent};

#[tokio::test]
async fn the_forum_of_old_is_created_described_and_equal() {
    let (faults, db) = scripted();
    Thread::create_table(&db).await.unwrap();
    assert_eq!(
        bodies(&faults, "CreateTable"),
        [json!({
            "TableName": "Thread",
            "AttributeDefinitions": [
                {"AttributeName": "ForumName", "AttributeType": "S"},
                {"AttributeName": "Subject", "AttributeType": "S"},
                {"AttributeName": "LastPostDateTime", "AttributeType": "S"},
            ],
            "KeySchema": [
                {"AttributeName": "ForumName", "KeyType": "HASH"},
                {"AttributeName": "Subject", "KeyType": "RANGE"},
            ],
            "LocalSecondaryIndexes": [{
                "IndexName": "LastPostIndex",
                "KeySchema": [
                    {"AttributeName": "ForumName", "KeyType": "HASH"},
                    {"AttributeName": "LastPostDateTime", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }],
            "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        })]
    );
    assert_eq!(Thread::table_diff(&db).await.unwrap().to_string(), "");
    Thread::create_table(&db).await.unwrap();
    assert_eq!(bodies(&faults, "CreateTable").len(), 1);
}

#[tokio::test]
async fn global_indexes_of_one_and_of_several_attributes_are_created_described_and_equal() {
    let (faults, db) = scripted();
    Order::create_table(&db).await.unwrap();
    assert_eq!(
        bodies(&faults, "CreateTable")[0]["GlobalSecondaryIndexes"],
        json!([
            {
                "IndexName": "by_status",
                "KeySchema": [
                    {"AttributeName": "status", "KeyType": "HASH"},
                    {"AttributeName": "placed", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["region"]},
            },
            {
                "IndexName": "by_placed",
                "KeySchema": [{"AttributeName": "placed", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
            {
                "IndexName": "by_region",
                "KeySchema": [
                    {"AttributeName": "tenant", "KeyType": "HASH"},
                    {"AttributeName": "region", "KeyType": "HASH"},
                    {"AttributeName": "day", "KeyType": "RANGE"},
                    {"AttributeName": "id", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            },
        ])
    );
    assert_eq!(Order::table_diff(&db).await.unwrap().to_string(), "");
}

#[tokio::test]
async fn the_builder_is_within_reach() {
    let (faults, db) = scripted();
    let policy = |create: CreateTableFluentBuilder| create.resource_policy("{}");
    PlainOrder::create_table(&db).customize(policy).await.unwrap();
    Order::sync_table(&db).table("others").customize_create(policy).await.unwrap();
    let policies: Vec<Json> =
        bodies(&faults, "CreateTable").iter().map(|sent| sent["ResourcePolicy"].clone()).collect();
    assert_eq!(policies, ["{}", "{}"]);
    Order::sync_table(&db).customize_update(|update| update.deletion_protection_enabled(true)).await.unwrap();
    let updates = bodies(&faults, "UpdateTable");
    assert_eq!(updates.len(), 3);
    assert!(updates.iter().all(|sent| sent["DeletionProtectionEnabled"] == true), "{updates:?}");
}

#[tokio::test]
async fn what_is_sent_is_the_definition() {
    let (faults, db) = scripted();
    KeptOrder::create_table(&db).await.unwrap();
    Order::create_table(&db).table("others").await.unwrap();
    let written = |json: String| serde_json::from_str::<Json>(&json).unwrap();
    assert_eq!(
        bodies(&faults, "CreateTable"),
        [
            written(KeptOrder::table_definition().to_cli_json()),
            written(Order::table_definition().named("others").to_cli_json()),
        ]
    );
}

#[tokio::test]
async fn a_new_table_gets_time_to_live_and_recovery_where_the_engine_knows_them() {
    let (faults, db) = scripted();
    KeptOrder::create_table(&db).await.unwrap();
    assert_eq!(
        sent(&faults),
        ["CreateTable", "DescribeTimeToLive", "UpdateTimeToLive", "DescribeContinuousBackups"]
    );
    assert_eq!(
        bodies(&faults, "UpdateTimeToLive"),
        [json!({
            "TableName": "orders",
            "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true},
        })]
    );
    assert_eq!(KeptOrder::table_diff(&db).await.unwrap().to_string(), "");
}

const BACKUPS_OFF: &str = r#"{"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
    "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}}"#;

#[tokio::test(start_paused = true)]
async fn recovery_is_turned_on_once_backups_are_ready() {
    let (faults, db) = scripted();
    let unavailable =
        Fault::service(400, "ContinuousBackupsUnavailableException", "Backups are being enabled");
    for _ in 0..2 {
        faults.on("DescribeContinuousBackups", Fault::answer(200, BACKUPS_OFF));
    }
    faults.on("UpdateContinuousBackups", unavailable);
    faults.on("UpdateContinuousBackups", Fault::answer(200, "{}"));
    KeptOrder::create_table(&db).await.unwrap();
    let asked = json!({
        "TableName": "orders",
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 14},
    });
    assert_eq!(bodies(&faults, "UpdateContinuousBackups"), [asked.clone(), asked]);
}

#[tokio::test(start_paused = true)]
async fn time_to_live_that_is_on_already_is_left_alone() {
    let (faults, db) = scripted();
    let on = r#"{"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLING", "AttributeName": "expires_at"}}"#;
    faults.on("DescribeTimeToLive", Fault::answer(200, on));
    ExpiringOrder::create_table(&db).await.unwrap();
    assert_eq!(sent(&faults), ["CreateTable", "DescribeTimeToLive"]);
}

#[tokio::test(start_paused = true)]
async fn another_process_may_turn_time_to_live_on_first() {
    let (faults, db) = scripted();
    let on = r#"{"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}}"#;
    faults.on("DescribeTimeToLive", Fault::Pass).on("DescribeTimeToLive", Fault::answer(200, on));
    let refusal = Fault::service(400, "ValidationException", "TimeToLive is already enabled");
    faults.on("UpdateTimeToLive", refusal);
    ExpiringOrder::create_table(&db).await.unwrap();
    assert_eq!(
        sent(&faults),
        ["CreateTable", "DescribeTimeToLive", "UpdateTimeToLive", "DescribeTimeToLive"]
    );
}

#[tokio::test]
async fn a_table_that_is_found_is_not_changed() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.forget();
    ExpiringOrder::create_table(&db).await.unwrap();
    TaggedOrder::create_table(&db).await.unwrap();
    assert_eq!(sent(&faults), ["DescribeTimeToLive", "ListTagsOfResource"]);
    let found = PlainOrder::describe_table(&db).in_full().await.unwrap();
    assert_eq!(found.ttl, Some(TtlInfo::Off));
}

#[tokio::test]
async fn a_start_does_not_fail_since_a_detail_may_not_be_asked() {
    let (faults, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    faults.on("DescribeTimeToLive", Fault::service(400, "AccessDeniedException", "not authorized"));
    ExpiringOrder::create_table(&db).await.unwrap();
    assert_eq!(faults.pending(), 0);
}

#[tokio::test]
async fn an_index_that_is_missing_or_differs_is_a_mismatch() {
    let (_, db) = scripted();
    PlainOrder::create_table(&db).await.unwrap();
    let error = OtherOrder::create_table(&db).await.unwrap_err();
    assert!(error.is_schema_mismatch(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "OtherOrder: the global index `by_status` is missing (CreateTable on table `orders`)"
    );
    let error = LocalOrder::create_table(&db).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "LocalOrder: the local index `by_day` is missing, and can be made only with the table \
         (CreateTable on table `orders`)"
    );
    Order::create_table(&db).table("others").await.unwrap();
    let error = OtherOrder::create_table(&db).table("others").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "OtherOrder: the live index `by_status` has the key (`status` S, `placed` N), \
         and the model declares (`status` S, `region` S); \
         the live index `by_status` holds the keys and `region`, and the model declares the keys and `placed` \
         (CreateTable on table `others`)"
    );
}

#[tokio::test(start_paused = true)]
async fn it_waits_for_the_table_and_its_indexes_and_tells_of_it() {
    let (faults, db) = scripted();
    faults.on("DescribeTable", not_found());
    faults.on("CreateTable", Fault::answer(200, r#"{"TableDescription": {}}"#));
    // Not found again: DescribeTable may be late.
    faults.on("DescribeTable", not_found());
    faults.on("CreateTable", Fault::service(400, "ResourceInUseException", "Table already exists"));
    faults.on("DescribeTable", described("CREATING", &[by_status("CREATING", false)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("CREATING", true)]));
    faults.on("DescribeTable", described("ACTIVE", &[by_status("ACTIVE", false)]));
    let told = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&told);
    let tell = move |progress: &TableProgress| {
        let shown = progress.to_string();
        let (_, status) = shown.split_once(": ").expect("a place and a status");
        keep.lock().unwrap().push((progress.elapsed.as_secs(), status.to_owned()));
    };
    OtherOrder::create_table(&db).poll_every(Duration::from_secs(3)).on_progress(tell).await.unwrap();
    assert_eq!(
        *told.lock().unwrap(),
        [
            (0, "there is none".to_owned()),
            (3, "there is none".to_owned()),
            (6, "CREATING; `by_status` CREATING".to_owned()),
            (9, "ACTIVE; `by_status` CREATING, being filled".to_owned()),
            (12, "ACTIVE".to_owned()),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_table_that_takes_too_long_is_an_error_that_says_what_it_does() {
    let (faults, db) = scripted();
    faults.always(described("ACTIVE", &[by_status("CREATING", true)]));
    let error = OtherOrder::create_table(&db).wait_at_most(Duration::from_secs(30)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "OtherOrder: the table was not ACTIVE within 30s: ACTIVE; `by_status` CREATING, being filled \
         (DescribeTable on table `orders`)"
    );
}

#[tokio::test(start_paused = true)]
async fn the_service_that_asks_to_slow_down_is_asked_again() {
    let (faults, db) = scripted();
    faults.on("DescribeTable", Fault::Throttle);
    let many = Fault::service(400, "LimitExceededException", "Too many tables are being created");
    faults.on("CreateTable", many.clone()).on("CreateTable", many);
    PlainOrder::create_table(&db).await.unwrap();
    assert_eq!(sent(&faults), ["CreateTable", "CreateTable", "CreateTable"]);
    assert_eq!(faults.pending(), 0);
}

#[tokio::test(start_paused = true)]
async fn it_does_not_ask_to_slow_down_for_ever() {
    let (faults, db) = scripted();
    faults.always(Fault::Throttle);
    let error = PlainOrder::create_table(&db).wait_at_most(Duration::from_secs(5)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

/// Counts the answers to CreateTable that are no refusals.
#[derive(Clone, Debug, Default)]
struct Created(Arc<AtomicUsize>);

impl Intercept for Created {
    fn name(&self) -> &'static str {
        "Created"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.output_or_error().is_ok_and(|output| output.downcast_ref::<CreateTableOutput>().is_some())
        {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixteen_tasks_one_creates_the_table() {
    let created = Created::default();
    let config = config(engine::faults().unwrap()).interceptor(created.clone()).build();
    let db = Connection::builder().client(Client::from_conf(config)).build().unwrap();
    let tasks: Vec<_> = (0..16).map(|_| tokio::spawn(KeptOrder::create_table(&db).send())).collect();
    for task in tasks {
        task.await.expect("it joins").unwrap();
    }
    assert_eq!(created.0.load(Ordering::SeqCst), 1);
    assert_eq!(KeptOrder::table_diff(&db).await.unwrap().to_string(), "");
}

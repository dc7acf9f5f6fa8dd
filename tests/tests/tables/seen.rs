//! What was sent, and what answers look like.

use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model_tests::{engine, scripted};
use serde_json::{Value as Json, json};

/// A script over a new engine, and a connection through it.
pub(crate) fn scripted() -> (Faults, Connection) {
    let faults = engine::faults().expect("the engine starts");
    let db = connected(&faults);
    (faults, db)
}

/// A connection through a script; the SDK does not resend, so that each call is one request.
pub(crate) fn connected(faults: &Faults) -> Connection {
    let retry = aws_sdk_dynamodb::config::retry::RetryConfig::disabled();
    let client =
        aws_sdk_dynamodb::Client::from_conf(scripted::config(faults.clone()).retry_config(retry).build());
    Connection::builder().client(client).build().expect("a client is all that is needed")
}

/// The bodies of the requests of one operation.
pub(crate) fn bodies(faults: &Faults, operation: &str) -> Vec<Json> {
    let requests = faults.requests();
    requests.iter().filter(|request| request.operation() == operation).map(Request::json).collect()
}

/// The operations that were sent, but for DescribeTable.
pub(crate) fn sent(faults: &Faults) -> Vec<String> {
    scripted::sent(faults).into_iter().filter(|operation| operation != "DescribeTable").collect()
}

/// An answer of DescribeTable: the status of the orders' table, and of its index, with the key of `Order`.
pub(crate) fn described(table: &str, by_placed: &[Json]) -> Fault {
    Fault::answer(
        200,
        json!({"Table": {
            "TableName": "orders",
            "TableStatus": table,
            "KeySchema": [
                {"AttributeName": "customer", "KeyType": "HASH"},
                {"AttributeName": "id", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [
                {"AttributeName": "customer", "AttributeType": "S"},
                {"AttributeName": "id", "AttributeType": "S"},
                {"AttributeName": "placed", "AttributeType": "N"},
                {"AttributeName": "status", "AttributeType": "S"},
                {"AttributeName": "region", "AttributeType": "S"},
            ],
            "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
            "GlobalSecondaryIndexes": by_placed,
        }})
        .to_string(),
    )
}

/// The index of `OtherOrder` in an answer.
pub(crate) fn by_status(status: &str, backfilling: bool) -> Json {
    json!({
        "IndexName": "by_status",
        "IndexStatus": status,
        "Backfilling": backfilling,
        "KeySchema": [
            {"AttributeName": "status", "KeyType": "HASH"},
            {"AttributeName": "region", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["placed"]},
    })
}

/// There is no table.
pub(crate) fn not_found() -> Fault {
    Fault::service(400, "ResourceNotFoundException", "Requested resource not found")
}

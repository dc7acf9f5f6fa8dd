//! What an update that creates an item gives of the old one: nothing, where the engine gives the key.
//!
//! [`ReturnValues`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html) are those of the item "as it
//! appeared before the operation".

use dynoxide::Database;
use serde_json::{Value, json};

/// True for an UpdateItem that asks for the whole old item where there is none.
pub(super) fn is_asked_of_nothing(operation: &str, engine: &Database, body: &[u8]) -> bool {
    operation == "UpdateItem" && asks_for_old(body) && !exists(engine, body).unwrap_or(true)
}

/// True if it may: the request is parsed only then.
fn asks_for_old(body: &[u8]) -> bool {
    body.windows(b"ALL_OLD".len()).any(|words| words == b"ALL_OLD")
        && serde_json::from_slice::<Value>(body).is_ok_and(|request| request["ReturnValues"] == "ALL_OLD")
}

fn exists(engine: &Database, body: &[u8]) -> Option<bool> {
    let request: Value = serde_json::from_slice(body).ok()?;
    let get = json!({"TableName": request["TableName"], "Key": request["Key"], "ConsistentRead": true});
    let found = engine.get_item(serde_json::from_value(get).ok()?).ok()?;
    Some(serde_json::to_value(found).ok()?.get("Item").is_some())
}

//! Counters that may be of any size, and what batches do with them.

use std::collections::BTreeMap;

use dynamo_model::faults::{Faults, Request};
use dynamo_model::prelude::*;
use serde_json::Value as Json;

/// A counter that may be of any size.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "counters")]
pub(crate) struct Counter {
    /// The hash key.
    #[model(hash_key)]
    pub(crate) id: u64,
    /// What is counted.
    pub(crate) hits: u64,
    /// What makes it large, or, where it is empty, invalid.
    #[validate(length(min = 1))]
    pub(crate) note: Option<String>,
}

/// An item that is certain to exceed 400 KB.
pub(crate) fn oversized(id: u64) -> Counter {
    Counter { note: Some("x".repeat(409_600)), ..Counter::new(id, 0) }
}

/// Ends the script, and tells the hits of each counter that is there.
pub(crate) async fn table(faults: &Faults, db: &Connection) -> BTreeMap<u64, u64> {
    faults.clear();
    let all = Counter::get_many(db, Counter::HITS.exists()).allow_scan().await.expect("it is read");
    all.into_iter().map(|counter| (counter.id, counter.hits)).collect()
}

/// The ids that a BatchWriteItem held of the counters, in order.
pub(crate) fn ids_in(request: &Request) -> Vec<u64> {
    let json = request.json();
    json["RequestItems"]["counters"].as_array().expect("a list of writes").iter().map(id_of).collect()
}

/// The id of a put or a delete in a BatchWriteItem.
pub(crate) fn id_of(write: &Json) -> u64 {
    let item = write.get("PutRequest").map_or(&write["DeleteRequest"]["Key"], |put| &put["Item"]);
    item["id"]["N"].as_str().and_then(|id| id.parse().ok()).expect("a number")
}

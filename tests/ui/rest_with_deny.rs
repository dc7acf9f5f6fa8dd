use std::collections::BTreeMap;

use dynamo_model::Value;
use dynamo_model::prelude::*;

#[derive(Model)]
#[model(unknown = "deny")]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
}

fn main() {}

use std::collections::BTreeMap;

use dynamo_model::Value;
use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
    #[model(rest)]
    more: BTreeMap<String, Value>,
}

fn main() {}

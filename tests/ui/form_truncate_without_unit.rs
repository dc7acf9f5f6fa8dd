use std::time::Duration;

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(truncate)]
    took: Duration,
}

fn main() {}

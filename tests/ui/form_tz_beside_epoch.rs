use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(as = "epoch_seconds", tz = "convert")]
    at: DateTime<Utc>,
}

fn main() {}

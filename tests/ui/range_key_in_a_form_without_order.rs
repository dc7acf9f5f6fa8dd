use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(range_key, as = "%d.%m.%Y %H:%M:%S %z")]
    at: DateTime<Utc>,
}

fn main() {}

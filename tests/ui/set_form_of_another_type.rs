use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;

#[derive(Model)]
struct Visit {
    #[model(hash_key)]
    id: String,
    #[model(as = "epoch_seconds")]
    at: DateTime<Utc>,
}

fn main() {
    let _ = Visit::AT.set(5);
}

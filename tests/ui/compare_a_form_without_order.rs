use chrono::{DateTime, FixedOffset};
use dynamo_model::prelude::*;

#[derive(Model)]
struct Visit {
    #[model(hash_key)]
    id: String,
    at: DateTime<FixedOffset>,
}

fn main() {
    let _ = Visit::AT.lt(DateTime::<FixedOffset>::MIN_UTC.fixed_offset());
}

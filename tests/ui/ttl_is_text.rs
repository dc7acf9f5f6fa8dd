use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;

#[derive(Model)]
#[model(ttl = until)]
struct Session {
    #[model(hash_key)]
    id: String,
    until: String,
}

#[derive(Model)]
#[model(ttl = until)]
struct Link {
    #[model(hash_key)]
    id: String,
    until: Option<DateTime<Utc>>,
}

#[derive(Model)]
#[model(ttl = until)]
struct Token {
    #[model(hash_key)]
    id: String,
    #[model(as = "epoch_millis")]
    until: DateTime<Utc>,
}

fn main() {}

use dynamo_model::Value;
use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(rest)]
    extra: Vec<Value>,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key, range_key)]
    id: String,
}

fn main() {}

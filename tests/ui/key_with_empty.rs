use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key, empty = "absent")]
    id: String,
}

fn main() {}

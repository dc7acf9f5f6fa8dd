use dynamo_model::prelude::*;

struct Unknown;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    what: Vec<Unknown>,
}

fn main() {}

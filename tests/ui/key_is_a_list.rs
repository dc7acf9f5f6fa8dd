use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    ids: Vec<String>,
}

fn main() {}

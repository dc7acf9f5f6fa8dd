use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(flatten)]
    what: String,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(range_key)]
    what: bool,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Document)]
struct Stamp {
    created_by: String,
}

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(flatten, rename = "s")]
    stamp: Stamp,
}

fn main() {}

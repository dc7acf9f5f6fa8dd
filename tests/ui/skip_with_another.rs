use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(skip, rename = "c")]
    cache: Option<String>,
}

fn main() {}

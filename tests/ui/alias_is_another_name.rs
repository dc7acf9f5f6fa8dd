use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    title: String,
    #[model(alias = "title")]
    heading: String,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(rename = "t")]
    title: String,
    #[model(rename = "t")]
    text: String,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Document)]
struct Address {
    #[model(hash_key)]
    city: String,
}

fn main() {}

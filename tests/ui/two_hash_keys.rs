use dynamo_model::prelude::*;

#[derive(Model)]
struct User {
    #[model(hash_key)]
    email: String,
    #[model(hash_key)]
    name: String,
}

fn main() {}

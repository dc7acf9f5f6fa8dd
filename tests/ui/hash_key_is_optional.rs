use dynamo_model::prelude::*;

#[derive(Model)]
struct User {
    #[model(hash_key)]
    email: Option<String>,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct User {
    #[model(hashkey)]
    email: String,
}

fn main() {}

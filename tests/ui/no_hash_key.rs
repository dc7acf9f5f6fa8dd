use dynamo_model::prelude::*;

#[derive(Model)]
struct User {
    email: String,
}

fn main() {}

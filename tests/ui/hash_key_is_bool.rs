use dynamo_model::prelude::*;

#[derive(Model)]
struct Flag {
    #[model(hash_key)]
    on: bool,
}

fn main() {}

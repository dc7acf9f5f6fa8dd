use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(contains(pattern = "x"))]
    what: u16,
}

fn main() {}

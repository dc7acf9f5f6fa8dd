use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(length(max = "9"))]
    what: String,
}

fn main() {}

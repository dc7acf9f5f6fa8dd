use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(must_match(other = id))]
    what: u16,
}

fn main() {}

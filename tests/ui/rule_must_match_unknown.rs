use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    password: String,
    #[validate(must_match(other = pasword))]
    what: String,
}

fn main() {}

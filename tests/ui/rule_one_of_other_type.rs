use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(one_of(1, 2))]
    what: String,
}

fn main() {}

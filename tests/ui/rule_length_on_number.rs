use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(length(max = 4))]
    what: Option<u16>,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(range(max = 9.5))]
    what: u16,
}

fn main() {}

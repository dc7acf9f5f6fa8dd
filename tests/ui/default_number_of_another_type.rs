use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(default = 1.5)]
    what: u16,
}

fn main() {}

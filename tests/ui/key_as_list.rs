use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key, as = "list")]
    id: Vec<u8>,
}

fn main() {}

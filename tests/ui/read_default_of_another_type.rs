use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(read_default = String::new())]
    what: u16,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Post {
    #[model(hash_key)]
    id: String,
    #[model(read_default = 1)]
    kind: String,
    #[model(read_default = "a")]
    number: u8,
}

fn main() {}

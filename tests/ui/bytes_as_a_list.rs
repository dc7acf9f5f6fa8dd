use dynamo_model::prelude::*;

#[derive(Model)]
struct Photo {
    #[model(hash_key)]
    id: String,
    pixels: Vec<u8>,
}

fn main() {}

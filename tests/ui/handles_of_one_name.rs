use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    createdAt: u32,
    created_at: u32,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
#[model(tabel = "things")]
struct Thing {
    #[model(hash_key)]
    id: String,
    name: String,
}

fn main() {}

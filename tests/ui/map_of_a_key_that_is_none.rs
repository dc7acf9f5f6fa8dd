use std::collections::HashMap;

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    what: HashMap<Vec<String>, u8>,
}

fn main() {}

use std::collections::HashSet;

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    what: HashSet<f64>,
}

fn main() {}

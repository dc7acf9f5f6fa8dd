use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(one_of(0.5, 1.0))]
    what: f64,
}

fn main() {}

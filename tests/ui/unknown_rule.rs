use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(lenght(min = 1))]
    what: String,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(each(range(min = 1)))]
    what: Vec<String>,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(each(length(max = 3)))]
    what: String,
}

fn main() {}

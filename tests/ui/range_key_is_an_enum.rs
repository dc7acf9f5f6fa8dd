use dynamo_model::prelude::*;

#[derive(Attribute, Clone, Debug, PartialEq)]
enum State {
    Draft,
    Live,
}

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[model(range_key)]
    what: State,
}

fn main() {}

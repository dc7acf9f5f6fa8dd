use dynamo_model::prelude::*;

#[derive(Attribute, Clone, Debug, PartialEq)]
enum State {
    Draft,
    Live,
}

#[derive(Model)]
#[model(index(name = "by_state", hash = state), index(name = "by_owner", hash = owner, range = state))]
struct Task {
    #[model(hash_key)]
    id: String,
    owner: String,
    state: Option<State>,
}

fn main() {}

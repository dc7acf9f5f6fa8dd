use dynamo_model::prelude::*;

#[derive(Document)]
#[model(renameAll = "camelCase")]
struct Address {
    city: String,
}

fn main() {}

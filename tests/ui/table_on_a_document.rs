use dynamo_model::prelude::*;

#[derive(Document)]
#[model(table = "addresses")]
struct Address {
    city: String,
}

fn main() {}

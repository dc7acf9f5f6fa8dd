use dynamo_model::prelude::*;

#[derive(Attribute)]
struct Cents {
    amount: i64,
}

fn main() {}

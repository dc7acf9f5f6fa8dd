use dynamo_model::prelude::*;

#[derive(Model)]
enum Shape {
    Round,
}

fn main() {}

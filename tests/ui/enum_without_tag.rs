use dynamo_model::prelude::*;

#[derive(Attribute)]
enum Shape {
    Nothing,
    Circle { radius: u32 },
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Attribute)]
#[model(tag = "type")]
enum Shape {
    Square(u32, u32),
}

fn main() {}

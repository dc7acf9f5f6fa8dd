use dynamo_model::prelude::*;

#[derive(Attribute)]
#[model(tag = "type")]
enum Shape {
    Circle(u32),
}

fn main() {}

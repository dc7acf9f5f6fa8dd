use dynamo_model::prelude::*;

#[derive(Attribute)]
#[model(tag = "type", external)]
enum Shape {
    Circle { radius: u32 },
}

fn main() {}

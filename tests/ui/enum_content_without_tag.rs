use dynamo_model::prelude::*;

#[derive(Attribute)]
#[model(content = "value")]
enum Shape {
    Circle { radius: u32 },
}

fn main() {}

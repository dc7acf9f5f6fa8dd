use dynamo_model::prelude::*;

#[derive(Attribute)]
#[model(tag = "kind")]
enum Shape {
    Circle { kind: String },
}

fn main() {}

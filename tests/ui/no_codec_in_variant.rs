use dynamo_model::prelude::*;

struct Unknown;

#[derive(Attribute)]
#[model(tag = "type")]
enum Part {
    Nothing,
    Some { what: Unknown },
}

fn main() {}

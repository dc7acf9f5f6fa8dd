use dynamo_model::prelude::*;

struct Unknown;

#[derive(Attribute)]
struct Part(Unknown);

fn main() {}

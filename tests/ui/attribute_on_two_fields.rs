use dynamo_model::prelude::*;

#[derive(Attribute)]
struct Point(u32, u32);

fn main() {}

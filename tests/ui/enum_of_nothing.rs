use dynamo_model::prelude::*;

#[derive(Attribute)]
enum Never {}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Model)]
struct Thing(String);

fn main() {}

use dynamo_model::prelude::*;

struct Unknown;

#[derive(Document)]
struct Part {
    what: Unknown,
}

fn main() {}

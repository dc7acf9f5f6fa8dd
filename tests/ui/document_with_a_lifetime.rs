use dynamo_model::prelude::*;

#[derive(Document)]
struct Address<'a> {
    city: &'a str,
}

fn main() {}

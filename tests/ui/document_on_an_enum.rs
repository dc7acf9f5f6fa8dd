use dynamo_model::prelude::*;

#[derive(Document)]
enum State {
    Live,
}

fn main() {}

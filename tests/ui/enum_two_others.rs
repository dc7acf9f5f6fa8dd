use dynamo_model::prelude::*;

#[derive(Attribute)]
enum State {
    Live,
    #[model(other)]
    Other(String),
    #[model(other)]
    Unknown,
}

fn main() {}

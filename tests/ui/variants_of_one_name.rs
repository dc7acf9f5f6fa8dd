use dynamo_model::prelude::*;

#[derive(Attribute)]
enum State {
    #[model(rename = "live")]
    Published,
    #[model(rename = "live")]
    Open,
}

fn main() {}

use dynamo_model::prelude::*;

#[derive(Attribute)]
enum State {
    #[model(allias = "new")]
    Draft,
    Live,
}

fn main() {}

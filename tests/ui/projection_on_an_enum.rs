use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
#[projection(of = User)]
enum UserName {
    Name(String),
}

fn main() {}

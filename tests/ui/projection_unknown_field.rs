use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
#[projection(of = User)]
struct UserName {
    email: String,
    nmae: String,
}

fn main() {}

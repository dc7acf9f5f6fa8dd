use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
#[projection(of = User)]
struct UserName {
    email: String,
    year_of_birth: u16,
    name: Option<String>,
}

fn main() {}

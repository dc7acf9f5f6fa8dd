use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
#[projection(of = User)]
struct UserName<'a, T> {
    email: &'a str,
    name: T,
}

fn main() {}

use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
#[projection(off = User, of = "User")]
struct UserName {
    #[projection(rename = "e")]
    email: String,
    #[projection(feild = name)]
    called: String,
    #[projection(field = name, handle = "NAME")]
    name: String,
    #[projection(field = name)]
    again: String,
}

fn main() {}

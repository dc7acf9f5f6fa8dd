use dynamo_model::prelude::*;

#[derive(Model)]
#[model(tabel = "users")]
struct User {
    #[model(hash_key, range_key)]
    email: String,
    #[model(rename = "email")]
    other: String,
    #[validate(lenght(min = 1))]
    name: String,
}

fn main() {}

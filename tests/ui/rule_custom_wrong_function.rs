use dynamo_model::prelude::*;
use dynamo_model::validate::ValidationError;

fn check(_: &str) -> Result<(), ValidationError> {
    Ok(())
}

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(custom(function = check))]
    what: u16,
}

fn main() {}

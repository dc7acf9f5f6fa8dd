use std::sync::LazyLock;

use dynamo_model::prelude::*;
use regex::Regex;

static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("^a").unwrap());

#[derive(Model)]
struct Thing {
    #[model(hash_key)]
    id: String,
    #[validate(regex(path = RE))]
    what: u16,
}

fn main() {}

use std::collections::BTreeMap;

use dynamo_model::prelude::*;

#[derive(Document)]
struct Stamp {
    at: u64,
}

#[derive(Model)]
struct Post {
    #[model(hash_key)]
    id: String,
    #[model(flatten)]
    stamp: Stamp,
    #[model(rest)]
    extra: BTreeMap<String, Value>,
}

#[derive(Projection)]
#[projection(of = Post)]
struct Stamped {
    stamp: Stamp,
    extra: BTreeMap<String, Value>,
}

#[derive(Projection)]
#[projection(of = Post)]
struct Twice {
    #[projection(handle = Post::STAMP.at(Stamp::AT))]
    at: u64,
    #[projection(handle = (Post::STAMP).at(Stamp::AT))]
    again: u64,
}

fn main() {}

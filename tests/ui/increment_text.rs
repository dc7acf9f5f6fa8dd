use std::collections::BTreeSet;

use dynamo_model::prelude::*;

#[derive(Model)]
struct Job {
    #[model(hash_key)]
    id: u32,
    runs: u32,
    name: String,
    steps: Vec<String>,
    tags: BTreeSet<String>,
    stats: Stats,
}

#[derive(Document)]
struct Stats {
    marks: BTreeSet<String>,
}

fn main() {
    let _ = Job::NAME.increment(1);
}

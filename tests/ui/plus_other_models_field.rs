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

#[derive(Model)]
struct User {
    #[model(hash_key)]
    id: u32,
}

fn main() {
    let _ = Job::RUNS.set(Job::RUNS.plus(User::ID));
}

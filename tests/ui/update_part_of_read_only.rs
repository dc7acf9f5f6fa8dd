use dynamo_model::prelude::*;

#[derive(Model)]
struct Paper {
    #[model(hash_key)]
    id: u32,
    #[model(read_only, default)]
    log: Vec<String>,
}

fn main() {
    let _ = Paper::LOG.index(0).set("x");
}

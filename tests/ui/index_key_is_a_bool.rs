use dynamo_model::prelude::*;

#[derive(Model)]
#[model(index(name = "by_done", hash = done), index(name = "by_seen", hash = id, range = seen))]
struct Task {
    #[model(hash_key)]
    id: String,
    done: bool,
    seen: Option<Vec<u16>>,
}

fn main() {
    let _ = Task::BY_DONE;
}

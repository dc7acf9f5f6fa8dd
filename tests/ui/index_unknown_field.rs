use dynamo_model::prelude::*;

#[derive(Model)]
#[model(
    index(name = "by_owner", hash = ower, projection = include(titel)),
    local_index(name = "by_title", range = "title")
)]
struct Task {
    #[model(hash_key)]
    id: String,
    owner: String,
    title: String,
}

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = Task::get_many(&db, Task::OWNER.eq("ann")).index(Task::BY_OWNER);
}

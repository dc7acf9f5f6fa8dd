use dynamo_model::prelude::*;

#[derive(Model)]
#[model(index(name = "by_owner", hash = owner))]
struct Task {
    #[model(hash_key)]
    id: String,
    owner: String,
}

#[derive(Model)]
struct Note {
    #[model(hash_key)]
    id: String,
    owner: String,
}

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = Note::get_many(&db, Note::OWNER.eq("ann")).index(Task::BY_OWNER);
}

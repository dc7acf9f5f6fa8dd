use dynamo_model::prelude::*;

#[derive(Model)]
#[model(index(name = "owner", hash = owner))]
struct Task {
    #[model(hash_key)]
    id: String,
    owner: String,
}

fn main() {
    let _ = Task::OWNER.eq("ann");
}

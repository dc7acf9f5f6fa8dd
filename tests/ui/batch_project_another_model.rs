use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

#[derive(Projection)]
#[projection(of = Counter)]
struct Hits {
    hits: u64,
}

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.batch_get().keys(User::keys_of(["ann@x.io"])).project::<Hits>();
}

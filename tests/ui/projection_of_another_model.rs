use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

#[derive(Projection)]
#[projection(of = Counter)]
struct Hits {
    hits: u64,
}

async fn read(db: &Connection) {
    let _ = User::get_one(db, "a@b.io").project::<Hits>();
    let _ = User::get_many(db, ["a@b.io"]).project::<Hits>();
    let _ = User::get_many(db, ["a@b.io"]).project::<String>();
}

fn main() {}

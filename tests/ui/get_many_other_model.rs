use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = User::get_many(&db, Counter::HITS.eq(5));
}

use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = User::save_one(&db, Counter::new(1, 1));
}

use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.transact_write().check(User::key_of("ann@x.io"), Counter::HITS.gt(1));
}

use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, User};

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db
        .transact_write()
        .update(User::key_of("ann@x.io"), User::NAME.set("Ann"))
        .only_if(Counter::HITS.gt(1));
}

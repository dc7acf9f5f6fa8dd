use dynamo_model::prelude::*;
use dynamo_model_tests::User;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.transact_get((User::key_of("ann@x.io"), "bob@x.io"));
}

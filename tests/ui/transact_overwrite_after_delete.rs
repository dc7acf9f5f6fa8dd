use dynamo_model::prelude::*;
use dynamo_model_tests::User;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.transact_write().delete(User::key_of("ann@x.io")).overwrite(false);
}

use dynamo_model::prelude::*;
use dynamo_model_tests::User;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.transact_write().put(User::new("ann@x.io", "Ann")).only_if(User::NAME.exists());
}

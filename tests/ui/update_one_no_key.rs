use dynamo_model::prelude::*;
use dynamo_model_tests::User;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = User::update_one(&db, User::NAME.eq("x"), User::NAME.set("y"));
}

use dynamo_model::prelude::*;
use dynamo_model_tests::User;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = User::get_one(&db, User::EMAIL.eq("x") & User::NAME.eq("y"));
}

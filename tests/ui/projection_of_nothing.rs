use dynamo_model::prelude::*;
use dynamo_model_tests::User;

#[derive(Projection)]
struct UserName {
    name: String,
}

async fn read(db: &Connection) {
    let _ = User::get_many(db, ["a@b.io"]).project::<UserName>().await;
}

fn main() {}

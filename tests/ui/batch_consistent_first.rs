use dynamo_model::prelude::*;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.batch_get().consistent();
}

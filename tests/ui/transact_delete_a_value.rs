use dynamo_model::prelude::*;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.transact_write().delete("ann@x.io");
}

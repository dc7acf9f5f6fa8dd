use dynamo_model::prelude::*;
use dynamo_model_tests::Counter;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = db.batch_write().delete(Counter::ID.eq(1) & Counter::HITS.gt(1));
}

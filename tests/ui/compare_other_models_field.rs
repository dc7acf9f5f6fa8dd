use dynamo_model_tests::{Contact, Counter};

fn main() {
    let _ = Counter::HITS.lt(Contact::TIMES);
}

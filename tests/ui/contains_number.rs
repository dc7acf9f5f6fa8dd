use dynamo_model_tests::Counter;

fn main() {
    let _ = Counter::HITS.contains(1);
}

use dynamo_model_tests::User;

fn main() {
    let _ = User::CITIES_VISITED.lt(["a"]);
}

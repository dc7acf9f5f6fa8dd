use dynamo_model_tests::User;

fn main() {
    let _ = User::NAME.append(["x"]);
}

use dynamo_model_tests::User;

fn main() {
    let _ = User::YEAR_OF_BIRTH.eq(None);
}

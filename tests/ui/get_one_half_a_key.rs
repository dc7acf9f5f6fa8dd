use dynamo_model::prelude::*;
use dynamo_model_tests::Contact;

fn main() {
    let db = Connection::embedded().unwrap();
    let _ = Contact::get_one(&db, Contact::USER_ID.eq(uuid::Uuid::nil()));
}

use dynamo_model::prelude::*;

#[derive(Document)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[derive(Document)]
struct Stamp {
    by: String,
}

#[derive(Model)]
struct Shop {
    #[model(hash_key)]
    id: String,
    name: String,
    address: Address,
    #[model(read_only)]
    stamp: Stamp,
}

fn main() {
    let _ = Shop::ADDRESS.at(Address::CITY).eq(5);
}

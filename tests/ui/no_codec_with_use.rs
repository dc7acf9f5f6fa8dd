use dynamo_model::prelude::*;

#[derive(Clone)]
struct Unknown;

#[derive(Model, Clone)]
struct Thing {
    #[model(hash_key)]
    id: String,
    what: Unknown,
    #[model(default)]
    more: Option<Unknown>,
}

async fn used(db: &dynamo_model::Connection) -> dynamo_model::Result<()> {
    Thing::save_one(db, &Thing::new("1", Unknown)).await?;
    Thing::get_one(db, "1").await?;
    Ok(())
}

fn main() {}

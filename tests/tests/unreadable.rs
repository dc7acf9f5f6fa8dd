//! An item that the model cannot read is told with its key, and comes with the error.

use dynamo_model::prelude::*;
use dynamo_model::{Error, Item, Result};
use dynamo_model_tests::engine;

/// The table as somebody else writes it.
#[derive(Model, Clone, Debug)]
#[model(table = "unreadable_pets")]
struct Loose {
    #[model(hash_key)]
    owner: String,
    #[model(range_key)]
    number: u32,
    #[model(rest)]
    rest: std::collections::BTreeMap<String, Value>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "unreadable_pets")]
struct Pet {
    #[model(hash_key)]
    owner: String,
    #[model(range_key)]
    number: u32,
    legs: u8,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Pet)]
struct Legs {
    legs: u8,
}

/// The same table, whose keys no error may show.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "unreadable_pets")]
struct Secret {
    #[model(hash_key, sensitive)]
    owner: String,
    #[model(range_key)]
    number: u32,
    legs: u8,
}

/// Two pets of which one has text where its number of legs should be.
async fn ready(sdk_maps: bool) -> Result<Connection> {
    let db = Connection::builder().local(engine::engine()?).sdk_maps(sdk_maps).build()?;
    Pet::create_table(&db).await?;
    let with = |number: u32, legs: Value| Loose {
        rest: [("legs".to_owned(), legs)].into(),
        ..Loose::new("ann", number)
    };
    Loose::save_many(&db, [with(1, 4.into()), with(2, "four".into())]).await?.into_result()?;
    Ok(db)
}

const SAID: &str = r#"cannot read Pet of key ("ann", 2): `legs`: expected N, found S"#;

fn assert_told(error: &Error, operation: &str) {
    assert!(error.is_decode(), "{operation}: {error:?}");
    assert!(error.to_string().contains(SAID), "{operation}: {error}");
    assert_eq!(error.operation(), Some(operation));
    let expected: Item = [("owner", "ann".into()), ("number", Value::from(2)), ("legs", "four".into())]
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .into();
    assert_eq!(error.item(), Some(&expected), "{operation}");
}

#[tokio::test]
async fn each_read_and_each_write_that_gives_an_item_tells_it() -> Result<()> {
    for sdk_maps in [false, true] {
        let db = ready(sdk_maps).await?;
        assert_told(&Pet::get_one(&db, ("ann", 2)).await.unwrap_err(), "GetItem");
        assert_told(&Pet::get_many(&db, [("ann", 1), ("ann", 2)]).await.unwrap_err(), "BatchGetItem");
        assert_told(&Pet::get_many(&db, Pet::OWNER.eq("ann")).await.unwrap_err(), "Query");
        assert_told(&Pet::get_many(&db, Pet::LEGS.exists()).await.unwrap_err(), "Scan");
        assert_told(
            &Pet::update_one(&db, ("ann", 2), Pet::LEGS.set_if_not_exists(3)).await.unwrap_err(),
            "UpdateItem",
        );
        let over = Pet::save_one(&db, Pet::new("ann", 2_u32, 4)).returning_old().await;
        assert_told(&over.unwrap_err(), "PutItem");
    }
    Ok(())
}

#[tokio::test]
async fn a_batch_of_several_tables_tells_it() -> Result<()> {
    for sdk_maps in [false, true] {
        let db = ready(sdk_maps).await?;
        let both = db.batch_get().keys(Pet::keys_of([("ann", 1), ("ann", 2)]));
        assert_told(&both.await.unwrap_err(), "BatchGetItem");
    }
    Ok(())
}

#[tokio::test]
async fn a_transaction_tells_it() -> Result<()> {
    for sdk_maps in [false, true] {
        let db = ready(sdk_maps).await?;
        let both = db.transact_get((Pet::key_of(("ann", 1)), Pet::key_of(("ann", 2))));
        assert_told(&both.await.unwrap_err(), "TransactGetItems");
    }
    Ok(())
}

#[tokio::test]
async fn a_projection_tells_it_as_well_and_what_is_sensitive_of_a_key_is_hidden() -> Result<()> {
    let db = ready(false).await?;
    // The key is asked for besides.
    let error = Pet::get_one(&db, ("ann", 2)).project::<Legs>().await.unwrap_err();
    assert_told(&error, "GetItem");
    let error = Secret::get_one(&db, ("ann", 2)).await.unwrap_err();
    assert!(error.to_string().starts_with("cannot read Secret of key ((hidden), 2): `legs`"), "{error}");
    assert!(!format!("{error:?}").contains("\"ann"), "{error:?}");
    Ok(())
}

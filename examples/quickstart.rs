//! Every verb once, on the engine inside the process: `cargo run --example quickstart`.
//!
//! Prints:
//!
//! ```text
//! == save
//! save_one: John Doe
//! overwrite(false): an item of this key is there already (PutItem on table `users`)
//! overwrite(condition): Johnny Doe
//! validation: invalid User: `email` is not an e-mail address; `name` must have a length of at least 1 and at most 80
//! save_many: 2 saved, 0 failed
//!
//! == read
//! GetItem on `users`
//!   key       "john@example.com"
//!   reads     eventually consistent
//!   requests  1
//!   why       the whole key is given
//! get_one: Some("Johnny Doe")
//!
//! BatchGetItem on `users`
//!   keys      3
//!   order     as the keys are listed
//!   reads     eventually consistent
//!   requests  1
//!   why       the keys are listed
//! get_many by keys: ["Jane Roe", "Ada"]
//!
//! BatchGetItem on `users`
//!   keys      2
//!   here      year_of_birth > 2000
//!   order     as the keys are listed
//!   reads     eventually consistent
//!   requests  1
//!   why       the condition lists whole keys
//!   why       BatchGetItem takes no filter, so the other conditions are evaluated here
//! get_many by keys and a condition: ["Jane Roe"]
//!
//! Scan on `users`
//!   filter    contains(cities_visited, "Nairobi")
//!   order     none
//!   reads     eventually consistent
//!   cost      every item of the table is read
//!   requests  one for each page of at most 1 MB read
//!   why       no condition pins the hash key `email`
//! get_many by a condition: ["Ada"]
//!
//! Scan on `users`
//!   filter    year_of_birth exists
//!   order     none
//!   reads     eventually consistent
//!   cost      every item of the table is read
//!   requests  one for each page of at most 1 MB read
//!   why       no condition pins the hash key `email`
//!   why       only the count comes back (Select=COUNT)
//! count: 2
//!
//! Scan on `users`
//!   filter    year_of_birth exists
//!   order     none
//!   reads     eventually consistent
//!   cost      every item of the table is read
//!   requests  one for each page of at most 1 MB read
//!   why       no condition pins the hash key `email`
//! stream: the youngest was born in Some(2004)
//!
//! == update
//! update_one: Jane Doe has been to ["Kisumu"]
//! to_item_only: {"email": S("jane@example.com"), "name": S("Jane Doe")}
//! update_from_item: born in None
//!
//! == delete
//! delete_one: the condition failed on the item that was there (DeleteItem on table `users`)
//! delete_one: Some("Johnny Doe")
//! DeleteItem on `users`
//!   deletes   each item that the read below finds
//!   condition email exists AND year_of_birth not exists
//!   why       each delete asks the condition again, so that an item which changed in between is kept; `.unchecked()` does not
//! Scan on `users`
//!   filter     year_of_birth not exists
//!   attributes email
//!   order      none
//!   reads      eventually consistent
//!   cost       every item of the table is read
//!   requests   one for each page of at most 1 MB read
//!   why        no condition pins the hash key `email`
//! delete_many: 2 deleted, 0 failed
//! ```

use std::error::Error;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use futures::TryStreamExt;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
struct User {
    #[model(hash_key)]
    #[validate(email)]
    email: String,
    #[validate(length(min = 1, max = 80))]
    name: String,
    #[validate(range(min = 1900, max = 2018))]
    year_of_birth: Option<u16>,
    #[model(default)]
    cities_visited: Vec<String>,
    #[model(default = Utc::now())]
    created_at: DateTime<Utc>,
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    // In production: `Connection::from_env().await?`.
    let db = Connection::embedded()?;
    // Idempotent, waits until the table is ACTIVE, never deletes.
    User::create_table(&db).await?;
    save(&db).await?;
    read(&db).await?;
    update(&db).await?;
    delete(&db).await
}

async fn save(db: &Connection) -> Result<(), Box<dyn Error>> {
    println!("== save");
    // `new` takes the required fields; the rest have their defaults.
    let john = User { year_of_birth: Some(1990), ..User::new("john@example.com", "John Doe") };
    let john = User::save_one(db, john).await?;
    println!("save_one: {}", john.name);

    match User::save_one(db, &john).overwrite(false).await {
        Err(error) if error.is_condition_failed() => println!("overwrite(false): {error}"),
        other => return Err(format!("overwrite(false) should have been refused: {other:?}").into()),
    }
    // Replaces the item only if the one that is there satisfies the condition.
    let johnny = User { name: "Johnny Doe".to_owned(), ..john };
    let johnny = User::save_one(db, johnny).overwrite(User::YEAR_OF_BIRTH.le(2000)).await?;
    println!("overwrite(condition): {}", johnny.name);

    // A model is validated in full before anything is sent.
    if let Err(error) = User::save_one(db, User::new("no address", "")).await {
        println!("validation: {error}");
    }

    let jane = User { year_of_birth: Some(2004), ..User::new("jane@example.com", "Jane Roe") };
    let ada = User { cities_visited: vec!["Nairobi".to_owned()], ..User::new("ada@example.com", "Ada") };
    // Each input is accounted for: `succeeded`, and `failed` with the reasons.
    let report = User::save_many(db, [jane, ada]).await?;
    println!("save_many: {} saved, {} failed", report.succeeded_count(), report.failed_count());
    Ok(())
}

async fn read(db: &Connection) -> Result<(), Box<dyn Error>> {
    println!("\n== read");
    let find = User::get_one(db, "john@example.com");
    println!("{}", find.explain()?);
    let john = find.await?;
    println!("get_one: {:?}\n", john.map(|user| user.name));

    // A list of keys: the items come in its order.
    let find = User::get_many(db, ["jane@example.com", "nobody@example.com", "ada@example.com"]);
    println!("{}", find.explain()?);
    println!("get_many by keys: {:?}\n", names(find.await?));

    // Keys and more: the rest is evaluated here, by DynamoDB's own rules.
    let emails = ["jane@example.com", "john@example.com"];
    let find = User::get_many(db, User::EMAIL.is_in(emails) & User::YEAR_OF_BIRTH.gt(2000));
    println!("{}", find.explain()?);
    println!("get_many by keys and a condition: {:?}\n", names(find.await?));

    // No key: a Scan, which logs a warning unless it is allowed.
    let find = User::get_many(db, User::CITIES_VISITED.contains("Nairobi")).allow_scan();
    println!("{}", find.explain()?);
    println!("get_many by a condition: {:?}\n", names(find.await?));

    let born = User::YEAR_OF_BIRTH.exists();
    let count = User::get_many(db, &born).allow_scan().count();
    println!("{}", count.explain()?);
    println!("count: {}\n", count.await?);

    // Items one by one, while pages are read as they are needed.
    let find = User::get_many(db, &born).allow_scan();
    println!("{}", find.explain()?);
    let mut rows = find.stream();
    let mut youngest = None;
    while let Some(user) = rows.try_next().await? {
        youngest = youngest.max(user.year_of_birth);
    }
    println!("stream: the youngest was born in {youngest:?}");
    Ok(())
}

async fn update(db: &Connection) -> Result<(), Box<dyn Error>> {
    println!("\n== update");
    let updates = [User::NAME.set("Jane Doe"), User::CITIES_VISITED.append(["Kisumu"])];
    // Gives the item as it is then; `None` if there is none, since an update never creates one.
    let jane = User::update_one(db, "jane@example.com", updates).only_if(User::NAME.exists()).await?;
    let jane = jane.ok_or("Jane is gone")?;
    println!("update_one: {} has been to {:?}", jane.name, jane.cities_visited);

    // The attributes as a map, such as a form sends them: an empty value removes its attribute.
    let mut form: Item = jane.to_item_only(["email", "name"])?;
    println!("to_item_only: {form:?}");
    form.insert("year_of_birth".to_owned(), Value::Null);
    let jane = User::update_from_item(db, form).await?;
    println!("update_from_item: born in {:?}", jane.and_then(|user| user.year_of_birth));
    Ok(())
}

async fn delete(db: &Connection) -> Result<(), Box<dyn Error>> {
    println!("\n== delete");
    let john = User::EMAIL.eq("john@example.com");
    match User::delete_one(db, john.clone() & User::YEAR_OF_BIRTH.gt(2000)).await {
        Err(error) if error.is_condition_failed() => println!("delete_one: {error}"),
        other => return Err(format!("delete_one should have been refused: {other:?}").into()),
    }
    let gone = User::delete_one(db, john & User::YEAR_OF_BIRTH.le(2000)).await?;
    println!("delete_one: {:?}", gone.map(|user| user.name));

    // Reads first, as the plan says; then deletes what still satisfies the condition.
    let delete = User::delete_many(db, User::YEAR_OF_BIRTH.not_exists()).allow_scan();
    println!("{}", delete.explain()?);
    let report = delete.await?;
    println!("delete_many: {} deleted, {} failed", report.succeeded_count(), report.failed_count());
    Ok(())
}

fn names(users: Vec<User>) -> Vec<String> {
    users.into_iter().map(|user| user.name).collect()
}

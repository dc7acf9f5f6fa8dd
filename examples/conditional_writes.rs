//! Writes that ask first, so that two writers do not undo each other's work: `cargo run --example conditional_writes`.
//!
//! Prints:
//!
//! ```text
//! == make it once
//! 1: seat 7 is new
//! 2: an item of this key is there already (PutItem on table `seats`)
//!
//! == take it if it is free
//! Ann has seat 7
//! Bob: taken by Some("Ann")
//! None
//!
//! == replace what was seen, and nothing else
//! PutItem on `seats`
//!   condition changes = 1
//!   requests  1
//!   why       an item of the same key is replaced only if the condition holds
//! first: saved is true
//! again: the condition failed on the item that was there (PutItem on table `seats`)
//!
//! == delete it if it is his
//! Ann: the condition failed on the item that was there (DeleteItem on table `seats`)
//! Bob: Some(Seat { number: 7, holder: Some("Bob"), changes: 2 })
//! ```

use std::error::Error;

use dynamo_model::prelude::*;

#[derive(Model, Clone, Debug, PartialEq)]
struct Seat {
    #[model(hash_key)]
    number: u32,
    holder: Option<String>,
    #[model(default)]
    changes: u32,
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let db = Connection::embedded()?;
    Seat::create_table(&db).await?;

    println!("== make it once");
    for attempt in 1..=2 {
        match Seat::save_one(&db, Seat::new(7_u32)).overwrite(false).await {
            Ok(seat) => println!("{attempt}: seat {} is new", seat.number),
            Err(error) if error.is_condition_failed() => println!("{attempt}: {error}"),
            Err(error) => return Err(error.into()),
        }
    }

    println!("\n== take it if it is free");
    for name in ["Ann", "Bob"] {
        let updates = [Seat::HOLDER.set(name), Seat::CHANGES.add(1)];
        let take = Seat::update_one(&db, 7, updates).only_if(Seat::HOLDER.not_exists());
        match take.await {
            Ok(Some(seat)) => println!("{name} has seat {}", seat.number),
            Ok(None) => println!("{name}: there is no such seat"),
            Err(error) if error.is_condition_failed() => {
                // The item that was there comes with the error: no second read.
                let there: Option<Seat> = error.item_as()?;
                println!("{name}: taken by {:?}", there.and_then(|seat| seat.holder));
            }
            Err(error) => return Err(error.into()),
        }
    }
    println!("{:?}", Seat::update_one(&db, 8, Seat::HOLDER.set("Eve")).await?);

    println!("\n== replace what was seen, and nothing else");
    let seen = Seat::get_one(&db, 7).or_not_found().await?;
    let next = Seat { holder: Some("Bob".to_owned()), changes: seen.changes + 1, ..seen.clone() };
    let save = || Seat::save_one(&db, &next).overwrite(Seat::CHANGES.eq(seen.changes));
    println!("{}", save().explain()?);
    println!("first: saved is {}", save().await.is_ok());
    match save().await {
        Ok(_) => return Err("it was seen before the change".into()),
        Err(error) => println!("again: {error}"),
    }

    println!("\n== delete it if it is his");
    for name in ["Ann", "Bob"] {
        match Seat::delete_one(&db, 7).only_if(Seat::HOLDER.eq(name)).await {
            Ok(gone) => println!("{name}: {gone:?}"),
            Err(error) => println!("{name}: {error}"),
        }
    }
    Ok(())
}

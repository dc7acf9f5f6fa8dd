//! What `get_many` sends for each strategy, and why: `cargo run --example strategies`.
//!
//! Prints:
//!
//! ```text
//! == a whole key
//! GetItem on `shops`
//!   key       ("ann", 1)
//!   reads     eventually consistent
//!   requests  1
//!   why       each key attribute is pinned by `=`
//! found: ["ann 1"]
//!
//! == several whole keys
//! BatchGetItem on `shops`
//!   keys      2
//!   order     as the keys are listed
//!   reads     eventually consistent
//!   requests  1
//!   why       the condition lists whole keys
//! found: ["ann 3", "ann 1"]
//!
//! == keys and more
//! BatchGetItem on `shops`
//!   keys      2
//!   here      closed = false
//!   order     as the keys are listed
//!   reads     eventually consistent
//!   requests  1
//!   why       the condition lists whole keys
//!   why       BatchGetItem takes no filter, so the other conditions are evaluated here
//! found: ["bob 1"]
//!
//! == a hash key and a range
//! Query on `shops`
//!   key       owner = "ann" AND number >= 2
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the hash key `owner` is pinned to one value
//!   why       the range key `number` is bounded
//! found: ["ann 2", "ann 3"]
//!
//! == a hash key and more
//! Query on `shops`
//!   key       owner = "ann"
//!   filter    city <> "Nairobi"
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the hash key `owner` is pinned to one value
//! found: ["ann 1", "ann 3"]
//!
//! == several hash keys
//! Union on `shops`
//!   reads     2
//!   order     as they are listed here, each in its own
//!   cost      2 requests or more, a part of them side by side
//!   why       the hash key may have 2 values, and a Query takes one
//! Query on `shops`
//!   key       owner = "ann" AND number < 2
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the hash key `owner` is pinned to one value
//!   why       the range key `number` is bounded
//! Query on `shops`
//!   key       owner = "bob" AND number < 2
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the hash key `owner` is pinned to one value
//!   why       the range key `number` is bounded
//! found: ["ann 1", "bob 1"]
//!
//! == the key of an index
//! Query on `shops`
//!   index     `by_city`
//!   key       city = "Kisumu" AND opened BETWEEN 2005 AND 2020
//!   order     range key, ascending
//!   reads     eventually consistent
//!   requests  one for each page of at most 1 MB read
//!   why       the index `by_city` has the hash key `city`, which is pinned to one value
//!   why       the range key `opened` is bounded
//! found: ["bob 2", "ann 3"]
//!
//! == no key
//! Scan on `shops`
//!   filter    opened < 2005
//!   order     none
//!   reads     eventually consistent
//!   cost      every item of the table is read
//!   requests  one for each page of at most 1 MB read
//!   why       no condition pins the hash key `owner`
//! found: ["ann 1", "bob 1"]
//!
//! == what can never hold
//! No request on `shops`
//!   why       no key can satisfy the condition
//! found: []
//!
//! ```

use dynamo_model::prelude::*;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(index(name = "by_city", hash = city, range = opened))]
struct Shop {
    #[model(hash_key)]
    owner: String,
    #[model(range_key)]
    number: u32,
    city: String,
    opened: u16,
    #[model(default)]
    closed: bool,
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> dynamo_model::Result<()> {
    let db = Connection::embedded()?;
    Shop::create_table(&db).await?;
    let shop = |owner: &str, number: u32, city: &str| Shop {
        closed: number == 3,
        ..Shop::new(owner, number, city, 1990 + 10 * u16::try_from(number).unwrap_or_default())
    };
    let shops = [
        shop("ann", 1, "Kisumu"),
        shop("ann", 2, "Nairobi"),
        shop("ann", 3, "Kisumu"),
        shop("bob", 1, "Mombasa"),
        shop("bob", 2, "Kisumu"),
    ];
    Shop::save_many(&db, &shops).await?.into_result()?;
    let of_ann = Shop::OWNER.eq("ann");

    tell(&db, "a whole key", &of_ann & Shop::NUMBER.eq(1)).await?;
    tell(&db, "several whole keys", &of_ann & Shop::NUMBER.is_in([3, 1])).await?;
    tell(&db, "keys and more", Shop::keys_in([("ann", 3), ("bob", 1)]) & Shop::CLOSED.eq(false)).await?;
    tell(&db, "a hash key and a range", &of_ann & Shop::NUMBER.ge(2)).await?;
    tell(&db, "a hash key and more", of_ann & Shop::CITY.ne("Nairobi")).await?;
    tell(&db, "several hash keys", Shop::OWNER.is_in(["ann", "bob"]) & Shop::NUMBER.lt(2)).await?;
    tell(&db, "the key of an index", Shop::CITY.eq("Kisumu") & Shop::OPENED.between(2005, 2020)).await?;
    tell(&db, "no key", Shop::OPENED.lt(2005)).await?;
    tell(&db, "what can never hold", Shop::OWNER.eq("ann") & Shop::OWNER.eq("bob")).await
}

/// Prints the plan of a strategy, and the shops that it finds.
async fn tell<K>(db: &Connection, name: &str, condition: Condition<Shop, K>) -> dynamo_model::Result<()> {
    let find = Shop::get_many(db, condition.any()).allow_scan();
    println!("== {name}\n{}", find.explain()?);
    let mut found: Vec<String> =
        find.await?.iter().map(|shop| format!("{} {}", shop.owner, shop.number)).collect();
    // A Scan has no order; this one is printed.
    if name == "no key" {
        found.sort();
    }
    println!("found: {found:?}\n");
    Ok(())
}

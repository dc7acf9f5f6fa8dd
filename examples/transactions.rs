//! Several items of several models, all changed or none: `cargo run --example transactions`.
//!
//! Prints:
//!
//! ```text
//! == what is sent
//! TransactWriteItems
//!   actions   2
//!   requests  1
//!   why       all actions are carried out or none, at twice the write units
//! 0: delete on `accounts`
//!   key       "bob"
//!   condition balance = 0
//! 1: check on `accounts`
//!   key       "ann"
//!   condition balance >= 0
//!
//! == all
//! ann Some(30), bob Some(70)
//!
//! == or nothing
//! party: action 1, update of `accounts`: the condition failed on the item that was there
//! rent: action 0, put of `transfers`: an item of this key is there already
//! gift: action 2, update of `accounts`: there is no item
//! ann Some(30), bob Some(70)
//!
//! == a lost answer
//! sent 2 times
//! ann Some(20), bob Some(80)
//! ```

use std::error::Error;

use dynamo_model::faults::{Fault, Faults};
use dynamo_model::prelude::*;

#[derive(Model, Clone, Debug, PartialEq)]
struct Account {
    #[model(hash_key)]
    owner: String,
    balance: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Transfer {
    #[model(hash_key)]
    id: String,
    amount: i64,
}

/// Moves an amount, once for each id.
fn transfer(
    db: &Connection,
    id: &str,
    (from, to): (&str, &str),
    amount: i64,
) -> impl Future<Output = dynamo_model::Result<()>> + Send + use<> {
    db.transact_write()
        .put(Transfer::new(id, amount))
        .overwrite(false)
        .update(Account::key_of(from), Account::BALANCE.add(-amount))
        .only_if(Account::BALANCE.ge(amount))
        .update(Account::key_of(to), Account::BALANCE.add(amount))
        .send()
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let faults = Faults::embedded()?;
    let db = Connection::builder().local(faults.clone()).build()?;
    db.create_tables::<(Account, Transfer)>().await?;
    Account::save_many(&db, [Account::new("ann", 100), Account::new("bob", 0)]).await?.into_result()?;

    println!("== what is sent");
    let close = db.transact_write().delete(Account::key_of("bob")).only_if(Account::BALANCE.eq(0));
    println!("{}", close.check(Account::key_of("ann"), Account::BALANCE.ge(0)).explain()?);

    println!("\n== all");
    transfer(&db, "rent", ("ann", "bob"), 70).await?;
    balances(&db).await?;

    println!("\n== or nothing");
    for (id, pair, amount) in
        [("party", ("ann", "bob"), 70), ("rent", ("ann", "bob"), 1), ("gift", ("ann", "eve"), 1)]
    {
        let Err(error) = transfer(&db, id, pair, amount).await else {
            return Err(format!("{id} should have been cancelled").into());
        };
        for reason in error.cancellation_reasons() {
            println!("{id}: {reason}");
        }
    }
    balances(&db).await?;

    println!("\n== a lost answer");
    // It was done, and the answer did not come: it is sent again with the same token, and counts once.
    faults.forget().on("TransactWriteItems", Fault::ConnectionCut { applied: true });
    transfer(&db, "late", ("ann", "bob"), 10).await?;
    println!("sent {} times", faults.requests().len());
    balances(&db).await
}

/// Prints both accounts as they are at one moment.
async fn balances(db: &Connection) -> Result<(), Box<dyn Error>> {
    let (ann, bob) = db.transact_get((Account::key_of("ann"), Account::key_of("bob"))).await?;
    println!("ann {:?}, bob {:?}", ann.map(|account| account.balance), bob.map(|account| account.balance));
    Ok(())
}

//! What DynamoDB does once in a million requests, at will: `cargo run --example testing_with_faults`.
//!
//! Prints:
//!
//! ```text
//! == throttled twice
//! left: 9, sent: UpdateItem UpdateItem UpdateItem
//!
//! == throttled for good
//! the service throttles these requests: ThrottlingException: Rate of requests exceeds the allowed throughput. (UpdateItem on table `stocks`)
//! Throttled, answer 429, ask again: true, sent: UpdateItem UpdateItem UpdateItem
//!
//! == not done, and certainly not
//! left: 8, sent: UpdateItem UpdateItem
//!
//! == done, and the answer lost
//! the write may or may not have been applied: read what is there before it is sent again (UpdateItem on table `stocks`)
//! OutcomeUnknown, answer 500, ask again: false, sent: UpdateItem
//! left: 7
//!
//! == the same with a token
//! was there: true, sent: TransactWriteItems TransactWriteItems
//!
//! == half of a batch left over, then a page without items
//! 10 saved, sent: BatchWriteItem BatchWriteItem
//! 10 found, sent: Scan Scan
//!
//! == a queue that was never used is a mistake in the test
//! pending: 1
//! ```

use std::error::Error;
use std::time::Duration;

use dynamo_model::Retry;
use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;

#[derive(Model, Clone, Debug, PartialEq)]
struct Stock {
    #[model(hash_key)]
    article: u32,
    pieces: i64,
}

/// What is tested: takes a piece, if there is one.
async fn take(db: &Connection, article: u32) -> dynamo_model::Result<i64> {
    let update = Stock::update_one(db, article, Stock::PIECES.add(-1)).only_if(Stock::PIECES.ge(1));
    Ok(update.or_not_found().await?.pieces)
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let faults = Faults::embedded()?;
    // The pauses of the SDK, short enough for a test.
    let quick = Retry::attempts(3).base(Duration::from_millis(1));
    let db = Connection::builder().local(faults.clone()).retry(quick).build()?;
    Stock::create_table(&db).await?;
    Stock::save_one(&db, Stock::new(1_u32, 10)).await?;

    println!("== throttled twice");
    faults.forget().next(Fault::Throttle).next(Fault::Throttle);
    println!("left: {}, {}", take(&db, 1).await?, sent(&faults));

    println!("\n== throttled for good");
    faults.forget().always(Fault::Throttle);
    tell(take(&db, 1).await, &faults);
    faults.clear();

    println!("\n== not done, and certainly not");
    faults.forget().next(Fault::ConnectionRefused);
    println!("left: {}, {}", take(&db, 1).await?, sent(&faults));

    println!("\n== done, and the answer lost");
    faults.forget().next(Fault::Timeout { applied: true });
    tell(take(&db, 1).await, &faults);
    let stock = Stock::get_one(&db, 1).consistent().or_not_found().await?;
    println!("left: {}", stock.pieces);

    println!("\n== the same with a token");
    faults.forget().next(Fault::Timeout { applied: true });
    let was_there = Stock::update_one(&db, 1, Stock::PIECES.add(-1)).exactly_once().await?;
    println!("was there: {was_there}, {}", sent(&faults));

    println!("\n== half of a batch left over, then a page without items");
    faults.forget().on("BatchWriteItem", Fault::Unprocessed);
    let report = Stock::save_many(&db, (2..12).map(|article| Stock::new(article, 1))).await?;
    println!("{} saved, {}", report.succeeded_count(), sent(&faults));
    faults.forget().on("Scan", Fault::EmptyPage);
    let count = Stock::get_many(&db, Stock::PIECES.eq(1)).allow_scan().await?.len();
    println!("{count} found, {}", sent(&faults));

    println!("\n== a queue that was never used is a mistake in the test");
    faults.forget().on("GetItm", Fault::Throttle);
    Stock::get_one(&db, 1).await?;
    println!("pending: {}", faults.pending());
    Ok(())
}

/// Prints what became of a call, and whether to ask again.
fn tell(result: dynamo_model::Result<i64>, faults: &Faults) {
    match result {
        Ok(pieces) => println!("left: {pieces}, {}", sent(faults)),
        Err(error) => println!(
            "{error}\n{:?}, answer {}, ask again: {}, {}",
            error.kind(),
            error.http_status(),
            error.is_retryable(),
            sent(faults)
        ),
    }
}

/// What went out, attempts and all.
fn sent(faults: &Faults) -> String {
    let requests = faults.requests();
    let names: Vec<&str> = requests.iter().map(Request::operation).collect();
    format!("sent: {}", names.join(" "))
}

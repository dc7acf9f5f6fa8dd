//! The embedded engine in the process, against the same engine over HTTP on the loopback.

mod server;

use std::hint::black_box;
use std::time::{Duration, Instant};

use dynamo_model::prelude::*;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::order::{Order, samples};

use server::Server;

/// How many items a Query finds.
const ITEMS: usize = 100;
/// How often each takes its turn; the best counts.
const ROUNDS: usize = 7;
const CALLS: u32 = 100;

/// Prints what a GetItem and a Query take both ways.
pub(crate) fn run() -> Result<(), Failure> {
    // The server has threads of its own, as it would in another process.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let engine = dynamo_model::Embedded::memory()?;
    let near = Connection::builder().local(engine.clone()).build()?;
    let orders = samples(ITEMS);
    runtime.block_on(async {
        Order::create_table(&near).await?;
        Order::save_many(&near, &orders).await?.into_result()?;
        Ok::<_, Failure>(())
    })?;
    let url = runtime.block_on(Server::start(engine))?;
    let far = Connection::builder()
        .endpoint(url)
        .region("eu-central-1")
        .credentials(aws_sdk_dynamodb::config::Credentials::new("id", "secret", None, None, "bench"))
        .build()?;
    println!("{:<34} {:>14} {:>14} {:>8}", "embedded engine", "in the process", "loopback HTTP", "ratio");
    for name in ["GetItem", "Query, 100 items"] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (best, db) in best.iter_mut().zip([&near, &far]) {
                *best = (*best).min(time(&runtime, db, name == "GetItem")?);
            }
        }
        let [near, far] = best.map(|best| best.as_secs_f64() * 1e6);
        println!("{name:<34} {near:>11.1} us {far:>11.1} us {:>8.2}", near / far);
    }
    Ok(())
}

/// The time of one call.
fn time(runtime: &Runtime, db: &Connection, of_one: bool) -> Result<Duration, Failure> {
    runtime.block_on(async {
        let start = Instant::now();
        for _ in 0..CALLS {
            if of_one {
                let order = black_box(Order::get_one(db, ("c", 0)).await?);
                order.ok_or("there is no item")?;
            } else {
                let orders = black_box(Order::get_many(db, Order::CUSTOMER.eq("c")).await?);
                assert_eq!(orders.len(), ITEMS, "the engine holds what was saved");
            }
        }
        Ok(start.elapsed() / CALLS)
    })
}

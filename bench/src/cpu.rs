//! What a bulk write costs the processor: 10,000 items, 32 requests in flight, on a server that takes 5 ms.

use std::fs;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use dynamo_model::prelude::*;
use futures::{StreamExt, TryStreamExt, stream};

use crate::Failure;
use crate::canned::Canned;
use crate::contender::{Kind, batch_by_hand, batch_by_serde, runtime};
use crate::order::{Order, samples};

const SAVES: usize = 10_000;
const IN_FLIGHT: usize = 32;
const LATENCY: Duration = Duration::from_millis(5);
/// How many writes BatchWriteItem takes.
const CHUNK: usize = 25;
/// How often each takes its turn; the best counts.
const ROUNDS: usize = 5;

/// Prints the time that the processor was busy for each item, and the time that the whole took.
pub(crate) fn run() -> Result<(), Failure> {
    let orders = samples(SAVES);
    let kinds = [Kind::ByHand, Kind::Serde, Kind::Model];
    let mut best = [(Duration::MAX, Duration::MAX); 3];
    for _ in 0..ROUNDS {
        for (best, kind) in best.iter_mut().zip(kinds) {
            let client = Canned::answering(r#"{"UnprocessedItems":{}}"#.to_owned()).after(LATENCY).client();
            let (busy, start) = (busy()?, Instant::now());
            save(kind, client, &orders)?;
            let busy = self::busy()?.saturating_sub(busy);
            *best = (best.0.min(busy), best.1.min(start.elapsed()));
        }
    }
    println!(
        "{:<34} {:>14} {:>8} {:>12}",
        "10,000 saves, 5 ms, 32 in flight", "CPU an item", "ratio", "time"
    );
    for (kind, (busy, time)) in kinds.into_iter().zip(best) {
        let ratio = busy.as_secs_f64() / best[0].0.as_secs_f64();
        let each = busy.as_secs_f64() * 1e6 / f64::from(u32::try_from(SAVES)?);
        println!("{kind:<34} {each:>11.2} us {ratio:>8.2} {:>9} ms", time.as_millis());
    }
    Ok(())
}

fn save(kind: Kind, client: Client, orders: &[Order]) -> Result<(), Failure> {
    let chunks = stream::iter(orders.chunks(CHUNK));
    runtime()?.block_on(async {
        match kind {
            Kind::ByHand => {
                let sent = chunks.map(|orders| batch_by_hand(&client, orders)).buffer_unordered(IN_FLIGHT);
                sent.try_collect().await
            }
            Kind::Serde => {
                let sent = chunks.map(|orders| batch_by_serde(&client, orders)).buffer_unordered(IN_FLIGHT);
                sent.try_collect().await
            }
            _ => {
                let db = Connection::builder().client(client).max_in_flight(IN_FLIGHT).build()?;
                Order::save_many(&db, orders).await?.into_result()?;
                Ok(())
            }
        }
    })
}

/// How long this thread was on a processor.
fn busy() -> Result<Duration, Failure> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let busy = text.split_whitespace().next().ok_or("the kernel tells no time of the thread")?;
    Ok(Duration::from_nanos(busy.parse()?))
}

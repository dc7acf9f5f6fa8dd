//! Prints what a model costs beside code written by hand on the raw SDK, as ratios of time; then what requests in flight
//! are worth, and the memory that streams take.
//!
//! Both sides run in one process, in turns, on a connector that answers at once; the best round of each counts.
//! `cargo run --release -p dynamo-model-bench`; a word behind `--` runs only the works whose name holds it, and
//! `BENCH_ROUNDS` sets how many rounds there are.

mod bulk;
mod canned;
mod order;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use dynamo_model::prelude::*;

use crate::canned::Canned;
use crate::order::Order;

type Failure = Box<dyn std::error::Error>;

/// How many rounds there are, unless the environment says otherwise.
const ROUNDS: usize = 31;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let only = std::env::args().nth(1).unwrap_or_default();
    let wanted = |work: &str| work.contains(&only);
    println!("{:<34} {:>12} {:>12} {:>8}", "work", "by hand", "model", "ratio");
    if wanted("query") {
        query(1_100).await?;
        query(10).await?;
    }
    if wanted("get") {
        get().await?;
    }
    if wanted("batch") {
        batch_write().await?;
    }
    if wanted("plan") {
        plan()?;
    }
    if wanted("in_flight") {
        bulk::in_flight().await?;
    }
    if wanted("memory") {
        bulk::memory().await?;
    }
    Ok(())
}

fn rounds() -> usize {
    std::env::var("BENCH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

fn connections(body: String) -> Result<(Client, Connection), Failure> {
    let client = Canned::answering(body).client();
    let db = Connection::builder().client(client.clone()).build()?;
    Ok((client, db))
}

async fn query(items: usize) -> Result<(), Failure> {
    let list: Vec<String> = (0..items).map(|n| Order::sample(n).json()).collect::<Result<_, _>>()?;
    let body = format!(r#"{{"Items":[{}],"Count":{items},"ScannedCount":{items}}}"#, list.join(","));
    let bytes = body.len();
    let (client, db) = connections(body)?;
    let repeat = if items > 100 { 1 } else { 50 };
    let (mut hand, mut model) = (Best::default(), Best::default());
    for _ in 0..rounds() {
        let start = Instant::now();
        for _ in 0..repeat {
            let output = client
                .query()
                .table_name("orders")
                .key_condition_expression("#c = :c")
                .expression_attribute_names("#c", "customer")
                .expression_attribute_values(":c", AttributeValue::S("c".to_owned()))
                .send()
                .await?;
            let orders: Option<Vec<Order>> =
                output.items.unwrap_or_default().into_iter().map(Order::from_map).collect();
            black_box(orders.ok_or("an order lacks an attribute")?);
        }
        hand.take(start, repeat);
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(Order::get_many(&db, Order::CUSTOMER.eq("c")).await?);
        }
        model.take(start, repeat);
    }
    report(&format!("Query page, {items} items, {bytes} bytes"), hand, model);
    Ok(())
}

async fn get() -> Result<(), Failure> {
    let (client, db) = connections(format!(r#"{{"Item":{}}}"#, Order::sample(1).json()?))?;
    let repeat = 200;
    let (mut hand, mut model) = (Best::default(), Best::default());
    for _ in 0..rounds() {
        let start = Instant::now();
        for _ in 0..repeat {
            let output = client
                .get_item()
                .table_name("orders")
                .key("customer", AttributeValue::S("c".to_owned()))
                .key("number", AttributeValue::N("1".to_owned()))
                .send()
                .await?;
            black_box(output.item.and_then(Order::from_map).ok_or("an order lacks an attribute")?);
        }
        hand.take(start, repeat);
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(Order::get_one(&db, ("c", 1)).await?);
        }
        model.take(start, repeat);
    }
    report("GetItem", hand, model);
    Ok(())
}

async fn batch_write() -> Result<(), Failure> {
    let (client, db) = connections("{}".to_owned())?;
    let orders: Vec<Order> = (0..25).map(Order::sample).collect();
    let repeat = 50;
    let (mut hand, mut model) = (Best::default(), Best::default());
    for _ in 0..rounds() {
        let start = Instant::now();
        for _ in 0..repeat {
            let writes: Vec<WriteRequest> = orders
                .iter()
                .map(|order| {
                    let put = PutRequest::builder().set_item(Some(order.to_map())).build()?;
                    Ok(WriteRequest::builder().put_request(put).build())
                })
                .collect::<Result<_, Failure>>()?;
            black_box(client.batch_write_item().request_items("orders", writes).send().await?);
        }
        hand.take(start, repeat);
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(Order::save_many(&db, &orders).await?.into_result()?);
        }
        model.take(start, repeat);
    }
    report("BatchWriteItem, 25 items", hand, model);
    Ok(())
}

/// A Query of ten terms, made and not sent: by hand its text, names and values, by a model the condition and its plan.
fn plan() -> Result<(), Failure> {
    let (client, _) = connections("{}".to_owned())?;
    let repeat = 500;
    let (mut hand, mut model) = (Best::default(), Best::default());
    for _ in 0..rounds() {
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(order::query_by_hand(&client));
        }
        hand.take(start, repeat);
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(Order::plan_get_many(order::ten_terms()).plan()?);
        }
        model.take(start, repeat);
    }
    report("Plan of ten terms", hand, model);
    let terms = order::ten_terms();
    let mut alone = Best::default();
    for _ in 0..rounds() {
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(Order::plan_get_many(&terms).plan()?);
        }
        alone.take(start, repeat);
    }
    report("Plan of ten terms, made before", hand, alone);
    Ok(())
}

/// The best round of one side.
#[derive(Clone, Copy, Default)]
struct Best(Option<Duration>);

impl Best {
    fn take(&mut self, start: Instant, repeat: u32) {
        let one = start.elapsed() / repeat;
        self.0 = Some(self.0.map_or(one, |best| best.min(one)));
    }

    fn micros(self) -> f64 {
        self.0.unwrap_or_default().as_secs_f64() * 1e6
    }
}

fn report(work: &str, hand: Best, model: Best) {
    let (hand, model) = (hand.micros(), model.micros());
    println!("{work:<34} {hand:>9.1} us {model:>9.1} us {:>8.2}", model / hand);
}

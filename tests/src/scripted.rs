//! Connections over a script of faults, through a client of the user's own.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::config::{BehaviorVersion, Builder, HttpClient, Region};
use dynamo_model::faults::{Faults, Request};
use dynamo_model::prelude::*;

use crate::{Contact, Counter, Post, User, engine};

/// Starts the configuration of an SDK client: unsigned, three attempts, and retry quotas of its own.
///
/// The SDK shares its quotas among all clients of a process, so that one test would change how often another retries.
pub fn config(http: impl HttpClient + 'static) -> Builder {
    static CLIENTS: AtomicU64 = AtomicU64::new(0);
    let number = CLIENTS.fetch_add(1, Ordering::Relaxed);
    Builder::new()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url("http://scripted.invalid")
        .http_client(http)
        .allow_no_auth()
        .retry_config(RetryConfig::standard())
        .retry_partition(RetryPartition::new(format!("scripted-{number}")))
}

/// Connects to a script over a new embedded engine with the tables of all models; the log is empty.
///
/// # Panics
///
/// If the engine does not start, or does not create the tables.
pub async fn scripted() -> (Faults, Connection) {
    let faults = engine::faults().expect("the engine starts");
    let db = connected(&faults).await;
    (faults, db)
}

/// Connects to a script, creates the tables of all models, and empties the log.
///
/// # Panics
///
/// If the engine does not create the tables.
pub async fn connected(faults: &Faults) -> Connection {
    let client = Client::from_conf(config(faults.clone()).build());
    let db = Connection::builder().client(client).build().expect("a client is all that is needed");
    create_tables(&db).await;
    faults.forget();
    db
}

/// Creates the tables of all models.
///
/// # Panics
///
/// If the engine refuses.
pub async fn create_tables(db: &Connection) {
    User::create_table(db).await.expect("users");
    Contact::create_table(db).await.expect("contacts");
    Counter::create_table(db).await.expect("counters");
    Post::create_table(db).await.expect("posts");
}

/// Names the operations that were sent since the log was emptied, in order.
pub fn sent(faults: &Faults) -> Vec<String> {
    faults.requests().iter().map(Request::operation).map(ToOwned::to_owned).collect()
}

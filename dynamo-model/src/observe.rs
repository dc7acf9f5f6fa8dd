//! What a service sees of its requests: observers, correlation ids, and which log lines hold no value.
//!
//! An [`Observer`] is told of each attempt, of each call once it ends, and of each error. The connection is given one, or
//! several, by [`ConnectionBuilder::observer`](crate::ConnectionBuilder::observer). `Metrics`, of the feature `metrics`, is
//! one that is ready; [`line_protocol`] writes what one that feeds InfluxDB would send.
//!
//! ```
//! use std::sync::{Arc, Mutex};
//!
//! use dynamo_model::observe::{Measurement, correlate};
//! use dynamo_model::prelude::*;
//!
//! #[derive(Model, Debug)]
//! struct Ticket {
//!     #[model(hash_key)]
//!     number: u32,
//! }
//!
//! # async fn run() -> dynamo_model::Result<()> {
//! let seen = Arc::<Mutex<Vec<String>>>::default();
//! let noted = Arc::clone(&seen);
//! let db = Connection::builder()
//!     .local(dynamo_model::Embedded::memory()?)
//!     .service("box-office")
//!     .observer(move |attempt: &Measurement| {
//!         let who = attempt.correlation_id.as_deref().unwrap_or("nobody");
//!         let line = format!("{} of {} for {who}", attempt.operation, attempt.tables.join(", "));
//!         noted.lock().unwrap().push(line);
//!     })
//!     .build()?;
//! Ticket::create_table(&db).await?;
//!
//! seen.lock().unwrap().clear();
//! correlate("request-7", Ticket::save_one(&db, Ticket::new(7_u32)).send()).await?;
//! assert_eq!(*seen.lock().unwrap(), ["PutItem of tickets for request-7"]);
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
//! ```
//!
//! # Spans and events
//!
//! Besides, each call is a `tracing` span of the level `INFO` and the target `dynamo_model::call`, and each attempt is one
//! within it of the level `DEBUG` and the target `dynamo_model::attempt`. Their fields have OpenTelemetry's names:
//!
//! | field | of | is |
//! |---|---|---|
//! | `otel.name` | both | the verb, such as `get_many`; of an attempt, the operation, such as `Query` |
//! | `otel.kind` | both | `client` |
//! | `db.system.name` | both | `aws.dynamodb` |
//! | `db.operation.name` | both | the same as `otel.name` |
//! | `error.type` | both | the [`ErrorKind`](crate::ErrorKind), where it ended in error |
//! | `correlation_id` | call | of [`correlate`] |
//! | `db.collection.name` | attempt | the table, where it is one |
//! | `aws.dynamodb.table_names` | attempt | all of them, separated by commas |
//! | `aws.dynamodb.index_name` | attempt | the index that is read |
//! | `aws.dynamodb.consumed_capacity` | attempt | capacity units, where they were asked for |
//! | `aws.dynamodb.count` | attempt | how many items were read or written |
//! | `aws.dynamodb.scanned_count` | attempt | how many items a Query or Scan looked at |
//! | `db.response.status_code` | attempt | the error code of the service, such as `ThrottlingException` |
//! | `http.response.status_code` | attempt | the status of the answer |
//! | `http.request.resend_count` | attempt | how often the request was sent before |
//! | `dynamo_model.waited` | attempt | how many seconds it waited for its turn |
//!
//! When an attempt or a call ends in error, an event of the level `DEBUG` in its span says so. Where the subscriber wants
//! neither span, and nobody observes, nothing is measured and nothing is allocated.
//!
//! No span and no event of this crate holds a key or a value. The SDK's own do, at the levels `DEBUG` and `TRACE`:
//! [`holds_no_value`] tells which.

mod call;
mod correlation;
mod filter;
mod line_protocol;
mod measurement;
#[cfg(feature = "metrics")]
mod metrics;
mod observer;
pub(crate) mod record;

#[cfg(feature = "metrics")]
pub use self::metrics::Metrics;
pub use call::ObservedCall;
pub use correlation::{correlate, correlation_id};
pub use filter::holds_no_value;
pub use line_protocol::line_protocol;
pub use measurement::{Ending, Measurement};
pub use observer::Observer;

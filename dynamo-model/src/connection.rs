//! A connection: the SDK's client and our settings.

#[cfg(not(feature = "embedded"))]
mod absent;
mod builder;
mod concurrency;
#[cfg(feature = "embedded")]
pub(crate) mod embedded;
mod environment;
#[cfg(feature = "test-util")]
pub mod faults;
mod profile;
pub(crate) mod retry;

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_smithy_types::config_bag::FrozenLayer;
use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Result};
use crate::model::schema::Schema;
use crate::observe::record::{Audience, Record, Recording};
use crate::plan::cursor::Wax;
use crate::plan::options::{IndexSet, ReadOptions};
use crate::plan::{Plan, ScanPolicy};
use crate::wire::limit::Limit;
use crate::wire::seam::Seam;
use crate::wire::watch::{Subject, Tell, Watch};

pub use builder::ConnectionBuilder;
pub use retry::Retry;

/// A connection to DynamoDB, or to the engine inside the process.
///
/// It is cheap to clone, and all clones share one client. Credentials, endpoints, signing, time-outs and the retry of
/// single calls are the SDK's.
#[derive(Clone)]
pub struct Connection {
    inner: Arc<Inner>,
    /// The call that it is used for, where somebody looks at it.
    record: Option<Arc<Record>>,
}

struct Inner {
    client: Client,
    /// What the client's requests are under; `None` where it has no HTTP client.
    limit: Option<Limit>,
    settings: Settings,
}

/// What is ours, besides the SDK's client.
#[derive(Clone)]
pub(crate) struct Settings {
    /// Where requests go, if it was said.
    pub(crate) endpoint: Option<String>,
    pub(crate) table_prefix: String,
    pub(crate) table_name: Option<NameTable>,
    pub(crate) scan_policy: ScanPolicy,
    pub(crate) consistent: bool,
    /// The indexes that reads do without, each with the table that its model declares.
    pub(crate) without: Vec<(&'static str, &'static str)>,
    pub(crate) in_flight: usize,
    pub(crate) sdk_maps: bool,
    pub(crate) max_requests: Option<usize>,
    pub(crate) max_list: usize,
    pub(crate) max_cursor: usize,
    pub(crate) on_plan: Option<OnPlan>,
    pub(crate) cursor_key: Vec<u8>,
    pub(crate) seal: Option<(Seal, Open)>,
    pub(crate) rate_limit_without_credentials: bool,
    pub(crate) capacity: CapacityReports,
    pub(crate) audience: Arc<Audience>,
}

/// When DynamoDB is asked what requests consume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CapacityReports {
    /// Where the call needs it.
    #[default]
    WhereNeeded,
    Always,
}

/// What hides the contents of a cursor.
pub(crate) type Seal = Arc<dyn Fn(Vec<u8>) -> Vec<u8> + Send + Sync>;

/// What finds the contents of a cursor again.
pub(crate) type Open = Arc<dyn Fn(Vec<u8>) -> Option<Vec<u8>> + Send + Sync>;

/// What names the table of a declared name; `None` leaves it to the prefix.
pub(crate) type NameTable = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// What is told of each plan before it is carried out.
pub(crate) type OnPlan = Arc<dyn Fn(&Plan) + Send + Sync>;

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("endpoint", &self.endpoint)
            .field("table_prefix", &self.table_prefix)
            .field("scan_policy", &self.scan_policy)
            .field("consistent", &self.consistent)
            .field("without", &self.without)
            .field("in_flight", &self.in_flight)
            .field("sdk_maps", &self.sdk_maps)
            .field("max_requests", &self.max_requests)
            .field("max_list", &self.max_list)
            .field("max_cursor", &self.max_cursor)
            .field("rate_limit_without_credentials", &self.rate_limit_without_credentials)
            .field("capacity", &self.capacity)
            .field("audience", &self.audience)
            .finish_non_exhaustive()
    }
}

/// How many requests of one batch are in flight at once, unless the builder says otherwise.
const DEFAULT_IN_FLIGHT: usize = 16;

/// How many values one list of a condition holds at most, unless the builder says otherwise.
const DEFAULT_MAX_LIST: usize = 10_000;

/// How many bytes a cursor has at most, unless the builder says otherwise: more than the largest keys of a table and an
/// index make.
const DEFAULT_MAX_CURSOR: usize = 16 * 1024;

impl Settings {
    /// How many requests of a batch are in flight at once: as many as it asks for, and never more than the connection
    /// has.
    pub(crate) fn in_flight_of(&self, asked: Option<usize>) -> usize {
        asked.map_or(self.in_flight, |asked| asked.clamp(1, self.in_flight))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            endpoint: None,
            table_prefix: String::new(),
            table_name: None,
            scan_policy: ScanPolicy::default(),
            consistent: false,
            without: Vec::new(),
            in_flight: DEFAULT_IN_FLIGHT,
            sdk_maps: false,
            max_requests: None,
            max_list: DEFAULT_MAX_LIST,
            max_cursor: DEFAULT_MAX_CURSOR,
            on_plan: None,
            cursor_key: b"dynamo-model".to_vec(),
            seal: None,
            rate_limit_without_credentials: false,
            capacity: CapacityReports::default(),
            audience: Arc::default(),
        }
    }
}

impl Connection {
    /// Connects as the environment says.
    ///
    /// Credentials, region and all else that the SDK knows come from its whole chain. Besides it are read:
    ///
    /// | variable | is |
    /// |---|---|
    /// | `AWS_TABLE_PREFIX` | put before the name of every table |
    /// | `DYNAMODB_ENDPOINT` | the URL of another server; it wins over `AWS_ENDPOINT_URL_DYNAMODB`, and that over `AWS_ENDPOINT_URL`, which the SDK reads |
    /// | `DYNAMODB_MAX_CLIENTS` | how many requests are in flight at once at most, over all clones of the connection; 100 |
    /// | `DYNAMODB_MAX_RETRIES` | how often a request is sent at most, the first time among them; it wins over `AWS_MAX_ATTEMPTS`; failing both, 3 |
    /// | `DYNAMODB_NO_CREDS_RATE_LIMIT` | `true` in any case has errors for want of credentials answered with 429 instead of 500; also by its historic misspelling `DYANMODB_NO_CREDS_RATE_LIMIT` |
    /// | `SERVICE`, `ENVIRONMENT` | what measurements are labelled with; see [`observe`](crate::observe) |
    /// | `AWS_REGION_NAME` | the region where the chain has none; failing that `us-east-2`, with a warning event |
    /// | `AWS_SECURITY_TOKEN` | an older spelling of `AWS_SESSION_TOKEN`, read where that is not set |
    /// | `AWS_DEFAULT_PROFILE` | an older spelling of `AWS_PROFILE`, read where that is not set |
    ///
    /// The [builder](Self::builder) has a word for each, which wins. Nothing is sent to DynamoDB.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::Error::is_configuration) if a variable does not parse; the error names it. The same where there
    /// is no HTTP client, since the feature `https` is off.
    /// [`is_profile_not_found`](crate::Error::is_profile_not_found) if a profile is named that does not exist.
    pub async fn from_env() -> Result<Self> {
        Self::builder().connect().await
    }

    /// Starts a connection whose parts are given in code.
    pub fn builder() -> ConnectionBuilder {
        ConnectionBuilder::default()
    }

    /// Connects to an engine inside the process that keeps everything in memory. Nothing need be installed.
    ///
    /// Clones share the data; each call of this function starts with none.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::Error::is_configuration) if the engine does not start.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self> {
        Self::builder().local(embedded::Embedded::memory()?).build()
    }

    /// Connects to an engine inside the process that keeps everything in a file, which is made where there is none.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::Error::is_configuration) if the file cannot be opened or is no database.
    #[cfg(feature = "embedded")]
    pub fn embedded_at(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::builder().local(embedded::Embedded::file(path)?).build()
    }

    fn of(client: Client, limit: Option<Limit>, settings: Settings) -> Self {
        Self { inner: Arc::new(Inner { client, limit, settings }), record: None }
    }

    /// Gives the SDK's client, for whatever this crate has no verb for.
    ///
    /// Its requests are within [`max_concurrency`](ConnectionBuilder::max_concurrency) and retried as those of the verbs
    /// are. No observer is told of them, and the prefix is not put before their tables.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    /// Gives what is put before the name of every table.
    #[must_use]
    pub fn table_prefix(&self) -> &str {
        &self.inner.settings.table_prefix
    }

    /// Begins the record of a call that this connection is used for; nothing where nobody looks at it, or where it is a
    /// part of one.
    pub(crate) fn begin_call(&mut self, verb: &'static str) -> Option<Recording> {
        if self.record.is_some() {
            return None;
        }
        let record = Record::begin(&self.settings().audience, verb)?;
        self.record = Some(Arc::clone(&record));
        Some(Recording::of(record))
    }

    /// The seam of a request that is watched if somebody looks at attempts; `deadline` is when its call has no more time.
    pub(crate) fn watched(
        &self,
        deadline: Option<Instant>,
        subject: impl FnOnce() -> Subject,
        tell: Tell,
    ) -> Seam {
        let record = self.record.as_ref().filter(|record| record.wants_attempts());
        let watch = record.map(|record| Watch::new(record, subject(), tell, deadline));
        Seam::watched(watch).limited(self.limit())
    }

    pub(crate) fn limit(&self) -> Option<&Limit> {
        self.inner.limit.as_ref()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The SDK's configuration of an operation, for the seam to build on; `None` where the SDK's maps are wanted.
    pub(crate) fn layer(&self, layer: Option<&'static FrozenLayer>) -> Option<&'static FrozenLayer> {
        layer.filter(|_| !self.inner.settings.sdk_maps)
    }

    /// Says where an error happened; the region as well where a wrong one may be the cause.
    pub(crate) fn locate(
        &self,
        error: Error,
        schema: &Schema,
        operation: &'static str,
        table: &str,
    ) -> Error {
        self.locate_among(schema.place(error), operation, Some(table))
    }

    /// The same for a request about several tables, which are not named.
    pub(crate) fn locate_among(&self, error: Error, operation: &'static str, table: Option<&str>) -> Error {
        let error = match table {
            Some(table) => error.at(operation, table),
            None => error.during(operation),
        };
        match error.kind() {
            ErrorKind::TableNotFound | ErrorKind::Network | ErrorKind::Credentials => {
                match (&self.settings().endpoint, self.client().config().region()) {
                    (Some(url), _) => error.located(format!("at {url}")),
                    (None, Some(region)) => error.located(format!("in {region}")),
                    (None, None) => error,
                }
            }
            ErrorKind::NoCredentials if self.settings().rate_limit_without_credentials => {
                error.rate_limited()
            }
            _ => error,
        }
    }

    /// True for an index that reads do without.
    pub(crate) fn does_without(&self, schema: &Schema, index: &'static str) -> bool {
        self.settings().without.contains(&(schema.table(), index))
    }

    /// The options of a read that says nothing else.
    pub(crate) fn read_options(&self, schema: &Schema) -> ReadOptions {
        let settings = self.settings();
        let without = IndexSet::of(schema, |index| self.does_without(schema, index.name()));
        ReadOptions {
            consistent: settings.consistent,
            without,
            scan: settings.scan_policy,
            max_requests: settings.max_requests,
            max_list: Some(settings.max_list),
            ..ReadOptions::default()
        }
    }

    /// Tells of a plan that is about to be carried out: its operation in a debug event, all of it to the application
    /// that asked for it. Where nobody listens it is not made.
    pub(crate) fn tell(&self, plan: impl FnOnce() -> Result<Plan>) {
        let listener = self.settings().on_plan.as_ref();
        if listener.is_none() && !tracing::enabled!(tracing::Level::DEBUG) {
            return;
        }
        let Ok(plan) = plan() else { return };
        let operation = plan.operation().unwrap_or("nothing");
        tracing::debug!(operation, requests = plan.least_requests(), "planned");
        if let Some(listener) = listener {
            listener(&plan);
        }
    }

    /// How cursors are signed and sealed.
    pub(crate) fn wax(&self) -> Wax<'_> {
        let Settings { cursor_key, seal, max_cursor, .. } = self.settings();
        Wax {
            key: cursor_key,
            most: *max_cursor,
            seal: seal.as_ref().map(|(seal, _)| &**seal),
            open: seal.as_ref().map(|(_, open)| &**open),
        }
    }

    pub(crate) fn seals_cursors(&self) -> bool {
        self.settings().seal.is_some()
    }

    /// Gives the full name of the table that models declare by this one: as
    /// [`table_name`](ConnectionBuilder::table_name) says, failing that with the prefix before it.
    #[must_use]
    pub fn table_name(&self, declared: &str) -> String {
        let Settings { table_name, table_prefix, .. } = self.settings();
        let given = table_name.as_ref().and_then(|name| name(declared));
        given.unwrap_or_else(|| [table_prefix.as_str(), declared].concat())
    }
}

/// Shows our settings, and nothing of the client's: that holds credentials.
impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.client().config().region();
        f.debug_struct("Connection")
            .field("region", &region.map(AsRef::as_ref))
            .field("limit", &self.inner.limit)
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

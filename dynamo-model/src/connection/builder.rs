//! How a connection is put together.

use std::ffi::OsString;
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{
    Builder, HttpClient, ProvideCredentials, Region, SharedCredentialsProvider, SharedHttpClient,
};

use crate::connection::environment::{
    Environment, FALLBACK_REGION, check_endpoint, check_prefix, check_region,
};
use crate::connection::{CapacityReports, Connection, Settings, concurrency, profile};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Model;
use crate::model::index::Index;
use crate::observe::Observer;
use crate::observe::record::Audience;
use crate::plan::{Plan, ScanPolicy};

/// The endpoint of what answers inside the process, which is never looked up.
const NOWHERE: &str = "http://local.invalid";

/// Puts a [`Connection`] together.
///
/// What is given here wins over the environment. End with [`connect`](Self::connect), which takes what is missing
/// from the environment, or with [`build`](Self::build), which reads nothing of it. Its `Debug` shows no secret.
#[derive(Default)]
#[must_use = "a builder connects when `connect` or `build` is called"]
pub struct ConnectionBuilder {
    client: Option<Client>,
    sdk_config: Option<SdkConfig>,
    region: Option<String>,
    credentials: Option<Credentials>,
    profile: Option<String>,
    endpoint: Option<String>,
    http_client: Option<SharedHttpClient>,
    retry: Option<RetryConfig>,
    table_prefix: Option<String>,
    rate_limit_without_credentials: Option<bool>,
    concurrency: Option<usize>,
    audience: Audience,
    settings: Settings,
}

enum Credentials {
    From(SharedCredentialsProvider),
    None,
}

impl ConnectionBuilder {
    /// Uses a client as it is, under the connection's limit on requests in flight
    /// ([`max_concurrency`](Self::max_concurrency)). What is the client's, such as a region, credentials, an endpoint or retries,
    /// is refused beside it; a call may still have its own `.retry(..)`.
    pub fn client(mut self, client: Client) -> Self {
        self.client = Some(client);
        self
    }

    /// Starts from a configuration that was loaded with `aws-config`. What it says of endpoints, profiles and retries wins
    /// over what [`connect`](Self::connect) reads of the environment.
    pub fn sdk_config(mut self, config: &SdkConfig) -> Self {
        self.sdk_config = Some(config.clone());
        self
    }

    /// Sets the region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets where credentials come from: static keys, or any provider of the SDK's. The provider is asked again before
    /// what it gave expires, so that credentials may rotate while the connection is in use.
    ///
    /// ```
    /// use aws_sdk_dynamodb::config::Credentials; // of the crate `aws-sdk-dynamodb`, version 1
    /// use dynamo_model::prelude::*;
    ///
    /// # fn run() -> dynamo_model::Result<()> {
    /// let keys = Credentials::new("an access key id", "its secret", None, None, "static");
    /// let db = Connection::builder().credentials(keys).region("eu-west-1").build()?;
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Credentials::From(SharedCredentialsProvider::new(provider)));
        self
    }

    /// Sends requests unsigned, for a local server that does not look at signatures.
    pub fn without_credentials(mut self) -> Self {
        self.credentials = Some(Credentials::None);
        self
    }

    /// Takes credentials, and what else was not given here, from this profile of the AWS configuration, in place of those
    /// that the environment holds. It is read by [`connect`](Self::connect).
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Has errors for want of credentials answered with the HTTP status 429 instead of 500
    /// ([`Error::http_status`]), as a service may want it whose credentials come from a place that is asked too often at
    /// times.
    pub fn rate_limit_without_credentials(mut self, limited: bool) -> Self {
        self.rate_limit_without_credentials = Some(limited);
        self
    }

    /// Sends requests to this URL, such as `http://127.0.0.1:8000`. One with a user, a query or a port that is none is refused by
    /// [`build`](Self::build).
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Sends requests through this HTTP client.
    pub fn http_client(mut self, client: impl HttpClient + 'static) -> Self {
        self.http_client = Some(SharedHttpClient::new(client));
        self
    }

    /// Sends requests, unsigned, to an HTTP client that answers inside the process, such as the embedded engine.
    ///
    /// Sets a region, an endpoint that is never looked up, and no credentials.
    pub fn local(self, client: impl HttpClient + 'static) -> Self {
        self.http_client(client).without_credentials().region(FALLBACK_REGION).endpoint(NOWHERE)
    }

    /// Sets how requests are retried: a [`Retry`](crate::Retry), or the SDK's own `RetryConfig`. The SDK's default is
    /// three attempts. A call may say otherwise by its own `.retry(..)`.
    pub fn retry(mut self, policy: impl Into<RetryConfig>) -> Self {
        self.retry = Some(policy.into());
        self
    }

    /// Has at most so many requests in flight at once, over all clones of the connection and all that is sent with its
    /// client: 100 by default. 0 is refused by [`build`](Self::build).
    ///
    /// What is more waits, whoever came first goes first. A request counts from when it is sent until its answer has been
    /// read; during the pause before a retry it does not. How long it waited is in
    /// [`Response::waited`](crate::Response::waited).
    ///
    /// The SDK's time-out of an attempt and a call's own `.timeout(..)` run while a request waits. One that they end then
    /// was certainly not sent. Its signature is made before, and the service takes that for a few minutes; so where
    /// requests may wait for longer, give them a time-out.
    pub fn max_concurrency(mut self, requests: usize) -> Self {
        self.concurrency = Some(requests);
        self
    }

    /// Puts this before the name of every table, but for those that [`table_name`](Self::table_name) names.
    pub fn table_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.table_prefix = Some(prefix.into());
        self
    }

    /// Names tables by this function, which is given the name that a model declares, such as for tenants, or for two
    /// releases side by side.
    ///
    /// What it gives is complete: no prefix is put before it. Where it gives `None`, the table has the declared name, with
    /// the prefix. Models that declare one table have one here, too. The function is asked in each call, and so should
    /// be quick, and give the same name each time.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// # fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::builder()
    ///     .table_prefix("dev-")
    ///     .table_name(|table| (table == "users").then(|| format!("tenant-7-{table}")))
    ///     .without_credentials()
    ///     .region("eu-west-1")
    ///     .build()?;
    /// assert_eq!(db.table_name("users"), "tenant-7-users");
    /// assert_eq!(db.table_name("countries"), "dev-countries");
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    pub fn table_name(mut self, name: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        self.settings.table_name = Some(Arc::new(name));
        self
    }

    /// Sets what to do where only a Scan can answer; a warning event by default.
    pub fn scan_policy(mut self, policy: ScanPolicy) -> Self {
        self.settings.scan_policy = policy;
        self
    }

    /// Makes reads strongly consistent, but for those that ask for `.eventually_consistent()`.
    pub fn consistent_reads(mut self, consistent: bool) -> Self {
        self.settings.consistent = consistent;
        self
    }

    /// Has reads do as if this index were not declared, such as a new release that runs before its index is built.
    ///
    /// The planner answers in other ways, a Scan among them, and says so; `.index(..)` for it is refused. It may be
    /// called for several. Tables are created with the index all the same, and items are checked for its keys.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// #[model(index(name = "by_owner", hash = owner))]
    /// struct Task {
    ///     #[model(hash_key)]
    ///     id: u64,
    ///     owner: String,
    /// }
    ///
    /// # fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::builder().without_index(Task::BY_OWNER).without_credentials().region("eu-west-1").build()?;
    /// assert_eq!(Task::get_many(&db, Task::OWNER.eq("ann")).explain()?.operation(), Some("Scan"));
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    pub fn without_index<M: Model>(mut self, index: Index<M>) -> Self {
        self.settings.without.push((M::schema().table(), index.name()));
        self
    }

    /// Sets how many requests of one batch are in flight at once: 16 by default, at least 1. For those of all calls
    /// together there is [`max_concurrency`](Self::max_concurrency).
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.settings.in_flight = requests.max(1);
        self
    }

    /// Refuses a read whose plan needs more requests than this at the least, such as a list that a user sent; no limit
    /// by default.
    pub fn max_requests(mut self, requests: usize) -> Self {
        self.settings.max_requests = Some(requests);
        self
    }

    /// Has this observer told of attempts, calls and errors. It may be called for several, which are told in this order.
    /// See [`observe`](crate::observe).
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.audience.observers.push(Arc::new(observer));
        self
    }

    /// Labels measurements with the name of the service that this program is.
    pub fn service(mut self, name: impl Into<Arc<str>>) -> Self {
        self.audience.service = Some(name.into());
        self
    }

    /// Labels measurements with where the service runs, such as `staging`: the variable `ENVIRONMENT`.
    pub fn deployment(mut self, name: impl Into<Arc<str>>) -> Self {
        self.audience.deployment = Some(name.into());
        self
    }

    /// Asks DynamoDB with each request how much capacity it consumes, for observers; off by default. Calls with
    /// `.with_metadata()` or a limit on the rate ask in any case.
    pub fn report_capacity(mut self, always: bool) -> Self {
        self.settings.capacity = if always { CapacityReports::Always } else { CapacityReports::WhereNeeded };
        self
    }

    /// Refuses a read whose condition holds a list of more values than this, such as an `is_in` of what a user sent: 10,000
    /// by default. A list of keys that a read is given as such is not bounded by it, but by
    /// [`max_requests`](Self::max_requests); the conditions of writes hold 100 values at most, as DynamoDB has it.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// # #[derive(Model)]
    /// # struct User { #[model(hash_key)] email: String, name: String }
    /// # fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::builder().max_list(2).without_credentials().region("eu-west-1").build()?;
    /// let error = User::get_many(&db, User::EMAIL.is_in(["a", "b", "c"])).explain().unwrap_err();
    /// assert!(error.is_refused());
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    pub fn max_list(mut self, values: usize) -> Self {
        self.settings.max_list = values;
        self
    }

    /// Refuses a cursor of more bytes than this: 16 KiB by default, into which the largest keys of a table and an index go.
    /// Text that stands for more than 64 KiB is no cursor whatever is said here.
    pub fn max_cursor(mut self, bytes: usize) -> Self {
        self.settings.max_cursor = bytes;
        self
    }

    /// Calls this with each plan before it is carried out, to log it or to count it. A plan shows no value of a
    /// `sensitive` field.
    pub fn on_plan(mut self, tell: impl Fn(&Plan) + Send + Sync + 'static) -> Self {
        self.settings.on_plan = Some(Arc::new(tell));
        self
    }

    /// Signs cursors with this key, so that nobody who lacks it makes one that is taken. Connections that take one
    /// another's cursors need the same key. Without it the signature tells mistakes, but no forgery; an empty one is
    /// refused by [`build`](Self::build).
    pub fn cursor_key(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.settings.cursor_key = key.into();
        self
    }

    /// Seals cursors, which hold the values of keys: `seal` encrypts their bytes, `open` decrypts them and gives `None`
    /// for what it did not seal. Needed for models whose key is `sensitive`.
    pub fn seal_cursors(
        mut self,
        seal: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
        open: impl Fn(Vec<u8>) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        self.settings.seal = Some((Arc::new(seal), Arc::new(open)));
        self
    }

    /// Reads and writes items through the SDK's own maps instead of decoding the wire directly; off by default.
    ///
    /// Slower, and without the check of the response's checksum, which the SDK does not make. It is for interceptors of
    /// yours that read items out of the SDK's outputs, which hold none otherwise.
    pub fn sdk_maps(mut self, through_maps: bool) -> Self {
        self.settings.sdk_maps = through_maps;
        self
    }

    /// Connects, taking what was not given from the environment; see [`Connection::from_env`].
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::Error::is_configuration) if a part, given or read, cannot be used;
    /// [`is_profile_not_found`](crate::Error::is_profile_not_found) if a profile is named, here or by `AWS_PROFILE`, that
    /// does not exist.
    pub async fn connect(mut self) -> Result<Connection> {
        let environment = Environment::read(variable)?;
        self.table_prefix = self.table_prefix.or(environment.table_prefix.clone());
        self.rate_limit_without_credentials =
            self.rate_limit_without_credentials.or(environment.rate_limit_without_credentials);
        self.audience.service = self.audience.service.or(environment.service.clone());
        self.audience.deployment = self.audience.deployment.or(environment.deployment.clone());
        self.concurrency = self.concurrency.or(environment.concurrency.map(NonZeroUsize::get));
        if self.client.is_some() {
            return self.build();
        }
        // What is given here wins: an endpoint in a configuration is given.
        if self.sdk_config.as_ref().is_none_or(|config| config.endpoint_url().is_none()) {
            self.endpoint = self.endpoint.or(environment.endpoint.clone());
        }
        let config = match self.sdk_config.take() {
            Some(config) if self.profile.is_none() => config,
            Some(_) => return Err(two_configurations()),
            None => self.load(&environment).await?,
        };
        if self.region.is_none() && config.region().is_none() {
            self.region = Some(environment.region.unwrap_or_else(fallback_region));
        }
        self.profile = None;
        self.sdk_config = Some(config);
        self.build()
    }

    async fn load(&mut self, environment: &Environment) -> Result<SdkConfig> {
        // The SDK asks for regions and credentials over HTTP, and panics where it cannot.
        if self.http_client.is_none() && !cfg!(feature = "https") {
            return Err(no_http_client());
        }
        let region = self.region.clone().map(Region::new);
        let name = self.profile.as_deref().or(environment.profile.as_deref());
        // Where credentials are given, nobody misses the environment's profile.
        let must_exist = self.profile.is_some() || (name.is_some() && self.credentials.is_none());
        profile::check(name, must_exist).await?;
        let mut loader = aws_config::defaults(BehaviorVersion::latest());
        if let Some(name) = name {
            loader = loader.profile_name(name);
        }
        if let Some(region) = region.clone() {
            loader = loader.region(region);
        }
        if let Some(client) = &self.http_client {
            loader = loader.http_client(client.clone());
        }
        if let Some(retry) = &self.retry {
            loader = loader.retry_config(retry.clone());
        }
        loader = match (&self.credentials, &self.profile, &environment.credentials) {
            (Some(Credentials::From(provider)), ..) => loader.credentials_provider(provider.clone()),
            (Some(Credentials::None), ..) => loader.no_credentials(),
            (None, Some(name), _) => {
                profile::credentials(loader, name, region, self.http_client.clone()).await
            }
            (None, None, Some(found)) => loader.credentials_provider(found.clone()),
            (None, None, None) => loader,
        };
        let config = loader.load().await;
        if let (None, Some(attempts)) = (&self.retry, environment.attempts) {
            let found = config.retry_config().cloned().unwrap_or_else(RetryConfig::standard);
            self.retry = Some(found.with_max_attempts(attempts));
        }
        Ok(config)
    }

    /// Connects with what was given, reading nothing of the environment.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::Error::is_configuration) if a part cannot be used, or the region is missing.
    pub fn build(mut self) -> Result<Connection> {
        let unusable =
            |what: &str, why: String| Error::said(ErrorKind::Configuration, format!("the {what} {why}"));
        if let Some(prefix) = self.table_prefix.take() {
            check_prefix(&prefix).map_err(|why| unusable("table prefix", why))?;
            self.settings.table_prefix = prefix;
        }
        if let Some(url) = &self.endpoint {
            check_endpoint(url).map_err(|why| unusable("endpoint", why))?;
        }
        if self.profile.is_some() {
            return Err(match (&self.client, &self.sdk_config) {
                (None, None) => Error::said(
                    ErrorKind::Configuration,
                    "a profile is read by `connect()`, and not by `build()`",
                ),
                _ => two_configurations(),
            });
        }
        if self.client.is_some() {
            let beside = [
                ("sdk_config", self.sdk_config.is_some()),
                ("region", self.region.is_some()),
                ("credentials", self.credentials.is_some()),
                ("endpoint", self.endpoint.is_some()),
                ("http_client", self.http_client.is_some()),
                ("retry", self.retry.is_some()),
            ];
            if let Some((word, _)) = beside.into_iter().find(|(_, is_given)| *is_given) {
                let words = format!(
                    "`.{word}(..)` beside `.client(..)`, which is used as it is: set it on the client, or have the client made \
                     here"
                );
                return Err(Error::said(ErrorKind::Configuration, words));
            }
        }
        if let Some(region) = &self.region {
            check_region(region).map_err(|why| unusable("region", why))?;
        }
        if let Some(config) = &self.sdk_config {
            if let (None, Some(region)) = (&self.region, config.region()) {
                check_region(region.as_ref())
                    .map_err(|why| unusable("region of the SDK's configuration", why))?;
            }
            if let (None, Some(url)) = (&self.endpoint, config.endpoint_url()) {
                check_endpoint(url).map_err(|why| unusable("endpoint of the SDK's configuration", why))?;
            }
        }
        if self.settings.cursor_key.is_empty() {
            return Err(unusable("cursor key", "is empty, so that anybody could sign with it".to_owned()));
        }
        let concurrency = match self.concurrency {
            Some(requests) => NonZeroUsize::new(requests).ok_or_else(|| {
                unusable("limit on requests in flight", "is 0, and must be 1 or more".to_owned())
            })?,
            None => concurrency::DEFAULT,
        };
        let mut settings = std::mem::take(&mut self.settings);
        let given = self.sdk_config.as_ref().and_then(SdkConfig::endpoint_url);
        settings.endpoint =
            self.endpoint.as_deref().or(given).filter(|url| *url != NOWHERE).map(ToOwned::to_owned);
        settings.audience = Arc::new(std::mem::take(&mut self.audience));
        settings.rate_limit_without_credentials = self.rate_limit_without_credentials.unwrap_or_default();
        let client = match self.client.take() {
            Some(client) => client,
            None => self.into_client()?,
        };
        let (client, limit) = concurrency::limited(client, concurrency);
        Ok(Connection::of(client, limit, settings))
    }

    fn into_client(self) -> Result<Client> {
        let missing = |words: &str| Error::said(ErrorKind::Configuration, words);
        let mut config = match &self.sdk_config {
            Some(config) => Builder::from(config),
            None => Builder::default().behavior_version(BehaviorVersion::latest()),
        };
        let has_region =
            self.region.is_some() || self.sdk_config.as_ref().is_some_and(|c| c.region().is_some());
        if !has_region {
            return Err(missing(
                "no region was given: call `.region(..)`, or `connect()` to read the environment",
            ));
        }
        let has_http = self.http_client.is_some()
            || self.sdk_config.as_ref().is_some_and(|config| config.http_client().is_some());
        if !has_http && !cfg!(feature = "https") {
            return Err(no_http_client());
        }
        config.set_region(self.region.map(Region::new).or(config_region(self.sdk_config.as_ref())));
        if let Some(url) = self.endpoint {
            config.set_endpoint_url(Some(url));
        }
        if let Some(client) = self.http_client {
            config.set_http_client(Some(client));
        }
        if let Some(retry) = self.retry {
            config.set_retry_config(Some(retry));
        }
        match self.credentials {
            Some(Credentials::From(provider)) => config.set_credentials_provider(Some(provider)),
            Some(Credentials::None) => config.set_allow_no_auth(),
            None => &mut config,
        };
        Ok(Client::from_conf(config.build()))
    }
}

/// What may hold a secret, in a provider, in a client or in the user's part of a URL, is told by its being there only.
impl fmt::Debug for ConnectionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionBuilder")
            .field("client", &self.client.is_some())
            .field("sdk_config", &self.sdk_config.is_some())
            .field("region", &self.region)
            .field("credentials", &self.credentials.is_some())
            .field("profile", &self.profile)
            .field("endpoint", &self.endpoint.is_some())
            .field("http_client", &self.http_client.is_some())
            .field("retry", &self.retry)
            .field("table_prefix", &self.table_prefix)
            .field("rate_limit_without_credentials", &self.rate_limit_without_credentials)
            .field("concurrency", &self.concurrency)
            .field("audience", &self.audience)
            .field("settings", &self.settings)
            .finish()
    }
}

fn no_http_client() -> Error {
    Error::said(
        ErrorKind::Configuration,
        "there is no HTTP client: turn the feature `https` on, or give one by `.http_client(..)`",
    )
}

fn two_configurations() -> Error {
    Error::said(
        ErrorKind::Configuration,
        "a profile is read when the SDK's configuration is loaded, and one was given, or a client",
    )
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

fn config_region(config: Option<&SdkConfig>) -> Option<Region> {
    config.and_then(|config| config.region().cloned())
}

fn fallback_region() -> String {
    tracing::warn!(region = FALLBACK_REGION, "no region is configured; using the fallback");
    FALLBACK_REGION.to_owned()
}

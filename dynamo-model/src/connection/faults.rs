//! Scripted faults: what an engine that runs here never does to its callers, and DynamoDB does.
//!
//! [`Faults`] stands between the SDK and an engine, the embedded one or any other [`HttpClient`]. Each request meets at
//! most one [`Fault`], the rest of the SDK stays as it is in production, and what was sent is kept in a log, so that a
//! test can assert the result *and* the requests.
//!
//! ```
//! use dynamo_model::faults::{Fault, Faults, Request};
//! use dynamo_model::prelude::*;
//!
//! #[derive(Model, Clone, Debug, PartialEq)]
//! struct Ticket {
//!     #[model(hash_key)]
//!     number: u32,
//! }
//!
//! # async fn run() -> dynamo_model::Result<()> {
//! let faults = Faults::embedded()?;
//! let db = Connection::builder().local(faults.clone()).build()?;
//! Ticket::create_table(&db).await?;
//!
//! // The first request is throttled, and of the second only half is processed.
//! faults.forget().next(Fault::Throttle).next(Fault::Unprocessed);
//! let report = Ticket::save_many(&db, (1..=10_u32).map(Ticket::new)).await?;
//!
//! assert_eq!(report.succeeded_count(), 10);
//! assert_eq!(faults.pending(), 0);
//! assert_eq!(faults.requests().iter().map(Request::operation).collect::<Vec<_>>(), ["BatchWriteItem"; 3]);
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
//! ```

mod answer;
mod batch;
mod course;
mod empty;
mod fault;
mod request;
mod script;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::config_bag::ConfigBag;

use course::Course;
pub use fault::Fault;
pub use request::Request;
use script::Script;

/// An HTTP client that lets another one answer, and fails as its script says.
///
/// Clones share the script and the log. A request looks for its fault in this order: what was queued for its operation
/// with [`on`](Faults::on), what was queued for any with [`next`](Faults::next), what holds for all with
/// [`always`](Faults::always); else it passes. Each attempt of the SDK is a request of its own.
///
/// Requests without a DynamoDB operation, such as those for credentials, pass without a fault and are not in the log.
#[derive(Clone, Debug)]
pub struct Faults {
    inner: SharedHttpClient,
    script: Arc<Mutex<Script>>,
}

impl Faults {
    /// Wraps the client that answers the requests which get through.
    pub fn over(inner: impl HttpClient + 'static) -> Self {
        Self { inner: SharedHttpClient::new(inner), script: Arc::default() }
    }

    /// Queues a fault for the next request that has none of its own.
    pub fn next(&self, fault: Fault) -> &Self {
        self.script().queue(fault);
        self
    }

    /// Queues a fault for the next request of an operation, such as `PutItem`.
    ///
    /// No request meets the fault of an operation that does not exist; [`pending`](Faults::pending) shows it.
    pub fn on(&self, operation: impl Into<String>, fault: Fault) -> &Self {
        self.script().queue_on(operation.into(), fault);
        self
    }

    /// Gives a fault to each request that has none queued, in place of the one set before.
    pub fn always(&self, fault: Fault) -> &Self {
        self.script().set_always(fault);
        self
    }

    /// Drops every fault of the script, so that all requests pass; the log stays.
    pub fn clear(&self) -> &Self {
        self.script().clear();
        self
    }

    /// Counts the queued faults that no request has met yet.
    pub fn pending(&self) -> usize {
        self.script().pending()
    }

    /// Gives the log: what was sent so far, in the order of sending.
    pub fn requests(&self) -> Vec<Request> {
        self.script().log().to_vec()
    }

    /// Empties the log; the script stays.
    pub fn forget(&self) -> &Self {
        self.script().forget();
        self
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        lock(&self.script)
    }

    fn connector(&self, inner: SharedHttpConnector) -> Connector {
        Connector { inner, script: Arc::clone(&self.script) }
    }
}

#[cfg(feature = "embedded")]
impl Faults {
    /// Wraps a new embedded engine in memory.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](crate::error::Error::is_configuration) if the engine does not start.
    pub fn embedded() -> crate::error::Result<Self> {
        super::embedded::Embedded::memory().map(Self::over)
    }
}

impl HttpClient for Faults {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.connector(self.inner.http_connector(settings, components)))
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.inner.validate_base_client_config(components, config)
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        self.inner.validate_final_config(components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.inner.connector_metadata()
    }
}

#[derive(Debug)]
struct Connector {
    inner: SharedHttpConnector,
    script: Arc<Mutex<Script>>,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Some(sent) = Request::read(&request) else {
            return self.inner.call(request);
        };
        let (fault, number, place) = {
            let mut script = lock(&self.script);
            let (fault, number) = script.meet(sent.clone());
            (fault, number, script.places().of(&sent))
        };
        let course = Course::of(fault, &sent);
        let (inner, script) = (self.inner.clone(), Arc::clone(&self.script));
        HttpConnectorFuture::new(async move {
            let mut request = request;
            if let Some(place) = &place {
                empty::begin_at(&mut request, place);
            }
            if course == Course::EmptyPage {
                let place = place.unwrap_or_else(|| empty::begin_of(&sent));
                let Some(page) = empty::page(&inner, &request, place, number).await? else {
                    return inner.call(request).await;
                };
                let mut script = lock(&script);
                script.places().forget(&sent);
                script.places().add(&page);
                return Ok(page.answer);
            }
            if course.gives_a_page() {
                lock(&script).places().forget(&sent);
            }
            course.run(&inner, request, number).await
        })
    }
}

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    // No invariant spans two steps of the script, so a panic of another holder leaves it usable.
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;
    use std::time::Duration;

    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_runtime_api::client::result::ConnectorError;
    use aws_smithy_runtime_api::http::StatusCode;
    use aws_smithy_types::body::SdkBody;

    use super::*;

    /// Answers each request with what it was sent, and keeps it.
    #[derive(Clone, Debug, Default)]
    struct Echo(Arc<Mutex<Vec<String>>>);

    impl HttpConnector for Echo {
        fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
            let body = request.body().bytes().unwrap().to_vec();
            self.0.lock().unwrap().push(String::from_utf8(body.clone()).unwrap());
            let mut answer = HttpResponse::new(StatusCode::try_from(200).unwrap(), SdkBody::from(body));
            answer.headers_mut().insert("x-amz-crc32", "the engine's");
            HttpConnectorFuture::ready(Ok(answer))
        }
    }

    impl HttpClient for Echo {
        fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
            SharedHttpConnector::new(self.clone())
        }
    }

    struct Told {
        status: u16,
        checksum: Option<String>,
        body: String,
    }

    /// Sends one request and tells the answer, and what the engine saw.
    fn send(faults: &Faults, operation: &str, body: &str) -> (Result<Told, ConnectorError>, Vec<String>) {
        let echo = Echo::default();
        let connector = faults.connector(SharedHttpConnector::new(echo.clone()));
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.headers_mut().insert("x-amz-target", format!("DynamoDB_20120810.{operation}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let answer = runtime.block_on(connector.call(request)).map(|answer| Told {
            status: answer.status().as_u16(),
            checksum: answer.headers().get("x-amz-crc32").map(str::to_owned),
            body: String::from_utf8(answer.body().bytes().unwrap().to_vec()).unwrap(),
        });
        let seen = echo.0.lock().unwrap().clone();
        (answer, seen)
    }

    fn meet(fault: &Fault) -> (Result<Told, ConnectorError>, Vec<String>) {
        let faults = Faults::over(Echo::default());
        faults.next(fault.clone());
        let told = send(&faults, "PutItem", "{\"a\":1}");
        assert_eq!(faults.requests()[0].fault(), Some(fault).filter(|fault| **fault != Fault::Pass));
        told
    }

    #[test]
    fn errors_of_the_service_are_answered_and_the_engine_sees_nothing() {
        let cases = [
            (Fault::Throttle, 400, "#ThrottlingException"),
            (Fault::ProvisionedThroughputExceeded, 400, "#ProvisionedThroughputExceededException"),
            (Fault::InternalError { applied: false }, 500, "#InternalServerError"),
            (Fault::service(400, "LimitExceededException", "full"), 400, "#LimitExceededException"),
        ];
        for (fault, status, code) in cases {
            let (answer, seen) = meet(&fault);
            let answer = answer.unwrap();
            let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(answer.status, status);
            assert!(json["__type"].as_str().unwrap().ends_with(code), "{json}");
            assert_eq!(seen.len(), 0);
        }
    }

    #[test]
    fn an_unavailable_service_has_no_body() {
        let (answer, seen) = meet(&Fault::Unavailable);
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_str(), answer.checksum), (503, "", None));
        assert_eq!(seen.len(), 0);
    }

    #[test]
    fn connectors_fail_alike_whether_or_not_the_engine_saw_the_request() {
        for applied in [false, true] {
            let (answer, seen) = meet(&Fault::ConnectionCut { applied });
            let error = answer.err().unwrap();
            assert!(error.is_io());
            assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionReset));
            assert_eq!(seen.len(), usize::from(applied));

            let (answer, seen) = meet(&Fault::Timeout { applied });
            assert!(answer.err().unwrap().is_timeout());
            assert_eq!(seen.len(), usize::from(applied));
        }
    }

    #[test]
    fn a_refused_connection_carries_nothing() {
        let (answer, seen) = meet(&Fault::ConnectionRefused);
        let error = answer.err().unwrap();
        assert!(error.is_io());
        assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionRefused));
        assert_eq!(seen.len(), 0);
    }

    fn io_kind(error: &ConnectorError) -> Option<io::ErrorKind> {
        error.source()?.downcast_ref::<io::Error>().map(io::Error::kind)
    }

    #[test]
    fn an_internal_error_may_follow_an_applied_request() {
        let (answer, seen) = meet(&Fault::InternalError { applied: true });
        assert_eq!(answer.unwrap().status, 500);
        assert_eq!(seen, ["{\"a\":1}"]);
    }

    #[test]
    fn a_wrong_checksum_leaves_the_body_right() {
        let (answer, seen) = meet(&Fault::WrongChecksum);
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "{\"a\":1}"));
        let wrong = !crc32fast::hash(answer.body.as_bytes());
        assert_eq!(answer.checksum, Some(wrong.to_string()));
        assert_eq!(seen.len(), 1);
    }

    #[test]
    fn a_malformed_body_ends_in_the_middle_without_a_checksum() {
        let (answer, seen) = meet(&Fault::MalformedBody);
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_str(), answer.checksum), (200, "{\"a", None));
        assert_eq!(seen.len(), 1);
    }

    #[test]
    fn a_prepared_answer_is_given_as_it_is() {
        let (answer, seen) = meet(&Fault::answer(200, "{}"));
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "{}"));
        assert_eq!(answer.checksum.as_deref(), Some("2745614147"));
        assert_eq!(seen.len(), 0);
    }

    #[test]
    fn passing_requests_are_answered_by_the_engine() {
        for fault in [Fault::Pass, Fault::Delay(Duration::ZERO), Fault::Unprocessed, Fault::UnprocessedAll] {
            let (answer, seen) = meet(&fault);
            let answer = answer.unwrap();
            assert_eq!((answer.status, answer.body.as_str()), (200, "{\"a\":1}"));
            assert_eq!(answer.checksum.as_deref(), Some("the engine's"));
            assert_eq!(seen.len(), 1);
        }
    }

    #[test]
    fn half_a_batch_reaches_the_engine_and_the_other_comes_back() {
        let faults = Faults::over(Echo::default());
        faults.on("BatchWriteItem", Fault::Unprocessed);
        let (answer, seen) = send(&faults, "BatchWriteItem", r#"{"RequestItems":{"cats":[1,2,3]}}"#);
        assert_eq!(seen, [r#"{"RequestItems":{"cats":[1,2]}}"#]);
        let answer = answer.unwrap();
        assert_eq!(answer.body, r#"{"RequestItems":{"cats":[1,2]},"UnprocessedItems":{"cats":[3]}}"#);
        assert_eq!(answer.checksum, Some(crc32fast::hash(answer.body.as_bytes()).to_string()));
        assert_eq!(faults.requests()[0].body(), r#"{"RequestItems":{"cats":[1,2,3]}}"#);
    }

    #[test]
    fn a_whole_batch_comes_back() {
        let faults = Faults::over(Echo::default());
        faults.next(Fault::UnprocessedAll);
        let body = r#"{"RequestItems":{"cats":{"Keys":[1,2]}}}"#;
        let (answer, seen) = send(&faults, "BatchGetItem", body);
        assert_eq!(answer.unwrap().body, r#"{"Responses":{},"UnprocessedKeys":{"cats":{"Keys":[1,2]}}}"#);
        assert_eq!(seen.len(), 0);
    }

    #[test]
    fn clones_share_the_script_and_the_log() {
        let faults = Faults::over(Echo::default());
        faults.clone().next(Fault::Throttle).on("Query", Fault::Unavailable).always(Fault::WrongChecksum);
        assert_eq!(faults.pending(), 2);
        let _ = send(&faults, "Scan", "{}");
        let _ = send(&faults, "Scan", "{}");
        let log = faults.requests();
        assert_eq!(log.iter().map(Request::operation).collect::<Vec<_>>(), ["Scan", "Scan"]);
        assert_eq!(
            log.iter().map(Request::fault).collect::<Vec<_>>(),
            [Some(&Fault::Throttle), Some(&Fault::WrongChecksum)]
        );
        assert_eq!(faults.pending(), 1);
        faults.clear().forget();
        assert_eq!((faults.pending(), faults.requests()), (0, vec![]));
    }

    #[test]
    fn debug_shows_no_request() {
        let faults = Faults::over(Echo::default());
        let _ = send(&faults, "PutItem", "secret");
        assert!(!format!("{faults:?}").contains("secret"));
    }
}

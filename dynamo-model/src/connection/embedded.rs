//! The embedded engine: DynamoDB in the process, behind the SDK's own HTTP client.

mod file;
mod old;
mod operation;
mod refusal;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynoxide::Database;

use crate::error::{Error, ErrorKind, Result};
use file::Claim;
use operation::{Operation, Reply};

/// An engine that answers the SDK's requests inside the process, with no socket and no server.
///
/// It is an [`HttpClient`]: everything above it, retries, time-outs and (de)serialisation, is the SDK as in production.
/// Clones share one database. A request is answered on the thread that polls it, without waiting for anything but the
/// engine's lock.
///
/// The engine is [dynoxide](https://docs.rs/dynoxide-rs). It never throttles, never leaves a batch
/// unprocessed and never reports a conflict: script those with the faults of the feature `test-util`. Expired items stay
/// until they are deleted.
#[derive(Clone)]
pub struct Embedded {
    engine: Database,
    answered: Arc<AtomicU64>,
    // Behind the engine, which is closed first.
    file: Option<Arc<Claim>>,
}

impl Embedded {
    /// Starts an empty database in memory, which is gone with its last clone.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration) if the engine does not start.
    pub fn memory() -> Result<Self> {
        Database::memory().map(Self::over).map_err(|error| {
            Error::said(ErrorKind::Configuration, "the embedded engine did not start").caused_by(error)
        })
    }

    /// Opens the database in a file, or creates it; the directory must exist.
    ///
    /// One process at a time should have it open, through clones of one engine; a second engine of this process is refused.
    /// A file that was cut is refused, too, unless it is empty, which is a new one. Where the log beside it (`-wal`) was
    /// cut, as a machine that dies may leave it, the writes before the cut are there, and none after it.
    ///
    /// # Errors
    ///
    /// [`is_configuration`](Error::is_configuration) if the path is empty or not UTF-8, or the file cannot be opened, is not
    /// a database, is cut, is open already, or was written by a later version.
    pub fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let refused = || {
            Error::said(
                ErrorKind::Configuration,
                format!("the embedded engine cannot open the file `{}`", path.display()),
            )
        };
        // SQLite gives a relative `:memory:`, an empty path and `file:` a meaning of their own.
        let absolute = std::path::absolute(path).map_err(|error| refused().caused_by(error))?;
        let name = absolute.to_str().ok_or_else(|| refused().caused_by("the path is not UTF-8"))?;
        let claim = Claim::on(&absolute).map_err(|why| refused().caused_by(why))?;
        if let Some(missing) = file::missing(&absolute).map_err(|error| refused().caused_by(error))? {
            return Err(refused().caused_by(missing));
        }
        let engine = Database::new(name).map_err(|error| refused().caused_by(error))?;
        Ok(Self { file: Some(Arc::new(claim)), ..Self::over(engine) })
    }

    fn over(engine: Database) -> Self {
        Self { engine, answered: Arc::default(), file: None }
    }

    fn answer(&self, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let Some(body) = request.body().bytes() else {
            return Err(ConnectorError::user("the embedded engine takes no streamed request".into()));
        };
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let reply = match Operation::of_target(target) {
            Some(operation) => operation.run(&self.engine, body),
            None => Reply::unknown_operation(),
        };
        self.respond(reply)
    }

    /// Adds the headers that the service sends.
    fn respond(&self, reply: Reply) -> Result<HttpResponse, ConnectorError> {
        let status =
            StatusCode::try_from(reply.status).map_err(|error| ConnectorError::other(error.into(), None))?;
        let number = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
        let checksum = crc32fast::hash(&reply.body);
        let mut response = HttpResponse::new(status, SdkBody::from(reply.body));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("x-amzn-requestid", format!("EMBEDDED{number:044}"));
        headers.insert("x-amz-crc32", checksum.to_string());
        Ok(response)
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").field("file", &self.file).finish_non_exhaustive()
    }
}

impl HttpConnector for Embedded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move { this.answer(&request) })
    }
}

impl HttpClient for Embedded {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"{"TableName":"users","BillingMode":"PAY_PER_REQUEST",
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}"#;
    const GET_ANN: &str = r#"{"TableName":"users","Key":{"id":{"S":"ann"}}}"#;
    const PUT_ANN: &str = r#"{"TableName":"users","Item":{"id":{"S":"ann"},"age":{"N":"7"}}}"#;

    fn request(target: &str, body: &str) -> HttpRequest {
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.headers_mut().insert("x-amz-target", target.to_owned());
        request
    }

    fn call(engine: &Embedded, operation: &str, body: &str) -> (u16, serde_json::Value) {
        let answer = engine.answer(&request(&format!("DynamoDB_20120810.{operation}"), body)).unwrap();
        (answer.status().as_u16(), serde_json::from_slice(answer.body().bytes().unwrap()).unwrap())
    }

    fn users() -> Embedded {
        let engine = Embedded::memory().unwrap();
        assert_eq!(call(&engine, "CreateTable", TABLE).0, 200);
        engine
    }

    fn temporary_file(name: &str) -> std::path::PathBuf {
        let directory = std::env::temp_dir().join(format!("dynamo-model-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&directory);
        std::fs::create_dir_all(&directory).unwrap();
        directory.join("tables.db")
    }

    #[test]
    fn clones_share_one_database() {
        let engine = users();
        let clone = engine.clone();
        assert_eq!(call(&engine, "PutItem", PUT_ANN), (200, serde_json::json!({})));
        let item = serde_json::json!({"Item": {"id": {"S": "ann"}, "age": {"N": "7"}}});
        assert_eq!(call(&clone, "GetItem", GET_ANN), (200, item));
    }

    #[test]
    fn answers_bear_the_headers_of_the_service() {
        let engine = users();
        let answer = engine.answer(&request("DynamoDB_20120810.GetItem", GET_ANN)).unwrap();
        assert_eq!(answer.body().bytes(), Some(&b"{}"[..]));
        assert_eq!(answer.headers().get("content-type"), Some("application/x-amz-json-1.0"));
        assert_eq!(answer.headers().get("x-amz-crc32"), Some("2745614147"));
        assert_eq!(
            answer.headers().get("x-amzn-requestid"),
            Some("EMBEDDED00000000000000000000000000000000000000000002")
        );
    }

    #[test]
    fn an_unknown_operation_is_refused_as_the_service_does() {
        let engine = Embedded::memory().unwrap();
        let unknown = serde_json::json!({"__type": "com.amazon.coral.service#UnknownOperationException"});
        assert_eq!(call(&engine, "DescribeLimits", "{}"), (400, unknown));
        for target in ["", "PutItem", "Kinesis_20131202.PutItem"] {
            assert_eq!(engine.answer(&request(target, PUT_ANN)).unwrap().status().as_u16(), 400, "{target}");
        }
    }

    #[test]
    fn the_streams_target_is_known() {
        let engine = Embedded::memory().unwrap();
        let answer = engine.answer(&request("DynamoDBStreams_20120810.ListStreams", "{}")).unwrap();
        assert_eq!(answer.body().bytes(), Some(&br#"{"Streams":[]}"#[..]));
    }

    #[test]
    fn a_file_keeps_its_items() {
        let path = temporary_file("keeps");
        let engine = Embedded::file(&path).unwrap();
        call(&engine, "CreateTable", TABLE);
        call(&engine, "PutItem", PUT_ANN);
        drop(engine);
        let item = serde_json::json!({"Item": {"id": {"S": "ann"}, "age": {"N": "7"}}});
        assert_eq!(call(&Embedded::file(&path).unwrap(), "GetItem", GET_ANN), (200, item));
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_a_configuration_error() {
        let other = temporary_file("other");
        let missing = other.with_file_name("no_such_directory").join("tables.db");
        std::fs::write(&other, [b'x'; 4096]).unwrap();
        for path in [missing.as_path(), other.as_path(), Path::new("")] {
            let error = Embedded::file(path).unwrap_err();
            assert!(error.is_configuration(), "{error:?}");
            assert_eq!(
                error.to_string(),
                format!("the embedded engine cannot open the file `{}`", path.display())
            );
            assert!(std::error::Error::source(&error).is_some());
        }
        std::fs::remove_dir_all(other.parent().unwrap()).unwrap();
    }
}

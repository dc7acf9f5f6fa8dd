//! A server that speaks DynamoDB's protocol.

use std::sync::LazyLock;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::names::Names;

/// Where requests are sent from: the tests' own runtimes may have their clocks stopped.
static OUTSIDE: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts")
});

static HTTP: LazyLock<Connector> =
    LazyLock::new(|| Connector::builder().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build());

/// A server, seen so that it holds the tables of one engine alone.
///
/// Requests are signed with the keys of the environment (`AWS_ACCESS_KEY_ID` and so on), or with keys that mean nothing.
#[derive(Clone, Debug)]
pub struct Server {
    url: String,
    names: Names,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Server {
    /// Sees the server at this URL.
    #[must_use]
    pub fn of(url: String) -> Self {
        Self { url, names: Names::new() }
    }

    /// The clock of a runtime does not run ahead while a thread is busy, so that time-outs do not come early.
    async fn answer(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let sent = tokio::task::spawn_blocking(move || OUTSIDE.block_on(self.send(request)));
        let failed = |error: Failure| ConnectorError::io(error);
        sent.await.map_err(|error| failed(error.into()))?.map_err(failed)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Failure> {
        let target = request.headers().get("x-amz-target").unwrap_or_default().to_owned();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let body: Value = serde_json::from_slice(request.body().bytes().ok_or("a streamed request")?)?;
        let body = self.names.outward(operation, body).to_string();
        let answer = HTTP.call(signed(&self.url, &target, &body)?).await?;
        let status = answer.status();
        let id = answer.headers().get("x-amzn-requestid").map(ToOwned::to_owned);
        let bytes = answer.into_body().collect().await?.to_bytes();
        let body = match serde_json::from_slice(&bytes) {
            Ok(body) => self.names.inward(body).to_string(),
            Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
        };
        let mut answer = HttpResponse::new(status, SdkBody::from(body));
        answer.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        if let Some(id) = id {
            answer.headers_mut().insert("x-amzn-requestid", id);
        }
        Ok(answer)
    }
}

/// A request as the SDK would sign it, had it known the names on the server.
fn signed(url: &str, target: &str, body: &str) -> Result<HttpRequest, Failure> {
    let variable = |name: &str, other: &str| std::env::var(name).unwrap_or_else(|_| other.to_owned());
    let identity = Credentials::new(
        variable("AWS_ACCESS_KEY_ID", "test"),
        variable("AWS_SECRET_ACCESS_KEY", "test"),
        std::env::var("AWS_SESSION_TOKEN").ok(),
        None,
        "environment",
    )
    .into();
    let region = variable("AWS_REGION", "us-east-1");
    let params = SigningParams::builder()
        .identity(&identity)
        .region(&region)
        .name("dynamodb")
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()?
        .into();
    let url = format!("{}/", url.trim_end_matches('/'));
    let host =
        url.split("://").nth(1).and_then(|rest| rest.split('/').next()).ok_or("a URL has a host")?.to_owned();
    let headers =
        [("host", host.as_str()), ("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target)];
    let signable =
        SignableRequest::new("POST", &url, headers.into_iter(), SignableBody::Bytes(body.as_bytes()))?;
    let (instructions, _) = sign(signable, &params)?.into_parts();
    let mut request = HttpRequest::new(SdkBody::from(body));
    request.set_method("POST")?;
    request.set_uri(url)?;
    for (name, value) in headers {
        request.headers_mut().insert(name, value.to_owned());
    }
    for (name, value) in instructions.headers() {
        request.headers_mut().insert(name.to_owned(), value.to_owned());
    }
    Ok(request)
}

impl HttpConnector for Server {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().answer(request))
    }
}

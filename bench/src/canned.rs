//! An HTTP client that gives the same answer at once.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{
    BehaviorVersion, Builder, Credentials, HttpClient, Region, RuntimeComponents,
    StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

/// The answer to every request, with the checksum that DynamoDB sends along.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    body: &'static str,
    checksum: Arc<str>,
    latency: Duration,
}

impl Canned {
    pub(crate) fn answering(body: String) -> Self {
        let checksum = crc32fast::hash(body.as_bytes()).to_string();
        Self { body: body.leak(), checksum: checksum.into(), latency: Duration::ZERO }
    }

    /// The same, so much later.
    pub(crate) fn after(self, latency: Duration) -> Self {
        Self { latency, ..self }
    }

    pub(crate) const fn body(&self) -> &'static str {
        self.body
    }

    /// The plain SDK on top of it, signing included.
    pub(crate) fn client(self) -> Client {
        let config = Builder::default()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("id", "secret", None, None, "bench"))
            .stalled_stream_protection(StalledStreamProtectionConfig::enabled().build())
            .http_client(self)
            .build();
        Client::from_conf(config)
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from(self.body);
        let checksum = self.checksum.to_string();
        let latency = self.latency;
        HttpConnectorFuture::new(async move {
            if !latency.is_zero() {
                tokio::time::sleep(latency).await;
            }
            let status = StatusCode::try_from(200_u16).unwrap_or_else(|_| unreachable!("200 is a status"));
            let mut response = HttpResponse::new(status, body);
            response.headers_mut().insert("x-amz-crc32", checksum);
            response.headers_mut().insert("x-amzn-requestid", "0123456789ABCDEF0123456789ABCDEF");
            Ok(response)
        })
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

//! An HTTP client that answers what it was told to, and remembers what it was sent.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynamo_model::{Connection, Retry};

/// The answer to every request; clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Canned {
    answer: Arc<Mutex<Vec<u8>>>,
    asked: Arc<Mutex<Vec<u8>>>,
}

impl Canned {
    /// Answers this from now on.
    pub fn answer(&self, body: &[u8]) {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        body.clone_into(&mut answer);
    }

    /// Gives the body of the last request.
    #[must_use]
    pub fn asked(&self) -> Vec<u8> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Connects to it: through the wire codec, or through the SDK's maps.
    ///
    /// # Panics
    ///
    /// If the connection is refused, which nothing here gives a reason for.
    #[must_use]
    pub fn connect(&self, sdk_maps: bool) -> Connection {
        let db = Connection::builder().local(self.clone()).retry(Retry::never()).sdk_maps(sdk_maps).build();
        db.unwrap_or_else(|error| unreachable!("a local connection needs nothing: {error}"))
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let asked = request.body().bytes().unwrap_or_default();
        asked.clone_into(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
        let body = SdkBody::from(self.answer.lock().unwrap_or_else(PoisonError::into_inner).clone());
        HttpConnectorFuture::new(async move {
            let status = StatusCode::try_from(200_u16).unwrap_or_else(|_| unreachable!("200 is a status"));
            Ok(HttpResponse::new(status, body))
        })
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

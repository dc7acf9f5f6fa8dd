//! How many requests are in flight at once: a limit between the SDK and its HTTP client.

mod held;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::config_bag::ConfigBag;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::wire::ticket::Ticket;

/// How many requests may be in flight at once. Clones share them.
#[derive(Clone)]
pub(crate) struct Limit {
    free: Arc<Semaphore>,
}

impl Limit {
    pub(crate) fn of(requests: NonZeroUsize) -> Self {
        Self { free: Arc::new(Semaphore::new(requests.get().min(Semaphore::MAX_PERMITS))) }
    }

    /// True if the next request has to wait.
    pub(crate) fn is_reached(&self) -> bool {
        self.free.available_permits() == 0
    }

    /// Stands before the HTTP client.
    pub(crate) fn over(&self, inner: SharedHttpClient) -> Limited {
        Limited { inner, limit: self.clone() }
    }

    /// Takes a permit if nobody has to wait for one.
    fn take_now(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).try_acquire_owned().ok()
    }

    /// Waits for a permit, behind those that wait already.
    async fn take(&self) -> OwnedSemaphorePermit {
        match Arc::clone(&self.free).acquire_owned().await {
            Ok(permit) => permit,
            Err(_) => unreachable!("the semaphore is never closed"),
        }
    }
}

impl fmt::Debug for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Limit({} free)", self.free.available_permits())
    }
}

/// An HTTP client that sends no more requests at once than the limit allows.
#[derive(Debug)]
pub(crate) struct Limited {
    inner: SharedHttpClient,
    limit: Limit,
}

impl HttpClient for Limited {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Connector { inner, limit: self.limit.clone() })
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
    limit: Limit,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (inner, limit) = (self.inner.clone(), self.limit.clone());
        HttpConnectorFuture::new(async move {
            let mut request = request;
            let ticket = request.extension::<Ticket>().cloned();
            let permit = if let Some(permit) = limit.take_now() {
                permit
            } else {
                take_over(&mut request).await?;
                let _waiting = ticket.as_ref().map(Ticket::wait);
                limit.take().await
            };
            if let Some(ticket) = ticket {
                ticket.depart();
            }
            inner.call(request).await.map(|answer| held::until_read(answer, permit))
        })
    }
}

/// Takes the body out of the SDK's hands.
///
/// The SDK measures how fast a body is read, and after some seconds without progress it ends the request. That nothing is
/// read of one that waits for its turn is no sign of a server that has stalled.
async fn take_over(request: &mut HttpRequest) -> Result<(), ConnectorError> {
    if request.body().bytes().is_none() {
        // It comes as a stream, and is not to be held as a whole. DynamoDB has no such request.
        return Ok(());
    }
    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    let read = ByteStream::new(body).collect().await;
    let read = read.map_err(|error| ConnectorError::user(error.into()))?;
    *request.body_mut() = SdkBody::from(read.into_bytes());
    Ok(())
}

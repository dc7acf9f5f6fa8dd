//! The engine that the suite runs against: the embedded one, or the server that an environment variable names.

mod names;
mod server;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use dynamo_model::faults::Faults;
use dynamo_model::{Connection, Embedded, Result};

pub use names::PREFIX;
pub use server::Server;

/// Names the URL of a server: `DYNAMO_MODEL_TEST_ENDPOINT=http://127.0.0.1:8000 cargo test`.
pub const ENDPOINT: &str = "DYNAMO_MODEL_TEST_ENDPOINT";

/// The URL of the server that the suite runs against, if it is one.
pub fn endpoint() -> Option<String> {
    std::env::var(ENDPOINT).ok().filter(|url| !url.is_empty())
}

/// An engine that holds no table yet, whatever other tests do; clones are the same engine.
#[derive(Clone, Debug)]
pub enum Engine {
    /// The engine inside the process.
    Embedded(Embedded),
    /// A server.
    Server(Server),
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match self {
            Self::Embedded(engine) => engine.call(request),
            Self::Server(server) => server.call(request),
        }
    }
}

impl HttpClient for Engine {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// Starts an engine, or a view of the server in which no tables are.
///
/// # Errors
///
/// If the embedded engine does not start.
pub fn engine() -> Result<Engine> {
    Ok(match endpoint() {
        Some(url) => Engine::Server(Server::of(url)),
        None => Engine::Embedded(Embedded::memory()?),
    })
}

/// Connects to a new engine.
///
/// # Errors
///
/// If the embedded engine does not start.
pub fn connect() -> Result<Connection> {
    Connection::builder().local(engine()?).build()
}

/// Puts a script over a new engine.
///
/// # Errors
///
/// If the embedded engine does not start.
pub fn faults() -> Result<Faults> {
    Ok(Faults::over(engine()?))
}

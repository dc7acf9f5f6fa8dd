//! How many requests a connection has in flight at once.

use std::num::NonZeroUsize;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::SharedHttpClient;

use crate::wire::limit::Limit;

/// How many, where nothing else is said.
pub(super) const DEFAULT: NonZeroUsize = NonZeroUsize::new(100).unwrap();

/// Reads a number of requests.
pub(super) fn parse(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| format!("is no number of requests, which is 1 or more: `{text}`"))
}

/// The same client under a limit. `None` for one that has no HTTP client and so can send nothing.
pub(super) fn limited(client: Client, requests: NonZeroUsize) -> (Client, Option<Limit>) {
    let Some(http) = client.config().http_client().or_else(default_http_client) else {
        return (client, None);
    };
    let limit = Limit::of(requests);
    let config = client.config().to_builder().http_client(limit.over(http)).build();
    (Client::from_conf(config), Some(limit))
}

/// The one that the SDK takes where none is given.
#[cfg(feature = "https")]
fn default_http_client() -> Option<SharedHttpClient> {
    use aws_sdk_dynamodb::config::{BehaviorVersion, RuntimeComponentsBuilder};
    use aws_smithy_runtime::client::defaults::default_http_client_plugin_v2;
    use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;

    let plugin = default_http_client_plugin_v2(BehaviorVersion::latest())?;
    plugin.runtime_components(&RuntimeComponentsBuilder::new("none")).http_client()
}

#[cfg(not(feature = "https"))]
fn default_http_client() -> Option<SharedHttpClient> {
    None
}

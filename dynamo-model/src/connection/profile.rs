//! Profiles of the AWS configuration, looked at before the SDK relies upon them.

use aws_config::ConfigLoader;
use aws_config::default_provider::region::DefaultRegionChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_sdk_dynamodb::config::{Region, SharedHttpClient};

use crate::connection::retry;
use crate::error::{Error, ErrorKind, Result};

/// The profile that is used where none is named, and that need not exist.
const DEFAULT: &str = "default";

/// Looks whether the named profile is there, where it must be, and refuses what the SDK could not use of it.
pub(crate) async fn check(name: Option<&str>, must_exist: bool) -> Result<()> {
    #[expect(clippy::default_trait_access, reason = "aws-config does not export the types of what it reads")]
    let files = (Default::default(), Default::default(), Default::default());
    let chosen = name.map(|name| name.to_owned().into());
    let profiles = match aws_config::profile::load(&files.0, &files.1, &files.2, chosen).await {
        Ok(profiles) => profiles,
        // The SDK does without the files where nothing of them is needed.
        Err(_) if !must_exist => return Ok(()),
        Err(error) => {
            let words = "the files of the AWS configuration cannot be read";
            return Err(Error::said(ErrorKind::Configuration, words).caused_by(error));
        }
    };
    match name {
        Some(name) if must_exist && name != DEFAULT && profiles.get_profile(name).is_none() => {
            let words = format!("there is no profile `{name}` in the files of the AWS configuration");
            Err(Error::said(ErrorKind::ProfileNotFound, words))
        }
        _ => check_retry(&profiles),
    }
}

/// The SDK panics where these do not parse.
fn check_retry(profiles: &ProfileSet) -> Result<()> {
    let unusable = |key: &str, why: String| {
        let profile = profiles.selected_profile();
        Error::said(ErrorKind::Configuration, format!("`{key}` of the profile `{profile}` {why}"))
    };
    if let Some(attempts) = profiles.get("max_attempts") {
        retry::parse_attempts(attempts).map_err(|why| unusable("max_attempts", why))?;
    }
    if let Some(mode) = profiles.get("retry_mode") {
        retry::check_mode(mode).map_err(|why| unusable("retry_mode", why))?;
    }
    Ok(())
}

/// Has the credentials come from the profile and from nowhere else, though the environment holds others.
pub(crate) async fn credentials(
    loader: ConfigLoader,
    name: &str,
    region: Option<Region>,
    http_client: Option<SharedHttpClient>,
) -> ConfigLoader {
    let region = match region {
        Some(region) => Some(region),
        None => DefaultRegionChain::builder().profile_name(name).build().region().await,
    };
    let mut config = ProviderConfig::without_region().with_region(region);
    if let Some(client) = http_client {
        config = config.with_http_client(client);
    }
    let provider = ProfileFileCredentialsProvider::builder().configure(&config).profile_name(name).build();
    loader.credentials_provider(provider)
}

//! What the environment says, besides what the SDK reads of it.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::sync::Arc;

use aws_sdk_dynamodb::config::Credentials;

use crate::connection::{concurrency, retry};
use crate::error::{Error, ErrorKind, Result};

/// The region where neither the SDK's chain nor the environment names one.
pub(crate) const FALLBACK_REGION: &str = "us-east-2";

/// Our own variables, and those that other SDKs read and this one does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Environment {
    pub(crate) table_prefix: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) region: Option<String>,
    /// How often a request is sent at most.
    pub(crate) attempts: Option<u32>,
    /// How many requests are in flight at once at most.
    pub(crate) concurrency: Option<NonZeroUsize>,
    /// Whether the want of credentials is answered as a rate limit.
    pub(crate) rate_limit_without_credentials: Option<bool>,
    pub(crate) profile: Option<String>,
    /// What measurements are labelled with.
    pub(crate) service: Option<Arc<str>>,
    pub(crate) deployment: Option<Arc<str>>,
    /// Those whose session token has its older spelling, which the SDK does not know. Their `Debug` shows no secret.
    pub(crate) credentials: Option<Credentials>,
}

impl Environment {
    /// Reads the variables; an empty one counts as absent.
    pub(crate) fn read(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let set = |name: &str| {
            let value = variable(name).filter(|value| !value.is_empty());
            value.map(OsString::into_string).transpose().map_err(|_| invalid(name, "is not Unicode"))
        };
        let table_prefix = checked(&set, "AWS_TABLE_PREFIX", check_prefix)?;
        let endpoint = checked(&set, "DYNAMODB_ENDPOINT", check_endpoint)?;
        let attempts = |name| parsed(&set, name, retry::parse_attempts);
        // The SDK reads these itself, and panics where they do not parse, or takes what they say for a host.
        checked(&set, "AWS_ENDPOINT_URL_DYNAMODB", check_endpoint)?;
        checked(&set, "AWS_ENDPOINT_URL", check_endpoint)?;
        checked(&set, "AWS_REGION", check_region)?;
        checked(&set, "AWS_DEFAULT_REGION", check_region)?;
        checked(&set, "AWS_RETRY_MODE", retry::check_mode)?;
        attempts("AWS_MAX_ATTEMPTS")?;
        let is_empty = |name: &&str| variable(name).is_some_and(|value| value.is_empty());
        let filled = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS"];
        if let Some(name) = filled.into_iter().find(is_empty) {
            return Err(invalid(name, "is empty"));
        }
        // The first is how it should be spelled.
        let limits = ["DYNAMODB_NO_CREDS_RATE_LIMIT", "DYANMODB_NO_CREDS_RATE_LIMIT"];
        let [limit, misspelled] = limits.map(|name| parsed(&set, name, parse_bool));
        Ok(Self {
            table_prefix,
            endpoint,
            region: checked(&set, "AWS_REGION_NAME", check_region)?,
            attempts: attempts("DYNAMODB_MAX_RETRIES")?,
            concurrency: parsed(&set, "DYNAMODB_MAX_CLIENTS", concurrency::parse)?,
            rate_limit_without_credentials: limit?.or(misspelled?),
            profile: set("AWS_PROFILE")?.or(set("AWS_DEFAULT_PROFILE")?),
            service: set("SERVICE")?.map(Arc::from),
            deployment: set("ENVIRONMENT")?.map(Arc::from),
            credentials: older_credentials(&set)?,
        })
    }
}

/// Reads what is checked as it is.
fn checked(
    set: &impl Fn(&str) -> Result<Option<String>>,
    name: &str,
    check: impl Fn(&str) -> std::result::Result<(), String>,
) -> Result<Option<String>> {
    parsed(set, name, |text| check(text).map(|()| text.to_owned()))
}

fn parsed<T>(
    set: &impl Fn(&str) -> Result<Option<String>>,
    name: &str,
    parse: impl Fn(&str) -> std::result::Result<T, String>,
) -> Result<Option<T>> {
    set(name)?.map(|text| parse(&text).map_err(|why| invalid(name, &why))).transpose()
}

/// The static credentials, where the token of their session is set by its older spelling only.
fn older_credentials(set: &impl Fn(&str) -> Result<Option<String>>) -> Result<Option<Credentials>> {
    if set("AWS_SESSION_TOKEN")?.is_some() {
        return Ok(None);
    }
    let Some(token) = set("AWS_SECURITY_TOKEN")? else { return Ok(None) };
    let secret = set("AWS_SECRET_ACCESS_KEY")?.or(set("SECRET_ACCESS_KEY")?);
    Ok(match (set("AWS_ACCESS_KEY_ID")?, secret) {
        (Some(key), Some(secret)) => Some(Credentials::new(key, secret, Some(token), None, "environment")),
        _ => None,
    })
}

fn invalid(variable: &str, why: &str) -> Error {
    Error::said(ErrorKind::Configuration, format!("the environment variable {variable} {why}"))
}

fn parse_bool(text: &str) -> std::result::Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("is neither `true` nor `false`: `{text}`")),
    }
}

/// Refuses what no table name may hold.
pub(crate) fn check_prefix(prefix: &str) -> std::result::Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    match prefix.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(format!("holds {c:?}, and a table name holds only letters, digits, `_`, `-` and `.`")),
        None => Ok(()),
    }
}

/// Refuses what is not an absolute http or https URL of a host, and of a port and a path if it has them.
///
/// What it refuses may hold a secret behind an `@` or a `?`, and is not repeated then.
pub(crate) fn check_endpoint(url: &str) -> std::result::Result<(), String> {
    let Some(rest) = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")) else {
        let shown = if url.contains(['@', '?']) { String::new() } else { format!(": `{url}`") };
        return Err(format!("is not an http or https URL{shown}"));
    };
    if rest.contains(['?', '#']) {
        return Err("has a query or a fragment, which would not be sent".to_owned());
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.contains('@') {
        return Err("holds the name of a user, which would not be sent".to_owned());
    }
    // The colons of an IPv6 address stand in brackets.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_bare = !(host.starts_with('[') && host.ends_with(']')) && host.contains([':', '[', ']']);
    if host.is_empty() || is_bare || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(format!("has no host: `{url}`"));
    }
    match port.map(str::parse::<u16>) {
        None | Some(Ok(1..)) => Ok(()),
        Some(Ok(0) | Err(_)) => Err(format!("has no port, which is a number from 1 to 65535: `{url}`")),
    }
}

/// Refuses what cannot stand in the name of a host, which a region does.
pub(crate) fn check_region(region: &str) -> std::result::Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match region.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(format!("`{region}` holds {c:?}, and a region holds only letters, digits and `-`")),
        None if region.is_empty() => Err("is empty".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Environment> {
        Environment::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn reads_each_variable() {
        let found = read(&[
            ("AWS_TABLE_PREFIX", "dev-"),
            ("DYNAMODB_ENDPOINT", "http://127.0.0.1:8000"),
            ("AWS_REGION_NAME", "eu-west-1"),
            ("DYNAMODB_MAX_RETRIES", "5"),
            ("DYNAMODB_MAX_CLIENTS", "7"),
            ("DYNAMODB_NO_CREDS_RATE_LIMIT", "True"),
            ("AWS_DEFAULT_PROFILE", "blue"),
            ("SERVICE", "shop"),
            ("ENVIRONMENT", "staging"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_SECURITY_TOKEN", "token"),
        ]);
        let expected = Environment {
            table_prefix: Some("dev-".to_owned()),
            endpoint: Some("http://127.0.0.1:8000".to_owned()),
            region: Some("eu-west-1".to_owned()),
            attempts: Some(5),
            concurrency: NonZeroUsize::new(7),
            rate_limit_without_credentials: Some(true),
            profile: Some("blue".to_owned()),
            service: Some("shop".into()),
            deployment: Some("staging".into()),
            credentials: Some(Credentials::new(
                "key",
                "secret",
                Some("token".to_owned()),
                None,
                "environment",
            )),
        };
        assert_eq!(found.unwrap(), expected);
        assert_eq!(
            read(&[("AWS_TABLE_PREFIX", ""), ("DYNAMODB_MAX_RETRIES", "")]).unwrap(),
            Environment::default()
        );
    }

    #[test]
    fn the_spelling_of_today_wins_over_an_older_one() {
        let found = read(&[
            ("DYANMODB_NO_CREDS_RATE_LIMIT", "TRUE"),
            ("DYNAMODB_NO_CREDS_RATE_LIMIT", "false"),
            ("AWS_PROFILE", "green"),
            ("AWS_DEFAULT_PROFILE", "blue"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_SESSION_TOKEN", "the SDK reads it"),
            ("AWS_SECURITY_TOKEN", "token"),
        ]);
        let expected = Environment {
            rate_limit_without_credentials: Some(false),
            profile: Some("green".to_owned()),
            ..Environment::default()
        };
        assert_eq!(found.unwrap(), expected);
        let misspelled = read(&[("DYANMODB_NO_CREDS_RATE_LIMIT", "true")]).unwrap();
        assert_eq!(misspelled.rate_limit_without_credentials, Some(true));
    }

    #[test]
    fn a_variable_that_does_not_parse_is_named() {
        for (variable, value, why) in [
            ("AWS_TABLE_PREFIX", "dev/", "holds '/', and a table name holds only letters"),
            ("DYNAMODB_ENDPOINT", "localhost:8000", "is not an http or https URL"),
            ("DYNAMODB_ENDPOINT", "http://", "has no host"),
            ("DYNAMODB_ENDPOINT", "ftp://host", "is not an http or https URL"),
            ("DYNAMODB_ENDPOINT", "http://:8000", "has no host: `http://:8000`"),
            ("DYNAMODB_ENDPOINT", "http://::1", "has no host: `http://::1`"),
            (
                "DYNAMODB_ENDPOINT",
                "http://127.0.0.1:99999",
                "has no port, which is a number from 1 to 65535: `http://",
            ),
            ("DYNAMODB_ENDPOINT", "http://127.0.0.1:abc/", "has no port"),
            ("DYNAMODB_ENDPOINT", "http://localhost:/", "has no port"),
            ("DYNAMODB_ENDPOINT", "http://localhost:0", "has no port"),
            ("AWS_ENDPOINT_URL_DYNAMODB", "localhost", "is not an http or https URL"),
            ("AWS_ENDPOINT_URL", "localhost:8000", "is not an http or https URL"),
            ("AWS_REGION", "", "is empty"),
            (
                "AWS_REGION",
                "eu west 1",
                "`eu west 1` holds ' ', and a region holds only letters, digits and `-`",
            ),
            ("AWS_DEFAULT_REGION", "eu/west", "`eu/west` holds '/'"),
            ("AWS_REGION_NAME", "eu west", "`eu west` holds ' '"),
            ("DYNAMODB_MAX_RETRIES", "0", "is no number of attempts, which is 1 or more: `0`"),
            ("DYNAMODB_MAX_RETRIES", "three", "is no number of attempts, which is 1 or more: `three`"),
            ("DYNAMODB_MAX_RETRIES", "-1", "is no number of attempts"),
            ("DYNAMODB_MAX_CLIENTS", "0", "is no number of requests, which is 1 or more: `0`"),
            ("DYNAMODB_MAX_CLIENTS", "many", "is no number of requests, which is 1 or more: `many`"),
            ("DYNAMODB_MAX_CLIENTS", "-5", "is no number of requests"),
            ("DYNAMODB_NO_CREDS_RATE_LIMIT", "yes", "is neither `true` nor `false`: `yes`"),
            ("DYANMODB_NO_CREDS_RATE_LIMIT", "1", "is neither `true` nor `false`: `1`"),
            ("AWS_MAX_ATTEMPTS", "0", "is no number of attempts"),
            ("AWS_MAX_ATTEMPTS", "", "is empty"),
            ("AWS_RETRY_MODE", "", "is empty"),
            ("AWS_RETRY_MODE", "legacy", "is neither `standard` nor `adaptive`: `legacy`"),
        ] {
            let error = read(&[(variable, value)]).unwrap_err();
            let words = format!("the environment variable {variable} {why}");
            assert!(error.is_configuration() && error.to_string().starts_with(&words), "{error}");
        }
    }

    #[test]
    fn an_endpoint_is_a_host_with_a_port_or_a_path() {
        for url in [
            "http://localhost",
            "https://dynamodb.eu-west-1.amazonaws.com",
            "http://localhost:8000/",
            "http://127.0.0.1:1/path/below",
            "http://[::1]:65535",
            "http://[::1]",
        ] {
            assert_eq!(check_endpoint(url), Ok(()), "{url}");
        }
        // What may hold a secret is not repeated.
        for url in
            ["http://ann:planted@host", "http://host/?x=planted", "http://host#planted", "ann:planted@host"]
        {
            let why = check_endpoint(url).unwrap_err();
            assert!(!why.contains("planted"), "{why}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let found = read(&[
            ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "planted-secret"),
            ("AWS_SECURITY_TOKEN", "planted-token"),
        ]);
        let shown = format!("{:?}", found.unwrap());
        assert!(!shown.contains("planted"), "{shown}");
    }
}

//! What the environment says, besides what the SDK reads of it.

use std::ffi::OsString;

use crate::error::{Error, ErrorKind, Result};

/// The region where neither the SDK's chain nor the environment names one.
pub(crate) const FALLBACK_REGION: &str = "us-east-2";

/// Our own variables.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Environment {
    pub(crate) table_prefix: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) region: Option<String>,
}

impl Environment {
    /// Reads the variables; an empty one counts as absent.
    pub(crate) fn read(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let set = |name: &str| {
            let value = variable(name).filter(|value| !value.is_empty());
            value.map(OsString::into_string).transpose().map_err(|_| invalid(name, "is not Unicode"))
        };
        let table_prefix = set("AWS_TABLE_PREFIX")?;
        if let Some(prefix) = &table_prefix {
            check_prefix(prefix).map_err(|why| invalid("AWS_TABLE_PREFIX", &why))?;
        }
        let endpoint = set("DYNAMODB_ENDPOINT")?;
        if let Some(url) = &endpoint {
            check_endpoint(url).map_err(|why| invalid("DYNAMODB_ENDPOINT", &why))?;
        }
        Ok(Self { table_prefix, endpoint, region: set("AWS_REGION_NAME")? })
    }
}

fn invalid(variable: &str, why: &str) -> Error {
    Error::said(ErrorKind::Configuration, format!("the environment variable {variable} {why}"))
}

/// Refuses what no table name may hold.
pub(crate) fn check_prefix(prefix: &str) -> std::result::Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    match prefix.chars().find(|c| !allowed(*c)) {
        Some(c) => Err(format!("holds {c:?}, and a table name holds only letters, digits, `_`, `-` and `.`")),
        None => Ok(()),
    }
}

/// Refuses what is not an absolute http or https URL with a host.
pub(crate) fn check_endpoint(url: &str) -> std::result::Result<(), String> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    match rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default()) {
        Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => Ok(()),
        Some(_) => Err(format!("has no host: `{url}`")),
        None => Err(format!("is not an http or https URL: `{url}`")),
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
        ]);
        let expected = Environment {
            table_prefix: Some("dev-".to_owned()),
            endpoint: Some("http://127.0.0.1:8000".to_owned()),
            region: Some("eu-west-1".to_owned()),
        };
        assert_eq!(found.unwrap(), expected);
        assert_eq!(read(&[("AWS_TABLE_PREFIX", "")]).unwrap(), Environment::default());
    }

    #[test]
    fn a_variable_that_does_not_parse_is_named() {
        for (variable, value) in [
            ("AWS_TABLE_PREFIX", "dev/"),
            ("DYNAMODB_ENDPOINT", "localhost:8000"),
            ("DYNAMODB_ENDPOINT", "http://"),
            ("DYNAMODB_ENDPOINT", "ftp://host"),
        ] {
            let error = read(&[(variable, value)]).unwrap_err();
            assert!(error.is_configuration() && error.to_string().contains(variable), "{error}");
        }
    }
}

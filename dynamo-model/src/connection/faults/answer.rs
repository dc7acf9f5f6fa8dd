//! Answers that no engine gave.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use serde_json::json;

/// What stands before the code of an error that is DynamoDB's own.
const NAMESPACE: &str = "com.amazonaws.dynamodb.v20120810#";

/// A status and, except from a load balancer, a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    status: u16,
    body: Option<String>,
}

impl Answer {
    pub(super) fn new(status: u16, body: String) -> Self {
        Self { status, body: Some(body) }
    }

    pub(super) fn without_body(status: u16) -> Self {
        Self { status, body: None }
    }

    /// An error of the service; a code without a namespace gets DynamoDB's.
    pub(super) fn error(status: u16, code: &str, message: &str) -> Self {
        let namespace = if code.contains('#') { "" } else { NAMESPACE };
        Self::new(status, json!({"__type": format!("{namespace}{code}"), "message": message}).to_string())
    }

    /// Adds the headers that the service sends.
    pub(super) fn respond(self, number: u64) -> Result<HttpResponse, ConnectorError> {
        let status = StatusCode::try_from(self.status).map_err(|error| ConnectorError::user(error.into()))?;
        let Some(body) = self.body else {
            return Ok(HttpResponse::new(status, SdkBody::empty()));
        };
        let checksum = crc32fast::hash(body.as_bytes());
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        let headers = response.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert("x-amzn-requestid", format!("FAULT{number:047}"));
        headers.insert("x-amz-crc32", checksum.to_string());
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_bears_the_namespace_of_the_service() {
        let error = Answer::error(400, "TransactionConflictException", "busy");
        let body =
            r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException","message":"busy"}"#;
        assert_eq!(error, Answer::new(400, body.to_owned()));
        let error = Answer::error(400, "com.amazon.coral.validate#ValidationException", "no");
        let body = r#"{"__type":"com.amazon.coral.validate#ValidationException","message":"no"}"#;
        assert_eq!(error, Answer::new(400, body.to_owned()));
    }

    #[test]
    fn an_answer_has_the_right_checksum() {
        let response = Answer::new(200, "{}".to_owned()).respond(7).unwrap();
        assert_eq!(response.headers().get("x-amz-crc32"), Some("2745614147"));
        assert_eq!(
            response.headers().get("x-amzn-requestid"),
            Some("FAULT00000000000000000000000000000000000000000000007")
        );
    }

    #[test]
    fn a_status_that_http_does_not_have_is_the_users_mistake() {
        assert!(Answer::without_body(7).respond(1).unwrap_err().is_user());
    }
}

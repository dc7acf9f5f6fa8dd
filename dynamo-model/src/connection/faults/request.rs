//! The requests of the log.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use serde_json::Value;

use super::fault::Fault;

/// A request as the SDK sent it, and the fault that it met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    operation: String,
    body: String,
    fault: Option<Fault>,
}

impl Request {
    /// Reads a request to DynamoDB; others have no operation in their head.
    pub(super) fn read(request: &HttpRequest) -> Option<Self> {
        let (service, operation) = request.headers().get("x-amz-target")?.split_once('.')?;
        if !service.starts_with("DynamoDB") {
            return None;
        }
        let body = request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
        Some(Self { operation: operation.to_owned(), body: body.into_owned(), fault: None })
    }

    pub(super) fn meets(mut self, fault: Fault) -> Self {
        self.fault = Some(fault).filter(|fault| *fault != Fault::Pass);
        self
    }

    /// Names the operation, such as `PutItem`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Gives the body as it was sent, before a fault took a part of it.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Gives the body as JSON; `Null` where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// Gives the fault that the request met, or nothing if it passed.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn read(target: Option<&'static str>, body: &str) -> Option<Request> {
        let mut request = HttpRequest::new(SdkBody::from(body));
        if let Some(target) = target {
            request.headers_mut().insert("x-amz-target", target);
        }
        Request::read(&request)
    }

    #[test]
    fn a_request_knows_its_operation_and_its_body() {
        let request = read(Some("DynamoDB_20120810.PutItem"), r#"{"TableName":"users"}"#).unwrap();
        assert_eq!(request.operation(), "PutItem");
        assert_eq!(request.body(), r#"{"TableName":"users"}"#);
        assert_eq!(request.json(), serde_json::json!({"TableName": "users"}));
        assert_eq!(request.fault(), None);
    }

    #[test]
    fn a_request_that_passes_met_no_fault() {
        let request = read(Some("DynamoDB_20120810.PutItem"), "").unwrap();
        assert_eq!(request.clone().meets(Fault::Pass).fault(), None);
        assert_eq!(request.clone().meets(Fault::Throttle).fault(), Some(&Fault::Throttle));
        assert_eq!(request.json(), Value::Null);
    }

    #[test]
    fn requests_for_credentials_are_not_read() {
        assert_eq!(read(None, "Action=AssumeRole"), None);
        assert_eq!(read(Some("AWSSSOPortal.GetRoleCredentials"), "{}"), None);
    }
}

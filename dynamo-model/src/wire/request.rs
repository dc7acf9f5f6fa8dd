//! A serializer that writes the items itself and leaves the rest to the SDK's own.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use dynamo_model_fields::{DecodeError, Reader, Writer};

/// The serializer of one call: the member that it writes replaces the SDK's own of that name.
pub(crate) struct TypedRequest {
    layer: &'static FrozenLayer,
    member: &'static str,
    /// The member's value; taken by the one serialisation of the call, whose request the retries repeat.
    json: Mutex<Vec<u8>>,
}

impl TypedRequest {
    /// `None` where the operation's layer holds no serializer to build on; the JSON is then given back.
    pub(crate) fn over(
        layer: &'static FrozenLayer,
        member: &'static str,
        json: Vec<u8>,
    ) -> Result<Self, Vec<u8>> {
        match layer.load::<SharedRequestSerializer>() {
            Some(_) => Ok(Self { layer, member, json: Mutex::new(json) }),
            None => Err(json),
        }
    }
}

impl SerializeRequest for TypedRequest {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let sdk = self.layer.load::<SharedRequestSerializer>().ok_or("the operation has no serializer")?;
        let mut request = sdk.serialize_input(input, config)?;
        let json = std::mem::take(&mut *self.json.lock().unwrap_or_else(PoisonError::into_inner));
        let rest = request.body().bytes().ok_or("the request body is not in memory")?;
        let body = joined(self.member, &json, rest)?;
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = SdkBody::from(body);
        Ok(request)
    }
}

fn joined(member: &str, json: &[u8], rest: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let mut out = Writer::with_capacity(member.len() + json.len() + rest.len() + 8);
    out.begin_object();
    out.name(member);
    out.raw(json);
    let mut reader = Reader::new(rest)?;
    let mut names = reader.object()?;
    while let Some(name) = names.next(&mut reader)? {
        let value = reader.raw()?;
        if name != member {
            out.name(&name);
            out.raw(value.as_bytes());
        }
    }
    out.end_object();
    Ok(out.into_bytes())
}

impl fmt::Debug for TypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypedRequest({})", self.member)
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn the_member_replaces_the_one_of_the_sdk() {
        let rest = br#"{"RequestItems":{"users":[]},"ReturnConsumedCapacity":"TOTAL"}"#;
        let body = joined("RequestItems", br#"{"users":[1]}"#, rest).unwrap();
        assert_eq!(body, br#"{"RequestItems":{"users":[1]},"ReturnConsumedCapacity":"TOTAL"}"#);
        assert_eq!(joined("Item", b"{}", b"{}").unwrap(), br#"{"Item":{}}"#);
    }
}

//! A serializer that writes the items itself and leaves the rest to the SDK's own.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::ser_de::{SerializeRequest, SharedRequestSerializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use dynamo_model_fields::{DecodeError, Reader, Writer};

/// A member of a request, written at the beginning of its body, so that what the SDK writes is all that is added.
pub(crate) struct Member {
    name: &'static str,
    body: Writer,
    /// Where the value begins.
    start: usize,
}

/// How many bytes there is room for besides the member: names, a condition, its values.
const ROOM: usize = 256;

impl Member {
    /// Begins a member, whose value takes about so many bytes.
    pub(crate) fn begin(name: &'static str, bytes: usize) -> Self {
        let mut body = Writer::with_capacity(name.len() + bytes + ROOM);
        body.begin_object();
        body.name(name);
        let start = body.len();
        Self { name, body, start }
    }

    /// The JSON of the value.
    pub(crate) fn json(&self) -> &[u8] {
        self.body.as_bytes().get(self.start..).unwrap_or_default()
    }

    /// The member with this JSON as its value.
    pub(crate) fn of(name: &'static str, json: &[u8]) -> Self {
        let mut member = Self::begin(name, json.len());
        member.body.raw(json);
        member
    }

    /// Where the value is written.
    pub(crate) fn value(&mut self) -> &mut Writer {
        &mut self.body
    }

    /// Adds the other members, of which none has this name.
    fn beside(mut self, rest: &[u8]) -> Result<Vec<u8>, DecodeError> {
        match rest {
            // As the SDK writes them: nothing but the brace is between.
            [b'{', members @ ..] if matches!(members, [b'"', .., b'}']) => {
                self.body.element();
                self.body.raw(members);
                Ok(self.body.into_bytes())
            }
            _ => self.before(rest),
        }
    }

    /// Adds the other members, in place of whose own of this name it stands.
    fn before(self, rest: &[u8]) -> Result<Vec<u8>, DecodeError> {
        let Self { name: own, body: mut out, .. } = self;
        let mut reader = Reader::new(rest)?;
        let mut names = reader.object()?;
        while let Some(name) = names.next(&mut reader)? {
            let value = reader.raw()?;
            if name != own {
                out.name(&name);
                out.raw(value.as_bytes());
            }
        }
        out.end_object();
        Ok(out.into_bytes())
    }
}

/// The serializer of one call: the member that it writes replaces the SDK's own of that name.
pub(crate) struct TypedRequest {
    layer: &'static FrozenLayer,
    name: &'static str,
    /// Taken by the one serialisation of the call, whose request the retries repeat.
    member: Mutex<Option<Member>>,
}

impl TypedRequest {
    /// Gives the member back where the operation's layer holds no serializer to build on.
    pub(crate) fn over(layer: &'static FrozenLayer, member: Member) -> Result<Self, Member> {
        match layer.load::<SharedRequestSerializer>() {
            Some(_) => Ok(Self { layer, name: member.name, member: Mutex::new(Some(member)) }),
            None => Err(member),
        }
    }
}

impl SerializeRequest for TypedRequest {
    fn serialize_input(&self, input: Input, config: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let sdk = self.layer.load::<SharedRequestSerializer>().ok_or("the operation has no serializer")?;
        // A hook may have set an item of its own, for which ours stands.
        let is_beside = input.downcast_ref::<PutItemInput>().is_some_and(|put| put.item.is_none());
        let mut request = sdk.serialize_input(input, config)?;
        let member = self.member.lock().unwrap_or_else(PoisonError::into_inner).take();
        let member = member.ok_or("the request was serialized before")?;
        let rest = request.body().bytes().ok_or("the request body is not in memory")?;
        let body = if is_beside { member.beside(rest) } else { member.before(rest) }?;
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = SdkBody::from(body);
        Ok(request)
    }
}

impl fmt::Debug for TypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypedRequest({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::Member;

    #[test]
    fn the_member_replaces_the_one_of_the_sdk() {
        let rest = br#"{"RequestItems":{"users":[]},"ReturnConsumedCapacity":"TOTAL"}"#;
        let member = Member::of("RequestItems", br#"{"users":[1]}"#);
        assert_eq!(member.json(), br#"{"users":[1]}"#);
        let body = member.before(rest).unwrap();
        assert_eq!(body, br#"{"RequestItems":{"users":[1]},"ReturnConsumedCapacity":"TOTAL"}"#);
        assert_eq!(Member::of("Item", b"{}").before(b"{}").unwrap(), br#"{"Item":{}}"#);
    }

    #[test]
    fn the_member_stands_beside_others() {
        let beside = |rest: &[u8]| Member::of("Item", b"{}").beside(rest);
        for (rest, body) in [
            ("{}", r#"{"Item":{}}"#),
            (" { }", r#"{"Item":{}}"#),
            (r#"{"TableName":"users"}"#, r#"{"Item":{},"TableName":"users"}"#),
            (r#"{ "TableName" : "users" }"#, r#"{"Item":{},"TableName":"users"}"#),
        ] {
            assert_eq!(beside(rest.as_bytes()).unwrap(), body.as_bytes(), "{rest}");
        }
        for rest in ["", "[]", "{\"a\""] {
            assert!(beside(rest.as_bytes()).is_err(), "{rest}");
        }
    }
}

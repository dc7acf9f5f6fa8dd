//! The SDK's own deserializer, as the measure of what is to be read.

use std::collections::HashMap;
use std::sync::OnceLock;

use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemOutput};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use serde_json::{Map, Value as Json, json};

/// An item in the SDK's form.
pub type SdkItem = HashMap<String, AttributeValue>;

/// Reads the body of a `GetItem`: its item, if there is one; `None` where the SDK refuses the body.
#[must_use]
pub fn get_item(body: &[u8]) -> Option<Option<SdkItem>> {
    static LAYER: OnceLock<Option<FrozenLayer>> = OnceLock::new();
    let layer = LAYER.get_or_init(|| GetItem::new().config()).as_ref();
    let sdk = layer.and_then(|layer| layer.load::<SharedResponseDeserializer>());
    let sdk = sdk.unwrap_or_else(|| unreachable!("this version of the SDK has a deserializer for GetItem"));
    let status = StatusCode::try_from(200_u16).unwrap_or_else(|_| unreachable!("200 is a status"));
    let response = HttpResponse::new(status, SdkBody::from(body));
    let output = sdk.deserialize_nonstreaming_with_config(&response, &ConfigBag::base()).ok()?;
    let mut output = output.downcast::<GetItemOutput>().unwrap_or_else(|_| unreachable!("it is of GetItem"));
    Some(output.item.take())
}

/// Tells whether the SDK passes over the text where it asks for no value of it: whether it is JSON to the SDK.
#[must_use]
pub fn is_json(text: &[u8]) -> bool {
    let body = [br#"{"NotOfGetItem":"#, text, b"}"].concat();
    get_item(&body) == Some(None)
}

/// Writes an item in the one form in which DynamoDB would.
#[must_use]
pub fn canonical(item: &SdkItem) -> Vec<u8> {
    members(item).to_string().into_bytes()
}

fn members(item: &SdkItem) -> Json {
    Json::Object(item.iter().map(|(name, value)| (name.clone(), attribute(value))).collect::<Map<_, _>>())
}

fn attribute(value: &AttributeValue) -> Json {
    let base64 = |blob: &aws_sdk_dynamodb::primitives::Blob| aws_smithy_types::base64::encode(blob.as_ref());
    match value {
        AttributeValue::S(text) => json!({"S": text}),
        AttributeValue::N(text) => json!({"N": text}),
        AttributeValue::B(bytes) => json!({"B": base64(bytes)}),
        AttributeValue::Bool(truth) => json!({"BOOL": truth}),
        AttributeValue::Null(_) => json!({"NULL": true}),
        AttributeValue::L(list) => json!({"L": list.iter().map(attribute).collect::<Vec<_>>()}),
        AttributeValue::M(map) => json!({"M": members(map)}),
        AttributeValue::Ss(set) => json!({"SS": set}),
        AttributeValue::Ns(set) => json!({"NS": set}),
        AttributeValue::Bs(set) => json!({"BS": set.iter().map(base64).collect::<Vec<_>>()}),
        _ => json!({"UNKNOWN": true}),
    }
}

/// Counts the lists and maps that are open at once inside an item.
#[must_use]
pub fn depth(item: &SdkItem) -> usize {
    item.values().map(nesting).max().unwrap_or_default()
}

fn nesting(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::L(list) => 1 + list.iter().map(nesting).max().unwrap_or_default(),
        AttributeValue::M(map) => 1 + depth(map),
        AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_) => 1,
        _ => 0,
    }
}

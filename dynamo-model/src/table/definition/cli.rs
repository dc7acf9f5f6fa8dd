//! The definition as the JSON of CreateTable, and the parts that CloudFormation shares with it.

use super::json::{Json, list, object, text};
use super::{TableDefinition, index_key, index_units};
use crate::model::index::{IndexKind, IndexSchema};
use crate::model::table_options::{Billing, Encryption, Units};
use crate::table::key::KeyAttributes;
use crate::table::words;

pub(super) fn create_table(definition: &TableDefinition) -> Json {
    let options = definition.options();
    object([
        ("TableName", Some(text(definition.name()))),
        ("AttributeDefinitions", list(attributes(definition))),
        ("KeySchema", list(key_schema(&definition.key()))),
        ("LocalSecondaryIndexes", list(indexes(definition, IndexKind::Local))),
        ("GlobalSecondaryIndexes", list(indexes(definition, IndexKind::Global))),
        ("BillingMode", Some(billing_mode(definition))),
        ("ProvisionedThroughput", table_units(definition).map(throughput)),
        (
            "StreamSpecification",
            options.stream().map(|view| {
                object([
                    ("StreamEnabled", Some(Json::Flag(true))),
                    ("StreamViewType", Some(text(words::stream_view(view).as_str()))),
                ])
            }),
        ),
        ("SSESpecification", options.encryption().and_then(|whose| encryption("Enabled", whose))),
        ("TableClass", table_class(definition)),
        ("DeletionProtectionEnabled", options.deletion_protection().map(Json::Flag)),
        ("WarmThroughput", options.warm_throughput().map(warm_throughput)),
        ("Tags", list(tags(definition))),
    ])
}

pub(super) fn attributes(definition: &TableDefinition) -> impl Iterator<Item = Json> {
    definition.attributes().into_iter().map(|key| {
        object([
            ("AttributeName", Some(text(key.name))),
            ("AttributeType", key.scalar.map(|scalar| text(scalar.as_str()))),
        ])
    })
}

pub(super) fn key_schema(key: &KeyAttributes) -> Vec<Json> {
    let element =
        |name: &str, kind: &str| object([("AttributeName", Some(text(name))), ("KeyType", Some(text(kind)))]);
    let hash = key.hash.iter().map(|key| element(&key.name, "HASH"));
    hash.chain(key.range.iter().map(|key| element(&key.name, "RANGE"))).collect()
}

pub(super) fn indexes(definition: &TableDefinition, kind: IndexKind) -> impl Iterator<Item = Json> {
    let billing = definition.billing();
    definition.indexes_of(kind).map(move |index| {
        let units = index_units(index, billing).filter(|_| kind == IndexKind::Global);
        object([
            ("IndexName", Some(text(index.name()))),
            ("KeySchema", list(key_schema(&index_key(index)))),
            ("Projection", Some(projection(index))),
            ("ProvisionedThroughput", units.map(throughput)),
        ])
    })
}

fn projection(index: &IndexSchema) -> Json {
    let (kind, names) = words::projection(index.projected());
    object([
        ("ProjectionType", Some(text(kind.as_str()))),
        ("NonKeyAttributes", names.and_then(|names| list(names.iter().map(|name| text(*name))))),
    ])
}

pub(super) fn billing_mode(definition: &TableDefinition) -> Json {
    text(words::billing_mode(definition.billing()).as_str())
}

pub(super) fn table_units(definition: &TableDefinition) -> Option<Units> {
    match definition.billing() {
        Billing::Provisioned(units) => Some(units),
        Billing::OnDemand => None,
    }
}

pub(super) fn throughput(units: Units) -> Json {
    object([
        ("ReadCapacityUnits", Some(Json::Number(units.read()))),
        ("WriteCapacityUnits", Some(Json::Number(units.write()))),
    ])
}

pub(super) fn warm_throughput(units: Units) -> Json {
    object([
        ("ReadUnitsPerSecond", Some(Json::Number(units.read()))),
        ("WriteUnitsPerSecond", Some(Json::Number(units.write()))),
    ])
}

/// What says that another key than DynamoDB's own encrypts the table; the first member's name differs.
pub(super) fn encryption(enabled: &'static str, whose: Encryption) -> Option<Json> {
    let key = match whose {
        Encryption::Owned => return None,
        Encryption::Managed => None,
        Encryption::Key(key) => Some(text(key)),
    };
    Some(object([(enabled, Some(Json::Flag(true))), ("SSEType", Some(text("KMS"))), ("KMSMasterKeyId", key)]))
}

pub(super) fn table_class(definition: &TableDefinition) -> Option<Json> {
    definition.options().class().map(|class| text(words::table_class(class).as_str()))
}

pub(super) fn tags(definition: &TableDefinition) -> impl Iterator<Item = Json> {
    let tags = definition.options().tags().iter();
    tags.map(|(key, value)| object([("Key", Some(text(*key))), ("Value", Some(text(*value)))]))
}

//! Parts of requests, as the SDK takes them.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex, KeySchemaElement, KeyType,
    LocalSecondaryIndex, Projection, ProvisionedThroughput, ScalarAttributeType, SseSpecification, SseType,
    StreamSpecification, Tag, WarmThroughput,
};
use dynamo_model_fields::capability::ScalarType;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::table_options::{Billing, Encryption, StreamView, Units};
use crate::table::definition::{TableDefinition, index_key, index_units};
use crate::table::key::{KeyAttribute, KeyAttributes};
use crate::table::words;

/// What CreateTable is sent with.
pub(crate) fn create_table(
    db: &Connection,
    definition: &TableDefinition,
) -> Result<CreateTableFluentBuilder> {
    let options = definition.options();
    let request = db
        .client()
        .create_table()
        .table_name(definition.name())
        .set_attribute_definitions(Some(attributes(&definition.attributes())?))
        .set_key_schema(Some(key_schema(&definition.key())?))
        .set_local_secondary_indexes(some(definition.indexes_of(IndexKind::Local).map(local_index))?)
        .set_global_secondary_indexes(some(
            definition.indexes_of(IndexKind::Global).map(|index| global_index(index, definition.billing())),
        )?)
        .billing_mode(words::billing_mode(definition.billing()))
        .set_stream_specification(options.stream().map(stream).transpose()?)
        .set_sse_specification(
            options.encryption().filter(|whose| *whose != Encryption::Owned).map(encryption),
        )
        .set_table_class(options.class().map(words::table_class))
        .set_deletion_protection_enabled(options.deletion_protection())
        .set_warm_throughput(options.warm_throughput().map(warm_throughput))
        .set_tags(some(options.tags().iter().map(|(key, value)| tag(key, value)))?);
    Ok(match definition.billing() {
        Billing::Provisioned(units) => request.provisioned_throughput(throughput(units)?),
        Billing::OnDemand => request,
    })
}

/// A new index of a table that is there, and the attributes of its key.
pub(crate) fn new_index(
    index: &IndexSchema,
    units: Option<Units>,
) -> Result<(CreateGlobalSecondaryIndexAction, Vec<AttributeDefinition>)> {
    let key = index_key(index);
    let action = CreateGlobalSecondaryIndexAction::builder()
        .index_name(index.name())
        .set_key_schema(Some(key_schema(&key)?))
        .projection(projection(index.projected()))
        .set_provisioned_throughput(units.map(throughput).transpose()?)
        .build()
        .map_err(lacks)?;
    let mut keys: Vec<KeyAttribute> = Vec::new();
    for key in key.iter() {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    Ok((action, attributes(&keys)?))
}

pub(crate) fn throughput(units: Units) -> Result<ProvisionedThroughput> {
    ProvisionedThroughput::builder()
        .read_capacity_units(number(units.read()))
        .write_capacity_units(number(units.write()))
        .build()
        .map_err(lacks)
}

pub(crate) fn warm_throughput(units: Units) -> WarmThroughput {
    WarmThroughput::builder()
        .read_units_per_second(number(units.read()))
        .write_units_per_second(number(units.write()))
        .build()
}

pub(crate) fn stream(view: StreamView) -> Result<StreamSpecification> {
    let stream = StreamSpecification::builder().stream_enabled(true);
    stream.stream_view_type(words::stream_view(view)).build().map_err(lacks)
}

pub(crate) fn encryption(whose: Encryption) -> SseSpecification {
    let builder = SseSpecification::builder();
    match whose {
        Encryption::Owned => builder.enabled(false).build(),
        Encryption::Managed => builder.enabled(true).sse_type(SseType::Kms).build(),
        Encryption::Key(key) => builder.enabled(true).sse_type(SseType::Kms).kms_master_key_id(key).build(),
    }
}

pub(crate) fn tag(key: &str, value: &str) -> Result<Tag> {
    Tag::builder().key(key).value(value).build().map_err(lacks)
}

/// Our own mistake, which the SDK finds before it sends anything.
pub(crate) fn lacks(error: BuildError) -> Error {
    Error::refused("the table definition lacks a part").caused_by(error)
}

fn attributes(keys: &[KeyAttribute]) -> Result<Vec<AttributeDefinition>> {
    let define = |key: &KeyAttribute| {
        let attribute = AttributeDefinition::builder().attribute_name(&key.name);
        attribute.set_attribute_type(key.scalar.map(scalar_type)).build().map_err(lacks)
    };
    keys.iter().map(define).collect()
}

fn key_schema(key: &KeyAttributes) -> Result<Vec<KeySchemaElement>> {
    let of = |kind: KeyType| {
        move |key: &KeyAttribute| {
            let element = KeySchemaElement::builder().attribute_name(&key.name);
            element.key_type(kind.clone()).build().map_err(lacks)
        }
    };
    let hash = key.hash.iter().map(of(KeyType::Hash));
    hash.chain(key.range.iter().map(of(KeyType::Range))).collect()
}

fn local_index(index: &IndexSchema) -> Result<LocalSecondaryIndex> {
    LocalSecondaryIndex::builder()
        .index_name(index.name())
        .set_key_schema(Some(key_schema(&index_key(index))?))
        .projection(projection(index.projected()))
        .build()
        .map_err(lacks)
}

fn global_index(index: &IndexSchema, billing: Billing) -> Result<GlobalSecondaryIndex> {
    GlobalSecondaryIndex::builder()
        .index_name(index.name())
        .set_key_schema(Some(key_schema(&index_key(index))?))
        .projection(projection(index.projected()))
        .set_provisioned_throughput(index_units(index, billing).map(throughput).transpose()?)
        .build()
        .map_err(lacks)
}

fn projection(projected: Projected) -> Projection {
    let (kind, names) = words::projection(projected);
    let names = names.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    Projection::builder().projection_type(kind).set_non_key_attributes(names).build()
}

fn scalar_type(scalar: ScalarType) -> ScalarAttributeType {
    match scalar {
        ScalarType::S => ScalarAttributeType::S,
        ScalarType::N => ScalarAttributeType::N,
        ScalarType::B => ScalarAttributeType::B,
    }
}

/// A list; none where nothing is in it.
fn some<T>(parts: impl Iterator<Item = Result<T>>) -> Result<Option<Vec<T>>> {
    let parts = parts.collect::<Result<Vec<T>>>()?;
    Ok(if parts.is_empty() { None } else { Some(parts) })
}

fn number(units: u64) -> i64 {
    i64::try_from(units).unwrap_or(i64::MAX)
}

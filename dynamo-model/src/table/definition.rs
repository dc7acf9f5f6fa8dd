//! The definition of a table and its indexes, as CreateTable takes it.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, GlobalSecondaryIndex, KeySchemaElement, KeyType, LocalSecondaryIndex, Projection,
    ProjectionType, ScalarAttributeType,
};
use dynamo_model_fields::capability::ScalarType;

use crate::model::index::{IndexKind, IndexSchema, Projected};
use crate::model::schema::{KeySchema, Schema};

/// The attributes that are keys of the table or of an index, each once.
pub(crate) fn attributes(schema: &Schema) -> Result<Vec<AttributeDefinition>, BuildError> {
    let of_indexes = schema.indexes().iter().flat_map(|index| index.hash().iter().chain(index.range()));
    let mut keys: Vec<&KeySchema> = Vec::new();
    for key in schema.key_attributes().chain(of_indexes) {
        if !keys.iter().any(|known| known.name() == key.name()) {
            keys.push(key);
        }
    }
    let define = |key: &KeySchema| {
        AttributeDefinition::builder()
            .attribute_name(key.name())
            .attribute_type(scalar_type(key.scalar()))
            .build()
    };
    keys.into_iter().map(define).collect()
}

/// The key of the table.
pub(crate) fn key(schema: &Schema) -> Result<Vec<KeySchemaElement>, BuildError> {
    elements(std::slice::from_ref(schema.hash_key()), schema.range_key().map_or(&[], std::slice::from_ref))
}

/// The global indexes; `None` where there is none.
pub(crate) fn global_indexes(schema: &Schema) -> Result<Option<Vec<GlobalSecondaryIndex>>, BuildError> {
    let build = |index: &IndexSchema| {
        GlobalSecondaryIndex::builder()
            .index_name(index.name())
            .set_key_schema(Some(elements(index.hash(), index.range())?))
            .projection(projection(index.projected()))
            .build()
    };
    of_kind(schema, IndexKind::Global, build)
}

/// The local indexes; `None` where there is none.
pub(crate) fn local_indexes(schema: &Schema) -> Result<Option<Vec<LocalSecondaryIndex>>, BuildError> {
    let build = |index: &IndexSchema| {
        LocalSecondaryIndex::builder()
            .index_name(index.name())
            .set_key_schema(Some(elements(index.hash(), index.range())?))
            .projection(projection(index.projected()))
            .build()
    };
    of_kind(schema, IndexKind::Local, build)
}

fn of_kind<T>(
    schema: &Schema,
    kind: IndexKind,
    build: impl Fn(&IndexSchema) -> Result<T, BuildError>,
) -> Result<Option<Vec<T>>, BuildError> {
    let indexes = schema.indexes().iter().filter(|index| index.kind() == kind).map(build);
    let indexes = indexes.collect::<Result<Vec<T>, BuildError>>()?;
    Ok(if indexes.is_empty() { None } else { Some(indexes) })
}

fn elements(hash: &[KeySchema], range: &[KeySchema]) -> Result<Vec<KeySchemaElement>, BuildError> {
    let of = |kind: KeyType| {
        move |key: &KeySchema| {
            KeySchemaElement::builder().attribute_name(key.name()).key_type(kind.clone()).build()
        }
    };
    hash.iter().map(of(KeyType::Hash)).chain(range.iter().map(of(KeyType::Range))).collect()
}

fn projection(projected: Projected) -> Projection {
    let (kind, names) = match projected {
        Projected::All => (ProjectionType::All, None),
        Projected::Keys => (ProjectionType::KeysOnly, None),
        Projected::Include(names) => (ProjectionType::Include, Some(names)),
    };
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

//! What generated code uses. Not for use by hand: it may change in any release.

pub use dynamo_model_fields::capability::{
    Add, Contains, Contents, ExpiryTime, IndexKey, KeyType, List, Map, Ordered, Prefix, ScalarType, Set,
    Sizable,
};
pub use dynamo_model_fields::generated::{
    FoundName, KnownName, KnownNames, NamesAmong, RestMap, given, key_of_text, of_text, read_content, tag_of,
    text_of, unknown_variant, variant_of,
};
pub use dynamo_model_fields::{
    As, Attribute, AttributeType, CanBeEmpty, DecodeError, Element, EmptyAbsent, EncodeError, KeyPart,
    MapKey, ReadItem, Reader, SetMember, Value, WriteItem, Writer, form, validate,
};
pub use validator::{Validate, ValidationErrors};

pub use crate::error::Error;
pub use crate::model::Model;
pub use crate::model::document::{
    Document, DocumentField, Elements, Flattened, Parts, Rest, check, read_document, write_document,
};
pub use crate::model::field::{Field, HashKey, Plain, RangeKey, ReadOnly, Removable};
pub use crate::model::field_type::{FieldType, or_default, refuse};
pub use crate::model::index_key::{check_index_key, expiry, in_order};
pub use crate::model::key::{Composite, HashOnly, Key, MAX_HASH_KEY_SIZE, MAX_RANGE_KEY_SIZE};
pub use crate::model::projection::{Projected, Projection, Slot, assert_distinct, fill, names_of};
pub use crate::model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
pub use crate::model::value::IntoValue;
pub use crate::model::{index, table_options};
pub use crate::strategy::KeyStruct;

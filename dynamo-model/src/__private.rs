//! What generated code uses. Not for use by hand: it may change in any release.

pub use dynamo_model_fields::capability::{
    Add, Contains, Contents, KeyType, List, Map, Ordered, Prefix, ScalarType, Sizable,
};
pub use dynamo_model_fields::generated::{
    RestMap, key_of_text, of_text, or_default, read_content, read_field, read_rest, read_sensitive_field,
    required, tag_of, text_of, unknown_variant, variant_of, write_field, write_rest,
};
pub use dynamo_model_fields::{
    As, Attribute, AttributeType, CanBeEmpty, DecodeError, Element, EmptyAbsent, EncodeError, KeyPart,
    MapKey, ReadItem, Reader, SetMember, Value, WriteItem, Writer, form, validate,
};
pub use validator::{Validate, ValidationErrors};

pub use crate::model::Model;
pub use crate::model::document::{
    Document, DocumentField, Flattened, Parts, Rest, check, read_document, read_tagged, write_document,
};
pub use crate::model::field::{Field, HashKey, Plain, RangeKey, ReadOnly, Removable};
pub use crate::model::key::{Composite, HashOnly, Key};
pub use crate::model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
pub use crate::model::value::IntoValue;
pub use crate::strategy::KeyStruct;

//! What generated code uses. Not for use by hand: it may change in any release.

pub use dynamo_model_fields::capability::{KeyType, Ordered};
pub use dynamo_model_fields::generated::{or_default, read_field, required, write_field};
pub use dynamo_model_fields::{
    Attribute, DecodeError, EncodeError, ReadItem, Reader, WriteItem, Writer, validate,
};
pub use validator::{Validate, ValidationErrors};

pub use crate::model::Model;
pub use crate::model::field::{Field, HashKey, Plain, RangeKey, ReadOnly, Removable};
pub use crate::model::key::{Composite, HashOnly, Key};
pub use crate::model::schema::{FieldSchema, KeySchema, Presence, Schema};
pub use crate::model::value::IntoValue;
pub use crate::strategy::KeyStruct;

//! Values, stored forms of fields, validators and the wire codec of dynamo-model.
//!
//! ```
//! use std::collections::HashSet;
//!
//! use dynamo_model_fields::{Attribute, Reader, Value, Writer};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut out = Writer::new();
//! HashSet::<u16>::write(&HashSet::from([7]), &mut out)?;
//! assert_eq!(out.as_bytes(), br#"{"NS":["7"]}"#);
//!
//! let mut reader = Reader::new(out.as_bytes())?;
//! assert_eq!(Value::read(&mut reader)?.to_string(), "{7}");
//! # Ok(())
//! # }
//! ```
//!
//! The modules stand in the order in which they may use one another: each uses only those above it.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod error;
pub mod number;
pub mod wire;
// `wire` uses `error`; `value` uses `error`, `number`, `wire`.
pub mod value;
// `serde_value` uses `error`, `number`, `wire`, `value`.
pub mod serde_value;
// `attribute` uses `error`, `number`, `wire`, `value`, `serde_value`.
pub mod attribute;
// `form` uses `error`, `wire`, `value`, `serde_value`, `attribute`.
pub mod form;
// `capability` uses `error`, `number`, `wire`, `value`, `attribute`, `form`.
pub mod capability;
// `validate` uses `number`, `attribute`.
pub mod validate;
// `generated` uses `error`, `wire`, `attribute`.
#[doc(hidden)]
pub mod generated;

pub use attribute::{
    As, Attribute, Binary, CanBeEmpty, Element, Email, EmptyAbsent, InvalidEmail, Json, JsonText, KeyForm,
    MapKey, OrderedForm, ReadItem, SetMember, StoredAs, WriteItem, from_item, to_item,
};
pub use error::{DecodeError, EncodeError};
pub use number::Number;
pub use value::{Item, KeyPart, Value};
pub use wire::{AttributeType, Elements, Names, Reader, Writer, size};

//! A DynamoDB model framework: typed conditions, a planner that explains itself, batches that lose nothing.

pub(crate) mod connection;
pub mod error;
pub(crate) mod exec;
pub(crate) mod expr;
pub mod model;
pub mod plan;
pub(crate) mod strategy;
pub(crate) mod table;
pub(crate) mod verbs;
pub(crate) mod wire;

pub mod prelude;

#[doc(hidden)]
pub mod __private;

pub use connection::{Connection, ConnectionBuilder};
pub use dynamo_model_derive::Model;
pub use dynamo_model_fields::{
    Attribute, AttributeType, Binary, DecodeError, Element, EncodeError, Item, KeyPart, Number, ReadItem,
    Reader, SetMember, Value, WriteItem, Writer,
};
pub use error::{Error, ErrorKind, Result};
pub use expr::condition::Condition;
pub use expr::path::Path;
pub use expr::pins;
pub use expr::update::Update;
pub use model::Model;
pub use model::field::Field;
pub use model::key::{Key, PrimaryKey};
pub use model::value::IntoValue;
pub use plan::{Plan, ScanPolicy};
pub use strategy::{IntoKey, IntoStrategy, IntoTarget, KeyStruct, Target};
pub use table::{CreateTable, Tables};
pub use verbs::{
    BatchResult, Count, DeleteMany, DeleteOne, Entry, GetMany, GetOne, IntoInput, IntoOverwrite, IntoSaved,
    Outcome, Rows, SaveMany, SaveOne, UpdateOne, Verbs,
};
pub use wire::sdk;

#[cfg(feature = "embedded")]
pub use connection::embedded::Embedded;
#[cfg(feature = "test-util")]
pub use connection::faults;

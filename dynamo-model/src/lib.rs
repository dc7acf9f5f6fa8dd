//! A DynamoDB model framework: typed conditions, a planner that explains itself, batches that lose nothing.
//!
//! Derive [`Model`](macro@Model) on a struct, connect, and call its [verbs](Verbs):
//!
//! ```
//! use dynamo_model::prelude::*;
//!
//! #[derive(Model, Clone, Debug, PartialEq)]
//! struct User {
//!     #[model(hash_key)]
//!     #[validate(email)]
//!     email: String,
//!     name: String,
//!     year_of_birth: Option<u16>,
//!     #[model(default)]
//!     cities_visited: Vec<String>,
//! }
//!
//! # async fn run() -> dynamo_model::Result<()> {
//! let db = Connection::embedded()?; // in production: Connection::from_env().await?
//! User::create_table(&db).await?;
//!
//! let john = User { year_of_birth: Some(1990), ..User::new("johndoe@gmail.com", "John Doe") };
//! User::save_one(&db, &john).await?;
//! assert_eq!(User::get_one(&db, "johndoe@gmail.com").await?, Some(john));
//!
//! let find = User::get_many(&db, User::EMAIL.eq("johndoe@gmail.com") & User::YEAR_OF_BIRTH.lt(2000));
//! println!("{}", find.explain()?); // a Query, and why
//! assert_eq!(find.await?.len(), 1);
//!
//! let older = User::update_one(&db, "johndoe@gmail.com", User::CITIES_VISITED.append(["Nairobi"])).await?;
//! assert_eq!(older.map(|user| user.cities_visited.len()), Some(1));
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
//! ```
//!
//! # Where things are
//!
//! - [`Connection`]: the SDK's client and our settings; [`Connection::embedded`] needs nothing installed.
//! - [`Verbs`]: `save_one`, `save_many`, `get_one`, `get_many`, `update_one`, `update_many`, `update_from_item`, `delete_one`,
//!   `delete_many`; `save_stream`, `update_stream`, `delete_stream` for what does not fit in memory; `key_of`, `keys_in`.
//! - [`Tables`]: `create_table`, `table_diff`, `sync_table`, `describe_table`, `delete_table`, `wait_until_active`,
//!   `wait_until_deleted`, and `table_definition` for those whose tables are made elsewhere.
//!   [`Connection::create_tables`] creates those of several models, and [`Connection::list_tables`] lists them.
//! - [`Connection::transact_write`] and [`Connection::transact_get`]: items of several models, all of them or none.
//!   [`Connection::batch_get`] and [`Connection::batch_write`]: several tables in one request.
//! - [`Model`](macro@Model), the derive: every attribute, the [types of fields](macro@Model#types-of-fields), the
//!   [forms](macro@Model#forms) in which they can be stored, and the rules of [validation](macro@Model#validation).
//! - [`Document`](macro@Document) and [`Attribute`](macro@Attribute), the derives of what stands in fields: structs that are
//!   stored as maps; enums and newtypes.
//! - [`Condition`] and [`Update`]: made from the handles that the derive generates, such as `User::EMAIL`.
//! - [`Projection`](macro@Projection): a struct that names some fields of a model: `get_many(..).project::<P>()`.
//! - [Indexes](macro@Model#index), declared with the model: the planner takes those that miss nothing, and
//!   `get_many(..).fetch_missing()` reads whole items through those that hold a part.
//! - [`Plan`]: what a verb is going to send, and why: `explain()`.
//! - [`BatchResult`]: what became of each input of `save_many`, `update_many` and `delete_many`; [`Outcomes`]: the same, one by one.
//! - [`Response`]: what requests tell besides their items, by `.with_metadata()`. The SDK's own builders are within reach of
//!   `.customize(..)`, and its client of [`Connection::client`].
//! - [`Table`]: a table without a model, by [`Connection::table`]; conditions and updates by name with [`attr`].
//! - [`Statement`]: PartiQL, by [`Connection::execute`].
//! - [`Error`]: one opaque type, told apart by `is_*` predicates. A service answers with [`Error::http_status`], and has
//!   absent items told by `.or_not_found()`.
//! - [`observe`]: what a service sees of its requests: observers, spans, metrics, correlation ids.
//! - [`Value`] and [`Item`]: any attribute and any item, and [`sdk`] to convert them to the SDK's types.
//! - [`Binary`], [`Number`], [`Email`], [`Json`], [`JsonText`]: types of fields that are ours. [`StoredAs`] and [`form`]: the
//!   forms, and how to make one. [`validate`]: the rules as functions.
//!
//! # Runtime
//!
//! The SDK, the pauses of batches and the waits for tables need a tokio runtime with its timer enabled.
//!
//! # Features
//!
//! | feature | default | is |
//! |---|---|---|
//! | `chrono` | yes | `DateTime`, `NaiveDateTime`, `NaiveDate`, `NaiveTime` and `TimeDelta` of chrono as types of fields, and patterns of time |
//! | `uuid` | yes | `Uuid` as a type of field |
//! | `bigdecimal` | no | `BigDecimal` as a type of field |
//! | `bytes` | no | `Bytes` as a type of field |
//! | `compact_str` | no | `CompactString` as a type of field |
//! | `jiff` | no | `Timestamp`, `SignedDuration` and the civil types of jiff as types of fields |
//! | `rust_decimal` | no | `Decimal` as a type of field |
//! | `smol_str` | no | `SmolStr` as a type of field |
//! | `time` | no | `OffsetDateTime`, `PrimitiveDateTime`, `Date`, `Time` and `Duration` of time as types of fields |
//! | `ulid` | no | `Ulid` as a type of field |
//! | `url` | no | `Url` as a type of field |
//! | `axum` | no | errors as answers of axum: `axum::statuses`, and `IntoResponse` for [`Error`] |
//! | `https` | yes | the SDK's HTTP client with TLS |
//! | `metrics` | no | an observer that counts and times with the facade `metrics`: `observe::Metrics` |
//! | `lambda` | no | images of `aws_lambda_events` (the types of `serde_dynamo`) for [`Model::from_image`] |
//! | `streams` | no | images of `aws-sdk-dynamodbstreams` for [`Model::from_image`] |
//! | `embedded` | no | an engine inside the process: [`Connection::embedded`], [`Connection::embedded_at`] |
//! | `test-util` | no | scripted faults for your own tests: [`faults`] |
//!
//! # Rust version
//!
//! Rust 1.94.1 or later, which is what the SDK of AWS asks for. A release may ask for what the SDK asks for then.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod error;
pub mod observe;
pub mod sdk;
pub mod json;
pub(crate) mod image;
pub mod model;
pub(crate) mod expr;
pub(crate) mod strategy;
pub mod plan;
pub(crate) mod wire;
pub(crate) mod connection;
pub(crate) mod exec;
pub(crate) mod verbs;
pub(crate) mod transaction;
pub(crate) mod batch;
pub(crate) mod table;
pub(crate) mod untyped;
pub(crate) mod partiql;
#[cfg(feature = "axum")]
pub mod axum;
pub mod prelude;
#[doc(hidden)]
pub mod __private;

pub use batch::{Append, BatchGet, BatchWrite, EndsWithKeys, KeyLists, Keys, TableWrite};
pub use connection::{Connection, ConnectionBuilder, Retry};
pub use dynamo_model_derive::{Attribute, Document, Model, Projection};
pub use dynamo_model_fields::{
    As, Attribute, AttributeType, Binary, DecodeError, Element, Email, EmptyAbsent, EncodeError,
    InvalidEmail, Item, Json, JsonText, KeyForm, KeyPart, MapKey, Number, OrderedForm, ReadItem, Reader,
    SetMember, StoredAs, Value, WriteItem, Writer, capability, form, validate,
};
pub use error::{CancellationKind, CancellationReason, Error, ErrorKind, Result, Violation};
pub use exec::metadata::{Consumed, Response};
pub use expr::arithmetic::{Arithmetic, IntoDelta};
pub use expr::condition::{Condition, IntoCondition};
pub use expr::operand::{self, IntoOperand};
pub use expr::path::Path;
pub use expr::pins;
pub use expr::size::{IntoSize, Size};
pub use expr::update::Update;
pub use expr::words::{CanRemove, IntoList, Updatable, Whole};
pub use image::{Image, from_image};
pub use model::Model;
pub use model::document::{Document, DocumentField, Flattened, Parts, Rest};
pub use model::field::Field;
pub use model::index::{Index, IndexKind, IndexSchema, Projected};
pub use model::key::{Key, PrimaryKey};
pub use model::projection::Projection;
pub use model::schema::{FieldSchema, Fields, KeySchema, Presence, Schema};
pub use model::table_options::{Billing, Encryption, Recovery, StreamView, TableClass, TableOptions, Units};
pub use model::value::IntoValue;
pub use partiql::{Execute, ExecuteBatch, ExecuteTransaction, IntoParameters, Statement};
pub use plan::cursor::Cursor;
pub use plan::{Plan, ScanPolicy};
pub use strategy::{IntoKey, IntoStrategy, IntoTarget, KeyStruct, NamesItem, NamesKey, Target};
pub use table::{
    CompareTable, CreateTable, CreateTables, DeleteTable, DescribeTable, Difference, IndexInfo, IndexStatus,
    KeyAttribute, KeyAttributes, ListTables, Models, ProjectedAttributes, StreamInfo, SyncPlan, SyncReport,
    SyncStep, SyncTable, TableDefinition, TableDiff, TableInfo, TableNames, TableProgress, TableStatus,
    Tables, TtlInfo, WaitUntilActive, WaitUntilDeleted,
};
pub use transaction::{IntoPut, ProjectedKey, TransactGet, TransactKey, TransactKeys, TransactWrite, after};
pub use untyped::{
    AttributeName, IntoNamed, IntoTableItem, IntoTableKey, SerdeItem, Table, TableBatchDelete, TableBatchGet,
    TableBatchPut, TableDelete, TableGet, TablePage, TablePut, TableRead, TableUpdate, Untyped, attr,
    from_serde, to_serde,
};
pub use verbs::{
    BatchResult, Count, DeleteMany, DeleteOne, DeleteStream, Entry, ExactlyOnce, Exists, First,
    FoundOrMissing, GetMany, GetOne, IntoInput, IntoOverwrite, IntoSaved, Nothing, OrNotFound, Outcome,
    Outcomes, Page, PlanGetMany, Plans, ReadPage, Rows, SaveMany, SaveOne, SaveReplacing, SaveStream,
    UpdateMany, UpdateOne, UpdateStream, Verbs, WithMetadata, WithMissing,
};

#[cfg(feature = "embedded")]
pub use connection::embedded::Embedded;
#[cfg(feature = "test-util")]
pub use connection::faults;

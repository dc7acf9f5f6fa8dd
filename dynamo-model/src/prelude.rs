//! What a service needs in scope: `use dynamo_model::prelude::*`.
//!
//! It holds no `Result`, `Error` or `Key`, which would stand in the way of the names of others.

pub use validator::Validate;

pub use crate::connection::Connection;
pub use crate::expr::condition::Condition;
pub use crate::expr::update::Update;
pub use crate::model::Model;
pub use crate::model::document::Document;
pub use crate::model::projection::Projection;
pub use crate::table::Tables;
pub use crate::verbs::{Plans, Verbs};
pub use dynamo_model_derive::{Attribute, Document, Model, Projection};
pub use dynamo_model_fields::{Item, Value};

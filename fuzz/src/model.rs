//! A model with a field of nearly every kind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{Binary, Number};
use uuid::Uuid;

/// What hostile bytes are read as.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "rich")]
pub struct Rich {
    /// The hash key.
    #[model(hash_key)]
    pub id: String,
    /// A number.
    pub whole: Option<i64>,
    /// A number with a fraction.
    pub real: Option<f64>,
    /// A decimal of any size.
    pub exact: Option<Number>,
    /// A truth value.
    pub truth: Option<bool>,
    /// Text.
    pub text: Option<String>,
    /// Bytes.
    pub bytes: Option<Binary>,
    /// A point in time.
    pub at: Option<DateTime<Utc>>,
    /// An id.
    pub uuid: Option<Uuid>,
    /// A list with gaps.
    #[model(default)]
    pub list: Vec<Option<u32>>,
    /// A map of numbers.
    #[model(default)]
    pub map: BTreeMap<String, f64>,
    /// A set of texts.
    #[model(default)]
    pub texts: BTreeSet<String>,
    /// A set of numbers.
    #[model(default)]
    pub numbers: BTreeSet<i32>,
    /// A set of byte strings.
    #[model(default)]
    pub blobs: BTreeSet<Binary>,
    /// A document.
    pub part: Option<Part>,
    /// Documents.
    #[model(default)]
    pub parts: Vec<Part>,
    /// A choice.
    pub shape: Option<Shape>,
    /// Anything.
    pub any: Option<Value>,
}

/// A document within a document.
#[derive(Document, Clone, Debug, PartialEq)]
pub struct Part {
    /// A number.
    pub size: u16,
    /// Text.
    pub label: Option<String>,
    /// Documents.
    #[model(default)]
    pub inner: Vec<Part>,
}

/// An enum with data.
#[derive(Attribute, Clone, Debug, PartialEq)]
#[model(tag = "kind", rename_all = "lowercase")]
pub enum Shape {
    /// With a field.
    Circle {
        /// A number.
        radius: u32,
    },
    /// With none.
    Point,
}

/// The same key, and everything else kept as it is.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "rich")]
pub struct Kept {
    /// The hash key.
    #[model(hash_key)]
    pub id: String,
    /// What the model does not know.
    #[model(rest)]
    pub rest: BTreeMap<String, Value>,
}

//! The models that the tests share.

pub mod engine;
pub mod http;
pub mod scripted;

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use uuid::Uuid;

/// The user of the design: one hash key.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
pub struct User {
    /// The hash key.
    #[model(hash_key)]
    #[validate(email)]
    pub email: String,
    /// Required, and named by a reserved word.
    #[validate(length(min = 1, max = 80))]
    pub name: String,
    /// Optional.
    #[validate(range(min = 1900, max = 2018))]
    pub year_of_birth: Option<u16>,
    /// Absent reads as empty.
    #[model(default)]
    pub cities_visited: Vec<String>,
    /// Set when it is made.
    #[model(default = Utc::now())]
    pub created_at: DateTime<Utc>,
}

/// A contact of a user: hash and range key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Contact {
    /// The hash key.
    #[model(hash_key)]
    pub user_id: Uuid,
    /// The range key, stored under another name.
    #[model(range_key, rename = "contactEmail")]
    pub email: String,
    /// Optional.
    pub times: Option<i64>,
    /// A set, absent where empty.
    #[model(default)]
    pub tags: HashSet<String>,
    /// A map of values.
    #[model(default)]
    pub scores: BTreeMap<String, f64>,
}

/// A counter: a number as hash key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Counter {
    /// The hash key.
    #[model(hash_key)]
    pub id: u64,
    /// What is counted.
    pub hits: u64,
    /// What was seen, in order.
    #[model(default)]
    pub log: Vec<u32>,
}

/// A post: a point in time as range key.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Post {
    /// The hash key.
    #[model(hash_key)]
    pub user: String,
    /// The range key.
    #[model(range_key)]
    pub at: u32,
    /// The text.
    pub text: String,
    /// Optional.
    pub likes: Option<u32>,
}

/// The code of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadmeTest;

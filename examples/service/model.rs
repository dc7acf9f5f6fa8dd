//! What is stored: authors, and their articles.

use dynamo_model::prelude::*;
use serde::{Deserialize, Serialize};

/// An author, by a handle of his own choice.
#[derive(Model, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Author {
    #[model(hash_key)]
    #[validate(length(min = 1, max = 40))]
    pub(crate) handle: String,
    #[validate(length(min = 1, max = 80))]
    pub(crate) name: String,
}

/// An article of an author.
#[derive(Model, Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Article {
    #[model(hash_key)]
    pub(crate) author: String,
    #[model(range_key)]
    #[validate(length(min = 1, max = 60))]
    pub(crate) slug: String,
    #[validate(length(min = 1, max = 120))]
    pub(crate) title: String,
    pub(crate) text: String,
    /// Grows with each change, so that nobody replaces what he has not seen.
    #[model(default = 1)]
    pub(crate) version: u64,
}

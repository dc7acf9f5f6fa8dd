//! What is fed: each target checks its own promises.

mod cursor;
mod json;
mod model;
mod raw;
mod response;
mod value;

use fastrand::Rng;

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken, and everything that must hold of it does.
    Accepted,
    /// It was refused by an error.
    Refused,
}

/// Something that takes bytes from outside.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name, which is that of its folder in the corpus.
    pub name: &'static str,
    /// What is checked.
    pub about: &'static str,
    /// Feeds it. Panics where a promise is broken.
    pub feed: fn(&[u8]) -> Outcome,
    /// Makes an input by its grammar.
    pub generate: fn(&mut Rng) -> Vec<u8>,
    /// Words that mean something to it.
    pub words: &'static [&'static str],
}

/// All targets.
pub const TARGETS: [Target; 6] =
    [value::TARGET, model::TARGET, response::TARGET, json::TARGET, cursor::TARGET, raw::TARGET];

/// Finds a target.
#[must_use]
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

//! A promise that was broken, and by what.

use std::fmt;

use crate::Target;

/// An input that broke a promise.
#[derive(Clone)]
pub struct Fault {
    target: &'static str,
    which: String,
    input: Vec<u8>,
    said: String,
}

impl Fault {
    pub(super) fn of(target: &Target, which: String, input: Vec<u8>, said: String) -> Self {
        Self { target: target.name, which, input, said }
    }

    /// Returns the input, which may be smaller than the one that was fed.
    #[must_use]
    pub fn input(&self) -> &[u8] {
        &self.input
    }

    /// Returns the name of the target.
    #[must_use]
    pub fn target(&self) -> &'static str {
        self.target
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target, which, input, said } = self;
        write!(f, "{target}: {which}: {said}\n  input: b\"{}\"", input.escape_ascii())
    }
}

/// The same as displayed, so that a test that returns one says it.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Fault {}

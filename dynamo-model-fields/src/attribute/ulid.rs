//! ULIDs, stored as text.

use std::borrow::Cow;

use ulid::Ulid;

use super::spelling::{Spelling, spelled};

impl Spelling for Ulid {
    const EXPECTED: &'static str = "a ULID";

    fn spell(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn parse(text: &str) -> Option<Self> {
        // 26 characters hold 130 bits; the crate drops the upper two, and another ULID would be read.
        if !text.starts_with(|first| matches!(first, '0'..='7')) {
            return None;
        }
        Self::from_string(text).ok()
    }
}

spelled! {
    /// Stored as an S of 26 characters in upper case, whose text order is that of ULIDs; read in either case.
    ///
    /// As a key it names the item under this spelling only.
    Ulid;
}

//! URLs, stored as text.

use std::borrow::Cow;

use url::Url;

use super::spelling::{Spelling, spelled};

impl Spelling for Url {
    const EXPECTED: &'static str = "a URL";

    fn spell(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }

    fn parse(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

spelled! {
    /// Stored as an S in the spelling of the URL standard, by which URLs are also compared; read in any.
    ///
    /// As a key it names the item under this spelling only: `HTTP://A.io` and `http://a.io/` are one.
    Url;
}

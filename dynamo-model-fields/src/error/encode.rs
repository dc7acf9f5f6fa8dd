//! The error of writing.

use std::borrow::Cow;
use std::fmt;

use super::path::Path;

/// Why a value cannot be stored in DynamoDB.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: Path,
    reason: Cow<'static, str>,
}

impl EncodeError {
    /// Makes the error from its reason, such as `a number is not finite`.
    #[cold]
    #[inline(never)]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner { path: Path::default(), reason: reason.into() }))
    }

    /// Puts an attribute name before the path.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        self.0.path.prepend_name(name);
        self
    }

    /// Puts a position in a list before the path.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn within_index(mut self, index: usize) -> Self {
        self.0.path.prepend_index(index);
        self
    }

    /// Returns the path of the attribute, such as `address.lines[2]`; empty at the top.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }

    /// Returns why the value cannot be stored.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { path, reason } = &*self.0;
        if path.is_empty() {
            return f.write_str(reason);
        }
        write!(f, "`{path}`: {reason}")
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError").field("path", &self.path()).field("reason", &self.0.reason).finish()
    }
}

impl std::error::Error for EncodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_why() {
        let error = EncodeError::new("an empty set").within_index(1).within("tags");
        assert_eq!(error.to_string(), "`tags[1]`: an empty set");
        assert_eq!(error.reason(), "an empty set");
        assert_eq!(error.path(), "tags[1]");
    }
}

//! The error of reading.

use std::borrow::Cow;
use std::fmt;

use super::path::Path;

/// The most characters of an attribute's contents that an error repeats.
const SHOWN: usize = 40;

/// The most characters of a reason that a type gives in its own words.
const REASON_SHOWN: usize = 160;

/// Why an attribute or an item could not be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: Path,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Mismatch {
        expected: Cow<'static, str>,
        found: Cow<'static, str>,
    },
    /// An attribute of a sensitive field, of which nothing is told but what was expected.
    Hidden {
        expected: Cow<'static, str>,
    },
    Refused(Cow<'static, str>),
    Missing,
    Unknown,
    Syntax {
        what: &'static str,
        offset: usize,
    },
}

impl DecodeError {
    /// Makes the error of an attribute that holds something else than its field needs.
    ///
    /// Owned text in `found` is cut at 40 characters, so that no contents leak into logs.
    #[cold]
    #[inline(never)]
    pub fn mismatch(expected: impl Into<Cow<'static, str>>, found: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Problem::Mismatch { expected: expected.into(), found: shorten(found.into(), SHOWN) })
    }

    /// Makes the error of contents that their type refuses for a reason of its own, such as `the month is over`.
    ///
    /// Owned text is cut at 160 characters.
    #[cold]
    #[inline(never)]
    pub fn refused(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Problem::Refused(shorten(reason.into(), REASON_SHOWN)))
    }

    /// Makes the error of a required attribute that is absent.
    #[cold]
    #[inline(never)]
    pub fn missing() -> Self {
        Self::of(Problem::Missing)
    }

    /// Makes the error of an attribute that nothing is known of, where those are refused.
    #[cold]
    #[inline(never)]
    pub fn unknown() -> Self {
        Self::of(Problem::Unknown)
    }

    /// Makes the error of bytes that are not DynamoDB JSON.
    #[cold]
    #[inline(never)]
    pub fn syntax(what: &'static str, offset: usize) -> Self {
        Self::of(Problem::Syntax { what, offset })
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

    /// Takes out what was found, and which element or entry it was, because the field is sensitive.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.0.path = Path::default();
        self.0.problem = match self.0.problem {
            Problem::Mismatch { expected, .. } => Problem::Hidden { expected },
            Problem::Refused(_) => Problem::Hidden { expected: "a value that the type takes".into() },
            other => other,
        };
        self
    }

    /// Returns the path of the attribute, such as `address.lines[2]`; empty at the top.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }

    /// Returns what the field needs, if the attribute holds something else.
    pub fn expected(&self) -> Option<&str> {
        match &self.0.problem {
            Problem::Mismatch { expected, .. } | Problem::Hidden { expected } => Some(expected),
            Problem::Refused(_) | Problem::Missing | Problem::Unknown | Problem::Syntax { .. } => None,
        }
    }

    /// Returns what the attribute holds, if that is not what the field needs and the field is not sensitive.
    pub fn found(&self) -> Option<&str> {
        match &self.0.problem {
            Problem::Mismatch { found, .. } => Some(found),
            Problem::Hidden { .. }
            | Problem::Refused(_)
            | Problem::Missing
            | Problem::Unknown
            | Problem::Syntax { .. } => None,
        }
    }

    /// Tells whether a required attribute is absent.
    pub fn is_missing(&self) -> bool {
        self.0.problem == Problem::Missing
    }

    /// Tells whether an attribute is there that nothing is known of.
    pub fn is_unknown(&self) -> bool {
        self.0.problem == Problem::Unknown
    }

    /// Tells whether the bytes are not DynamoDB JSON.
    pub fn is_syntax(&self) -> bool {
        matches!(self.0.problem, Problem::Syntax { .. })
    }

    fn of(problem: Problem) -> Self {
        Self(Box::new(Inner { path: Path::default(), problem }))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { path, problem } = &*self.0;
        match problem {
            Problem::Mismatch { expected, found } if path.is_empty() => {
                write!(f, "expected {expected}, found {found}")
            }
            Problem::Mismatch { expected, found } => {
                write!(f, "`{path}`: expected {expected}, found {found}")
            }
            Problem::Hidden { expected } if path.is_empty() => {
                write!(f, "expected {expected}, found something else (sensitive)")
            }
            Problem::Hidden { expected } => {
                write!(f, "`{path}`: expected {expected}, found something else (sensitive)")
            }
            Problem::Unknown if path.is_empty() => f.write_str("an attribute is unknown"),
            Problem::Unknown => write!(f, "`{path}` is unknown"),
            Problem::Refused(reason) if path.is_empty() => f.write_str(reason),
            Problem::Refused(reason) => write!(f, "`{path}`: {reason}"),
            Problem::Missing if path.is_empty() => f.write_str("a required attribute is absent"),
            Problem::Missing => write!(f, "`{path}` is absent"),
            Problem::Syntax { what, offset } => {
                write!(f, "malformed DynamoDB JSON: {what} at byte {offset}")
            }
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError").field("path", &self.path()).field("problem", &self.0.problem).finish()
    }
}

impl std::error::Error for DecodeError {}

fn shorten(text: Cow<'static, str>, limit: usize) -> Cow<'static, str> {
    if matches!(text, Cow::Borrowed(_)) || text.chars().count() <= limit {
        return text;
    }
    let kept: String = text.chars().take(limit - 3).collect();
    Cow::Owned(kept + "...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_path_from_the_item_inwards() {
        let error = DecodeError::mismatch("N", "S").within_index(2).within("lines").within("address");
        assert_eq!(error.path(), "address.lines[2]");
        assert_eq!(error.to_string(), "`address.lines[2]`: expected N, found S");
        assert_eq!(error.expected(), Some("N"));
        assert_eq!(error.found(), Some("S"));
    }

    #[test]
    fn says_absent_and_malformed() {
        let missing = DecodeError::missing().within("name");
        assert!(missing.is_missing());
        assert_eq!(missing.to_string(), "`name` is absent");
        let syntax = DecodeError::syntax("an unterminated string", 7);
        assert!(syntax.is_syntax());
        assert_eq!(syntax.to_string(), "malformed DynamoDB JSON: an unterminated string at byte 7");
    }

    #[test]
    fn hides_what_a_sensitive_field_holds() {
        let error = DecodeError::mismatch("N", "secret".to_owned()).within("key").hidden().within("tokens");
        assert_eq!(error.to_string(), "`tokens`: expected N, found something else (sensitive)");
        assert_eq!((error.expected(), error.found()), (Some("N"), None));
        assert!(!format!("{error:?}").contains("secret"));
        let syntax = DecodeError::syntax("an unterminated string", 7).hidden();
        assert!(syntax.is_syntax());
    }

    #[test]
    fn says_a_reason_as_it_is_and_cuts_it() {
        let error = DecodeError::refused("the month is over").within("due");
        assert_eq!(error.to_string(), "`due`: the month is over");
        assert_eq!((error.expected(), error.is_missing(), error.is_syntax()), (None, false, false));
        assert_eq!(DecodeError::refused("x".repeat(1000)).to_string().len(), 160);
    }

    #[test]
    fn repeats_at_most_forty_characters_of_contents() {
        let error = DecodeError::mismatch("a UUID", "é".repeat(41));
        assert_eq!(error.found(), Some(format!("{}...", "é".repeat(37)).as_str()));
    }

    #[test]
    fn is_one_pointer_wide_and_crosses_threads() {
        fn crosses<T: Send + Sync + 'static + std::error::Error>() {}
        crosses::<DecodeError>();
        assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), DecodeError>>(), size_of::<usize>());
    }
}

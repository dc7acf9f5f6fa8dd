//! E-mail addresses, stored as text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use validator::{ValidateEmail, ValidateLength};

use super::spelling::{Spelling, spelled};

/// An e-mail address by the rules of HTML, as `validator` checks them; stored as text.
///
/// Addresses are equal if their texts are: neither letter case nor anything else is changed.
///
/// ```
/// use dynamo_model_fields::Email;
///
/// # fn main() -> Result<(), dynamo_model_fields::InvalidEmail> {
/// let email: Email = "a@b.io".parse()?;
/// assert_eq!(email.split_once('@'), Some(("a", "b.io")));
/// assert!(Email::new("a.b.io").is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Takes text that is an address.
    ///
    /// # Errors
    ///
    /// Other text is refused.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidEmail> {
        let text = text.into();
        if !text.validate_email() {
            return Err(InvalidEmail(()));
        }
        Ok(Self(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text.
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// Says that a text is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidEmail(());

impl fmt::Display for InvalidEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not an e-mail address")
    }
}

impl std::error::Error for InvalidEmail {}

impl Deref for Email {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Email {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        Self::new(text)
    }
}

impl TryFrom<String> for Email {
    type Error = InvalidEmail;

    fn try_from(text: String) -> Result<Self, InvalidEmail> {
        Self::new(text)
    }
}

impl TryFrom<&str> for Email {
    type Error = InvalidEmail;

    fn try_from(text: &str) -> Result<Self, InvalidEmail> {
        Self::new(text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl ValidateLength<u64> for Email {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Spelling for Email {
    const EXPECTED: &'static str = "an e-mail address";

    fn spell(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn parse(text: &str) -> Option<Self> {
        Self::new(text).ok()
    }
}

spelled! {
    /// Stored as an S, and checked when it is read.
    Email;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_is_an_email() {
        for text in ["", "a", "a.b.io", "@b.io", "a@", "a b@c.io"] {
            assert_eq!(Email::new(text), Err(InvalidEmail(())), "{text}");
        }
        let email = Email::try_from("A@b.io").unwrap();
        assert_eq!(email.to_string(), "A@b.io");
        assert_eq!("A@b.io".parse(), Ok(email.clone()));
        assert_eq!(Email::try_from("A@b.io".to_owned()), Ok(email.clone()));
        assert_ne!(Email::new("a@b.io"), Ok(email.clone()));
        assert_eq!((email.len(), String::from(email)), (6, "A@b.io".to_owned()));
    }

    #[test]
    fn serde_checks_as_well() {
        let email = Email::new("a@b.io").unwrap();
        assert_eq!(serde_json::to_string(&email).unwrap(), r#""a@b.io""#);
        assert_eq!(serde_json::from_str::<Email>(r#""a@b.io""#).unwrap(), email);
        let error = serde_json::from_str::<Email>(r#""a""#).unwrap_err().to_string();
        assert_eq!(error, "the text is not an e-mail address");
    }
}

//! One attribute of a key.

use crate::number::Number;
use crate::wire::size::number_size;

use super::Value;

/// The value of one key attribute, which DynamoDB allows to be text, a number or bytes.
///
/// Equality is DynamoDB's own: numbers compare as numbers, text and bytes by bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyPart {
    /// Text.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
}

impl KeyPart {
    /// Tells whether this is empty text or no bytes, which no key may be.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::S(text) => text.is_empty(),
            Self::N(_) => false,
            Self::B(bytes) => bytes.is_empty(),
        }
    }

    /// Returns the bytes of the text, the digits of the number as text, or the bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::S(text) => text.as_bytes(),
            Self::N(number) => number.as_str().as_bytes(),
            Self::B(bytes) => bytes,
        }
    }

    /// Returns the size in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number_size(number.as_str()),
            Self::B(bytes) => bytes.len(),
        }
    }

    /// Returns the attribute value.
    pub fn to_value(&self) -> Value {
        self.clone().into()
    }

    /// Takes the value of an attribute if its type is one that keys can have.
    pub fn from_value(value: &Value) -> Option<Self> {
        Some(match value {
            Value::S(text) => Self::S(text.clone()),
            Value::N(number) => Self::N(number.clone()),
            Value::B(bytes) => Self::B(bytes.clone()),
            _ => return None,
        })
    }
}

impl From<KeyPart> for Value {
    fn from(part: KeyPart) -> Self {
        match part {
            KeyPart::S(text) => Self::S(text),
            KeyPart::N(number) => Self::N(number),
            KeyPart::B(bytes) => Self::B(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v4_compares_in_canonical_form() {
        let part = |text| KeyPart::N(Number::new(text).unwrap());
        assert_eq!(part("1"), part("1.0"));
        assert!(part("9") < part("10"));
        assert_ne!(KeyPart::S("1".to_owned()), KeyPart::S("1.0".to_owned()));
    }

    #[test]
    fn r14_knows_empty_keys() {
        assert!(KeyPart::S(String::new()).is_empty());
        assert!(KeyPart::B(Vec::new()).is_empty());
        assert!(!KeyPart::N(0.into()).is_empty());
        assert_eq!(KeyPart::S("é".to_owned()).len(), 2);
        assert_eq!(KeyPart::from_value(&Value::from(true)), None);
    }
}

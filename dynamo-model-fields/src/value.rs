//! Attribute values whose type is known only at run time.

pub(crate) mod codec;
mod convert;
mod display;
mod key_part;

use std::collections::{BTreeMap, BTreeSet};

use crate::number::Number;
use crate::wire::AttributeType;

pub use key_part::KeyPart;

/// An item whose model is not known: values under their attribute names.
pub type Item = BTreeMap<String, Value>;

/// An attribute value of any of DynamoDB's ten types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
    /// A truth value.
    Bool(bool),
    /// Null.
    Null,
    /// A list.
    L(Vec<Value>),
    /// A map.
    M(Item),
    /// A set of texts.
    Ss(BTreeSet<String>),
    /// A set of numbers.
    Ns(BTreeSet<Number>),
    /// A set of byte strings.
    Bs(BTreeSet<Vec<u8>>),
}

impl Value {
    /// Returns how DynamoDB stores the value.
    pub fn attribute_type(&self) -> AttributeType {
        match self {
            Self::S(_) => AttributeType::S,
            Self::N(_) => AttributeType::N,
            Self::B(_) => AttributeType::B,
            Self::Bool(_) => AttributeType::Bool,
            Self::Null => AttributeType::Null,
            Self::L(_) => AttributeType::L,
            Self::M(_) => AttributeType::M,
            Self::Ss(_) => AttributeType::Ss,
            Self::Ns(_) => AttributeType::Ns,
            Self::Bs(_) => AttributeType::Bs,
        }
    }

    /// Returns the text of an S.
    pub fn as_s(&self) -> Option<&str> {
        match self {
            Self::S(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number of an N.
    pub fn as_n(&self) -> Option<&Number> {
        match self {
            Self::N(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the bytes of a B.
    pub fn as_b(&self) -> Option<&[u8]> {
        match self {
            Self::B(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the truth value of a BOOL.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the elements of an L.
    pub fn as_l(&self) -> Option<&[Value]> {
        match self {
            Self::L(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the entries of an M.
    pub fn as_m(&self) -> Option<&Item> {
        match self {
            Self::M(entries) => Some(entries),
            _ => None,
        }
    }

    /// Tells whether the value is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

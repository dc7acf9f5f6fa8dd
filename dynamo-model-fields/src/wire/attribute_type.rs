//! The ten types of DynamoDB attributes.

use std::fmt;

/// How DynamoDB stores an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeType {
    /// Text.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
    /// A truth value.
    Bool,
    /// Null.
    Null,
    /// A list.
    L,
    /// A map.
    M,
    /// A set of texts.
    Ss,
    /// A set of numbers.
    Ns,
    /// A set of byte strings.
    Bs,
}

impl AttributeType {
    /// Returns DynamoDB's name of the type, such as `BOOL`.
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::L => "L",
            Self::M => "M",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::S,
            "N" => Self::N,
            "B" => Self::B,
            "BOOL" => Self::Bool,
            "NULL" => Self::Null,
            "L" => Self::L,
            "M" => Self::M,
            "SS" => Self::Ss,
            "NS" => Self::Ns,
            "BS" => Self::Bs,
            _ => return None,
        })
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

//! Attribute values in plain Rust, so that the expected answer owes nothing to the library's own.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model::{Binary, Number, Value};

/// Numbers in rising order, each in two spellings; a [`V::N`] is a place in this list.
pub(crate) const NUMBERS: [(&str, &str); 15] = [
    ("-1E125", "-10E124"),
    ("-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999.0"),
    ("-99999999999999999999999999999999999998", "-9999999999999999999999999999999999999.8E1"),
    ("-10", "-1e1"),
    ("-9.5", "-9.50"),
    ("-1E-130", "-0.1E-129"),
    ("0", "0.0"),
    ("1E-130", "10E-131"),
    ("0.1", "1E-1"),
    ("2", "2.0"),
    ("10", "1E1"),
    ("10.5", "105e-1"),
    ("99999999999999999999999999999999999998", "99999999999999999999999999999999999998"),
    ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999.0"),
    ("1E125", "1E+125"),
];

/// An attribute value. Within one type the derived order is DynamoDB's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum V {
    S(String),
    N(usize),
    B(Vec<u8>),
    Bool(bool),
    Null,
    L(Vec<V>),
    M(BTreeMap<String, V>),
    Ss(BTreeSet<String>),
    Ns(BTreeSet<usize>),
}

/// Attributes by stored name.
pub(crate) type Attributes = BTreeMap<&'static str, V>;

impl V {
    /// The text of an S.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::S(text) => text,
            other => panic!("{other:?} is no text"),
        }
    }

    pub(crate) fn number(&self) -> Number {
        match self {
            Self::N(place) => NUMBERS[*place].0.parse().expect("the list holds numbers"),
            other => panic!("{other:?} is no number"),
        }
    }

    /// A number, or `None` for NULL.
    pub(crate) fn optional_number(&self) -> Option<Number> {
        (*self != Self::Null).then(|| self.number())
    }

    pub(crate) fn bytes(&self) -> Binary {
        match self {
            Self::B(bytes) => Binary::from(bytes.as_slice()),
            other => panic!("{other:?} is no binary"),
        }
    }

    pub(crate) fn truth(&self) -> bool {
        *self == Self::Bool(true)
    }

    /// The members of a set; NULL stands for the empty one.
    pub(crate) fn members(&self) -> BTreeSet<String> {
        match self {
            Self::Ss(members) => members.clone(),
            _ => BTreeSet::new(),
        }
    }

    pub(crate) fn elements(&self) -> &[V] {
        match self {
            Self::L(elements) => elements,
            other => panic!("{other:?} is no list"),
        }
    }

    pub(crate) fn entries(&self) -> BTreeMap<String, Number> {
        match self {
            Self::M(entries) => entries.iter().map(|(name, value)| (name.clone(), value.number())).collect(),
            other => panic!("{other:?} is no map"),
        }
    }

    /// The library's own form.
    pub(crate) fn value(&self) -> Value {
        match self {
            Self::S(text) => Value::S(text.clone()),
            Self::N(_) => Value::N(self.number()),
            Self::B(bytes) => Value::B(bytes.clone()),
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Null => Value::Null,
            Self::L(elements) => Value::L(elements.iter().map(Self::value).collect()),
            Self::M(entries) => {
                Value::M(entries.iter().map(|(name, value)| (name.clone(), value.value())).collect())
            }
            Self::Ss(members) => Value::Ss(members.clone()),
            Self::Ns(members) => Value::Ns(members.iter().map(|place| Self::N(*place).number()).collect()),
        }
    }

    /// The SDK's form, as another program would have written it: numbers in another spelling.
    pub(crate) fn stored(&self) -> AttributeValue {
        match self {
            Self::S(text) => AttributeValue::S(text.clone()),
            Self::N(place) => AttributeValue::N(NUMBERS[*place].1.to_owned()),
            Self::B(bytes) => AttributeValue::B(Blob::new(bytes.clone())),
            Self::Bool(truth) => AttributeValue::Bool(*truth),
            Self::Null => AttributeValue::Null(true),
            Self::L(elements) => AttributeValue::L(elements.iter().map(Self::stored).collect()),
            Self::M(entries) => AttributeValue::M(
                entries.iter().map(|(name, value)| (name.clone(), value.stored())).collect(),
            ),
            Self::Ss(members) => AttributeValue::Ss(members.iter().cloned().collect()),
            Self::Ns(members) => {
                AttributeValue::Ns(members.iter().map(|place| NUMBERS[*place].1.to_owned()).collect())
            }
        }
    }
}

//! Primary keys: typed for callers, canonical inside.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use dynamo_model_fields::capability::ScalarType;
use dynamo_model_fields::{EncodeError, Item, KeyPart};

use crate::error::{Error, Result};
use crate::model::Model;
use crate::model::schema::{KeySchema, Schema};

/// DynamoDB's limit for the value of a hash key, in bytes.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
pub const MAX_HASH_KEY_SIZE: usize = 2048;

/// DynamoDB's limit for the value of a range key, in bytes; see [`MAX_HASH_KEY_SIZE`].
pub const MAX_RANGE_KEY_SIZE: usize = 1024;

/// The shape of a primary key that is one hash key of the stored type `H`.
#[derive(Debug)]
pub struct HashOnly<H>(PhantomData<fn() -> H>);

/// The shape of a primary key of a hash key `H` and a range key `R`.
#[derive(Debug)]
pub struct Composite<H, R>(PhantomData<fn() -> (H, R)>);

/// What shapes a primary key can have.
pub trait KeyShape: sealed::Sealed + 'static {}

// That the parts are types of key is asked where a key is made, so that a mistake is reported once.
impl<H: 'static> KeyShape for HashOnly<H> {}
impl<H: 'static, R: 'static> KeyShape for Composite<H, R> {}

mod sealed {
    pub trait Sealed {}
    impl<H> Sealed for super::HashOnly<H> {}
    impl<H, R> Sealed for super::Composite<H, R> {}
}

/// The values of a primary key, compared in canonical form: `1`, `1.0` and `1e0` are one key (V4).
#[derive(Clone)]
pub struct PrimaryKey {
    hash: KeyPart,
    range: Option<KeyPart>,
    /// Which of them are not shown.
    hidden: [bool; 2],
}

impl PrimaryKey {
    fn parts(&self) -> (&KeyPart, Option<&KeyPart>) {
        (&self.hash, self.range.as_ref())
    }

    /// Tells which of the values are not shown, hash first.
    pub(crate) fn hidden(&self) -> [bool; 2] {
        self.hidden
    }

    /// Keeps the values of sensitive fields out of what is shown.
    pub(crate) fn hidden_by(mut self, schema: &Schema) -> Self {
        let range = schema.range_key().is_some_and(KeySchema::is_sensitive);
        self.hidden = [schema.hash_key().is_sensitive(), range];
        self
    }
}

impl Schema {
    /// Says of which model an error is, and of which item, if it is about one that cannot be read.
    pub(crate) fn place(&self, error: Error) -> Error {
        let error = error.of_model(self.model());
        let unread = error.item().filter(|_| error.is_decode());
        match unread.and_then(|item| PrimaryKey::of_item(item, self).ok()) {
            Some(key) => error.of_key(key.to_string()),
            None => error,
        }
    }
}

impl PartialEq for PrimaryKey {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for PrimaryKey {}

impl Hash for PrimaryKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Few and long writes: the keys of one table differ in their bytes and in nothing else.
        state.write_usize(self.hash.as_bytes().len());
        state.write(self.hash.as_bytes());
        if let Some(range) = &self.range {
            state.write(range.as_bytes());
        }
    }
}

impl Ord for PrimaryKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for PrimaryKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PrimaryKey {
    /// Joins the parts of a key.
    #[must_use]
    pub fn new(hash: KeyPart, range: Option<KeyPart>) -> Self {
        Self { hash, range, hidden: [false; 2] }
    }

    /// Gives the value of the hash key.
    #[must_use]
    pub fn hash(&self) -> &KeyPart {
        &self.hash
    }

    /// Gives the value of the range key.
    #[must_use]
    pub fn range(&self) -> Option<&KeyPart> {
        self.range.as_ref()
    }

    /// The values with their attribute names, hash first.
    pub(crate) fn named<'a>(
        &'a self,
        schema: &'a Schema,
    ) -> impl Iterator<Item = (&'static str, &'a KeyPart)> {
        schema.key_attributes().map(KeySchema::name).zip(std::iter::once(&self.hash).chain(&self.range))
    }

    /// The key attributes of an item.
    pub(crate) fn of_item(item: &Item, schema: &Schema) -> Result<Self> {
        let part = |name: &str| {
            let value = item.get(name).ok_or_else(|| format!("the item has no key attribute `{name}`"));
            let part = value.and_then(|value| {
                let found = value.attribute_type();
                KeyPart::from_value(value)
                    .ok_or_else(|| format!("key `{name}` is a {found}, which no key can be"))
            });
            part.map_err(|words| Error::invalid_key(words).of_model(schema.model()))
        };
        let hash = part(schema.hash_key().name())?;
        let range = schema.range_key().map(|range| part(range.name())).transpose()?;
        Ok(Self::new(hash, range).hidden_by(schema))
    }

    /// Refuses what DynamoDB is certain to refuse (R14).
    pub(crate) fn check(&self, schema: &Schema) -> Result<()> {
        let hash = check_part(&self.hash, schema.hash_key(), MAX_HASH_KEY_SIZE);
        let range = match (&self.range, schema.range_key()) {
            (Some(part), Some(key)) => check_part(part, key, MAX_RANGE_KEY_SIZE),
            (None, None) => Ok(()),
            (None, Some(key)) => {
                Err(Error::invalid_key(format!("the key lacks the range key `{}`", key.name())))
            }
            (Some(_), None) => {
                Err(Error::invalid_key("the key has a range value, but the table has no range key"))
            }
        };
        hash.and(range).map_err(|error| error.of_model(schema.model()))
    }
}

fn check_part(part: &KeyPart, key: &KeySchema, limit: usize) -> Result<()> {
    let found = match part {
        KeyPart::S(_) => ScalarType::S,
        KeyPart::N(_) => ScalarType::N,
        KeyPart::B(_) => ScalarType::B,
    };
    let name = key.name();
    if found != key.scalar() {
        return Err(Error::invalid_key(format!("key `{name}` is stored as {}, not {found}", key.scalar())));
    }
    if part.is_empty() {
        return Err(Error::invalid_key(format!("key `{name}` is empty")));
    }
    // Numbers are never so long.
    let bytes = part.as_bytes().len();
    if bytes > limit {
        return Err(Error::invalid_key(format!(
            "key `{name}` has {bytes} bytes, and DynamoDB allows {limit}"
        )));
    }
    Ok(())
}

impl fmt::Debug for PrimaryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrimaryKey({self})")
    }
}

/// The value of the hash key, or both values: `("KE", "HKJK")`.
impl fmt::Display for PrimaryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |part: &KeyPart, hidden| {
            if hidden { "(hidden)".to_owned() } else { part.to_value().to_string() }
        };
        let hash = shown(&self.hash, self.hidden[0]);
        match &self.range {
            Some(range) => write!(f, "({hash}, {})", shown(range, self.hidden[1])),
            None => f.write_str(&hash),
        }
    }
}

/// The primary key of one item of the model `M`.
pub struct Key<M> {
    // A value that is no key is reported when the key is used, so that making one cannot fail.
    values: Result<PrimaryKey>,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Key<M> {
    pub(crate) fn of(values: Result<PrimaryKey>) -> Self {
        Self { values, model: PhantomData }
    }

    /// Gives the values of the key.
    ///
    /// # Errors
    ///
    /// [`is_encode`](Error::is_encode) if a value cannot be stored, [`is_invalid_key`](Error::is_invalid_key) if one
    /// is empty or too long.
    pub fn values(&self) -> Result<&PrimaryKey> {
        let values = self.values.as_ref().map_err(Clone::clone)?;
        values.check(M::schema())?;
        Ok(values)
    }

    pub(crate) fn into_values(self) -> Result<PrimaryKey> {
        self.values()?;
        self.values
    }

    /// Makes the key of a model without a range key; called by generated code.
    #[doc(hidden)]
    pub fn of_hash(hash: std::result::Result<KeyPart, EncodeError>, name: &'static str) -> Self {
        Self::of(part::<M>(hash, name).map(|hash| PrimaryKey::new(hash, None).hidden_by(M::schema())))
    }

    /// Makes the key of a model with a range key; called by generated code.
    #[doc(hidden)]
    pub fn of_pair(
        hash: (std::result::Result<KeyPart, EncodeError>, &'static str),
        range: (std::result::Result<KeyPart, EncodeError>, &'static str),
    ) -> Self {
        let join = || {
            let hash = part::<M>(hash.0, hash.1)?;
            Ok(PrimaryKey::new(hash, Some(part::<M>(range.0, range.1)?)).hidden_by(M::schema()))
        };
        Self::of(join())
    }
}

fn part<M: Model>(part: std::result::Result<KeyPart, EncodeError>, name: &'static str) -> Result<KeyPart> {
    part.map_err(|error| Error::encode(error.within(name)).of_model(M::schema().model()))
}

impl<M> Clone for Key<M> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), model: PhantomData }
    }
}

impl<M> fmt::Debug for Key<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.values {
            Ok(values) => values.fmt(f),
            Err(error) => error.fmt(f),
        }
    }
}

impl<M> PartialEq for Key<M> {
    fn eq(&self, other: &Self) -> bool {
        matches!((&self.values, &other.values), (Ok(one), Ok(two)) if one == two)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use dynamo_model_fields::Number;

    use super::*;

    #[test]
    fn v4_keys_that_are_equal_have_one_hash() {
        let hasher = RandomState::new();
        let number = |text: &str| KeyPart::N(Number::new(text).unwrap());
        let key = |range: KeyPart| PrimaryKey::new(KeyPart::S("a".to_owned()), Some(range));
        let hash = |key: &PrimaryKey| hasher.hash_one(key);
        assert_eq!(hash(&key(number("1"))), hash(&key(number("1.0"))));
        assert_ne!(hash(&key(number("1"))), hash(&key(number("2"))));
        let split = |hash: &str, range: &str| {
            PrimaryKey::new(KeyPart::S(hash.to_owned()), Some(KeyPart::S(range.to_owned())))
        };
        assert_ne!(hash(&split("ab", "c")), hash(&split("a", "bc")));
    }
}

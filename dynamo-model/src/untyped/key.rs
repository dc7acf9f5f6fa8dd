//! What names an item of a table without a model.

use dynamo_model_fields::{Item, Value};

use crate::error::{Error, Result};
use crate::model::interned;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::untyped::part;

/// The key of an item: a `(name, value)` pair, two of them with the hash key first, or an [`Item`] of just the key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of a table without a model",
    label = "give `(name, value)`, `[(name, value), (name, value)]`, or an `Item` that holds the key and nothing else"
)]
pub trait IntoTableKey {
    #[doc(hidden)]
    fn into_table_key(self) -> Result<TableKey>;
}

/// A key whose form is ours alone.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct TableKey {
    pub(crate) key: PrimaryKey,
    pub(crate) schema: &'static Schema,
}

impl TableKey {
    fn of(pairs: &[(&str, &Value)]) -> Result<Self> {
        let (hash, range) = match pairs {
            [hash] => (hash, None),
            [hash, range] => (hash, Some(range)),
            _ => {
                let words = format!("a key has one attribute or two, and this has {}", pairs.len());
                return Err(Error::invalid_key(words));
            }
        };
        let range_part = range.map(|(name, value)| part(name, value)).transpose()?;
        let key = PrimaryKey::new(part(hash.0, hash.1)?, range_part);
        let schema = interned::schema(hash.0, range.map(|(name, _)| *name));
        Ok(Self { key, schema })
    }

    /// The key as an item.
    pub(crate) fn to_item(&self) -> Item {
        self.key.named(self.schema).map(|(name, part)| (name.to_owned(), part.to_value())).collect()
    }

    /// The key in the order of a table's keys.
    pub(crate) fn ordered(&self, schema: &'static Schema) -> Result<PrimaryKey> {
        let item = self.to_item();
        if item.len() != schema.key_attributes().count() {
            let words = format!("the key {} has other attributes than the table's", self.key);
            return Err(Error::invalid_key(words));
        }
        PrimaryKey::of_item(&item, schema)
    }
}

impl IntoTableKey for TableKey {
    fn into_table_key(self) -> Result<TableKey> {
        Ok(self)
    }
}

impl<N: AsRef<str>, V: Into<Value>> IntoTableKey for (N, V) {
    fn into_table_key(self) -> Result<TableKey> {
        TableKey::of(&[(self.0.as_ref(), &self.1.into())])
    }
}

impl<N: AsRef<str>, V: Into<Value>, const LENGTH: usize> IntoTableKey for [(N, V); LENGTH] {
    fn into_table_key(self) -> Result<TableKey> {
        let pairs = self.map(|(name, value)| (name, value.into()));
        let pairs: Vec<(&str, &Value)> = pairs.iter().map(|(name, value)| (name.as_ref(), value)).collect();
        TableKey::of(&pairs)
    }
}

impl IntoTableKey for Item {
    fn into_table_key(self) -> Result<TableKey> {
        (&self).into_table_key()
    }
}

impl IntoTableKey for &Item {
    fn into_table_key(self) -> Result<TableKey> {
        let pairs: Vec<(&str, &Value)> = self.iter().map(|(name, value)| (name.as_str(), value)).collect();
        TableKey::of(&pairs)
    }
}

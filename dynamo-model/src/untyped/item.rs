//! Items of tables without a model, and whatever serde knows as items.

use dynamo_model_fields::{DecodeError, Item, ReadItem, Reader, Value, serde_value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::json::item_of_serde;

/// What can be put into a table without a model: an [`Item`], or what serde knows inside a [`SerdeItem`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no item of a table without a model",
    label = "give an `Item`: `.to_item()?` of a model, `SerdeItem(&value)` of what serde knows, or `json::from_plain(..)?`"
)]
pub trait IntoTableItem {
    #[doc(hidden)]
    fn into_table_item(self) -> Result<Item>;
}

impl IntoTableItem for Item {
    fn into_table_item(self) -> Result<Item> {
        Ok(self)
    }
}

impl IntoTableItem for &Item {
    fn into_table_item(self) -> Result<Item> {
        Ok(self.clone())
    }
}

/// An item that serde reads and writes: put it as `SerdeItem(&value)`, and read it by `.decode::<T>()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SerdeItem<T>(pub T);

impl<T: Serialize> IntoTableItem for SerdeItem<T> {
    fn into_table_item(self) -> Result<Item> {
        from_serde(&self.0)
    }
}

impl<T: DeserializeOwned> ReadItem for SerdeItem<T> {
    fn read_item(from: &mut Reader<'_>) -> std::result::Result<Self, DecodeError> {
        let item = Item::read_item(from)?;
        serde_value::from_value(&Value::M(item)).map(SerdeItem)
    }
}

/// Converts what serde knows into an item.
///
/// # Errors
///
/// [`is_encode`](crate::Error::is_encode) if it is no map, or holds what DynamoDB cannot store.
pub fn from_serde<T: Serialize + ?Sized>(value: &T) -> Result<Item> {
    item_of_serde(value)
}

/// Converts an item into what serde knows.
///
/// # Errors
///
/// [`is_decode`](crate::Error::is_decode) if it does not fit the type.
pub fn to_serde<T: DeserializeOwned>(item: Item) -> Result<T> {
    Ok(serde_value::from_value(&Value::M(item))?)
}

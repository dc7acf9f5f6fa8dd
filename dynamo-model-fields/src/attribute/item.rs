//! Whole items.

use crate::error::{DecodeError, EncodeError};
use crate::value::codec::write_entries;
use crate::value::{Item, Value};
use crate::wire::{Reader, Writer};

/// Reads a whole item, such as `{"email":{"S":"a@b.io"}}`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a DynamoDB item",
    note = "derive `Model` or `Projection` for it, or use `Item`"
)]
pub trait ReadItem: Sized {
    /// Reads the item at whose opening brace the reader stands.
    ///
    /// # Errors
    ///
    /// Attributes that are absent or do not fit are named; the rest has `is_syntax`.
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

/// Writes a whole item, such as `{"email":{"S":"a@b.io"}}`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as a DynamoDB item",
    note = "derive `Model` for it, or use `Item`"
)]
pub trait WriteItem {
    /// Writes the item with its braces.
    ///
    /// # Errors
    ///
    /// Values that DynamoDB cannot hold are refused.
    fn write_item(&self, out: &mut Writer) -> Result<(), EncodeError>;
}

impl ReadItem for Item {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut names = from.object()?;
        let mut item = Item::new();
        while let Some(name) = names.next(from)? {
            let value = Value::read(from).map_err(|error| error.within(&name))?;
            item.insert(name.into_owned(), value);
        }
        Ok(item)
    }
}

impl WriteItem for Item {
    fn write_item(&self, out: &mut Writer) -> Result<(), EncodeError> {
        out.begin_object();
        write_entries(self, 0, out)?;
        out.end_object();
        Ok(())
    }
}

/// Returns the item that would be stored.
///
/// # Errors
///
/// Values that DynamoDB cannot hold are refused.
pub fn to_item<T: WriteItem>(value: &T) -> Result<Item, EncodeError> {
    let mut out = Writer::new();
    value.write_item(&mut out)?;
    Reader::new(out.as_bytes())
        .and_then(|mut reader| Item::read_item(&mut reader))
        .map_err(|error| EncodeError::new(error.to_string()))
}

/// Returns what is stored in an item.
///
/// # Errors
///
/// Attributes that are absent or do not fit are named.
pub fn from_item<T: ReadItem>(item: &Item) -> Result<T, DecodeError> {
    let mut out = Writer::new();
    item.write_item(&mut out)
        .map_err(|error| DecodeError::mismatch("an item that can be stored", error.to_string()))?;
    T::read_item(&mut Reader::new(out.as_bytes())?)
}

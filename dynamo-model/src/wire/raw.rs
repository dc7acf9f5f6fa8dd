//! An item as it came, for a type that is not known where it is decoded: one answer, and items of several models.

use dynamo_model_fields::{DecodeError, ReadItem, Reader};

use crate::error::{Error, Result};
use crate::model::schema::Schema;
use crate::wire::unread::read_item;

/// The JSON of an item.
#[derive(Debug)]
pub(crate) struct RawItem(Box<str>);

impl RawItem {
    /// Reads it as the model of the schema, or as a projection of that.
    pub(crate) fn read<T: ReadItem>(&self, schema: &Schema) -> Result<T> {
        let mut reader = self.reader().map_err(Error::decode)?;
        read_item(&mut reader).map_err(|unread| schema.place(unread.into()))
    }

    /// Reads it in steps.
    pub(crate) fn reader(&self) -> Result<Reader<'_>, DecodeError> {
        Reader::new(self.0.as_bytes())
    }
}

impl ReadItem for RawItem {
    fn read_item(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.raw().map(|json| Self(json.into()))
    }
}

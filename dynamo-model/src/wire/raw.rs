//! An item as it came, for a type that is not known where it is decoded: one answer, and items of several models.

use dynamo_model_fields::{DecodeError, ReadItem, Reader};

/// The JSON of an item.
#[derive(Debug)]
pub(crate) struct RawItem(Box<str>);

impl RawItem {
    /// Reads it as a model, or as a projection of one.
    pub(crate) fn read<T: ReadItem>(&self) -> Result<T, DecodeError> {
        T::read_item(&mut self.reader()?)
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

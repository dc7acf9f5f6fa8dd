//! What could not be read of an answer, and the item that is to blame.

use dynamo_model_fields::{DecodeError, Item, ReadItem, Reader};

use crate::error::Error;

/// Why something was not read; with the item, as it came, if it is one that does not fit.
#[derive(Debug)]
pub(crate) struct Unread(Box<Inner>);

#[derive(Debug)]
struct Inner {
    error: DecodeError,
    item: Option<Item>,
}

impl Unread {
    /// Keeps the item that does not fit.
    pub(crate) fn of_item(error: DecodeError, item: Option<Item>) -> Self {
        Self(Box::new(Inner { error, item }))
    }

    /// True if the answer is no JSON of DynamoDB's, so that its bytes are to blame and no item.
    pub(crate) fn is_syntax(&self) -> bool {
        self.0.error.is_syntax()
    }

    pub(crate) fn into_decode_error(self) -> DecodeError {
        self.0.error
    }

    /// The error of a write that was done, such as `the item was deleted`.
    pub(crate) fn after(self, done: &'static str) -> Error {
        Error::unreadable(self.0.error, Some(done), self.0.item)
    }

    #[cold]
    fn at(error: DecodeError, mut start: Reader<'_>) -> Self {
        let item = if error.is_syntax() { None } else { Item::read_item(&mut start).ok() };
        Self::of_item(error, item)
    }
}

impl From<DecodeError> for Unread {
    fn from(error: DecodeError) -> Self {
        Self::of_item(error, None)
    }
}

impl From<Unread> for Error {
    fn from(Unread(inner): Unread) -> Self {
        Self::unreadable(inner.error, None, inner.item)
    }
}

/// Reads an item, and keeps it as it is where it does not fit.
#[inline]
pub(crate) fn read_item<T: ReadItem>(from: &mut Reader<'_>) -> Result<T, Unread> {
    let start = from.clone();
    T::read_item(from).map_err(|error| Unread::at(error, start))
}

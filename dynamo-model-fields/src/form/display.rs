//! Anything that is written and read as text.

use std::any::type_name;
use std::fmt::{Display, Write as _};
use std::str::FromStr;

use crate::attribute::{KeyForm, StoredAs};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

/// Text as an S: any type that is [`Display`] and [`FromStr`].
///
/// What is displayed must be read again, and equal values must be displayed alike if they are keys. The order of
/// the texts is not that of the type.
pub enum AsText {}

impl<T: Display + FromStr + 'static> StoredAs<AsText> for T {
    const TYPE: Option<AttributeType> = Some(AttributeType::S);

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        let mut text = String::new();
        write!(text, "{self}").map_err(|_| EncodeError::new("a value cannot be displayed"))?;
        out.text(&text);
        Ok(())
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let text = from.text()?;
        text.parse()
            .map_err(|_| DecodeError::mismatch(format!("text of a {}", type_name::<T>()), text.into_owned()))
    }
}

impl<T: Display + FromStr + 'static> KeyForm<AsText> for T {}

//! UUIDs without hyphens.

use uuid::Uuid;
use uuid::fmt;

use crate::attribute::{Attribute, KeyForm, OrderedForm, StoredAs};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

/// A UUID as an S of 32 hexadecimal digits in lower case; read in any spelling.
///
/// As a key it names the item under this spelling only.
pub enum Simple {}

impl StoredAs<Simple> for Uuid {
    const TYPE: Option<AttributeType> = Some(AttributeType::S);

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        out.text(self.simple().encode_lower(&mut [0; fmt::Simple::LENGTH]));
        Ok(())
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        <Self as Attribute>::read(from)
    }
}

impl KeyForm<Simple> for Uuid {}

impl OrderedForm<Simple> for Uuid {}

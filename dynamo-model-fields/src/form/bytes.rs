//! Bytes, which have no form of their own: as DynamoDB's binary type, or as a list of numbers.

use crate::attribute::{As, Attribute, CanBeEmpty, KeyForm, OrderedForm, StoredAs};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

/// Bytes as a B: `Vec<u8>`, `Box<[u8]>` and `[u8; N]`.
pub enum AsBinary {}

/// Bytes as a list of numbers, as serde libraries write them: `Vec<u8>` and `[u8; N]`.
pub enum AsList {}

macro_rules! as_binary {
    ($([$($generic:tt)*] $bytes:ty;)*) => {$(
        impl<$($generic)*> StoredAs<AsBinary> for $bytes {
            const TYPE: Option<AttributeType> = Some(AttributeType::B);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                out.binary(self.as_ref());
                Ok(())
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                exactly(from.binary()?, "bytes")
            }
        }

        impl<$($generic)*> KeyForm<AsBinary> for $bytes {}

        impl<$($generic)*> OrderedForm<AsBinary> for $bytes {}
    )*};
}

as_binary! {
    [] Vec<u8>;
    [] Box<[u8]>;
    [const N: usize] [u8; N];
}

macro_rules! as_list {
    ($([$($generic:tt)*] $bytes:ty;)*) => {$(
        impl<$($generic)*> StoredAs<AsList> for $bytes {
            const TYPE: Option<AttributeType> = Some(AttributeType::L);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                out.begin_list();
                for byte in self {
                    out.element();
                    u8::write(byte, out)?;
                }
                out.end_list();
                Ok(())
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let mut bytes = Vec::new();
                from.list(|from, _| {
                    bytes.push(u8::read(from)?);
                    Ok(())
                })?;
                exactly(bytes, "elements")
            }
        }
    )*};
}

as_list! {
    [] Vec<u8>;
    [const N: usize] [u8; N];
}

macro_rules! can_be_empty {
    ($($bytes:ty: $form:ty;)*) => {$(
        impl CanBeEmpty for As<$bytes, $form> {
            fn is_empty(value: &$bytes) -> bool {
                value.is_empty()
            }

            fn empty() -> $bytes {
                <$bytes>::default()
            }
        }
    )*};
}

can_be_empty! {
    Vec<u8>: AsBinary;
    Box<[u8]>: AsBinary;
    Vec<u8>: AsList;
}

/// Makes the type of the bytes; only an array can have another length.
fn exactly<T: TryFrom<Vec<u8>>>(bytes: Vec<u8>, parts: &str) -> Result<T, DecodeError> {
    let found = bytes.len();
    T::try_from(bytes)
        .map_err(|_| DecodeError::mismatch(format!("{} {parts}", size_of::<T>()), found.to_string()))
}

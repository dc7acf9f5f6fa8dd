//! Sets of text, numbers or bytes.

use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use crate::error::{DecodeError, EncodeError};
use crate::number::Number;
use crate::value::codec::read_number;
use crate::wire::{AttributeType, Reader, Writer, decode_base64};

use super::number::whole;
use super::{Attribute, Binary, Element};

/// A type of which DynamoDB keeps sets.
#[diagnostic::on_unimplemented(
    message = "a set of `{Self}` cannot be stored in a DynamoDB attribute",
    label = "not a member of a set",
    note = "sets hold text, whole or exact numbers, or `Binary`; store others in a `Vec`"
)]
pub trait SetMember: Attribute<Native: Eq + Hash + Ord> {
    /// How DynamoDB stores a set of these: SS, NS or BS.
    const SET: AttributeType;

    /// Writes the member as a JSON string.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::write`].
    fn write_member(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError>;

    /// Reads a member from the text of its JSON string.
    ///
    /// # Errors
    ///
    /// Text that does not fit is a mismatch.
    fn read_member(text: &str) -> Result<Self::Native, DecodeError>;
}

macro_rules! sets {
    ($($set:ident<T $(, $hasher:ident)?>)*) => {$(
        /// An empty set is absent at attribute level, and refused inside lists and maps.
        impl<T: SetMember $(, $hasher: BuildHasher + Default + 'static)?> Attribute
            for $set<T $(, $hasher)?>
        {
            type Native = $set<T::Native $(, $hasher)?>;
            type Operand = Self;
            const TYPE: Option<AttributeType> = Some(T::SET);

            #[inline]
            fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
                write_members::<T>(value.len(), value.iter(), out)
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
                let mut members = Self::Native::default();
                read_members::<T>(from, |member| {
                    members.insert(member);
                })?;
                Ok(members)
            }

            #[inline]
            fn is_absent(value: &Self::Native) -> bool {
                value.is_empty()
            }

            #[inline]
            fn absent() -> Option<Self::Native> {
                Some(Self::Native::default())
            }
        }

        impl<T: SetMember $(, $hasher: BuildHasher + Default + 'static)?> Element
            for $set<T $(, $hasher)?>
        {
        }
    )*};
}

sets!(BTreeSet<T> HashSet<T, S>);

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl SetMember for $text {
            const SET: AttributeType = AttributeType::Ss;

            #[inline]
            fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.json_string(value);
                Ok(())
            }

            #[inline]
            fn read_member(text: &str) -> Result<Self, DecodeError> {
                Ok(text.into())
            }
        }
    )*};
}

texts!(String Box<str> Arc<str>);

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl SetMember for $integer {
            const SET: AttributeType = AttributeType::Ns;

            #[inline]
            fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.json_string(itoa::Buffer::new().format(*value));
                Ok(())
            }

            #[inline]
            fn read_member(text: &str) -> Result<Self, DecodeError> {
                whole(text, concat!("a whole number that fits ", stringify!($integer)))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! wide_integers {
    ($($integer:ident)*) => {$(
        impl SetMember for $integer {
            const SET: AttributeType = AttributeType::Ns;

            fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.json_string(Number::try_from(*value)?.as_str());
                Ok(())
            }

            fn read_member(text: &str) -> Result<Self, DecodeError> {
                whole(text, concat!("a whole number that fits ", stringify!($integer)))
            }
        }
    )*};
}

wide_integers!(u128 i128);

impl SetMember for Number {
    const SET: AttributeType = AttributeType::Ns;

    fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.json_string(value.as_str());
        Ok(())
    }

    fn read_member(text: &str) -> Result<Self, DecodeError> {
        read_number(text)
    }
}

impl SetMember for Binary {
    const SET: AttributeType = AttributeType::Bs;

    fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.base64_string(value);
        Ok(())
    }

    fn read_member(text: &str) -> Result<Self, DecodeError> {
        decode_base64(text).map(Self::from)
    }
}

fn write_members<'a, T: SetMember>(
    length: usize,
    members: impl Iterator<Item = &'a T::Native>,
    out: &mut Writer,
) -> Result<(), EncodeError>
where
    T::Native: 'a,
{
    if length == 0 {
        return Err(EncodeError::new("an empty set cannot be stored inside a list or map"));
    }
    out.begin_set(T::SET);
    for member in members {
        out.element();
        T::write_member(member, out)?;
    }
    out.end_set();
    Ok(())
}

/// Reads a set; DynamoDB's own first, then a list or NULL as others may have written.
#[inline]
fn read_members<T: SetMember>(
    from: &mut Reader<'_>,
    mut insert: impl FnMut(T::Native),
) -> Result<(), DecodeError> {
    if from.attribute_type()? == T::SET {
        return from.set(T::SET, |text| {
            insert(T::read_member(&text)?);
            Ok(())
        });
    }
    read_list::<T>(from, insert)
}

#[cold]
fn read_list<T: SetMember>(
    from: &mut Reader<'_>,
    mut insert: impl FnMut(T::Native),
) -> Result<(), DecodeError> {
    match from.attribute_type()? {
        AttributeType::Null => from.null().map(drop),
        AttributeType::L => from.list(|from, _| {
            insert(T::read(from)?);
            Ok(())
        }),
        other => Err(DecodeError::mismatch(T::SET.as_str(), other.as_str())),
    }
}

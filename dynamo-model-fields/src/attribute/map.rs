//! Maps with keys that are stored as text.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::number::whole;
use super::{Attribute, Element};

/// A type whose values can be the keys of a map: DynamoDB's are text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a map in DynamoDB",
    label = "not a key of a map",
    note = "the keys of a map are text: `String` and its like, whole numbers, `Uuid`, or an enum with `derive(Attribute)`"
)]
pub trait MapKey: Sized + Eq + Hash + Ord + 'static {
    /// Returns the text under which the value stands in the map.
    fn to_name(&self) -> Cow<'_, str>;

    /// Reads the text under which a value stands.
    ///
    /// # Errors
    ///
    /// Text that does not fit is a mismatch.
    fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError>;
}

macro_rules! texts {
    ($($text:ty: $own:expr;)*) => {$(
        impl MapKey for $text {
            #[inline]
            fn to_name(&self) -> Cow<'_, str> {
                Cow::Borrowed(self)
            }

            #[inline]
            fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
                Ok($own(name))
            }
        }
    )*};
}

texts! {
    String: Cow::into_owned;
    Box<str>: Into::into;
    Arc<str>: Into::into;
    Cow<'static, str>: |name: Cow<'_, str>| Cow::Owned(name.into_owned());
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl MapKey for $integer {
            fn to_name(&self) -> Cow<'_, str> {
                Cow::Owned(itoa::Buffer::new().format(*self).to_owned())
            }

            fn from_name(name: Cow<'_, str>) -> Result<Self, DecodeError> {
                whole(&name, concat!("a whole number that fits ", stringify!($integer)))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! maps {
    ($($map:ident<K, T $(, $hasher:ident)?>)*) => {$(
        impl<K: MapKey, T: Attribute $(, $hasher: BuildHasher + Default + 'static)?> Attribute
            for $map<K, T $(, $hasher)?>
        {
            type Native = $map<K, T::Native $(, $hasher)?>;
            type Operand = Self;
            const TYPE: Option<AttributeType> = Some(AttributeType::M);

            #[inline]
            fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
                write_entries::<K, T>(value.iter(), out)
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
                let mut entries = Self::Native::default();
                from.map(|from, name| {
                    entries.insert(K::from_name(name)?, T::read(from)?);
                    Ok(())
                })?;
                Ok(entries)
            }
        }

        impl<K: MapKey, T: Attribute $(, $hasher: BuildHasher + Default + 'static)?> Element
            for $map<K, T $(, $hasher)?>
        {
        }
    )*};
}

maps!(BTreeMap<K, T> HashMap<K, T, S>);

#[inline]
fn write_entries<'a, K: MapKey, T: Attribute>(
    entries: impl Iterator<Item = (&'a K, &'a T::Native)>,
    out: &mut Writer,
) -> Result<(), EncodeError>
where
    T::Native: 'a,
{
    out.begin_map();
    for (key, value) in entries {
        let name = key.to_name();
        out.name(&name);
        T::write(value, out).map_err(|error| error.within(&name))?;
    }
    out.end_map();
    Ok(())
}

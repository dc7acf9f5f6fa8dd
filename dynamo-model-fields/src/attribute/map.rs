//! Maps with text as their keys.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element};

impl<T: Attribute> Attribute for BTreeMap<String, T> {
    type Native = BTreeMap<String, T::Native>;
    type Operand = Self;
    const TYPE: Option<AttributeType> = Some(AttributeType::M);

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        write_entries::<T>(value.iter(), out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        let mut entries = BTreeMap::new();
        from.map(|from, name| {
            entries.insert(name.into_owned(), T::read(from)?);
            Ok(())
        })?;
        Ok(entries)
    }
}

impl<T, S> Attribute for HashMap<String, T, S>
where
    T: Attribute,
    S: BuildHasher + Default + 'static,
{
    type Native = HashMap<String, T::Native, S>;
    type Operand = Self;
    const TYPE: Option<AttributeType> = Some(AttributeType::M);

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        write_entries::<T>(value.iter(), out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        let mut entries = HashMap::default();
        from.map(|from, name| {
            entries.insert(name.into_owned(), T::read(from)?);
            Ok(())
        })?;
        Ok(entries)
    }
}

impl<T: Attribute> Element for BTreeMap<String, T> {}

impl<T, S> Element for HashMap<String, T, S>
where
    T: Attribute,
    S: BuildHasher + Default + 'static,
{
}

#[inline]
fn write_entries<'a, T: Attribute>(
    entries: impl Iterator<Item = (&'a String, &'a T::Native)>,
    out: &mut Writer,
) -> Result<(), EncodeError>
where
    T::Native: 'a,
{
    out.begin_map();
    for (name, value) in entries {
        out.name(name);
        T::write(value, out).map_err(|error| error.within(name))?;
    }
    out.end_map();
    Ok(())
}

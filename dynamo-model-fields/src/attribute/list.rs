//! Lists.

use std::collections::VecDeque;

use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element};

macro_rules! lists {
    ($($list:ident $push:ident)*) => {$(
        impl<T: Element> Attribute for $list<T> {
            type Native = $list<T::Native>;
            type Operand = Self;
            const TYPE: Option<AttributeType> = Some(AttributeType::L);

            #[inline]
            fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
                write_elements::<T>(value.iter(), out)
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
                let mut elements = $list::new();
                from.list(|from, _| {
                    elements.$push(T::read(from)?);
                    Ok(())
                })?;
                Ok(elements)
            }
        }

        impl<T: Element> Element for $list<T> {}
    )*};
}

lists!(Vec push VecDeque push_back);

/// A list of exactly so many elements.
impl<T: Element, const N: usize> Attribute for [T; N] {
    type Native = [T::Native; N];
    type Operand = Self;
    const TYPE: Option<AttributeType> = Some(AttributeType::L);

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        write_elements::<T>(value.iter(), out)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        let mut elements = Vec::with_capacity(N);
        from.list(|from, position| {
            if position == N {
                return Err(wrong_length(N, format!("more than {N}")));
            }
            elements.push(T::read(from)?);
            Ok(())
        })?;
        elements.try_into().map_err(|elements: Vec<T::Native>| wrong_length(N, elements.len().to_string()))
    }
}

impl<T: Element, const N: usize> Element for [T; N] {}

/// Makes the error of a list of another length than its type has.
#[cold]
#[inline(never)]
pub(super) fn wrong_length(length: usize, found: String) -> DecodeError {
    DecodeError::mismatch(format!("{length} elements"), found)
}

#[inline]
fn write_elements<'a, T: Attribute>(
    elements: impl Iterator<Item = &'a T::Native>,
    out: &mut Writer,
) -> Result<(), EncodeError>
where
    T::Native: 'a,
{
    out.begin_list();
    for (position, element) in elements.enumerate() {
        out.element();
        T::write(element, out).map_err(|error| error.within_index(position))?;
    }
    out.end_list();
    Ok(())
}

//! Tuples, stored as lists.

use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::list::wrong_length;
use super::{Attribute, Element};

macro_rules! tuples {
    ($($length:literal: $($part:ident $slot:ident $position:tt)*;)*) => {$(
        impl<$($part: Attribute),*> Attribute for ($($part,)*) {
            type Native = ($($part::Native,)*);
            type Operand = Self;
            const TYPE: Option<AttributeType> = Some(AttributeType::L);

            fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
                out.begin_list();
                $(
                    out.element();
                    $part::write(&value.$position, out)
                        .map_err(|error| error.within_index($position))?;
                )*
                out.end_list();
                Ok(())
            }

            fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
                $(let mut $slot = None;)*
                let mut length = 0;
                from.list(|from, position| {
                    length = position + 1;
                    match position {
                        $($position => $slot = Some($part::read(from)?),)*
                        _ => return Err(wrong_length($length, format!("more than {}", $length))),
                    }
                    Ok(())
                })?;
                match ($($slot,)*) {
                    ($(Some($slot),)*) => Ok(($($slot,)*)),
                    _ => Err(wrong_length($length, length.to_string())),
                }
            }
        }

        impl<$($part: Attribute),*> Element for ($($part,)*) {}
    )*};
}

tuples! {
    2: A a 0 B b 1;
    3: A a 0 B b 1 C c 2;
    4: A a 0 B b 1 C c 2 D d 3;
    5: A a 0 B b 1 C c 2 D d 3 E e 4;
    6: A a 0 B b 1 C c 2 D d 3 E e 4 F f 5;
    7: A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6;
    8: A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7;
}

//! Boxed attributes, stored as what is in the box.

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element};

impl<T: Attribute> Attribute for Box<T> {
    type Native = Box<T::Native>;
    type Operand = Self;
    const TYPE: Option<AttributeType> = T::TYPE;

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        T::write(value, out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        T::read(from).map(Box::new)
    }

    #[inline]
    fn is_absent(value: &Self::Native) -> bool {
        T::is_absent(value)
    }

    fn is_absent_value(value: &Value) -> bool {
        T::is_absent_value(value)
    }

    #[inline]
    fn absent() -> Option<Self::Native> {
        T::absent().map(Box::new)
    }

    fn to_value(value: &Self::Native) -> Result<Value, EncodeError> {
        T::to_value(value)
    }

    fn from_value(value: &Value) -> Result<Self::Native, DecodeError> {
        T::from_value(value).map(Box::new)
    }
}

impl<T: Element> Element for Box<T> {}

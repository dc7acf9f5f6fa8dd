//! Attributes that may be absent.

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element};

/// `None` is absent at attribute level, and NULL inside lists and maps.
impl<T: Attribute> Attribute for Option<T> {
    type Native = Option<T::Native>;
    type Operand = T;
    const TYPE: Option<AttributeType> = T::TYPE;

    #[inline]
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError> {
        let Some(value) = value else {
            out.null();
            return Ok(());
        };
        T::write(value, out)
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError> {
        if from.null()? {
            return Ok(None);
        }
        T::read(from).map(Some)
    }

    #[inline]
    fn is_absent(value: &Self::Native) -> bool {
        value.as_ref().is_none_or(T::is_absent)
    }

    fn is_absent_value(value: &Value) -> bool {
        T::is_absent_value(value)
    }

    #[inline]
    fn absent() -> Option<Self::Native> {
        Some(None)
    }

    fn to_value(value: &Self::Native) -> Result<Value, EncodeError> {
        value.as_ref().map_or(Ok(Value::Null), T::to_value)
    }

    fn from_value(value: &Value) -> Result<Self::Native, DecodeError> {
        if value.is_null() {
            return Ok(None);
        }
        T::from_value(value).map(Some)
    }
}

impl<T: Attribute> Element for Option<T> {}

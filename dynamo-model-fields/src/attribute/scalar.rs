//! Text, truth values, and values of any type.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, plain};

macro_rules! texts {
    ($($text:ty: $own:expr;)*) => {$(
        impl Attribute for $text {
            plain!(Some(AttributeType::S));

            #[inline]
            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.text(value);
                Ok(())
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                Ok($own(from.text()?))
            }

            fn to_value(value: &Self) -> Result<Value, EncodeError> {
                let text: &str = value;
                Ok(text.into())
            }

            fn from_value(value: &Value) -> Result<Self, DecodeError> {
                match value {
                    Value::S(text) => Ok(text.clone().into()),
                    _ => Err(super::other_type(AttributeType::S, value)),
                }
            }
        }

        impl Element for $text {}
    )*};
}

texts! {
    String: Cow::into_owned;
    Box<str>: Into::into;
    Arc<str>: Into::into;
    Cow<'static, str>: |text: Cow<'_, str>| Cow::Owned(text.into_owned());
}

impl Attribute for bool {
    plain!(Some(AttributeType::Bool));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.boolean(*value);
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.boolean()
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok((*value).into())
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        value.as_bool().ok_or_else(|| super::other_type(AttributeType::Bool, value))
    }
}

impl Element for bool {}

impl Attribute for Value {
    plain!(None);

    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        value.write(out)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Value::read(from)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(value.clone())
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        Ok(value.clone())
    }
}

impl Element for Value {}

//! Keys and order.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::attribute::{As, Attribute, Binary, CanBeEmpty, EmptyAbsent, KeyForm, OrderedForm};
use crate::error::EncodeError;
use crate::number::Number;
use crate::value::KeyPart;
use crate::wire::AttributeType;

/// How DynamoDB stores a key attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarType {
    /// Text.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
}

impl ScalarType {
    /// Returns DynamoDB's name of the type.
    pub const fn as_str(self) -> &'static str {
        self.attribute_type().as_str()
    }

    /// Returns the type among all types of attributes.
    pub const fn attribute_type(self) -> AttributeType {
        match self {
            Self::S => AttributeType::S,
            Self::N => AttributeType::N,
            Self::B => AttributeType::B,
        }
    }
}

impl fmt::Display for ScalarType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An attribute that can be part of a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key in DynamoDB",
    label = "not a type of key",
    note = "a key is text, a number or `Binary`, and it is never optional"
)]
pub trait KeyType: Attribute {
    /// How DynamoDB stores the key.
    const SCALAR: ScalarType;

    /// Returns the value as part of a key.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::write`]; emptiness and size are not looked at.
    fn to_key(value: &Self::Native) -> Result<KeyPart, EncodeError>;

    /// Tells whether the value is certain to be a key, of at most so many bytes; of one that is not, [`to_key`] and what
    /// checks its part say why.
    ///
    /// [`to_key`]: Self::to_key
    fn is_certain(value: &Self::Native, limit: usize) -> bool {
        Self::to_key(value).is_ok_and(|part| {
            let is_stored = matches!(
                (&part, Self::SCALAR),
                (KeyPart::S(_), ScalarType::S)
                    | (KeyPart::N(_), ScalarType::N)
                    | (KeyPart::B(_), ScalarType::B)
            );
            is_stored && (1..=limit).contains(&part.as_bytes().len())
        })
    }

    /// Returns the size of the value in bytes; `None` where it is neither too small nor too large, as a number, or cannot
    /// be stored.
    #[inline]
    fn key_size(value: &Self::Native) -> Option<usize> {
        match Self::SCALAR {
            ScalarType::N => None,
            ScalarType::S | ScalarType::B => Self::to_key(value).ok().map(|part| part.len()),
        }
    }
}

/// An attribute whose stored order is its own, so that it can be compared and be a range key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order in DynamoDB",
    label = "cannot be compared with `lt`, `le`, `gt`, `ge` or `between`, nor be a range key",
    note = "text, numbers, bytes, identities and times that are stored in UTC have one; `as = \"epoch_seconds\"` and its \
            like give one to other times"
)]
pub trait Ordered: Attribute {}

impl<T: Ordered> Ordered for Option<T> {}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl KeyType for $text {
            const SCALAR: ScalarType = ScalarType::S;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                Ok(KeyPart::S(String::from(&**value)))
            }

            #[inline]
            fn is_certain(value: &Self, limit: usize) -> bool {
                (1..=limit).contains(&value.len())
            }

            #[inline]
            fn key_size(value: &Self) -> Option<usize> {
                Some(value.len())
            }
        }

        impl Ordered for $text {}
    )*};
}

texts!(String Box<str> Arc<str> Cow<'static, str>);

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl KeyType for $number {
            const SCALAR: ScalarType = ScalarType::N;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                Ok(KeyPart::N((*value).into()))
            }

            #[inline]
            fn is_certain(_: &Self, _: usize) -> bool {
                true
            }
        }

        impl Ordered for $number {}
    )*};
}

numbers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! checked_numbers {
    ($($number:ty)*) => {$(
        impl KeyType for $number {
            const SCALAR: ScalarType = ScalarType::N;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                Number::try_from(*value).map(KeyPart::N)
            }
        }

        impl Ordered for $number {}
    )*};
}

checked_numbers!(u128 i128 f32 f64);

impl KeyType for Number {
    const SCALAR: ScalarType = ScalarType::N;

    fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
        Ok(KeyPart::N(value.clone()))
    }
}

impl Ordered for Number {}

impl KeyType for Binary {
    const SCALAR: ScalarType = ScalarType::B;

    fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
        Ok(KeyPart::B(value.to_vec()))
    }

    #[inline]
    fn is_certain(value: &Self, limit: usize) -> bool {
        (1..=limit).contains(&value.len())
    }

    #[inline]
    fn key_size(value: &Self) -> Option<usize> {
        Some(value.len())
    }
}

impl Ordered for Binary {}

impl<T: KeyForm<F>, F: 'static> KeyType for As<T, F> {
    const SCALAR: ScalarType = match T::TYPE {
        Some(AttributeType::S) => ScalarType::S,
        Some(AttributeType::N) => ScalarType::N,
        Some(AttributeType::B) => ScalarType::B,
        _ => panic!("a `KeyForm` is stored as S, N or B"),
    };

    fn to_key(value: &T) -> Result<KeyPart, EncodeError> {
        key_of::<Self>(value)
    }
}

impl<T: OrderedForm<F>, F: 'static> Ordered for As<T, F> {}

/// An index leaves items out whose key is absent, as an empty value is here; no primary key is ever empty.
impl<T: KeyType + CanBeEmpty> KeyType for EmptyAbsent<T> {
    const SCALAR: ScalarType = T::SCALAR;

    fn to_key(value: &T::Native) -> Result<KeyPart, EncodeError> {
        T::to_key(value)
    }

    #[inline]
    fn is_certain(value: &T::Native, limit: usize) -> bool {
        T::is_certain(value, limit)
    }

    #[inline]
    fn key_size(value: &T::Native) -> Option<usize> {
        T::key_size(value)
    }
}

impl<T: Ordered + CanBeEmpty> Ordered for EmptyAbsent<T> {}

/// Returns the key of a type that is stored in another form than its own.
pub(super) fn key_of<S: Attribute>(value: &S::Native) -> Result<KeyPart, EncodeError> {
    KeyPart::from_value(&S::to_value(value)?)
        .ok_or_else(|| EncodeError::new("a key is neither text, a number nor bytes"))
}

#[cfg(feature = "uuid")]
impl KeyType for uuid::Uuid {
    const SCALAR: ScalarType = ScalarType::S;

    fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
        key_of::<Self>(value)
    }

    #[inline]
    fn is_certain(_: &Self, limit: usize) -> bool {
        limit >= uuid::fmt::Hyphenated::LENGTH
    }

    #[inline]
    fn key_size(_: &Self) -> Option<usize> {
        None
    }
}

#[cfg(feature = "uuid")]
impl Ordered for uuid::Uuid {}

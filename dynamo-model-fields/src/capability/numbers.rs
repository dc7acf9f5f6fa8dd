//! What types stored as numbers can do.

use std::num::NonZero;

use crate::error::EncodeError;
use crate::value::KeyPart;

use super::{Add, KeyType, Ordered, ScalarType};

macro_rules! nonzero {
    ($($integer:ident)*) => {$(
        impl KeyType for NonZero<$integer> {
            const SCALAR: ScalarType = ScalarType::N;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                $integer::to_key(&value.get())
            }
        }

        impl Ordered for NonZero<$integer> {}

        /// A sum of zero is stored, and cannot be read any more.
        impl Add for NonZero<$integer> {
            type Delta = <$integer as Add>::Delta;
        }
    )*};
}

nonzero!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
macro_rules! decimals {
    ($($decimal:ty)*) => {$(
        impl KeyType for $decimal {
            const SCALAR: ScalarType = ScalarType::N;

            fn to_key(value: &Self) -> Result<KeyPart, EncodeError> {
                super::key::key_of::<Self>(value)
            }
        }

        impl Ordered for $decimal {}

        impl Add for $decimal {
            type Delta = Self;
        }
    )*};
}

#[cfg(feature = "bigdecimal")]
decimals!(bigdecimal::BigDecimal);
#[cfg(feature = "rust_decimal")]
decimals!(rust_decimal::Decimal);

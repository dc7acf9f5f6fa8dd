//! Numbers from Rust's own.

use crate::error::EncodeError;

use super::Number;

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::from_canonical(itoa::Buffer::new().format(value))
            }
        }
    )*};
}

from_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! try_from_wide {
    ($($integer:ty)*) => {$(
        impl TryFrom<$integer> for Number {
            type Error = EncodeError;

            fn try_from(value: $integer) -> Result<Self, EncodeError> {
                Self::new(itoa::Buffer::new().format(value))
            }
        }
    )*};
}

try_from_wide!(u128 i128);

macro_rules! try_from_floats {
    ($($float:ty)*) => {$(
        impl TryFrom<$float> for Number {
            type Error = EncodeError;

            fn try_from(value: $float) -> Result<Self, EncodeError> {
                if !value.is_finite() {
                    return Err(EncodeError::new("a number is not finite"));
                }
                Self::new(zmij::Buffer::new().format_finite(value))
            }
        }
    )*};
}

try_from_floats!(f32 f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v2_floats_must_be_finite_and_in_range() {
        assert_eq!(Number::try_from(0.1_f64).unwrap().as_str(), "0.1");
        assert_eq!(Number::try_from(0.1_f32).unwrap().as_str(), "0.1");
        assert_eq!(Number::try_from(-0.0_f64).unwrap().as_str(), "0");
        assert_eq!(Number::try_from(1e20_f64).unwrap().as_str(), "100000000000000000000");
        for value in [f64::NAN, f64::INFINITY, 1e126, 1e-131, f64::MIN_POSITIVE] {
            assert!(Number::try_from(value).is_err(), "{value}");
        }
    }

    #[test]
    fn v2_wide_integers_must_have_38_digits() {
        assert_eq!(Number::from(u64::MAX).as_str(), "18446744073709551615");
        assert_eq!(Number::from(i64::MIN).to_i64(), Some(i64::MIN));
        assert!(Number::try_from(u128::MAX).is_err());
        assert!(Number::try_from(10_u128.pow(38)).is_ok());
    }

    #[test]
    fn gives_whole_numbers_back_only_if_they_fit() {
        assert_eq!(Number::new("1E+3").unwrap().to_u64(), Some(1000));
        assert_eq!(Number::new("1.5").unwrap().to_i64(), None);
        assert_eq!(Number::new("-1").unwrap().to_u64(), None);
        assert_eq!(Number::new("1.5").unwrap().to_f64(), Some(1.5));
    }
}

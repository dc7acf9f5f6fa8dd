//! Integers, floats and exact numbers.

use std::ops::Add;
use std::str::FromStr;

use crate::error::{DecodeError, EncodeError};
use crate::number::Number;
use crate::value::Value;
use crate::value::codec::read_number;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, other_type, plain};

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl Attribute for $integer {
            plain!(Some(AttributeType::N));

            #[inline]
            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.number(itoa::Buffer::new().format(*value));
                Ok(())
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                whole(&from.number()?, concat!("a whole number that fits ", stringify!($integer)))
            }

            fn to_value(value: &Self) -> Result<Value, EncodeError> {
                Ok((*value).into())
            }

            fn from_value(value: &Value) -> Result<Self, DecodeError> {
                let Value::N(number) = value else {
                    return Err(other_type(AttributeType::N, value));
                };
                whole(number.as_str(), concat!("a whole number that fits ", stringify!($integer)))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! wide_integers {
    ($($integer:ident)*) => {$(
        impl Attribute for $integer {
            plain!(Some(AttributeType::N));

            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                out.number(Number::try_from(*value)?.as_str());
                Ok(())
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                whole(&from.number()?, concat!("a whole number that fits ", stringify!($integer)))
            }
        }
    )*};
}

wide_integers!(u128 i128);

macro_rules! elements {
    ($($number:ident)*) => {$(
        impl Element for $number {}
    )*};
}

elements!(u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 Number);

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Attribute for $float {
            plain!(Some(AttributeType::N));

            #[inline]
            fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
                check_float((*value).into())?;
                let mut buffer = zmij::Buffer::new();
                let text = buffer.format_finite(*value);
                let text = text.strip_suffix(".0").unwrap_or(text);
                out.number(if text == "-0" { "0" } else { text });
                Ok(())
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                float(&from.number()?)
            }

            fn to_value(value: &Self) -> Result<Value, EncodeError> {
                (*value).try_into()
            }
        }
    )*};
}

floats!(f32 f64);

impl Attribute for Number {
    plain!(Some(AttributeType::N));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.number(value.as_str());
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        read_number(&from.number()?)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(value.clone().into())
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::N(number) => Ok(number.clone()),
            _ => Err(other_type(AttributeType::N, value)),
        }
    }
}

/// Reads a whole number that fits, also one written as `1E+3` or `5.0`.
#[inline]
pub(crate) fn whole<T: FromStr>(text: &str, expected: &'static str) -> Result<T, DecodeError> {
    match text.parse() {
        Ok(value) => Ok(value),
        Err(_) => canonical_whole(text, expected),
    }
}

#[cold]
#[inline(never)]
fn canonical_whole<T: FromStr>(text: &str, expected: &'static str) -> Result<T, DecodeError> {
    Number::new(text)
        .ok()
        .and_then(|number| number.as_str().parse().ok())
        .ok_or_else(|| DecodeError::mismatch(expected, text.to_owned()))
}

/// Reads the nearest float of the size; text that only Rust takes for a number is refused.
#[inline]
fn float<T>(text: &str) -> Result<T, DecodeError>
where
    T: FromStr + Into<f64> + Add<Output = T> + Default + Copy,
{
    match text.parse::<T>() {
        // The sum of -0 and 0 is 0: a number has no zero but one.
        Ok(value) if value.into().is_finite() => Ok(value + T::default()),
        _ => Err(not_a_float::<T>(text)),
    }
}

#[cold]
#[inline(never)]
fn not_a_float<T>(text: &str) -> DecodeError {
    DecodeError::mismatch(format!("a number that fits {}", std::any::type_name::<T>()), text.to_owned())
}

#[inline]
fn check_float(value: f64) -> Result<(), EncodeError> {
    let magnitude = value.abs();
    // The bounds are the first floats past 1E-130 and 9.99E+125.
    if magnitude == 0.0 || (1e-130..1e126).contains(&magnitude) {
        return Ok(());
    }
    Err(EncodeError::new(if value.is_finite() {
        "a number is outside the range 1E-130 to 9.99E+125"
    } else {
        "a number is not finite"
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Attribute>(number: &str) -> Result<T::Native, DecodeError> {
        let json = format!("{{\"N\":\"{number}\"}}");
        T::read(&mut Reader::over(&json))
    }

    fn written<T: Attribute>(value: &T::Native) -> Result<String, EncodeError> {
        let mut out = Writer::new();
        T::write(value, &mut out)?;
        Ok(String::from_utf8(out.into_bytes()).unwrap())
    }

    #[test]
    fn reads_whole_numbers_however_they_are_written() {
        for text in ["1000", "1E+3", "1000.0", "10e2"] {
            assert_eq!(read::<u16>(text), Ok(1000));
        }
        for text in ["1.5", "70000", "-1", "x", ""] {
            let error = read::<u16>(text).unwrap_err();
            assert_eq!(error.to_string(), format!("expected a whole number that fits u16, found {text}"));
        }
        assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    }

    #[test]
    fn v2_refuses_numbers_that_dynamodb_cannot_hold() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e126, 9.9e-131, -1e300] {
            assert!(written::<f64>(&value).is_err(), "{value}");
        }
        assert!(written::<u128>(&u128::MAX).is_err());
        assert!(written::<i128>(&i128::MIN).is_err());
        for (value, json) in [
            (0.0, r#"{"N":"0"}"#),
            (-0.0, r#"{"N":"0"}"#),
            (1.5, r#"{"N":"1.5"}"#),
            (-20.0, r#"{"N":"-20"}"#),
        ] {
            assert_eq!(written::<f64>(&value).unwrap(), json);
        }
    }

    #[test]
    fn v4_reads_one_zero() {
        for text in ["-0", "-0.0", "-0e5", "0"] {
            assert!(read::<f64>(text).unwrap().is_sign_positive(), "{text}");
            assert!(read::<f32>(text).unwrap().is_sign_positive(), "{text}");
        }
        assert_eq!(read::<f64>("-0.5"), Ok(-0.5));
    }

    #[test]
    fn reads_floats_but_no_words() {
        assert_eq!(read::<f32>("0.1"), Ok(0.1));
        for text in ["NaN", "inf", "-infinity", "", "1e"] {
            assert!(read::<f64>(text).is_err(), "{text}");
        }
        assert!(read::<f32>("1e39").is_err());
        assert_eq!(read::<f64>("x").unwrap_err().to_string(), "expected a number that fits f64, found x");
    }
}

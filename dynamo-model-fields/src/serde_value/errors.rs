//! Our errors as those of serde.

use std::fmt::Display;

use serde::de::{Expected, Unexpected};
use serde::{de, ser};

use crate::error::{DecodeError, EncodeError};

impl ser::Error for EncodeError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl de::Error for DecodeError {
    fn custom<T: Display>(message: T) -> Self {
        Self::refused(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch(expected.to_string(), found.to_string())
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch(expected.to_string(), found.to_string())
    }

    fn invalid_length(found: usize, expected: &dyn Expected) -> Self {
        Self::mismatch(expected.to_string(), format!("{found} elements"))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::mismatch(format!("one of {}", expected.join(", ")), found.to_owned())
    }

    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        Self::mismatch(format!("only the fields {}", expected.join(", ")), found.to_owned())
    }

    fn missing_field(name: &'static str) -> Self {
        Self::missing().within(name)
    }
}

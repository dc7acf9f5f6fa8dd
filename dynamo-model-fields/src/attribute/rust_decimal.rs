//! Decimals of `rust_decimal`, stored as numbers.

use rust_decimal::Decimal;

use crate::error::EncodeError;
use crate::number::Number;

use super::exact::{Exact, exact};

impl Exact for Decimal {
    const EXPECTED: &'static str = "a number that fits Decimal";

    fn to_number(&self) -> Result<Number, EncodeError> {
        Number::new(&self.to_string())
    }

    fn from_number(number: &Number) -> Option<Self> {
        Self::from_str_exact(number.as_str()).ok()
    }
}

exact! {
    /// Stored as an N, exactly; a number that has more digits than a `Decimal` is a mismatch, and never rounded.
    Decimal;
}

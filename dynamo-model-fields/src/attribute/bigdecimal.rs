//! Decimals of `bigdecimal`, stored as numbers.

use bigdecimal::BigDecimal;

use crate::error::EncodeError;
use crate::number::Number;

use super::exact::{Exact, exact};

impl Exact for BigDecimal {
    const EXPECTED: &'static str = "a decimal number";

    fn to_number(&self) -> Result<Number, EncodeError> {
        // With an exponent, because the plain digits of 1E+1000000000 would fill the memory.
        let (digits, scale) = self.as_bigint_and_exponent();
        Number::new(&format!("{digits}e{}", -i128::from(scale)))
    }

    fn from_number(number: &Number) -> Option<Self> {
        number.as_str().parse().ok()
    }
}

exact! {
    /// Stored as an N, exactly; more than 38 significant digits are refused.
    BigDecimal;
}

//! DynamoDB's numbers: decimals of up to 38 digits, kept exactly.

mod convert;
mod decimal;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::error::EncodeError;

use decimal::Decimal;

/// A DynamoDB number of up to 38 significant digits, kept exactly.
///
/// Equality, order and hash are those of the number: `1`, `1.0` and `1e0` are one value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// Reads a decimal number such as `-12.5` or `1E+3`.
    ///
    /// # Errors
    ///
    /// Text that is no number, more than 38 significant digits, and magnitudes outside 1E-130 to
    /// 9.99E+125 (zero is fine) are refused.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model_fields::Number;
    ///
    /// # fn main() -> Result<(), dynamo_model_fields::EncodeError> {
    /// assert_eq!(Number::new("1.0")?, Number::new("10E-1")?);
    /// assert!(Number::new("9")? < Number::new("10")?);
    /// assert_eq!(Number::new("1E+3")?.as_str(), "1000");
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(text: &str) -> Result<Self, EncodeError> {
        if is_canonical_whole(text) {
            return Ok(Self(text.into()));
        }
        let decimal =
            Decimal::parse(text).ok_or_else(|| EncodeError::new("the text is not a decimal number"))?;
        decimal.check()?;
        Ok(Self(decimal.into_canonical().into()))
    }

    /// Returns the canonical text: plain decimal without leading or trailing zeros.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number as an `i64` if it is whole and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Returns the number as a `u64` if it is whole and fits.
    pub fn to_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Returns the nearest `f64`.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// Takes text that is canonical by construction, such as a formatted integer.
    pub(crate) fn from_canonical(text: &str) -> Self {
        Self(text.into())
    }

    fn magnitude(&self) -> &str {
        self.0.strip_prefix('-').unwrap_or(&self.0)
    }

    fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative(), other.is_negative()) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => compare_magnitudes(self.magnitude(), other.magnitude()),
            (true, true) => compare_magnitudes(other.magnitude(), self.magnitude()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}

impl FromStr for Number {
    type Err = EncodeError;

    fn from_str(text: &str) -> Result<Self, EncodeError> {
        Self::new(text)
    }
}

/// Tells whether the text is a whole number that is canonical already, the most frequent case.
fn is_canonical_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    match digits {
        [b'0'] => !text.starts_with('-'),
        [b'1'..=b'9', rest @ ..] => rest.len() < decimal::MAX_DIGITS && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

// Canonical text without a sign orders by the length of its whole part, then as text: the point
// sorts below every digit, and a longer fraction above its own beginning.
fn compare_magnitudes(left: &str, right: &str) -> Ordering {
    whole_digits(left).cmp(&whole_digits(right)).then_with(|| left.cmp(right))
}

fn whole_digits(magnitude: &str) -> usize {
    magnitude.find('.').unwrap_or(magnitude.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn v4_prints_one_canonical_form_for_equal_numbers() {
        for (text, canonical) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.000", "0"),
            ("0e500", "0"),
            ("1", "1"),
            ("1.0", "1"),
            ("1e0", "1"),
            ("+1", "1"),
            ("001.500", "1.5"),
            ("1E+3", "1000"),
            ("5.0e-1", "0.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-12.50", "-12.5"),
            ("0.00012", "0.00012"),
            ("1200e-2", "12"),
            ("123e-2", "1.23"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ] {
            assert_eq!(number(text).as_str(), canonical, "{text}");
        }
        assert_eq!(number("1E+125").as_str(), format!("1{}", "0".repeat(125)));
        assert_eq!(number("-1E-130").as_str(), format!("-0.{}1", "0".repeat(129)));
    }

    #[test]
    fn v2_refuses_what_dynamodb_refuses() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "e1",
            "1e",
            "1e+",
            "1x",
            " 1",
            "1 ",
            "--1",
            "1.2.3",
            "NaN",
            "inf",
            "0x1",
            "1e1.5",
            "1_000",
            "1E+126",
            "1e-131",
            "0.9E-130",
            "1e999999999999999999999",
            "123456789012345678901234567890123456789",
            "1.23456789012345678901234567890123456789",
        ] {
            assert!(Number::new(text).is_err(), "{text}");
        }
        assert!(Number::new(&format!("{}000", "1".repeat(38))).is_ok());
        assert!(Number::new("9.9999999999999999999999999999999999999E+125").is_ok());
    }

    #[test]
    fn v4_orders_numerically() {
        let ordered = [
            "-1e125", "-1000", "-12.5", "-12.25", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.05", "0.5", "1",
            "1.25", "1.5", "2", "9", "10", "99.9", "100", "1e38", "1e125",
        ];
        for (at, left) in ordered.iter().enumerate() {
            for (other, right) in ordered.iter().enumerate() {
                assert_eq!(number(left).cmp(&number(right)), at.cmp(&other), "{left} {right}");
            }
        }
    }
}

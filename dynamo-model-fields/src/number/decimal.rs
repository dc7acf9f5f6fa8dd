//! The parts of a decimal number, between its text and its canonical text.

use crate::error::EncodeError;

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-number
pub(super) const MAX_DIGITS: usize = 38;
const MAX_EXPONENT: i64 = 125;
const MIN_EXPONENT: i64 = -130;

/// A number as its significant digits and the place of the first of them.
pub(super) struct Decimal {
    is_negative: bool,
    /// ASCII digits without leading or trailing zeros; empty for zero.
    digits: String,
    /// The power of ten of the first digit.
    exponent: i64,
}

impl Decimal {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_negative = text.starts_with('-');
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, parse_power(power)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() && fraction.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let mut digits = String::with_capacity(whole.len() + fraction.len());
        digits.push_str(whole);
        digits.push_str(fraction);
        let leading = digits.len() - digits.trim_start_matches('0').len();
        digits.truncate(digits.trim_end_matches('0').len());
        digits.drain(..leading.min(digits.len()));
        let first_place = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()? - 1;
        Some(Self {
            is_negative: is_negative && !digits.is_empty(),
            exponent: first_place.saturating_add(power),
            digits,
        })
    }

    pub(super) fn check(&self) -> Result<(), EncodeError> {
        if self.digits.len() > MAX_DIGITS {
            return Err(EncodeError::new("a number has more than 38 significant digits"));
        }
        if !self.digits.is_empty() && !(MIN_EXPONENT..=MAX_EXPONENT).contains(&self.exponent) {
            return Err(EncodeError::new("a number is outside the range 1E-130 to 9.99E+125"));
        }
        Ok(())
    }

    /// Prints the digits around the point; the exponent has been checked.
    pub(super) fn into_canonical(self) -> String {
        let Self { is_negative, digits, exponent } = self;
        if digits.is_empty() {
            return "0".to_owned();
        }
        let mut text = String::with_capacity(digits.len() + 8);
        if is_negative {
            text.push('-');
        }
        let Ok(whole) = usize::try_from(exponent + 1) else {
            text.push_str("0.");
            (exponent..-1).for_each(|_| text.push('0'));
            text.push_str(&digits);
            return text;
        };
        if whole == 0 {
            text.push_str("0.");
            text.push_str(&digits);
        } else if whole >= digits.len() {
            text.push_str(&digits);
            (digits.len()..whole).for_each(|_| text.push('0'));
        } else {
            let (before, after) = digits.split_at(whole);
            text.push_str(before);
            text.push('.');
            text.push_str(after);
        }
        text
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads the power of ten; one too long to matter becomes a very large one.
fn parse_power(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !is_digits(digits) {
        return None;
    }
    let power = digits.parse::<i32>().map_or(i64::MAX / 4, i64::from);
    Some(if text.starts_with('-') { -power } else { power })
}

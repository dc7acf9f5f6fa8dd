//! Durations as exact decimals.

use crate::error::DecodeError;
use crate::number::Number;

use super::parse;
use super::print::Text;

const SECOND_IN_NANOSECONDS: u128 = 1_000_000_000;

/// A duration, told in nanoseconds.
pub(crate) trait Span: Sized {
    /// Returns the nanoseconds, of which there are at most `u64::MAX` seconds.
    fn nanoseconds(&self) -> i128;

    /// Returns the duration if the type holds it.
    fn from_nanoseconds(nanoseconds: i128) -> Option<Self>;
}

/// Returns the seconds, such as `-90.5`: exact, and without zeros at the end.
pub(crate) fn seconds(duration: &impl Span) -> Text {
    let nanoseconds = duration.nanoseconds();
    let magnitude = nanoseconds.unsigned_abs();
    let mut text = Text::new();
    if nanoseconds < 0 {
        text.push(b'-');
    }
    text.extend(itoa::Buffer::new().format(magnitude / SECOND_IN_NANOSECONDS).as_bytes());
    if let Ok(fraction @ 1..) = u32::try_from(magnitude % SECOND_IN_NANOSECONDS) {
        text.push(b'.');
        text.nine_digits(fraction);
        text.trim_zeros();
    }
    text
}

/// Reads seconds with at most nine fraction digits, however they are written.
///
/// # Errors
///
/// What the type does not hold is a mismatch.
pub(super) fn parse_seconds<T: Span>(text: &str) -> Result<T, DecodeError> {
    let nanoseconds = nanoseconds(text).or_else(|| nanoseconds(Number::new(text).ok()?.as_str()));
    let Some(nanoseconds) = nanoseconds else {
        return Err(DecodeError::mismatch("seconds with at most nine fraction digits", text.to_owned()));
    };
    duration_of(nanoseconds, text)
}

/// Returns the duration that the text says.
///
/// # Errors
///
/// What the type does not hold is a mismatch.
pub(crate) fn duration_of<T: Span>(nanoseconds: i128, text: &str) -> Result<T, DecodeError> {
    T::from_nanoseconds(nanoseconds).ok_or_else(|| {
        DecodeError::mismatch("a duration that the type of the field can hold", text.to_owned())
    })
}

/// Reads plain decimal seconds.
fn nanoseconds(text: &str) -> Option<i128> {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match magnitude.split_once('.') {
        Some((whole, places)) => (whole, parse::nanoseconds(places.as_bytes())?),
        None => (magnitude, 0),
    };
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = i128::from(whole.parse::<u64>().ok()?) * 1_000_000_000 + i128::from(fraction);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Nanoseconds(i128);

    impl Span for Nanoseconds {
        fn nanoseconds(&self) -> i128 {
            self.0
        }

        fn from_nanoseconds(nanoseconds: i128) -> Option<Self> {
            Some(Self(nanoseconds))
        }
    }

    #[test]
    fn writes_seconds_exactly() {
        for (nanoseconds, text) in [
            (0, "0"),
            (90_500_000_000, "90.5"),
            (-90_500_000_000, "-90.5"),
            (1, "0.000000001"),
            (-1, "-0.000000001"),
            (60_000_000_000, "60"),
            (18_446_744_073_709_551_615_999_999_999, "18446744073709551615.999999999"),
        ] {
            assert_eq!(seconds(&Nanoseconds(nanoseconds)).as_str(), text);
            assert_eq!(parse_seconds(text), Ok(Nanoseconds(nanoseconds)));
        }
    }

    #[test]
    fn v4_reads_seconds_however_they_are_written() {
        for text in ["1000", "1E+3", "1000.0", "01000", "+1000", "1000.0000000000000"] {
            assert_eq!(parse_seconds(text), Ok(Nanoseconds(1_000_000_000_000)), "{text}");
        }
        assert_eq!(parse_seconds(".5"), Ok(Nanoseconds(500_000_000)));
        assert_eq!(parse_seconds("5E-9"), Ok(Nanoseconds(5)));
    }

    #[test]
    fn refuses_what_is_finer_than_nanoseconds_and_what_is_no_number() {
        for text in
            ["0.0000000001", "1E-10", "1.0000000005", "18446744073709551616", "1E+30", "x", "", "-", "1.-5"]
        {
            let error = parse_seconds::<Nanoseconds>(text).unwrap_err();
            assert_eq!(error.expected(), Some("seconds with at most nine fraction digits"), "{text}");
        }
    }
}

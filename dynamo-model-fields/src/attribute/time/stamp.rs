//! A date, a time of day and a zone: what all types of time are told in.

use crate::error::{DecodeError, EncodeError};

use super::calendar::Day;
use super::parse;
use super::print::Text;

const SECONDS_OF_DAY: i64 = 86_400;
const LEAP_SECOND: u32 = 60;
/// The seconds since 1970 at which the year 0000 begins, and the year 10000.
const FOUR_DIGIT_YEARS: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    /// 60 in a leap second.
    pub(super) second: u32,
    pub(super) nanosecond: u32,
}

/// A date and a time of day, in a zone or in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(super) day: Day,
    pub(super) clock: Clock,
    /// The seconds by which the zone is ahead of UTC.
    pub(super) offset: Option<i32>,
}

impl Stamp {
    /// Reads a time in RFC 3339, whose zone may be missing.
    ///
    /// # Errors
    ///
    /// Other text is a mismatch.
    #[inline]
    pub(crate) fn parse(text: &str) -> Result<Self, DecodeError> {
        parse::stamp(text.as_bytes()).ok_or_else(|| other_text("a time in RFC 3339", text))
    }

    /// Reads a time in RFC 3339 with its zone.
    ///
    /// # Errors
    ///
    /// Other text is a mismatch.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "to return a stamp through memory takes as long as to read it")]
    pub(crate) fn parse_zoned(text: &str) -> Result<Self, DecodeError> {
        match parse::stamp(text.as_bytes()) {
            Some(stamp @ Self { offset: Some(_), .. }) => Ok(stamp),
            Some(_) => Err(other_text("a time with its zone, `Z` or an offset such as `+01:00`", text)),
            None => Err(other_text("a time in RFC 3339", text)),
        }
    }

    /// Reads a date and a time of day without a zone.
    ///
    /// # Errors
    ///
    /// Other text is a mismatch.
    #[inline]
    pub(crate) fn parse_civil(text: &str) -> Result<Self, DecodeError> {
        match parse::stamp(text.as_bytes()) {
            Some(stamp @ Self { offset: None, .. }) => Ok(stamp),
            Some(_) => Err(other_text("a date and time without a zone", text)),
            None => Err(other_text("a date and time such as 2026-01-31T12:00:00", text)),
        }
    }

    /// Returns the text of 29 characters, or 30 with `Z`, or 35 with another offset.
    ///
    /// # Errors
    ///
    /// Years that have not four digits are refused, since their text does not sort, and offsets with seconds.
    #[inline]
    pub(crate) fn text(self) -> Result<Text, EncodeError> {
        let mut text = Text::new();
        text.day(self.day)?;
        text.push(b'T');
        text.clock(self.clock);
        if let Some(offset) = self.offset {
            text.offset(offset)?;
        }
        Ok(text)
    }

    /// Returns the stamp in UTC of what has passed since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    ///
    /// Years that have not four digits are refused.
    pub(super) fn since_epoch(second: i64, nanosecond: u32) -> Result<Self, EncodeError> {
        if !FOUR_DIGIT_YEARS.contains(&second) {
            return Err(outside_years());
        }
        Ok(Self::of_seconds(second, nanosecond))
    }

    /// Returns the seconds, and the nanoseconds of the next one, since 1970-01-01T00:00:00Z.
    ///
    /// Like POSIX it counts a leap second as the one after it. No zone is taken as UTC.
    pub(super) fn epoch(self) -> (i64, u32) {
        (self.seconds() - i64::from(self.offset.unwrap_or_default()), self.clock.nanosecond)
    }

    /// Returns the same time in UTC; no zone is taken as UTC.
    pub(crate) fn in_utc(self) -> Self {
        if self.offset == Some(0) {
            return self;
        }
        let leap = u32::from(self.clock.second == LEAP_SECOND);
        let (second, nanosecond) = self.epoch();
        let mut utc = Self::of_seconds(second - i64::from(leap), nanosecond);
        utc.clock.second += leap;
        utc
    }

    /// Returns the same date and time of day in UTC if it is in no zone.
    pub(crate) fn or_utc(self) -> Self {
        Self { offset: self.offset.or(Some(0)), ..self }
    }

    /// Returns the stamp in UTC; the days must fit.
    fn of_seconds(seconds: i64, nanosecond: u32) -> Self {
        let days = i32::try_from(seconds.div_euclid(SECONDS_OF_DAY)).unwrap_or_default();
        let of_day = u32::try_from(seconds.rem_euclid(SECONDS_OF_DAY)).unwrap_or_default();
        let clock = Clock { hour: of_day / 3600, minute: of_day / 60 % 60, second: of_day % 60, nanosecond };
        Self { day: Day::from_days(days), clock, offset: Some(0) }
    }

    fn seconds(self) -> i64 {
        let Clock { hour, minute, second, .. } = self.clock;
        i64::from(self.day.days()) * SECONDS_OF_DAY + i64::from(hour * 3600 + minute * 60 + second)
    }
}

#[cold]
#[inline(never)]
fn other_text(expected: &'static str, text: &str) -> DecodeError {
    DecodeError::mismatch(expected, text.to_owned())
}

#[cold]
#[inline(never)]
pub(super) fn outside_years() -> EncodeError {
    EncodeError::new("a time is outside the years 0000 to 9999")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_utc(text: &str) -> String {
        Stamp::parse(text).unwrap().in_utc().text().unwrap().as_str().to_owned()
    }

    #[test]
    fn converts_to_utc_across_midnight_and_keeps_leap_seconds() {
        for (text, utc) in [
            ("2024-02-28T23:30:00.5-01:00", "2024-02-29T00:30:00.500000000Z"),
            ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000000000Z"),
            ("1969-12-31T23:59:59.999999999", "1969-12-31T23:59:59.999999999Z"),
            ("2017-01-01T00:59:60.25+01:00", "2016-12-31T23:59:60.250000000Z"),
        ] {
            assert_eq!(in_utc(text), utc);
        }
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        let expected = Err(EncodeError::new("a time is outside the years 0000 to 9999"));
        for second in [-62_167_219_201, 253_402_300_800, i64::MIN, i64::MAX] {
            assert_eq!(Stamp::since_epoch(second, 0), expected);
        }
        let before = Stamp::parse("0000-01-01T00:00:00+00:01").unwrap().in_utc();
        assert_eq!(before.text().map(drop), expected.map(drop));
    }

    #[test]
    fn counts_a_leap_second_as_the_one_after_it() {
        for text in ["2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.5Z", "2017-01-01T05:30:00.5+05:30"] {
            assert_eq!(Stamp::parse(text).unwrap().epoch(), (1_483_228_800, 500_000_000), "{text}");
        }
    }

    #[test]
    fn says_whether_a_zone_is_missing_or_too_many() {
        let error = Stamp::parse_zoned("2026-01-31T12:00:00").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a time with its zone, `Z` or an offset such as `+01:00`, found 2026-01-31T12:00:00"
        );
        let error = Stamp::parse_civil("2026-01-31T12:00:00Z").unwrap_err();
        assert_eq!(error.to_string(), "expected a date and time without a zone, found 2026-01-31T12:00:00Z");
        let error = Stamp::parse_civil("2026-01-31").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a date and time such as 2026-01-31T12:00:00, found 2026-01-31"
        );
    }

    #[test]
    fn refuses_offsets_that_rfc_3339_cannot_hold() {
        let stamp = Stamp::parse("2026-01-31T12:00:00Z").unwrap();
        for offset in [1, -3601, 86_400] {
            let error = Stamp { offset: Some(offset), ..stamp }.text().unwrap_err();
            assert_eq!(
                error.reason(),
                "an offset from UTC is not a number of minutes below a day",
                "{offset}"
            );
        }
    }
}

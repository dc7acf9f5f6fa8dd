//! jiff's dates and times.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use crate::error::{DecodeError, EncodeError};

use super::calendar::Day;
use super::part::{parse_clock, parse_day};
use super::print::Text;
use super::span::Span;
use super::stamp::Clock;
use super::stored::{seconds, texts};
use super::{Point, Spelled, Stamp, Stamped};

texts! {
    /// Stored as RFC 3339 in UTC with nine fraction digits and `Z`, whose text order is the order of time; read from
    /// any RFC 3339 with a zone.
    Timestamp;
    /// Stored as `2026-01-31T12:00:00.000000000`, whose text order is the order of time; text with a zone is refused.
    DateTime;
    /// Stored as `2026-01-31`, whose text order is the order of days.
    Date;
    /// Stored as `12:00:00.000000000`, whose text order is the order of time.
    Time;
}

seconds!(SignedDuration);

impl Stamped for Timestamp {
    const IS_POINT: bool = true;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        let (second, nanosecond) = self.since_epoch();
        Stamp::since_epoch(second, nanosecond)
    }

    fn from_stamp(stamp: Stamp) -> Option<Self> {
        let (second, nanosecond) = stamp.epoch();
        Self::from_epoch(second, nanosecond)
    }
}

impl Stamped for DateTime {
    const IS_POINT: bool = false;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        Ok(Stamp { day: day(self.date()), clock: clock(self.time()), offset: None })
    }

    fn from_stamp(stamp: Stamp) -> Option<Self> {
        Some(Self::from_parts(date_of(stamp.day)?, time_of(stamp.clock)?))
    }
}

impl Spelled for Date {
    fn spell(&self) -> Result<Text, EncodeError> {
        day(*self).text()
    }

    fn parse(text: &str) -> Result<Self, DecodeError> {
        parse_day(text, date_of)
    }
}

impl Spelled for Time {
    fn spell(&self) -> Result<Text, EncodeError> {
        Ok(clock(*self).text())
    }

    fn parse(text: &str) -> Result<Self, DecodeError> {
        parse_clock(text, time_of)
    }
}

impl Point for Timestamp {
    fn since_epoch(&self) -> (i64, u32) {
        // Both parts have the sign of the time.
        match (self.as_second(), self.subsec_nanosecond()) {
            (second, before @ ..0) => (second - 1, (before + 1_000_000_000).cast_unsigned()),
            (second, nanosecond) => (second, nanosecond.cast_unsigned()),
        }
    }

    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self> {
        Self::new(second, nanosecond.cast_signed()).ok()
    }
}

impl Span for SignedDuration {
    fn nanoseconds(&self) -> i128 {
        self.as_nanos()
    }

    fn from_nanoseconds(nanoseconds: i128) -> Option<Self> {
        Self::try_from_nanos_i128(nanoseconds)
    }
}

fn day(date: Date) -> Day {
    Day {
        year: date.year().into(),
        month: date.month().cast_unsigned().into(),
        of_month: date.day().cast_unsigned().into(),
    }
}

fn clock(time: Time) -> Clock {
    Clock {
        hour: time.hour().cast_unsigned().into(),
        minute: time.minute().cast_unsigned().into(),
        second: time.second().cast_unsigned().into(),
        nanosecond: time.subsec_nanosecond().cast_unsigned(),
    }
}

fn date_of(day: Day) -> Option<Date> {
    Date::new(day.year.try_into().ok()?, day.month.try_into().ok()?, day.of_month.try_into().ok()?).ok()
}

/// Returns none for a leap second, which jiff does not have.
fn time_of(clock: Clock) -> Option<Time> {
    let Clock { hour, minute, second, nanosecond } = clock;
    let (hour, minute) = (hour.try_into().ok()?, minute.try_into().ok()?);
    Time::new(hour, minute, second.try_into().ok()?, nanosecond.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::span::{self, parse_seconds};
    use super::*;

    fn stored<T: Spelled>(time: &T) -> String {
        time.spell().unwrap().as_str().to_owned()
    }

    #[test]
    fn a_timestamp_is_utc_text() {
        for (time, text) in [
            ((0, 0), "1970-01-01T00:00:00.000000000Z"),
            ((0, -1), "1969-12-31T23:59:59.999999999Z"),
            ((-1, 0), "1969-12-31T23:59:59.000000000Z"),
            ((1_700_000_000, 250_000_000), "2023-11-14T22:13:20.250000000Z"),
        ] {
            let time = Timestamp::new(time.0, time.1).unwrap();
            assert_eq!(stored(&time), text);
            assert_eq!(Timestamp::parse(text), Ok(time));
        }
        let zoned = Timestamp::parse("2023-11-14T23:13:20.25+01:00");
        assert_eq!(zoned, Timestamp::parse("2023-11-14T22:13:20.25Z"));
        let error = Timestamp::parse("9999-12-31T00:00:00Z").unwrap_err();
        assert_eq!(error.expected(), Some("a time that the type of the field can hold"));
    }

    #[test]
    fn civil_times_have_no_zone() {
        let time = jiff::civil::date(2026, 1, 31).at(12, 0, 0, 500_000_000);
        assert_eq!(stored(&time), "2026-01-31T12:00:00.500000000");
        assert_eq!(Spelled::parse("2026-01-31T12:00:00.5"), Ok(time));
        let error = <DateTime as Spelled>::parse("2026-01-31T12:00:00Z").unwrap_err();
        assert_eq!(error.expected(), Some("a date and time without a zone"));
        assert_eq!(stored(&time.date()), "2026-01-31");
        assert_eq!(Spelled::parse("2026-01-31"), Ok(time.date()));
        assert_eq!(stored(&time.time()), "12:00:00.500000000");
        assert_eq!(Spelled::parse("12:00:00.5"), Ok(time.time()));
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        let time = jiff::civil::date(-1, 1, 1).at(0, 0, 0, 0);
        for refused in [time.spell(), time.date().spell(), Timestamp::MIN.spell()] {
            assert_eq!(refused.unwrap_err().reason(), "a time is outside the years 0000 to 9999");
        }
    }

    #[test]
    fn a_leap_second_is_the_next_second_or_refused() {
        let leap = Timestamp::parse("2016-12-31T23:59:60.5Z");
        assert_eq!(leap, Timestamp::parse("2017-01-01T00:00:00.5Z"));
        let error = <DateTime as Spelled>::parse("2016-12-31T23:59:60").unwrap_err();
        assert_eq!(error.expected(), Some("a time that the type of the field can hold"));
    }

    #[test]
    fn a_signed_duration_has_its_own_range() {
        for (text, duration) in [
            ("-0.5", SignedDuration::from_millis(-500)),
            ("-9223372036854775808.999999999", SignedDuration::MIN),
            ("9223372036854775807.999999999", SignedDuration::MAX),
        ] {
            assert_eq!(parse_seconds(text), Ok(duration), "{text}");
            assert_eq!(span::seconds(&duration).as_str(), text);
        }
        let error = parse_seconds::<SignedDuration>("9223372036854775808").unwrap_err();
        assert_eq!(error.expected(), Some("a duration that the type of the field can hold"));
    }
}

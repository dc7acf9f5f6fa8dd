//! The dates and times of the crate `time`.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use crate::error::{DecodeError, EncodeError};

use super::calendar::Day;
use super::part::{parse_clock, parse_day};
use super::print::Text;
use super::span::Span;
use super::stamp::Clock;
use super::stored::{seconds, texts};
use super::{Point, Spelled, Stamp, Stamped};

texts! {
    /// Stored as RFC 3339 with nine fraction digits and its own offset, `Z` if that is zero; read from any RFC 3339
    /// with a zone, which it keeps.
    ///
    /// The text has no order, since offsets differ: [`Rfc3339<ConvertZone>`](crate::form::Rfc3339) has one.
    OffsetDateTime;
    /// Stored as `2026-01-31T12:00:00.000000000`, whose text order is the order of time; text with a zone is refused.
    PrimitiveDateTime;
    /// Stored as `2026-01-31`, whose text order is the order of days.
    Date;
    /// Stored as `12:00:00.000000000`, whose text order is the order of time.
    Time;
}

seconds!(Duration);

impl Stamped for OffsetDateTime {
    const IS_POINT: bool = true;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        let offset = Some(self.offset().whole_seconds());
        Ok(Stamp { day: day(self.date()), clock: clock(self.time()), offset })
    }

    /// A leap second, which the crate does not have, is taken as the next one.
    fn from_stamp(stamp: Stamp) -> Option<Self> {
        let zone = UtcOffset::from_whole_seconds(stamp.offset?).ok()?;
        let clock = Clock { second: stamp.clock.second.min(59), ..stamp.clock };
        let leap = Duration::seconds((stamp.clock.second - clock.second).into());
        let local = PrimitiveDateTime::new(date_of(stamp.day)?, time_of(clock)?);
        Some(local.checked_add(leap)?.assume_offset(zone))
    }
}

impl Stamped for PrimitiveDateTime {
    const IS_POINT: bool = false;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        Ok(Stamp { day: day(self.date()), clock: clock(self.time()), offset: None })
    }

    fn from_stamp(stamp: Stamp) -> Option<Self> {
        Some(Self::new(date_of(stamp.day)?, time_of(stamp.clock)?))
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

impl Point for OffsetDateTime {
    fn since_epoch(&self) -> (i64, u32) {
        (self.unix_timestamp(), self.nanosecond())
    }

    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self> {
        Self::from_unix_timestamp(second).ok()?.replace_nanosecond(nanosecond).ok()
    }
}

impl Span for Duration {
    fn nanoseconds(&self) -> i128 {
        self.whole_nanoseconds()
    }

    fn from_nanoseconds(nanoseconds: i128) -> Option<Self> {
        let second = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
        Some(Self::new(second, i32::try_from(nanoseconds % 1_000_000_000).ok()?))
    }
}

fn day(date: Date) -> Day {
    let (year, month, day) = date.to_calendar_date();
    Day { year, month: u8::from(month).into(), of_month: day.into() }
}

fn clock(time: Time) -> Clock {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    Clock { hour: hour.into(), minute: minute.into(), second: second.into(), nanosecond }
}

fn date_of(day: Day) -> Option<Date> {
    let month = Month::try_from(u8::try_from(day.month).ok()?).ok()?;
    Date::from_calendar_date(day.year, month, day.of_month.try_into().ok()?).ok()
}

/// Returns none for a leap second, which the crate does not have.
fn time_of(clock: Clock) -> Option<Time> {
    let Clock { hour, minute, second, nanosecond } = clock;
    let (hour, minute) = (hour.try_into().ok()?, minute.try_into().ok()?);
    Time::from_hms_nano(hour, minute, second.try_into().ok()?, nanosecond).ok()
}

#[cfg(test)]
mod tests {
    use super::super::span::{self, parse_seconds};
    use super::*;

    fn stored<T: Spelled>(time: &T) -> String {
        time.spell().unwrap().as_str().to_owned()
    }

    #[test]
    fn an_offset_is_kept_and_zero_is_z() {
        for (offset, text) in [
            (3600, "2023-11-14T23:13:20.250000000+01:00"),
            (-34_200, "2023-11-14T12:43:20.250000000-09:30"),
            (0, "2023-11-14T22:13:20.250000000Z"),
        ] {
            let offset = UtcOffset::from_whole_seconds(offset).unwrap();
            let time = OffsetDateTime::from_epoch(1_700_000_000, 250_000_000).unwrap().to_offset(offset);
            assert_eq!(stored(&time), text);
            let read: OffsetDateTime = Spelled::parse(text).unwrap();
            assert_eq!((read, read.offset()), (time, offset));
        }
        let error = <OffsetDateTime as Spelled>::parse("2026-01-31T12:00:00").unwrap_err();
        assert_eq!(error.expected(), Some("a time with its zone, `Z` or an offset such as `+01:00`"));
    }

    #[test]
    fn an_offset_with_seconds_is_refused() {
        let offset = UtcOffset::from_whole_seconds(3601).unwrap();
        let error = OffsetDateTime::UNIX_EPOCH.to_offset(offset).spell().unwrap_err();
        assert_eq!(error.reason(), "an offset from UTC is not a number of minutes below a day");
    }

    #[test]
    fn primitive_times_have_no_zone() {
        let time = OffsetDateTime::from_epoch(1_700_000_000, 250_000_000).unwrap();
        let time = PrimitiveDateTime::new(time.date(), time.time());
        assert_eq!(stored(&time), "2023-11-14T22:13:20.250000000");
        assert_eq!(Spelled::parse("2023-11-14T22:13:20.25"), Ok(time));
        let error = <PrimitiveDateTime as Spelled>::parse("2026-01-31T12:00:00Z").unwrap_err();
        assert_eq!(error.expected(), Some("a date and time without a zone"));
        assert_eq!(stored(&time.date()), "2023-11-14");
        assert_eq!(Spelled::parse("2023-11-14"), Ok(time.date()));
        assert_eq!(stored(&time.time()), "22:13:20.250000000");
        assert_eq!(Spelled::parse("22:13:20.25"), Ok(time.time()));
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        let time = PrimitiveDateTime::MIN;
        for refused in [time.spell(), time.date().spell(), time.assume_utc().spell()] {
            assert_eq!(refused.unwrap_err().reason(), "a time is outside the years 0000 to 9999");
        }
    }

    #[test]
    fn a_leap_second_is_the_next_second_or_refused() {
        let leap = <OffsetDateTime as Spelled>::parse("2016-12-31T23:59:60.5Z");
        assert_eq!(leap, Spelled::parse("2017-01-01T00:00:00.5Z"));
        let error = <PrimitiveDateTime as Spelled>::parse("2016-12-31T23:59:60").unwrap_err();
        assert_eq!(error.expected(), Some("a time that the type of the field can hold"));
    }

    #[test]
    fn the_ends_of_its_range_do_not_panic() {
        let west = UtcOffset::from_whole_seconds(-3600).unwrap();
        let last = PrimitiveDateTime::MAX.assume_offset(west);
        assert_eq!(stored(&last), "9999-12-31T23:59:59.999999999-01:00");
        assert_eq!(last.since_epoch(), (253_402_304_399, 999_999_999));
        assert_eq!(OffsetDateTime::from_epoch(253_402_304_399, 0), None);
        assert_eq!(OffsetDateTime::from_epoch(i64::MIN, 0), None);
    }

    #[test]
    fn a_duration_has_its_own_range() {
        for (text, duration) in [
            ("-0.5", Duration::milliseconds(-500)),
            ("-9223372036854775808.999999999", Duration::MIN),
            ("9223372036854775807.999999999", Duration::MAX),
        ] {
            assert_eq!(parse_seconds(text), Ok(duration), "{text}");
            assert_eq!(span::seconds(&duration).as_str(), text);
        }
        let error = parse_seconds::<Duration>("9223372036854775808").unwrap_err();
        assert_eq!(error.expected(), Some("a duration that the type of the field can hold"));
    }
}

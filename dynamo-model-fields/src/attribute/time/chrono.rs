//! chrono's dates and times.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, Timelike, Utc,
};

use crate::error::{DecodeError, EncodeError};

use super::calendar::Day;
use super::part::{parse_clock, parse_day};
use super::print::Text;
use super::span::Span;
use super::stamp::{Clock, outside_years};
use super::stored::{seconds, texts};
use super::{Point, Spelled, Stamp, Stamped};

const SECOND_IN_NANOSECONDS: u32 = 1_000_000_000;

texts! {
    /// Stored as RFC 3339 with nine fraction digits and `Z`, whose text order is the order of time; read from any
    /// RFC 3339 with a zone.
    DateTime<Utc>;
    /// Stored as RFC 3339 with nine fraction digits and its own offset, `Z` if that is zero; read from any RFC 3339
    /// with a zone, which it keeps.
    ///
    /// The text has no order, since offsets differ: [`Rfc3339<ConvertZone>`](crate::form::Rfc3339) has one.
    DateTime<FixedOffset>;
    /// Stored as `2026-01-31T12:00:00.000000000`, whose text order is the order of time; text with a zone is refused.
    NaiveDateTime;
    /// Stored as `2026-01-31`, whose text order is the order of days.
    NaiveDate;
    /// Stored as `12:00:00.000000000`, whose text order is the order of time.
    NaiveTime;
}

seconds!(TimeDelta);

impl Stamped for DateTime<Utc> {
    const IS_POINT: bool = true;

    #[inline]
    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        // Once: each of chrono's functions on a time with a zone would add the zone's offset anew.
        let time = self.naive_utc();
        Ok(Stamp { day: day(&time), clock: clock(&time)?, offset: Some(0) })
    }

    #[inline]
    fn from_stamp(stamp: Stamp) -> Option<Self> {
        match stamp.offset {
            Some(0) => Some(naive_of(stamp)?.and_utc()),
            _ => Some(zoned_of(stamp)?.to_utc()),
        }
    }
}

impl Stamped for DateTime<FixedOffset> {
    const IS_POINT: bool = true;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        let offset = self.offset().fix();
        let time = self.naive_utc().checked_add_offset(offset).ok_or_else(outside_years)?;
        Ok(Stamp { day: day(&time), clock: clock(&time)?, offset: Some(offset.local_minus_utc()) })
    }

    fn from_stamp(stamp: Stamp) -> Option<Self> {
        zoned_of(stamp)
    }
}

impl Stamped for NaiveDateTime {
    const IS_POINT: bool = false;

    fn to_stamp(&self) -> Result<Stamp, EncodeError> {
        Ok(Stamp { day: day(self), clock: clock(self)?, offset: None })
    }

    fn from_stamp(stamp: Stamp) -> Option<Self> {
        naive_of(stamp)
    }
}

impl Spelled for NaiveDate {
    fn spell(&self) -> Result<Text, EncodeError> {
        day(self).text()
    }

    fn parse(text: &str) -> Result<Self, DecodeError> {
        parse_day(text, date_of)
    }
}

impl Spelled for NaiveTime {
    fn spell(&self) -> Result<Text, EncodeError> {
        Ok(clock(self)?.text())
    }

    fn parse(text: &str) -> Result<Self, DecodeError> {
        parse_clock(text, time_of)
    }
}

impl Point for DateTime<Utc> {
    fn since_epoch(&self) -> (i64, u32) {
        (self.timestamp(), before_leap(self.timestamp_subsec_nanos()))
    }

    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self> {
        Self::from_timestamp(second, nanosecond)
    }
}

impl Point for DateTime<FixedOffset> {
    fn since_epoch(&self) -> (i64, u32) {
        (self.timestamp(), before_leap(self.timestamp_subsec_nanos()))
    }

    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self> {
        DateTime::from_timestamp(second, nanosecond).map(|time| time.fixed_offset())
    }
}

impl Span for TimeDelta {
    fn nanoseconds(&self) -> i128 {
        i128::from(self.num_seconds()) * 1_000_000_000 + i128::from(self.subsec_nanos())
    }

    fn from_nanoseconds(nanoseconds: i128) -> Option<Self> {
        let second = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
        Self::new(second, u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok()?)
    }
}

/// Cuts a leap second off: no number has it, and the next second would not sort.
fn before_leap(nanosecond: u32) -> u32 {
    nanosecond.min(SECOND_IN_NANOSECONDS - 1)
}

#[inline]
fn day(date: &impl Datelike) -> Day {
    Day { year: date.year(), month: date.month(), of_month: date.day() }
}

/// Returns the time of day; chrono keeps a leap second as nanoseconds beyond one second.
#[inline]
fn clock(time: &impl Timelike) -> Result<Clock, EncodeError> {
    let (second, nanosecond) = match (time.second(), time.nanosecond()) {
        (second, nanosecond @ 0..SECOND_IN_NANOSECONDS) => (second, nanosecond),
        (59, nanosecond) => (60, nanosecond - SECOND_IN_NANOSECONDS),
        _ => return Err(EncodeError::new("a leap second is not at the end of a minute")),
    };
    Ok(Clock { hour: time.hour(), minute: time.minute(), second, nanosecond })
}

#[inline]
fn date_of(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month, day.of_month)
}

#[inline]
fn time_of(clock: Clock) -> Option<NaiveTime> {
    let Clock { hour, minute, second, nanosecond } = clock;
    match second {
        60 => NaiveTime::from_hms_nano_opt(hour, minute, 59, nanosecond + SECOND_IN_NANOSECONDS),
        _ => NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond),
    }
}

#[inline]
fn naive_of(stamp: Stamp) -> Option<NaiveDateTime> {
    Some(date_of(stamp.day)?.and_time(time_of(stamp.clock)?))
}

fn zoned_of(stamp: Stamp) -> Option<DateTime<FixedOffset>> {
    let zone = FixedOffset::east_opt(stamp.offset?)?;
    naive_of(stamp)?.and_local_timezone(zone).single()
}

#[cfg(test)]
mod tests {
    use super::super::span::{self, parse_seconds};
    use super::*;

    fn stored<T: Spelled>(time: &T) -> String {
        time.spell().unwrap().as_str().to_owned()
    }

    fn zoned(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn r15_text_order_is_the_order_of_time() {
        let times = [
            (-62_167_219_200, 0),
            (-1, 999_999_999),
            (0, 0),
            (0, 1),
            (951_782_399, 999_999_999),
            (1_700_000_000, 5),
            (253_402_300_799, 999_999_999),
        ]
        .map(|(second, nanosecond)| DateTime::from_timestamp(second, nanosecond).unwrap());
        let texts = times.map(|time| stored(&time));
        assert!(texts.is_sorted());
        assert_eq!(texts[0], "0000-01-01T00:00:00.000000000Z");
        assert_eq!(texts[5], "2023-11-14T22:13:20.000000005Z");
        assert_eq!(texts.map(|text| <DateTime<Utc> as Spelled>::parse(&text).unwrap()), times);
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        for second in [-62_167_219_201, 253_402_300_800] {
            let time = DateTime::from_timestamp(second, 0).unwrap();
            for refused in [time.spell(), time.naive_utc().spell(), time.date_naive().spell()] {
                let error = refused.map(drop).unwrap_err();
                assert_eq!(error.reason(), "a time is outside the years 0000 to 9999");
            }
        }
        let east = |hours: i32| FixedOffset::east_opt(hours * 3600).unwrap();
        for last in [
            DateTime::<Utc>::MAX_UTC.with_timezone(&east(1)),
            DateTime::<Utc>::MIN_UTC.with_timezone(&east(-1)),
        ] {
            assert_eq!(
                last.spell().map(drop).unwrap_err().reason(),
                "a time is outside the years 0000 to 9999"
            );
        }
    }

    #[test]
    fn reads_any_rfc_3339() {
        let time = DateTime::from_timestamp(1_700_000_000, 250_000_000).unwrap();
        for text in [
            "2023-11-14T22:13:20.25Z",
            "2023-11-14T22:13:20.250000000Z",
            "2023-11-14T23:13:20.25+01:00",
            "2023-11-14t22:13:20.25z",
        ] {
            assert_eq!(<DateTime<Utc> as Spelled>::parse(text), Ok(time), "{text}");
        }
        for text in ["", "Z", "2023-11-14", "2023-02-30T00:00:00Z", "2023-11-14T22:13:20.Z"] {
            let error = <DateTime<Utc> as Spelled>::parse(text).unwrap_err();
            assert_eq!(error.expected(), Some("a time in RFC 3339"), "{text}");
        }
    }

    #[test]
    fn keeps_leap_seconds() {
        let leap: DateTime<Utc> = Spelled::parse("2016-12-31T23:59:60.500Z").unwrap();
        assert_eq!(stored(&leap), "2016-12-31T23:59:60.500000000Z");
        assert_eq!(Spelled::parse(&stored(&leap)), Ok(leap));
        assert_eq!(Spelled::parse("2017-01-01T00:59:60.5+01:00"), Ok(leap));
        assert_eq!(stored(&leap.time()), "23:59:60.500000000");
        assert_eq!(Spelled::parse("23:59:60.5"), Ok(leap.time()));
    }

    #[test]
    fn an_offset_is_kept_and_zero_is_z() {
        for (time, text) in [
            ("2026-01-31T12:00:00+01:00", "2026-01-31T12:00:00.000000000+01:00"),
            ("2026-01-31T12:00:00-09:30", "2026-01-31T12:00:00.000000000-09:30"),
            ("2026-01-31T12:00:00+00:00", "2026-01-31T12:00:00.000000000Z"),
        ] {
            let time = zoned(time);
            assert_eq!(stored(&time), text);
            let read: DateTime<FixedOffset> = Spelled::parse(text).unwrap();
            assert_eq!((read, read.offset()), (time, time.offset()));
        }
        let error = <DateTime<FixedOffset> as Spelled>::parse("2026-01-31T12:00:00").unwrap_err();
        assert_eq!(error.expected(), Some("a time with its zone, `Z` or an offset such as `+01:00`"));
    }

    #[test]
    fn an_offset_with_seconds_is_refused() {
        let time = zoned("2026-01-31T12:00:00Z").with_timezone(&FixedOffset::east_opt(3601).unwrap());
        let error = time.spell().map(drop).unwrap_err();
        assert_eq!(error.reason(), "an offset from UTC is not a number of minutes below a day");
    }

    #[test]
    fn a_naive_time_has_no_zone() {
        let time = zoned("2026-01-31T12:00:00.5Z").naive_utc();
        assert_eq!(stored(&time), "2026-01-31T12:00:00.500000000");
        assert_eq!(Spelled::parse("2026-01-31 12:00:00.5"), Ok(time));
        for text in ["2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5+01:00"] {
            let error = <NaiveDateTime as Spelled>::parse(text).unwrap_err();
            assert_eq!(error.to_string(), format!("expected a date and time without a zone, found {text}"));
        }
    }

    #[test]
    fn dates_and_times_of_day_stand_alone() {
        let time = zoned("2026-01-31T12:00:00.5Z").naive_utc();
        assert_eq!(stored(&time.date()), "2026-01-31");
        assert_eq!(Spelled::parse("2026-01-31"), Ok(time.date()));
        assert_eq!(stored(&time.time()), "12:00:00.500000000");
        assert_eq!(Spelled::parse("12:00:00.5"), Ok(time.time()));
        let error = <NaiveDate as Spelled>::parse("2026-01-31T12:00:00").unwrap_err();
        assert_eq!(error.to_string(), "expected a date such as 2026-01-31, found 2026-01-31T12:00:00");
        let error = <NaiveTime as Spelled>::parse("12:00").unwrap_err();
        assert_eq!(error.to_string(), "expected a time of day such as 12:00:00, found 12:00");
    }

    #[test]
    fn r15_a_leap_second_counts_as_the_end_of_its_second() {
        let leap: DateTime<Utc> = Spelled::parse("2016-12-31T23:59:60.500Z").unwrap();
        assert_eq!(leap.since_epoch(), (1_483_228_799, 999_999_999));
        assert_eq!(leap.fixed_offset().since_epoch(), (1_483_228_799, 999_999_999));
    }

    #[test]
    fn a_time_delta_has_its_own_range() {
        for (text, delta) in [
            ("-0.5", TimeDelta::milliseconds(-500)),
            ("-9223372036854775.807", TimeDelta::MIN),
            ("9223372036854775.807", TimeDelta::MAX),
        ] {
            assert_eq!(parse_seconds(text), Ok(delta), "{text}");
            assert_eq!(span::seconds(&delta).as_str(), text);
        }
        let error = parse_seconds::<TimeDelta>("9223372036854775.808").unwrap_err();
        assert_eq!(error.expected(), Some("a duration that the type of the field can hold"));
    }
}

//! The standard library's time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::EncodeError;

use super::span::Span;
use super::stored::{seconds, texts};
use super::{Point, Stamp, Stamped};

texts! {
    /// Stored as RFC 3339 in UTC with nine fraction digits and `Z`, whose text order is the order of time; read from
    /// any RFC 3339 with a zone.
    SystemTime;
}

seconds!(Duration);

impl Stamped for SystemTime {
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

impl Point for SystemTime {
    fn since_epoch(&self) -> (i64, u32) {
        match self.duration_since(UNIX_EPOCH) {
            Ok(after) => (seconds(after), after.subsec_nanos()),
            Err(error) => match (seconds(error.duration()), error.duration().subsec_nanos()) {
                (before, 0) => (-before, 0),
                (before, nanoseconds) => (-before - 1, 1_000_000_000 - nanoseconds),
            },
        }
    }

    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self> {
        let whole = Duration::from_secs(second.unsigned_abs());
        let second = if second < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        second?.checked_add(Duration::from_nanos(nanosecond.into()))
    }
}

impl Span for Duration {
    fn nanoseconds(&self) -> i128 {
        self.as_nanos().cast_signed()
    }

    fn from_nanoseconds(nanoseconds: i128) -> Option<Self> {
        let nanoseconds = u128::try_from(nanoseconds).ok()?;
        let second = u64::try_from(nanoseconds / 1_000_000_000).ok()?;
        Some(Self::new(second, u32::try_from(nanoseconds % 1_000_000_000).ok()?))
    }
}

/// No system has times beyond these seconds.
fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::Spelled;
    use super::super::span::parse_seconds;
    use super::*;

    #[test]
    fn a_time_before_1970_has_a_fraction_that_counts_forwards() {
        for (before, text) in [
            (Duration::new(0, 1), "1969-12-31T23:59:59.999999999Z"),
            (Duration::new(1, 0), "1969-12-31T23:59:59.000000000Z"),
            (Duration::new(1, 250_000_000), "1969-12-31T23:59:58.750000000Z"),
        ] {
            let time = UNIX_EPOCH - before;
            assert_eq!(time.spell().unwrap().as_str(), text);
            assert_eq!(SystemTime::parse(text), Ok(time));
        }
    }

    #[test]
    fn reads_any_zone_and_no_missing_one() {
        let time = UNIX_EPOCH + Duration::new(1_700_000_000, 250_000_000);
        for text in ["2023-11-14T22:13:20.25Z", "2023-11-14T23:13:20.25+01:00"] {
            assert_eq!(SystemTime::parse(text), Ok(time), "{text}");
        }
        assert_eq!(
            SystemTime::parse("2023-11-14T22:13:20").unwrap_err().expected(),
            Some("a time with its zone, `Z` or an offset such as `+01:00`")
        );
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        let time = UNIX_EPOCH + Duration::new(253_402_300_800, 0);
        assert_eq!(time.spell().map(drop).unwrap_err().reason(), "a time is outside the years 0000 to 9999");
    }

    #[test]
    fn a_duration_is_never_negative() {
        assert_eq!(parse_seconds("90.5"), Ok(Duration::from_millis(90_500)));
        assert_eq!(parse_seconds("18446744073709551615.999999999"), Ok(Duration::MAX));
        let error = parse_seconds::<Duration>("-0.5").unwrap_err();
        assert_eq!(error.to_string(), "expected a duration that the type of the field can hold, found -0.5");
    }
}

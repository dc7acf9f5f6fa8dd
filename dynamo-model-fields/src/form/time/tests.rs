//! What the forms of text promise, type by type.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::attribute::{As, Attribute};
use crate::error::{DecodeError, EncodeError};
use crate::value::Value;

fn written<F: 'static, T>(time: &T) -> Result<String, EncodeError>
where
    As<T, F>: Attribute<Native = T>,
{
    As::<T, F>::to_value(time).map(|value| value.as_s().unwrap().to_owned())
}

fn read<F: 'static, T>(text: &str) -> Result<T, DecodeError>
where
    As<T, F>: Attribute<Native = T>,
{
    As::<T, F>::from_value(&Value::from(text))
}

#[test]
fn a_point_in_utc_takes_no_zone_as_utc_only_if_told_to() {
    let time = UNIX_EPOCH + Duration::new(1_700_000_000, 5);
    let text = "2023-11-14T22:13:20.000000005Z";
    assert_eq!(written::<Rfc3339, _>(&time).unwrap(), text);
    assert_eq!(written::<Rfc3339<AssumeUtc>, _>(&time).unwrap(), text);
    assert_eq!(written::<Rfc3339<ConvertZone>, _>(&time).unwrap(), text);
    let shifted = "2023-11-14T23:13:20.000000005+01:00";
    assert_eq!(read::<Rfc3339, SystemTime>(shifted), Ok(time));
    assert_eq!(read::<Rfc3339<AssumeUtc>, SystemTime>(shifted), Ok(time));
    assert_eq!(read::<Rfc3339<ConvertZone>, SystemTime>(shifted), Ok(time));
    let bare = "2023-11-14T22:13:20.000000005";
    assert_eq!(read::<Rfc3339<AssumeUtc>, SystemTime>(bare), Ok(time));
    for refused in [read::<Rfc3339, SystemTime>(bare), read::<Rfc3339<ConvertZone>, SystemTime>(bare)] {
        assert_eq!(
            refused.unwrap_err().expected(),
            Some("a time with its zone, `Z` or an offset such as `+01:00`")
        );
    }
}

#[cfg(feature = "chrono")]
mod chrono {
    use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    macro_rules! patterns {
        ($($pattern:ident $format:literal;)*) => {$(
            enum $pattern {}

            impl Pattern for $pattern {
                const FORMAT: &'static str = $format;
            }
        )*};
    }

    patterns! {
        WithZone "%d.%m.%Y %H:%M:%S%.f %z";
        WithoutZone "%d.%m.%Y %H:%M:%S";
        Timestamp "%s";
        DateOnly "%d.%m.%Y";
        TimeOnly "%H:%M:%S";
        Invalid "%Y %Q";
    }

    fn zoned(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// Equality of times with an offset looks at the point in time only.
    fn with_offset(time: DateTime<FixedOffset>) -> (DateTime<FixedOffset>, i32) {
        (time, time.offset().local_minus_utc())
    }

    #[test]
    fn a_point_with_its_offset_keeps_it_unless_converted() {
        let text = "2026-01-31T12:00:00.000000000+01:00";
        let time = zoned(text);
        assert_eq!(written::<Rfc3339, _>(&time).unwrap(), text);
        assert_eq!(written::<Rfc3339<AssumeUtc>, _>(&time).unwrap(), text);
        assert_eq!(written::<Rfc3339<ConvertZone>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000Z");
        assert_eq!(read::<Rfc3339, _>(text).map(with_offset), Ok((time, 3600)));
        assert_eq!(read::<Rfc3339<AssumeUtc>, _>(text).map(with_offset), Ok((time, 3600)));
        assert_eq!(read::<Rfc3339<ConvertZone>, _>(text).map(with_offset), Ok((time, 0)));
        let bare = "2026-01-31T11:00:00";
        assert_eq!(read::<Rfc3339<AssumeUtc>, _>(bare).map(with_offset), Ok((time, 0)));
        for refused in [
            read::<Rfc3339, DateTime<FixedOffset>>(bare),
            read::<Rfc3339<ConvertZone>, DateTime<FixedOffset>>(bare),
        ] {
            assert_eq!(
                refused.unwrap_err().expected(),
                Some("a time with its zone, `Z` or an offset such as `+01:00`")
            );
        }
    }

    #[test]
    fn a_naive_time_is_utc_if_told_so() {
        let time = zoned("2026-01-31T11:00:00Z").naive_utc();
        assert_eq!(written::<Rfc3339<AssumeUtc>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000Z");
        assert_eq!(written::<Rfc3339<ConvertZone>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000");
        for text in ["2026-01-31T11:00:00", "2026-01-31T11:00:00Z", "2026-01-31T12:00:00+01:00"] {
            assert_eq!(read::<Rfc3339<AssumeUtc>, NaiveDateTime>(text), Ok(time), "{text}");
            assert_eq!(read::<Rfc3339<ConvertZone>, NaiveDateTime>(text), Ok(time), "{text}");
        }
    }

    #[test]
    fn a_format_with_a_zone_keeps_an_offset_unless_converted() {
        let text = "31.01.2026 12:00:00.500 +0100";
        let time = zoned("2026-01-31T12:00:00.5+01:00");
        assert_eq!(written::<Formatted<WithZone>, _>(&time).unwrap(), text);
        assert_eq!(read::<Formatted<WithZone>, _>(text).map(with_offset), Ok((time, 3600)));
        assert_eq!(written::<Formatted<WithZone, AssumeUtc>, _>(&time).unwrap(), text);
        assert_eq!(read::<Formatted<WithZone, AssumeUtc>, _>(text).map(with_offset), Ok((time, 3600)));
        assert_eq!(
            written::<Formatted<WithZone, ConvertZone>, _>(&time).unwrap(),
            "31.01.2026 11:00:00.500 +0000"
        );
        assert_eq!(read::<Formatted<WithZone, ConvertZone>, _>(text).map(with_offset), Ok((time, 0)));
        assert_eq!(read::<Formatted<WithZone>, DateTime<Utc>>(text), Ok(time.to_utc()));
    }

    #[test]
    fn a_format_without_a_zone_is_utc() {
        let time = zoned("2026-01-31T12:00:00+01:00");
        let text = "31.01.2026 11:00:00";
        assert_eq!(written::<Formatted<WithoutZone, AssumeUtc>, _>(&time).unwrap(), text);
        assert_eq!(read::<Formatted<WithoutZone, AssumeUtc>, _>(text).map(with_offset), Ok((time, 0)));
        assert_eq!(written::<Formatted<WithoutZone, AssumeUtc>, _>(&time.to_utc()).unwrap(), text);
        assert_eq!(read::<Formatted<WithoutZone, AssumeUtc>, DateTime<Utc>>(text), Ok(time.to_utc()));
        assert_eq!(written::<Formatted<Timestamp>, _>(&time).unwrap(), "1769857200");
        assert_eq!(read::<Formatted<Timestamp>, DateTime<Utc>>("1769857200"), Ok(time.to_utc()));
    }

    #[test]
    fn naive_types_have_formats_without_zones() {
        let time = zoned("2026-01-31T12:00:00Z").naive_utc();
        assert_eq!(written::<Formatted<WithoutZone>, _>(&time).unwrap(), "31.01.2026 12:00:00");
        assert_eq!(read::<Formatted<WithoutZone>, _>("31.01.2026 12:00:00"), Ok(time));
        assert_eq!(written::<Formatted<DateOnly>, _>(&time.date()).unwrap(), "31.01.2026");
        assert_eq!(read::<Formatted<DateOnly>, _>("31.01.2026"), Ok(time.date()));
        assert_eq!(written::<Formatted<TimeOnly>, _>(&time.time()).unwrap(), "12:00:00");
        assert_eq!(read::<Formatted<TimeOnly>, _>("12:00:00"), Ok(time.time()));
        let error = read::<Formatted<DateOnly>, NaiveDate>("2026-01-31").unwrap_err();
        assert_eq!(error.to_string(), "expected a time in the format `%d.%m.%Y`, found 2026-01-31");
    }

    #[test]
    fn what_could_not_be_read_back_is_refused() {
        let time = zoned("2026-01-31T12:00:00Z").naive_utc();
        for (refused, format) in [
            (written::<Formatted<Invalid>, _>(&time), "%Y %Q"),
            (written::<Formatted<Invalid, AssumeUtc>, _>(&time.and_utc()), "%Y %Q"),
            (written::<Formatted<DateOnly>, _>(&time), "%d.%m.%Y"),
            (written::<Formatted<DateOnly, AssumeUtc>, _>(&time.and_utc()), "%d.%m.%Y"),
            (written::<Formatted<TimeOnly>, _>(&time.date()), "%H:%M:%S"),
            (written::<Formatted<DateOnly>, _>(&time.time()), "%d.%m.%Y"),
        ] {
            assert_eq!(
                refused.unwrap_err().reason(),
                format!("the format `{format}` is invalid, or too little of it is a time to read one back")
            );
        }
        let error = read::<Formatted<Invalid>, NaiveTime>("2026 x").unwrap_err();
        assert_eq!(error.expected(), Some("a time in the format `%Y %Q`"));
    }
}

#[cfg(feature = "jiff")]
#[test]
fn a_civil_time_of_jiff_is_utc_if_told_so() {
    let time = jiff::civil::date(2026, 1, 31).at(11, 0, 0, 0);
    assert_eq!(written::<Rfc3339<AssumeUtc>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000Z");
    assert_eq!(written::<Rfc3339<ConvertZone>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000");
    for text in ["2026-01-31T11:00:00", "2026-01-31T12:00:00+01:00"] {
        assert_eq!(read::<Rfc3339<AssumeUtc>, _>(text), Ok(time), "{text}");
        assert_eq!(read::<Rfc3339<ConvertZone>, _>(text), Ok(time), "{text}");
    }
}

#[cfg(feature = "time")]
#[test]
fn a_time_with_its_offset_keeps_it_unless_converted() {
    let utc = ::time::OffsetDateTime::from_unix_timestamp(1_769_857_200).unwrap();
    let time = utc.to_offset(::time::UtcOffset::from_hms(1, 0, 0).unwrap());
    let text = "2026-01-31T12:00:00.000000000+01:00";
    assert_eq!(written::<Rfc3339, _>(&time).unwrap(), text);
    assert_eq!(written::<Rfc3339<ConvertZone>, _>(&time).unwrap(), "2026-01-31T11:00:00.000000000Z");
    let read_back: ::time::OffsetDateTime = read::<Rfc3339, _>(text).unwrap();
    assert_eq!((read_back, read_back.offset()), (time, time.offset()));
    let converted: ::time::OffsetDateTime = read::<Rfc3339<ConvertZone>, _>(text).unwrap();
    assert_eq!((converted, converted.offset()), (utc, utc.offset()));
    let assumed = read::<Rfc3339<AssumeUtc>, _>("2026-01-31T11:00:00");
    assert_eq!(assumed, Ok(utc));
    let primitive = ::time::PrimitiveDateTime::new(utc.date(), utc.time());
    assert_eq!(written::<Rfc3339<AssumeUtc>, _>(&primitive).unwrap(), "2026-01-31T11:00:00.000000000Z");
    assert_eq!(read::<Rfc3339<ConvertZone>, _>(text), Ok(primitive));
}

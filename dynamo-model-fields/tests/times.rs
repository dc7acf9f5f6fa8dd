//! Times and durations come back, and their stored order is their own.

use std::fmt::Debug;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model_fields::capability::{KeyType, Ordered};
use dynamo_model_fields::form::{
    AssumeUtc, ConvertZone, EpochMicros, EpochMillis, EpochNanos, EpochSeconds, Hours, Micros, Millis,
    Minutes, Nanos, RequireZone, Rfc3339, Seconds, Truncated, Whole,
};
use dynamo_model_fields::{As, Attribute, Reader, Value, Writer};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(38), failure_persistence: None, ..ProptestConfig::default() }
}

/// The seconds and nanoseconds since 1970 of the years 0000 to 9999, less a day at each end for the zones.
fn instant() -> impl Strategy<Value = (i64, u32)> {
    let second =
        prop_oneof![-62_167_132_800..253_402_214_400_i64, -3..3_i64, 1_700_000_000..1_700_000_003_i64];
    (second, prop_oneof![0..1_000_000_000_u32, 0..3_u32, 999_999_997..1_000_000_000_u32])
}

/// An offset from UTC, in minutes.
#[cfg(any(feature = "chrono", feature = "time"))]
fn offset() -> impl Strategy<Value = i32> {
    prop_oneof![-1439..1440, Just(0), -720..720]
}

/// Seconds and nanoseconds of one sign.
fn span() -> impl Strategy<Value = (i64, i32)> {
    let second =
        prop_oneof![-9_000_000_000_000_000..9_000_000_000_000_000_i64, -100_000..100_000_i64, -2..3_i64];
    (second, 0..1_000_000_000_i32).prop_map(|(second, nanosecond)| match second {
        ..0 => (second, -nanosecond),
        _ => (second, nanosecond),
    })
}

/// Reads what was written, through bytes, and checks that the way through `Value` is the same.
fn read_back<T: Attribute<Native = N>, N: PartialEq + Debug>(value: &N) -> N {
    let mut out = Writer::new();
    T::write(value, &mut out).unwrap();
    let read = |bytes| T::read(&mut Reader::new(bytes).unwrap()).unwrap();
    let dynamic = T::to_value(value).unwrap();
    assert_eq!(dynamic, Value::read(&mut Reader::new(out.as_bytes()).unwrap()).unwrap());
    assert_eq!(T::TYPE, Some(dynamic.attribute_type()));
    let value = read(out.as_bytes());
    assert_eq!(T::from_value(&dynamic).unwrap(), value);
    value
}

fn comes_back<T: Attribute<Native = N>, N: PartialEq + Debug>(value: &N) {
    assert_eq!(&read_back::<T, N>(value), value);
}

/// Checks that both come back in the order they have, apart by key if they are apart.
fn keeps_order<T: Ordered + KeyType + Attribute<Native = N>, N: Ord + Debug>(one: &N, other: &N) {
    comes_back::<T, N>(one);
    assert_eq!(T::to_key(one).unwrap().cmp(&T::to_key(other).unwrap()), one.cmp(other), "{one:?} {other:?}");
}

/// Checks that what the form cuts off never turns two values round, and that it is cut off once.
fn keeps_rough_order<T: Ordered + KeyType + Attribute<Native = N>, N: Ord + Debug>(one: &N, other: &N) {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    assert!(T::to_key(low).unwrap() <= T::to_key(high).unwrap(), "{low:?} {high:?}");
    let cut = read_back::<T, N>(one);
    comes_back::<T, N>(&cut);
    assert_eq!(T::to_key(&cut).unwrap(), T::to_key(one).unwrap());
}

/// Checks that the form cuts off towards the past, by less than its unit.
macro_rules! epochs {
    ($type:ty: $one:expr, $other:expr, $since:expr) => {{
        epochs!($type: $one, $other, $since, EpochSeconds 1_000_000_000, EpochMillis 1_000_000, EpochMicros 1_000);
        keeps_order::<As<$type, EpochNanos>, $type>(&$one, &$other);
    }};
    ($type:ty: $one:expr, $other:expr, $since:expr, $($form:ident $nanoseconds:literal),*) => {$(
        keeps_rough_order::<As<$type, $form>, $type>(&$one, &$other);
        let cut: i128 = ($since)(&read_back::<As<$type, $form>, $type>(&$one));
        assert_eq!(cut, ($since)(&$one).div_euclid($nanoseconds) * $nanoseconds);
    )*};
}

macro_rules! points_in_utc {
    ($type:ty: $one:expr, $other:expr, $since:expr) => {{
        let (one, other) = ($one, $other);
        keeps_order::<$type, _>(&one, &other);
        keeps_order::<As<$type, Rfc3339<RequireZone>>, _>(&one, &other);
        keeps_order::<As<$type, Rfc3339<AssumeUtc>>, _>(&one, &other);
        keeps_order::<As<$type, Rfc3339<ConvertZone>>, _>(&one, &other);
        epochs!($type: one, other, $since);
    }};
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! without_zone {
    ($type:ty: $one:expr, $other:expr) => {{
        let (one, other) = ($one, $other);
        keeps_order::<$type, _>(&one, &other);
        keeps_order::<As<$type, Rfc3339<AssumeUtc>>, _>(&one, &other);
        keeps_order::<As<$type, Rfc3339<ConvertZone>>, _>(&one, &other);
    }};
}

macro_rules! durations {
    ($type:ty: $one:expr, $other:expr, $in_hours:expr) => {{
        let (one, other): ($type, $type) = ($one, $other);
        keeps_order::<$type, _>(&one, &other);
        keeps_order::<As<$type, Whole<Nanos>>, _>(&one, &other);
        keeps_order::<As<$type, Truncated<Nanos>>, _>(&one, &other);
        keeps_rough_order::<As<$type, Truncated<Micros>>, _>(&one, &other);
        keeps_rough_order::<As<$type, Truncated<Millis>>, _>(&one, &other);
        keeps_rough_order::<As<$type, Truncated<Seconds>>, _>(&one, &other);
        keeps_rough_order::<As<$type, Truncated<Minutes>>, _>(&one, &other);
        keeps_rough_order::<As<$type, Truncated<Hours>>, _>(&one, &other);
        let hours: $type = $in_hours;
        comes_back::<As<$type, Whole<Hours>>, _>(&hours);
        comes_back::<As<$type, Whole<Minutes>>, _>(&hours);
        // Whole units are refused exactly where `Truncated` would lose something.
        let is_whole = read_back::<As<$type, Truncated<Seconds>>, _>(&one) == one;
        assert_eq!(As::<$type, Whole<Seconds>>::to_value(&one).is_ok(), is_whole);
    }};
}

fn nanoseconds((second, nanosecond): (i64, u32)) -> i128 {
    i128::from(second) * 1_000_000_000 + i128::from(nanosecond)
}

fn system_time((second, nanosecond): (i64, u32)) -> SystemTime {
    let whole = Duration::from_secs(second.unsigned_abs());
    let second = if second < 0 { UNIX_EPOCH - whole } else { UNIX_EPOCH + whole };
    second + Duration::from_nanos(nanosecond.into())
}

fn since_epoch(time: &SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos().cast_signed(),
        Err(error) => -error.duration().as_nanos().cast_signed(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn r15_system_times_keep_their_order(one in instant(), other in instant()) {
        points_in_utc!(SystemTime: system_time(one), system_time(other), since_epoch);
        prop_assert_eq!(since_epoch(&system_time(one)), nanoseconds(one));
    }

    #[test]
    fn r15_durations_keep_their_order(one in span(), other in span(), hours in 0..1_000_000_u64) {
        let duration = |(second, nanosecond): (i64, i32)| {
            Duration::new(second.unsigned_abs(), nanosecond.unsigned_abs())
        };
        durations!(Duration: duration(one), duration(other), Duration::from_hours(hours));
    }
}

#[cfg(feature = "chrono")]
mod chrono {
    use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    use dynamo_model_fields::form::{Formatted, Pattern};

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
        WithZone "%A, %d. %B %Y %H:%M:%S%.9f %:z";
        WithoutZone "%Y/%j %I:%M:%S%.f %p";
        DateOnly "%d.%m.%Y";
        TimeOnly "%Hh%Mm%S%.f";
    }

    fn utc((second, nanosecond): (i64, u32)) -> DateTime<Utc> {
        DateTime::from_timestamp(second, nanosecond).unwrap()
    }

    fn zoned(instant: (i64, u32), minutes: i32) -> DateTime<FixedOffset> {
        utc(instant).with_timezone(&FixedOffset::east_opt(minutes * 60).unwrap())
    }

    fn since_epoch<Z: ::chrono::TimeZone>(time: &DateTime<Z>) -> i128 {
        nanoseconds((time.timestamp(), time.timestamp_subsec_nanos()))
    }

    /// The equality of `DateTime` does not look at the offset.
    fn keeps_offset<T: Attribute<Native = DateTime<FixedOffset>>>(time: &DateTime<FixedOffset>) {
        let read = read_back::<T, _>(time);
        assert_eq!((&read, read.offset()), (time, time.offset()));
    }

    fn becomes_utc<T: Attribute<Native = DateTime<FixedOffset>>>(time: &DateTime<FixedOffset>) {
        let read = read_back::<T, _>(time);
        assert_eq!((&read, read.offset().local_minus_utc()), (time, 0));
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn r15_times_keep_their_order(one in instant(), other in instant()) {
            points_in_utc!(DateTime<Utc>: utc(one), utc(other), since_epoch);
            without_zone!(NaiveDateTime: utc(one).naive_utc(), utc(other).naive_utc());
            keeps_order::<NaiveDate, _>(&utc(one).date_naive(), &utc(other).date_naive());
            keeps_order::<NaiveTime, _>(&utc(one).time(), &utc(other).time());
        }

        #[test]
        fn times_keep_their_offset_unless_converted(one in instant(), other in instant(), minutes in offset(), others in offset()) {
            let (one, other) = (zoned(one, minutes), zoned(other, others));
            keeps_offset::<DateTime<FixedOffset>>(&one);
            keeps_offset::<As<DateTime<FixedOffset>, Rfc3339<RequireZone>>>(&one);
            keeps_offset::<As<DateTime<FixedOffset>, Rfc3339<AssumeUtc>>>(&one);
            becomes_utc::<As<DateTime<FixedOffset>, Rfc3339<ConvertZone>>>(&one);
            becomes_utc::<As<DateTime<FixedOffset>, EpochNanos>>(&one);
            keeps_order::<As<DateTime<FixedOffset>, Rfc3339<ConvertZone>>, _>(&one, &other);
            epochs!(DateTime<FixedOffset>: one, other, since_epoch);
        }

        #[test]
        fn formats_that_hold_all_come_back(instant in instant(), minutes in offset()) {
            let time = zoned(instant, minutes);
            keeps_offset::<As<DateTime<FixedOffset>, Formatted<WithZone>>>(&time);
            keeps_offset::<As<DateTime<FixedOffset>, Formatted<WithZone, AssumeUtc>>>(&time);
            becomes_utc::<As<DateTime<FixedOffset>, Formatted<WithZone, ConvertZone>>>(&time);
            becomes_utc::<As<DateTime<FixedOffset>, Formatted<WithoutZone, AssumeUtc>>>(&time);
            comes_back::<As<DateTime<Utc>, Formatted<WithZone>>, _>(&time.to_utc());
            comes_back::<As<DateTime<Utc>, Formatted<WithoutZone, AssumeUtc>>, _>(&time.to_utc());
            comes_back::<As<NaiveDateTime, Formatted<WithoutZone>>, _>(&time.naive_utc());
            comes_back::<As<NaiveDate, Formatted<DateOnly>>, _>(&time.date_naive());
            comes_back::<As<NaiveTime, Formatted<TimeOnly>>, _>(&time.time());
        }

        #[test]
        fn r15_time_deltas_keep_their_order(one in span(), other in span(), hours in -1_000_000..1_000_000_i64) {
            let delta = |(second, nanosecond): (i64, i32)| {
                TimeDelta::seconds(second) + TimeDelta::nanoseconds(nanosecond.into())
            };
            durations!(TimeDelta: delta(one), delta(other), TimeDelta::hours(hours));
        }

        #[test]
        fn reads_what_chrono_writes(instant in instant(), minutes in offset()) {
            let time = zoned(instant, minutes);
            let text = Value::from(time.to_rfc3339().as_str());
            prop_assert_eq!(DateTime::<FixedOffset>::from_value(&text).unwrap(), time);
            prop_assert_eq!(DateTime::<Utc>::from_value(&text).unwrap(), time);
            prop_assert_eq!(SystemTime::from_value(&text).unwrap(), SystemTime::from(time));
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in "[-+:.TtZz 0-9]{0,40}", near in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{0,11})?([Z]|[-+][0-9]{2}:[0-9]{2})?") {
            for text in [text, near] {
                let time = DateTime::<FixedOffset>::from_value(&Value::from(text.as_str()));
                if let Ok(time) = time {
                    prop_assert_eq!(DateTime::parse_from_rfc3339(&text).unwrap(), time);
                }
            }
        }
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use ::jiff::civil::{Date, DateTime, Time};
    use ::jiff::tz::TimeZone;
    use ::jiff::{SignedDuration, Timestamp};

    use super::*;

    fn timestamp((second, nanosecond): (i64, u32)) -> Timestamp {
        Timestamp::new(second.min(253_402_207_200), nanosecond.cast_signed()).unwrap()
    }

    fn civil(instant: (i64, u32)) -> DateTime {
        TimeZone::UTC.to_datetime(timestamp(instant))
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn r15_times_keep_their_order(one in instant(), other in instant()) {
            points_in_utc!(Timestamp: timestamp(one), timestamp(other), |time: &Timestamp| time.as_nanosecond());
            without_zone!(DateTime: civil(one), civil(other));
            keeps_order::<Date, _>(&civil(one).date(), &civil(other).date());
            keeps_order::<Time, _>(&civil(one).time(), &civil(other).time());
        }

        #[test]
        fn r15_durations_keep_their_order(one in span(), other in span(), hours in -1_000_000..1_000_000_i64) {
            let duration = |(second, nanosecond)| SignedDuration::new(second, nanosecond);
            durations!(SignedDuration: duration(one), duration(other), SignedDuration::from_secs(hours * 3600));
        }

        #[test]
        fn reads_what_jiff_writes(instant in instant()) {
            let text = Value::from(timestamp(instant).to_string().as_str());
            prop_assert_eq!(Timestamp::from_value(&text).unwrap(), timestamp(instant));
            let text = Value::from(civil(instant).to_string().as_str());
            prop_assert_eq!(DateTime::from_value(&text).unwrap(), civil(instant));
        }
    }
}

#[cfg(feature = "time")]
mod time {
    use ::time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

    use super::*;

    fn utc(instant: (i64, u32)) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds(instant)).unwrap()
    }

    fn zoned(instant: (i64, u32), minutes: i32) -> OffsetDateTime {
        utc(instant).to_offset(UtcOffset::from_whole_seconds(minutes * 60).unwrap())
    }

    fn primitive(instant: (i64, u32)) -> PrimitiveDateTime {
        PrimitiveDateTime::new(utc(instant).date(), utc(instant).time())
    }

    /// The equality of `OffsetDateTime` does not look at the offset.
    fn keeps_offset<T: Attribute<Native = OffsetDateTime>>(time: &OffsetDateTime) {
        let read = read_back::<T, _>(time);
        assert_eq!((&read, read.offset()), (time, time.offset()));
    }

    fn becomes_utc<T: Attribute<Native = OffsetDateTime>>(time: &OffsetDateTime) {
        let read = read_back::<T, _>(time);
        assert_eq!((&read, read.offset()), (time, UtcOffset::UTC));
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn r15_times_keep_their_order(one in instant(), other in instant()) {
            without_zone!(PrimitiveDateTime: primitive(one), primitive(other));
            keeps_order::<Date, _>(&utc(one).date(), &utc(other).date());
            keeps_order::<Time, _>(&utc(one).time(), &utc(other).time());
        }

        #[test]
        fn times_keep_their_offset_unless_converted(one in instant(), other in instant(), minutes in offset(), others in offset()) {
            let (one, other) = (zoned(one, minutes), zoned(other, others));
            keeps_offset::<OffsetDateTime>(&one);
            keeps_offset::<As<OffsetDateTime, Rfc3339<RequireZone>>>(&one);
            keeps_offset::<As<OffsetDateTime, Rfc3339<AssumeUtc>>>(&one);
            becomes_utc::<As<OffsetDateTime, Rfc3339<ConvertZone>>>(&one);
            becomes_utc::<As<OffsetDateTime, EpochNanos>>(&one);
            keeps_order::<As<OffsetDateTime, Rfc3339<ConvertZone>>, _>(&one, &other);
            epochs!(OffsetDateTime: one, other, |time: &OffsetDateTime| time.unix_timestamp_nanos());
        }

        #[test]
        fn r15_durations_keep_their_order(one in span(), other in span(), hours in -1_000_000..1_000_000_i64) {
            let duration = |(second, nanosecond)| Duration::new(second, nanosecond);
            durations!(Duration: duration(one), duration(other), Duration::hours(hours));
        }
    }
}

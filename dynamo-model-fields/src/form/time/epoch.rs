//! Points in time as whole numbers since 1970.

use std::time::SystemTime;

use crate::attribute::{KeyForm, OrderedForm, Point, StoredAs, time_not_held, whole};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

const SECOND_IN_NANOSECONDS: u32 = 1_000_000_000;

/// A number since 1970, by how many of them are a second.
trait Epoch {
    const PER_SECOND: u32;
    const EXPECTED: &'static str;
}

macro_rules! epochs {
    ($($(#[doc = $doc:literal])* $form:ident: $unit:literal, $per_second:literal;)*) => {$(
        $(#[doc = $doc])*
        ///
        /// What is finer is cut off towards the past, so that the numbers have the order of time: two times of one
        /// number are told apart no longer. A number with a fraction is refused. A type with an offset reads UTC.
        pub enum $form {}

        impl Epoch for $form {
            const PER_SECOND: u32 = $per_second;
            const EXPECTED: &'static str = concat!("a whole number of ", $unit, " since 1970");
        }
    )*};
}

epochs! {
    /// A point in time as the whole seconds since 1970-01-01T00:00:00Z, which is what DynamoDB's time to live needs.
    EpochSeconds: "seconds", 1;
    /// A point in time as the whole milliseconds since 1970-01-01T00:00:00Z.
    EpochMillis: "milliseconds", 1_000;
    /// A point in time as the whole microseconds since 1970-01-01T00:00:00Z.
    EpochMicros: "microseconds", 1_000_000;
    /// A point in time as the nanoseconds since 1970-01-01T00:00:00Z.
    EpochNanos: "nanoseconds", 1_000_000_000;
}

macro_rules! points {
    ($($type:ty),*) => {$(
        points!($type: EpochSeconds EpochMillis EpochMicros EpochNanos);
    )*};
    ($type:ty: $($form:ident)*) => {$(
        impl StoredAs<$form> for $type {
            const TYPE: Option<AttributeType> = Some(AttributeType::N);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                out.number(itoa::Buffer::new().format(number::<$form>(self)));
                Ok(())
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                parse::<$form, Self>(&from.number()?)
            }
        }

        impl KeyForm<$form> for $type {}
        impl OrderedForm<$form> for $type {}
    )*};
}

points!(SystemTime);
#[cfg(feature = "chrono")]
points!(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::FixedOffset>);
#[cfg(feature = "jiff")]
points!(jiff::Timestamp);
#[cfg(feature = "time")]
points!(time::OffsetDateTime);

fn number<F: Epoch>(point: &impl Point) -> i128 {
    let (second, nanosecond) = point.since_epoch();
    i128::from(second) * i128::from(F::PER_SECOND)
        + i128::from(nanosecond / (SECOND_IN_NANOSECONDS / F::PER_SECOND))
}

fn parse<F: Epoch, T: Point>(text: &str) -> Result<T, DecodeError> {
    let number: i128 = whole(text, F::EXPECTED)?;
    let per_second = i128::from(F::PER_SECOND);
    let second = i64::try_from(number.div_euclid(per_second));
    let of_second = u32::try_from(number.rem_euclid(per_second));
    let (Ok(second), Ok(of_second)) = (second, of_second) else {
        return Err(time_not_held(text));
    };
    T::from_epoch(second, of_second * (SECOND_IN_NANOSECONDS / F::PER_SECOND))
        .ok_or_else(|| time_not_held(text))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn r15_what_is_finer_is_cut_off_towards_the_past() {
        let after = UNIX_EPOCH + Duration::new(1_700_000_000, 987_654_321);
        assert_eq!(number::<EpochSeconds>(&after), 1_700_000_000);
        assert_eq!(number::<EpochMillis>(&after), 1_700_000_000_987);
        assert_eq!(number::<EpochMicros>(&after), 1_700_000_000_987_654);
        assert_eq!(number::<EpochNanos>(&after), 1_700_000_000_987_654_321);
        let before = UNIX_EPOCH - Duration::new(1, 1_001);
        assert_eq!(number::<EpochSeconds>(&before), -2);
        assert_eq!(number::<EpochMillis>(&before), -1_001);
        assert_eq!(number::<EpochMicros>(&before), -1_000_002);
        assert_eq!(number::<EpochNanos>(&before), -1_000_001_001);
    }

    #[test]
    fn v4_reads_whole_numbers_however_they_are_written() {
        let time = UNIX_EPOCH + Duration::from_secs(1000);
        for text in ["1000", "1E+3", "1000.0"] {
            assert_eq!(parse::<EpochSeconds, SystemTime>(text), Ok(time), "{text}");
        }
        assert_eq!(parse::<EpochMillis, SystemTime>("-1"), Ok(UNIX_EPOCH - Duration::from_millis(1)));
    }

    #[test]
    fn refuses_a_fraction_and_what_does_not_fit() {
        let error = parse::<EpochMillis, SystemTime>("1.5").unwrap_err();
        assert_eq!(error.to_string(), "expected a whole number of milliseconds since 1970, found 1.5");
        for text in ["9223372036854775808", "100000000000000000000000000000000000000"] {
            let error = parse::<EpochSeconds, SystemTime>(text).unwrap_err();
            assert_eq!(error.expected(), Some("a time that the type of the field can hold"), "{text}");
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn r15_a_leap_second_is_not_after_the_next_second() {
        let times = ["2016-12-31T23:59:59.5Z", "2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00Z"]
            .map(|text| chrono::DateTime::parse_from_rfc3339(text).unwrap());
        let numbers = times.map(|time| number::<EpochMillis>(&time));
        assert_eq!(numbers, [1_483_228_799_500, 1_483_228_799_999, 1_483_228_800_000]);
    }
}

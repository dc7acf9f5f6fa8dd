//! Durations as a number of one unit.

use std::marker::PhantomData;
use std::time::Duration;

use crate::attribute::{KeyForm, OrderedForm, Span, StoredAs, duration_of, seconds, whole};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

mod sealed {
    pub trait Sealed {}
}

/// A unit of time: [`Weeks`], [`Days`], [`Hours`], [`Minutes`], [`Seconds`], [`Millis`], [`Micros`] or [`Nanos`].
pub trait Unit: sealed::Sealed + 'static {
    /// The nanoseconds of the unit.
    const NANOS: i128;

    /// The name of many, such as `minutes`.
    const NAME: &'static str;
}

macro_rules! units {
    ($($unit:ident: $name:literal, $nanos:expr;)*) => {$(
        #[doc = concat!("The unit of a duration that is stored in ", $name, ".")]
        pub enum $unit {}

        impl sealed::Sealed for $unit {}

        impl Unit for $unit {
            const NANOS: i128 = $nanos;
            const NAME: &'static str = $name;
        }
    )*};
}

units! {
    Weeks: "weeks", 7 * Days::NANOS;
    Days: "days", 24 * Hours::NANOS;
    Hours: "hours", 60 * Minutes::NANOS;
    Minutes: "minutes", 60 * Seconds::NANOS;
    Seconds: "seconds", 1000 * Millis::NANOS;
    Millis: "milliseconds", 1000 * Micros::NANOS;
    Micros: "microseconds", 1000 * Nanos::NANOS;
    Nanos: "nanoseconds", 1;
}

/// A duration as a whole number of units; one that is not whole is refused on write.
///
/// A day is 24 hours and a week seven days. A number with a fraction is refused on read.
pub struct Whole<U>(PhantomData<fn() -> U>);

/// A duration as a whole number of units, what is finer cut off towards zero.
///
/// Two durations of one number are told apart no longer. A number with a fraction is refused on read.
pub struct Truncated<U>(PhantomData<fn() -> U>);

macro_rules! durations {
    ($($duration:ty),*) => {$(
        durations!($duration: Whole, whole_units);
        durations!($duration: Truncated, truncated_units);
    )*};
    ($duration:ty: $form:ident, $units:ident) => {
        impl<U: Unit> StoredAs<$form<U>> for $duration {
            const TYPE: Option<AttributeType> = Some(AttributeType::N);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                out.number(itoa::Buffer::new().format($units::<U>(self)?));
                Ok(())
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                parse::<U, Self>(&from.number()?)
            }
        }

        impl<U: Unit> KeyForm<$form<U>> for $duration {}
        impl<U: Unit> OrderedForm<$form<U>> for $duration {}
    };
}

durations!(Duration);
#[cfg(feature = "chrono")]
durations!(chrono::TimeDelta);
#[cfg(feature = "jiff")]
durations!(jiff::SignedDuration);
#[cfg(feature = "time")]
durations!(time::Duration);

fn whole_units<U: Unit>(duration: &impl Span) -> Result<i128, EncodeError> {
    let nanoseconds = duration.nanoseconds();
    if nanoseconds % U::NANOS != 0 {
        return Err(EncodeError::new(format!(
            "a duration of {} seconds is not a whole number of {}: it would be cut off; add `truncate`",
            seconds(duration).as_str(),
            U::NAME
        )));
    }
    Ok(nanoseconds / U::NANOS)
}

#[expect(clippy::unnecessary_wraps, reason = "the macro uses it in the place of `whole_units`")]
fn truncated_units<U: Unit>(duration: &impl Span) -> Result<i128, EncodeError> {
    Ok(duration.nanoseconds() / U::NANOS)
}

fn parse<U: Unit, T: Span>(text: &str) -> Result<T, DecodeError> {
    let Ok(number) = whole::<i128>(text, "") else {
        return Err(DecodeError::mismatch(format!("a whole number of {}", U::NAME), text.to_owned()));
    };
    // More nanoseconds than fit here are beyond every type.
    duration_of(number.saturating_mul(U::NANOS), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_their_length() {
        assert_eq!(truncated_units::<Weeks>(&Duration::from_hours(336)), Ok(2));
        assert_eq!(truncated_units::<Days>(&Duration::from_hours(47)), Ok(1));
        assert_eq!(whole_units::<Minutes>(&Duration::from_hours(2)), Ok(120));
        assert_eq!(whole_units::<Millis>(&Duration::from_millis(1500)), Ok(1500));
        assert_eq!(whole_units::<Micros>(&Duration::from_millis(2)), Ok(2000));
        assert_eq!(whole_units::<Nanos>(&Duration::MAX), Ok(18_446_744_073_709_551_615_999_999_999));
    }

    #[test]
    fn refuses_to_cut_off_unless_told_to() {
        let duration = Duration::from_millis(90_500);
        assert_eq!(
            whole_units::<Minutes>(&duration).unwrap_err().reason(),
            "a duration of 90.5 seconds is not a whole number of minutes: it would be cut off; add `truncate`"
        );
        assert_eq!(truncated_units::<Minutes>(&duration), Ok(1));
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn cuts_off_towards_zero() {
        let delta = chrono::TimeDelta::milliseconds(-90_500);
        assert_eq!(truncated_units::<Minutes>(&delta), Ok(-1));
        assert_eq!(truncated_units::<Hours>(&delta), Ok(0));
        assert_eq!(parse::<Minutes, chrono::TimeDelta>("-1"), Ok(chrono::TimeDelta::minutes(-1)));
    }

    #[test]
    fn v4_reads_whole_numbers_that_fit() {
        for text in ["120", "1.2E+2", "120.0"] {
            assert_eq!(parse::<Minutes, Duration>(text), Ok(Duration::from_hours(2)), "{text}");
        }
        let error = parse::<Minutes, Duration>("1.5").unwrap_err();
        assert_eq!(error.to_string(), "expected a whole number of minutes, found 1.5");
        for text in ["-1", "99999999999999999999999999999999999999", "18446744073709551616"] {
            let error = parse::<Seconds, Duration>(text).unwrap_err();
            assert_eq!(error.expected(), Some("a duration that the type of the field can hold"), "{text}");
        }
    }
}

//! Points in time, dates and times of day, stored as text that sorts by time; and durations, stored in seconds.
//!
//! Each type is told as a [`Stamp`] or a part of one, or as nanoseconds, whichever crate it is from.

mod calendar;
mod print;
mod parse;
mod stamp;
mod span;
mod stored;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod part;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod system;
#[cfg(feature = "time")]
#[expect(clippy::module_inception, reason = "it is named for its crate")]
mod time;

use crate::error::{DecodeError, EncodeError};

use print::Text;

pub(crate) use span::{Span, duration_of, seconds};
pub(crate) use stamp::Stamp;

/// A type that is told as text.
pub(crate) trait Spelled: Sized {
    /// Returns the text.
    ///
    /// # Errors
    ///
    /// Values whose text would not sort are refused.
    fn spell(&self) -> Result<Text, EncodeError>;

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Other text is a mismatch.
    fn parse(text: &str) -> Result<Self, DecodeError>;
}

/// A type that is told as a stamp.
pub(crate) trait Stamped: Sized {
    /// Tells whether the type is a point in time; else it is a date and a time of day without a zone.
    const IS_POINT: bool;

    /// Returns the stamp, with a zone if the type is a point in time.
    ///
    /// # Errors
    ///
    /// Values that no stamp holds are refused.
    fn to_stamp(&self) -> Result<Stamp, EncodeError>;

    /// Returns the value if the type holds it; a zone is there if the type is a point in time, else none.
    fn from_stamp(stamp: Stamp) -> Option<Self>;
}

/// A point in time.
pub(crate) trait Point: Stamped {
    /// Returns the seconds since 1970-01-01T00:00:00Z, and the nanoseconds of the next one.
    fn since_epoch(&self) -> (i64, u32);

    /// Returns the point, in UTC, if the type holds it.
    fn from_epoch(second: i64, nanosecond: u32) -> Option<Self>;
}

impl<T: Stamped> Spelled for T {
    #[inline]
    fn spell(&self) -> Result<Text, EncodeError> {
        self.to_stamp()?.text()
    }

    #[inline]
    fn parse(text: &str) -> Result<Self, DecodeError> {
        let stamp = if T::IS_POINT { Stamp::parse_zoned(text) } else { Stamp::parse_civil(text) };
        from_stamp(stamp?, text)
    }
}

/// Returns the value of the text's stamp.
///
/// # Errors
///
/// A stamp that the type does not hold is a mismatch.
#[inline]
pub(crate) fn from_stamp<T: Stamped>(stamp: Stamp, text: &str) -> Result<T, DecodeError> {
    T::from_stamp(stamp).ok_or_else(|| time_not_held(text))
}

#[cold]
#[inline(never)]
pub(crate) fn time_not_held(text: &str) -> DecodeError {
    DecodeError::mismatch("a time that the type of the field can hold", text.to_owned())
}

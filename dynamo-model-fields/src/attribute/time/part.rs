//! Dates and times of day that stand alone, and both without a zone.

use crate::error::{DecodeError, EncodeError};

use super::calendar::Day;
use super::print::Text;
use super::stamp::{Clock, Stamp};
use super::{parse, time_not_held};

impl Day {
    /// Returns the text of 10 characters.
    ///
    /// # Errors
    ///
    /// Years that have not four digits are refused, since their text does not sort.
    pub(super) fn text(self) -> Result<Text, EncodeError> {
        let mut text = Text::new();
        text.day(self)?;
        Ok(text)
    }
}

impl Clock {
    /// Returns the text of 18 characters.
    pub(super) fn text(self) -> Text {
        let mut text = Text::new();
        text.clock(self);
        text
    }
}

impl Stamp {
    /// Returns the same date and time of day in no zone.
    pub(crate) fn without_zone(self) -> Self {
        Self { offset: None, ..self }
    }
}

/// Reads the whole text as a date of the calendar.
pub(super) fn parse_day<T>(text: &str, date_of: impl FnOnce(Day) -> Option<T>) -> Result<T, DecodeError> {
    let Some(day) = text.as_bytes().try_into().ok().and_then(parse::day) else {
        return Err(DecodeError::mismatch("a date such as 2026-01-31", text.to_owned()));
    };
    date_of(day).ok_or_else(|| time_not_held(text))
}

/// Reads the whole text as a time of day.
pub(super) fn parse_clock<T>(text: &str, time_of: impl FnOnce(Clock) -> Option<T>) -> Result<T, DecodeError> {
    let Some(clock) = whole_clock(text.as_bytes()) else {
        return Err(DecodeError::mismatch("a time of day such as 12:00:00", text.to_owned()));
    };
    time_of(clock).ok_or_else(|| time_not_held(text))
}

fn whole_clock(text: &[u8]) -> Option<Clock> {
    let (time, fraction) = text.split_first_chunk()?;
    let (nanosecond, []) = parse::leading_fraction(fraction)? else {
        return None;
    };
    Some(Clock { nanosecond, ..parse::clock(*time)? })
}

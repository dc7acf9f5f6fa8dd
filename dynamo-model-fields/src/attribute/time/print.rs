//! Times as text, always with all nine digits of the fraction: so its order is the order of time.

use crate::error::EncodeError;

use super::calendar::Day;
use super::stamp::{Clock, outside_years};

/// The length of `2026-01-31T12:00:00.000000000+01:00`.
const LENGTH: usize = 35;
const SECONDS_OF_DAY: u32 = 86_400;

/// A short text that is made without an allocation.
#[derive(Debug)]
pub(crate) struct Text {
    bytes: [u8; LENGTH],
    length: usize,
}

impl Text {
    #[inline]
    pub(super) fn new() -> Self {
        Self { bytes: [0; LENGTH], length: 0 }
    }

    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text, which is ASCII.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Adds `2026-01-31`.
    #[inline]
    pub(super) fn day(&mut self, day: Day) -> Result<(), EncodeError> {
        let Ok(year @ 0..=9999) = u32::try_from(day.year) else {
            return Err(outside_years());
        };
        self.digits::<4>(year);
        self.push(b'-');
        self.digits::<2>(day.month);
        self.push(b'-');
        self.digits::<2>(day.of_month);
        Ok(())
    }

    /// Adds `12:00:00.000000000`.
    #[inline]
    pub(super) fn clock(&mut self, clock: Clock) {
        self.digits::<2>(clock.hour);
        self.push(b':');
        self.digits::<2>(clock.minute);
        self.push(b':');
        self.digits::<2>(clock.second);
        self.push(b'.');
        self.digits::<9>(clock.nanosecond);
    }

    /// Adds `Z` or `+01:00`.
    #[inline]
    pub(super) fn offset(&mut self, offset: i32) -> Result<(), EncodeError> {
        if offset == 0 {
            self.push(b'Z');
            return Ok(());
        }
        let ahead = offset.unsigned_abs();
        if ahead >= SECONDS_OF_DAY || !ahead.is_multiple_of(60) {
            return Err(EncodeError::new("an offset from UTC is not a number of minutes below a day"));
        }
        self.push(if offset < 0 { b'-' } else { b'+' });
        self.digits::<2>(ahead / 3600);
        self.push(b':');
        self.digits::<2>(ahead / 60 % 60);
        Ok(())
    }

    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    /// Adds the last digits of the number.
    #[inline]
    pub(super) fn digits<const WIDTH: usize>(&mut self, mut number: u32) {
        let mut digits = [0; WIDTH];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789"[(number % 10) as usize];
            number /= 10;
        }
        self.extend(&digits);
    }

    /// Adds ASCII.
    #[inline]
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if let Some(places) = self.bytes.get_mut(self.length..end) {
            places.copy_from_slice(bytes);
            self.length = end;
        }
    }

    /// Removes the zeros at the end.
    pub(super) fn trim_zeros(&mut self) {
        let zeros = self.as_str().bytes().rev().take_while(|byte| *byte == b'0').count();
        self.length -= zeros;
    }
}

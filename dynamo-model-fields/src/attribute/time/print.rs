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
        let mut text = *b"0000-00-00";
        two_digits(&mut text, 0, year / 100);
        two_digits(&mut text, 2, year);
        two_digits(&mut text, 5, day.month);
        two_digits(&mut text, 8, day.of_month);
        self.extend(&text);
        Ok(())
    }

    /// Adds `12:00:00.000000000`.
    #[inline]
    pub(super) fn clock(&mut self, clock: Clock) {
        let mut text = *b"00:00:00.";
        two_digits(&mut text, 0, clock.hour);
        two_digits(&mut text, 3, clock.minute);
        two_digits(&mut text, 6, clock.second);
        self.extend(&text);
        self.nine_digits(clock.nanosecond);
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
        let mut text = *b"00:00";
        two_digits(&mut text, 0, ahead / 3600);
        two_digits(&mut text, 3, ahead / 60 % 60);
        self.extend(&text);
        Ok(())
    }

    #[inline]
    pub(super) fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    /// Adds the last nine digits of the number.
    #[inline]
    pub(super) fn nine_digits(&mut self, number: u32) {
        let mut text = *b"000000000";
        two_digits(&mut text, 0, number / 10_000_000);
        two_digits(&mut text, 2, number / 100_000);
        two_digits(&mut text, 4, number / 1_000);
        two_digits(&mut text, 6, number / 10);
        two_digits(&mut text, 7, number);
        self.extend(&text);
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

/// `00` to `99`.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [*b"00"; 100];
    let mut at = 1;
    while at < pairs.len() {
        let [tens, ones] = pairs[at - 1];
        pairs[at] = if ones == b'9' { [tens + 1, b'0'] } else { [tens, ones + 1] };
        at += 1;
    }
    pairs
};

/// Writes the last two digits of the number into a text.
#[inline]
fn two_digits<const LENGTH: usize>(text: &mut [u8; LENGTH], at: usize, number: u32) {
    text[at..at + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
}

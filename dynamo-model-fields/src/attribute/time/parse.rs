//! Times from text: RFC 3339, whole and in parts.

use super::calendar::Day;
use super::stamp::{Clock, Stamp};

const DIGITS_OF_NANOSECONDS: usize = 9;

/// Reads a date, `T`, `t` or a space, a time of day, and a zone or none.
#[inline(always)]
#[expect(clippy::inline_always, reason = "to return a stamp through memory takes as long as to read it")]
pub(super) fn stamp(text: &[u8]) -> Option<Stamp> {
    let (date, [b'T' | b't' | b' ', rest @ ..]) = text.split_first_chunk::<10>()? else {
        return None;
    };
    let (time, rest) = rest.split_first_chunk()?;
    let (nanosecond, rest) = leading_fraction(rest)?;
    let offset = match rest {
        [b'Z'] => Some(0),
        [] => None,
        zone => Some(offset(zone)?),
    };
    Some(Stamp { day: day(*date)?, clock: Clock { nanosecond, ..clock(*time)? }, offset })
}

/// Reads `2026-01-31`.
#[inline]
pub(super) fn day(text: [u8; 10]) -> Option<Day> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    Day::new(digits(&[y0, y1, y2, y3])?.cast_signed(), digits(&[m0, m1])?, digits(&[d0, d1])?)
}

/// Reads `12:00:00`.
#[inline]
pub(super) fn clock(text: [u8; 8]) -> Option<Clock> {
    let [h0, h1, b':', m0, m1, b':', s0, s1] = text else {
        return None;
    };
    let (hour, minute, second) = (digits(&[h0, h1])?, digits(&[m0, m1])?, digits(&[s0, s1])?);
    (hour < 24 && minute < 60 && second <= 60).then_some(Clock { hour, minute, second, nanosecond: 0 })
}

/// Reads the nanoseconds of a fraction, or 0 if there is none, and returns what follows.
#[inline]
pub(super) fn leading_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', rest @ ..] = text else {
        return Some((0, text));
    };
    // Most have nine digits.
    if let [n0, n1, n2, n3, n4, n5, n6, n7, n8, rest @ ..] = rest
        && let Some(nanosecond) = digits(&[*n0, *n1, *n2, *n3, *n4, *n5, *n6, *n7, *n8])
        && !rest.first().is_some_and(u8::is_ascii_digit)
    {
        return Some((nanosecond, rest));
    }
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (places, rest) = rest.split_at_checked(length)?;
    Some((nanoseconds(places)?, rest))
}

/// Reads one to nine digits behind the point.
#[inline]
pub(super) fn nanoseconds(places: &[u8]) -> Option<u32> {
    if !(1..=DIGITS_OF_NANOSECONDS).contains(&places.len()) {
        return None;
    }
    Some((places.len()..DIGITS_OF_NANOSECONDS).fold(digits(places)?, |nanosecond, _| nanosecond * 10))
}

/// Reads the offset from UTC in seconds.
#[inline]
fn offset(zone: &[u8]) -> Option<i32> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let (hours, minutes) = (digits(&[h0, h1])?, digits(&[m0, m1])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = (hours * 3600 + minutes * 60).cast_signed();
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

#[inline]
fn digits(places: &[u8]) -> Option<u32> {
    places.iter().try_fold(0, |number, place| {
        let digit = place.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u32::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Stamp> {
        stamp(text.as_bytes())
    }

    #[test]
    fn reads_every_part_of_rfc_3339() {
        let noon = Clock { hour: 12, minute: 30, second: 15, nanosecond: 0 };
        let expected =
            Stamp { day: Day { year: 2026, month: 1, of_month: 31 }, clock: noon, offset: Some(0) };
        for text in ["2026-01-31T12:30:15Z", "2026-01-31t12:30:15z", "2026-01-31 12:30:15.0+00:00"] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        assert_eq!(read("2026-01-31T12:30:15"), Some(Stamp { offset: None, ..expected }));
        for (text, offset) in [("+01:30", 5400), ("-01:30", -5400), ("+23:59", 86_340), ("-00:00", 0)] {
            let text = format!("2026-01-31T12:30:15{text}");
            assert_eq!(read(&text), Some(Stamp { offset: Some(offset), ..expected }), "{text}");
        }
        for (text, nanosecond) in [(".5", 500_000_000), (".000000001", 1), (".123456789", 123_456_789)] {
            let text = format!("2026-01-31T12:30:15{text}");
            let clock = Clock { nanosecond, ..noon };
            assert_eq!(read(&text), Some(Stamp { clock, offset: None, ..expected }), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "Z",
            "2026-01-31",
            "2026-01-31T",
            "2026-01-31T12:30",
            "2026-01-31T12:30Z",
            "2026-02-29T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:60:00Z",
            "2026-01-31T12:30:61Z",
            "2026-01-31T12:30:15.Z",
            "2026-01-31T12:30:15.1234567890Z",
            "2026-01-31T12:30:15ZZ",
            "2026-01-31T12:30:15+0100",
            "2026-01-31T12:30:15+24:00",
            "2026-01-31T12:30:15+01:60",
            "2026-01-31_12:30:15Z",
            "+026-01-31T12:30:15Z",
            "12026-01-31T12:30:15Z",
            "２026-01-31T12:30:15Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

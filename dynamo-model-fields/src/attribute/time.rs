//! Points in time, stored as text that sorts by time.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

use super::{Attribute, Element, SetMember, other_type, plain};

/// The length of `2026-01-31T12:00:00.000000000Z`.
const LENGTH: usize = 30;
const SECOND_IN_NANOSECONDS: u32 = 1_000_000_000;

/// Stored as RFC 3339 with nine fraction digits and `Z`, whose text order is the order of time;
/// read from any RFC 3339.
///
/// As a key it names the item under this spelling only: one that others stored under another spelling is read by a
/// scan or a query, and not found by its key.
impl Attribute for DateTime<Utc> {
    plain!(Some(AttributeType::S));

    #[inline]
    fn write(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.text(as_text(&format(value)?));
        Ok(())
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        parse(&from.text()?)
    }

    fn to_value(value: &Self) -> Result<Value, EncodeError> {
        Ok(as_text(&format(value)?).into())
    }

    fn from_value(value: &Value) -> Result<Self, DecodeError> {
        match value {
            Value::S(text) => parse(text),
            _ => Err(other_type(AttributeType::S, value)),
        }
    }
}

impl Element for DateTime<Utc> {}

impl SetMember for DateTime<Utc> {
    const SET: AttributeType = AttributeType::Ss;

    fn write_member(value: &Self, out: &mut Writer) -> Result<(), EncodeError> {
        out.json_string(as_text(&format(value)?));
        Ok(())
    }

    fn read_member(text: &str) -> Result<Self, DecodeError> {
        parse(text)
    }
}

fn format(time: &DateTime<Utc>) -> Result<[u8; LENGTH], EncodeError> {
    let Ok(year @ 0..=9999) = u32::try_from(time.year()) else {
        return Err(EncodeError::new("a time is outside the years 0000 to 9999"));
    };
    let (second, nanosecond) = second_of(time)?;
    let mut text = *b"0000-00-00T00:00:00.000000000Z";
    let [y0, y1, y2, y3, _, m0, m1, _, d0, d1, _, h0, h1, _, i0, i1, _, s0, s1, _, fraction @ .., _] =
        &mut text;
    print([y0, y1, y2, y3], year);
    print([m0, m1], time.month());
    print([d0, d1], time.day());
    print([h0, h1], time.hour());
    print([i0, i1], time.minute());
    print([s0, s1], second);
    print(fraction, nanosecond);
    Ok(text)
}

/// Returns the second and nanosecond; chrono keeps a leap second as nanoseconds beyond one second.
fn second_of(time: &DateTime<Utc>) -> Result<(u32, u32), EncodeError> {
    match (time.second(), time.nanosecond()) {
        (second, nanosecond @ 0..SECOND_IN_NANOSECONDS) => Ok((second, nanosecond)),
        (59, nanosecond) => Ok((60, nanosecond - SECOND_IN_NANOSECONDS)),
        _ => Err(EncodeError::new("a leap second is not at the end of a minute")),
    }
}

/// Fills the places with the digits of the number, the last digit last.
fn print<'a, I>(places: I, mut number: u32)
where
    I: IntoIterator<Item = &'a mut u8, IntoIter: DoubleEndedIterator>,
{
    for place in places.into_iter().rev() {
        *place = b"0123456789"[(number % 10) as usize];
        number /= 10;
    }
}

fn as_text(text: &[u8; LENGTH]) -> &str {
    std::str::from_utf8(text).unwrap_or_default()
}

#[inline]
fn parse(text: &str) -> Result<DateTime<Utc>, DecodeError> {
    if let Some(time) = parse_utc(text.as_bytes()) {
        return Ok(time);
    }
    parse_any(text)
}

#[cold]
#[inline(never)]
fn parse_any(text: &str) -> Result<DateTime<Utc>, DecodeError> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.with_timezone(&Utc))
        .map_err(|_| DecodeError::mismatch("a time in RFC 3339", text.to_owned()))
}

/// Reads the usual form, `2026-01-31T12:00:00Z` with up to nine fraction digits.
#[inline]
fn parse_utc(text: &[u8]) -> Option<DateTime<Utc>> {
    let &[
        y0,
        y1,
        y2,
        y3,
        b'-',
        m0,
        m1,
        b'-',
        d0,
        d1,
        b'T',
        h0,
        h1,
        b':',
        i0,
        i1,
        b':',
        s0,
        s1,
        ref fraction @ ..,
        b'Z',
    ] = text
    else {
        return None;
    };
    let year = digits(&[y0, y1, y2, y3])?;
    let nanosecond = match fraction {
        [] => 0,
        [b'.', places @ ..] if (1..=9).contains(&places.len()) => {
            (places.len()..9).fold(digits(places)?, |nanosecond, _| nanosecond * 10)
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.try_into().ok()?, digits(&[m0, m1])?, digits(&[d0, d1])?)?
        .and_hms_nano_opt(digits(&[h0, h1])?, digits(&[i0, i1])?, digits(&[s0, s1])?, nanosecond)
        .map(|time| time.and_utc())
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

    fn stored(time: &DateTime<Utc>) -> String {
        as_text(&format(time).unwrap()).to_owned()
    }

    #[test]
    fn r15_text_order_is_the_order_of_time() {
        let times = [
            (-62_167_219_200, 0),
            (-1, 999_999_999),
            (0, 0),
            (0, 1),
            (951_782_399, 999_999_999),
            (1_700_000_000, 5),
            (253_402_300_799, 999_999_999),
        ]
        .map(|(second, nanosecond)| DateTime::from_timestamp(second, nanosecond).unwrap());
        let texts = times.map(|time| stored(&time));
        assert!(texts.is_sorted());
        assert_eq!(texts[0], "0000-01-01T00:00:00.000000000Z");
        assert_eq!(texts[5], "2023-11-14T22:13:20.000000005Z");
        assert_eq!(texts.map(|text| parse(&text).unwrap()), times);
    }

    #[test]
    fn refuses_years_that_do_not_sort() {
        for second in [-62_167_219_201, 253_402_300_800] {
            assert!(format(&DateTime::from_timestamp(second, 0).unwrap()).is_err());
        }
    }

    #[test]
    fn reads_any_rfc_3339() {
        let time = DateTime::from_timestamp(1_700_000_000, 250_000_000).unwrap();
        for text in [
            "2023-11-14T22:13:20.25Z",
            "2023-11-14T22:13:20.250000000Z",
            "2023-11-14T23:13:20.25+01:00",
            "2023-11-14t22:13:20.25z",
        ] {
            assert_eq!(parse(text), Ok(time), "{text}");
        }
        for text in ["", "Z", "2023-11-14", "2023-02-30T00:00:00Z", "2023-11-14T22:13:20.Z"] {
            assert_eq!(parse(text).unwrap_err().expected(), Some("a time in RFC 3339"), "{text}");
        }
    }

    #[test]
    fn keeps_leap_seconds() {
        let leap = parse("2016-12-31T23:59:60.500Z").unwrap();
        assert_eq!(stored(&leap), "2016-12-31T23:59:60.500000000Z");
        assert_eq!(parse(&stored(&leap)), Ok(leap));
    }
}

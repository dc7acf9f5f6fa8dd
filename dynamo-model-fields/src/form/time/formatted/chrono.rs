//! chrono's types in a format.

use std::marker::PhantomData;

use chrono::format::{self, DelayedFormat, Parsed, StrftimeItems};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::attribute::{KeyForm, StoredAs};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::super::zone::ZoneRule;
use super::{Formatted, Pattern};

impl<P: Pattern, Z: ZoneRule> StoredAs<Formatted<P, Z>> for DateTime<Utc> {
    const TYPE: Option<AttributeType> = Some(AttributeType::S);
    const PROBLEM: Option<&'static str> = Zone::<P, Z>::PROBLEM;

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        write::<P, _>(&self.format_with_items(items::<P>()), parse_point::<P, Z>, out)
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(parse_point::<P, Z>(&from.text()?)?.to_utc())
    }
}

impl<P: Pattern, Z: ZoneRule> StoredAs<Formatted<P, Z>> for DateTime<FixedOffset> {
    const TYPE: Option<AttributeType> = Some(AttributeType::S);
    const PROBLEM: Option<&'static str> = Zone::<P, Z>::PROBLEM;

    fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
        if Z::CONVERTS || !Zone::<P, Z>::IS_WRITTEN {
            return StoredAs::<Formatted<P, Z>>::write_as(&self.to_utc(), out);
        }
        write::<P, _>(&self.format_with_items(items::<P>()), parse_point::<P, Z>, out)
    }

    fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let time = parse_point::<P, Z>(&from.text()?)?;
        Ok(if Z::CONVERTS { time.to_utc().fixed_offset() } else { time })
    }
}

macro_rules! without_zone {
    ($($type:ty)*) => {$(
        impl<P: Pattern, Z: ZoneRule> StoredAs<Formatted<P, Z>> for $type {
            const TYPE: Option<AttributeType> = Some(AttributeType::S);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                let parse = |text: &str| Self::parse_from_str(text, P::FORMAT);
                write::<P, _>(&self.format_with_items(items::<P>()), |text| parse(text).map_err(|_| other::<P>(text)), out)
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let text = from.text()?;
                Self::parse_from_str(&text, P::FORMAT).map_err(|_| other::<P>(&text))
            }
        }
    )*};
}

without_zone!(NaiveDate NaiveDateTime NaiveTime);

macro_rules! keys {
    ($($type:ty)*) => {$(
        impl<P: Pattern, Z: ZoneRule> KeyForm<Formatted<P, Z>> for $type {}
    )*};
}

keys!(DateTime<Utc> DateTime<FixedOffset> NaiveDate NaiveDateTime NaiveTime);

/// Checks, where the form is used, that a format and a rule go together.
struct Zone<P, Z>(PhantomData<(P, Z)>);

impl<P: Pattern, Z: ZoneRule> Zone<P, Z> {
    const PROBLEM: Option<&'static str> = if has_zone(P::FORMAT) || Z::ASSUMES_UTC {
        None
    } else {
        Some("the format holds no zone, so the time could not be read back: add `tz = \"assume_utc\"`")
    };

    const IS_WRITTEN: bool = match Self::PROBLEM {
        None => has_zone(P::FORMAT),
        Some(problem) => panic!("{}", problem),
    };
}

/// Tells whether the format has one of `%z`, `%:z`, `%::z`, `%:::z`, `%#z`, `%+` and `%s`.
// `%Z`, the name, is written and never read.
const fn has_zone(format: &str) -> bool {
    let mut rest = format.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            continue;
        }
        while let [b':' | b'#' | b'-' | b'_' | b'0', after @ ..] = rest {
            rest = after;
        }
        let [specifier, after @ ..] = rest else {
            return false;
        };
        if matches!(specifier, b'z' | b'+' | b's') {
            return true;
        }
        rest = after;
    }
    false
}

fn items<P: Pattern>() -> StrftimeItems<'static> {
    StrftimeItems::new(P::FORMAT)
}

/// Writes text that the form reads again; it need not be the same time.
fn write<P: Pattern, T>(
    time: &DelayedFormat<StrftimeItems<'static>>,
    parse: impl FnOnce(&str) -> Result<T, DecodeError>,
    out: &mut Writer,
) -> Result<(), EncodeError> {
    let mut text = String::new();
    // An invalid format is reported here, not by a panic as `to_string` would.
    if time.write_to(&mut text).is_err() || parse(&text).is_err() {
        return Err(EncodeError::new(format!(
            "the format `{}` is invalid, or too little of it is a time to read one back",
            P::FORMAT
        )));
    }
    out.text(&text);
    Ok(())
}

fn parse_point<P: Pattern, Z: ZoneRule>(text: &str) -> Result<DateTime<FixedOffset>, DecodeError> {
    let mut parsed = Parsed::new();
    format::parse(&mut parsed, text, items::<P>())
        .and_then(|()| match parsed.offset() {
            None if !Zone::<P, Z>::IS_WRITTEN => {
                parsed.to_naive_datetime_with_offset(0).map(|time| time.and_utc().fixed_offset())
            }
            _ => parsed.to_datetime(),
        })
        .map_err(|_| other::<P>(text))
}

fn other<P: Pattern>(text: &str) -> DecodeError {
    DecodeError::mismatch(format!("a time in the format `{}`", P::FORMAT), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_zones_of_a_format() {
        for format in ["%z", "%H:%M %:z", "%::z", "%:::z", "%#z", "%+", "%s", "%-s", "%%%z"] {
            assert!(has_zone(format), "{format}");
        }
        for format in ["", "%", "%%z", "%%s", "%Z", "%Y-%m-%d", "z+s", "%:", "%Y%"] {
            assert!(!has_zone(format), "{format}");
        }
    }
}

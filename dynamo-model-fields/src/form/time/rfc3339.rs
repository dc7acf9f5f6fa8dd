//! Times as RFC 3339.

use std::marker::PhantomData;
use std::time::SystemTime;

use crate::attribute::{KeyForm, OrderedForm, Stamp, Stamped, StoredAs, from_stamp};
use crate::error::{DecodeError, EncodeError};
use crate::wire::{AttributeType, Reader, Writer};

use super::zone::{RequireZone, ZoneRule};

/// A time as RFC 3339 text with nine fraction digits, by a rule for its zone.
///
/// | type | `RequireZone` | `AssumeUtc` | `ConvertZone` |
/// |---|---|---|---|
/// | a point in UTC: `SystemTime`, `DateTime<Utc>`, `Timestamp` | written with `Z`; read from any zone, which must be there | likewise; no zone is UTC | as `RequireZone` |
/// | a point with its offset: `DateTime<FixedOffset>`, `OffsetDateTime` | keeps its offset; has no order | likewise; no zone is UTC | written in UTC with `Z`; read from any zone, which must be there, into UTC |
/// | no zone: `NaiveDateTime`, jiff's `DateTime`, `PrimitiveDateTime` | does not exist | is UTC: written with `Z`; read from any zone or none, into UTC | written without a zone; read from any zone or none, into UTC |
///
/// An offset of zero is written as `Z`.
pub struct Rfc3339<Z = RequireZone>(PhantomData<fn() -> Z>);

macro_rules! points {
    ($($type:ty),*) => {$(
        impl<Z: ZoneRule> StoredAs<Rfc3339<Z>> for $type {
            const TYPE: Option<AttributeType> = Some(AttributeType::S);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                write_point::<Z>(self, out)
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                read_point::<Z, Self>(from)
            }
        }

        impl<Z: ZoneRule> KeyForm<Rfc3339<Z>> for $type {}
    )*};
}

macro_rules! points_in_utc {
    ($($type:ty),*) => {$(
        points!($type);
        impl<Z: ZoneRule> OrderedForm<Rfc3339<Z>> for $type {}
    )*};
}

#[cfg(any(feature = "chrono", feature = "time"))]
macro_rules! points_with_offset {
    ($($type:ty),*) => {$(
        points!($type);
        impl OrderedForm<Rfc3339<super::ConvertZone>> for $type {}
    )*};
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! without_zone {
    ($($type:ty),*) => {$(
        without_zone!($type: AssumeUtc, Stamp::or_utc);
        without_zone!($type: ConvertZone, Stamp::without_zone);
    )*};
    ($type:ty: $rule:ident, $written:expr) => {
        impl StoredAs<Rfc3339<super::$rule>> for $type {
            const TYPE: Option<AttributeType> = Some(AttributeType::S);

            fn write_as(&self, out: &mut Writer) -> Result<(), EncodeError> {
                let written: fn(Stamp) -> Stamp = $written;
                out.text(written(self.to_stamp()?).text()?.as_str());
                Ok(())
            }

            fn read_as(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let text = from.text()?;
                from_stamp(Stamp::parse(&text)?.in_utc().without_zone(), &text)
            }
        }

        impl KeyForm<Rfc3339<super::$rule>> for $type {}
        impl OrderedForm<Rfc3339<super::$rule>> for $type {}
    };
}

points_in_utc!(SystemTime);
#[cfg(feature = "chrono")]
points_in_utc!(chrono::DateTime<chrono::Utc>);
#[cfg(feature = "chrono")]
points_with_offset!(chrono::DateTime<chrono::FixedOffset>);
#[cfg(feature = "chrono")]
without_zone!(chrono::NaiveDateTime);
#[cfg(feature = "jiff")]
points_in_utc!(jiff::Timestamp);
#[cfg(feature = "jiff")]
without_zone!(jiff::civil::DateTime);
#[cfg(feature = "time")]
points_with_offset!(time::OffsetDateTime);
#[cfg(feature = "time")]
without_zone!(time::PrimitiveDateTime);

fn write_point<Z: ZoneRule>(point: &impl Stamped, out: &mut Writer) -> Result<(), EncodeError> {
    let stamp = point.to_stamp()?;
    let stamp = if Z::CONVERTS { stamp.in_utc() } else { stamp };
    out.text(stamp.text()?.as_str());
    Ok(())
}

fn read_point<Z: ZoneRule, T: Stamped>(from: &mut Reader<'_>) -> Result<T, DecodeError> {
    let text = from.text()?;
    let stamp = if Z::ASSUMES_UTC { Stamp::parse(&text)?.or_utc() } else { Stamp::parse_zoned(&text)? };
    from_stamp(if Z::CONVERTS { stamp.in_utc() } else { stamp }, &text)
}

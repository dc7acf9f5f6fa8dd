//! Dates, times and durations, by their stored form.

use std::time::{Duration, SystemTime};

use crate::attribute::{As, Attribute, StoredAs};
use crate::error::EncodeError;
use crate::form::{Formatted, Rfc3339};
use crate::value::KeyPart;

use super::key::key_of;
use super::{KeyType, Ordered, ScalarType, Sizable};

macro_rules! keys {
    ($scalar:ident: $($type:ty)*) => {$(
        impl KeyType for $type {
            const SCALAR: ScalarType = ScalarType::$scalar;

            fn to_key(value: &<Self as Attribute>::Native) -> Result<KeyPart, EncodeError> {
                key_of::<Self>(value)
            }

            /// A time is never empty, and its text is short.
            #[inline]
            fn key_size(_: &<Self as Attribute>::Native) -> Option<usize> {
                None
            }
        }
    )*};
}

macro_rules! texts {
    ($($type:ty)*) => {$(
        keys!(S: $type);
        impl Sizable for $type {}
    )*};
}

macro_rules! ordered {
    ($($type:ty)*) => {$(
        impl Ordered for $type {}
    )*};
}

texts!(SystemTime);
keys!(N: Duration);
ordered!(SystemTime Duration);

impl<T: StoredAs<Rfc3339<Z>>, Z: 'static> Sizable for As<T, Rfc3339<Z>> {}

impl<T: StoredAs<Formatted<P, Z>>, P: 'static, Z: 'static> Sizable for As<T, Formatted<P, Z>> {}

/// Offsets stand behind the time, so that a time with its own offset does not sort: no order for it.
#[cfg(feature = "chrono")]
mod chrono {
    use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

    use super::*;

    texts!(DateTime<Utc> DateTime<FixedOffset> NaiveDateTime NaiveDate NaiveTime);
    keys!(N: TimeDelta);
    ordered!(DateTime<Utc> NaiveDateTime NaiveDate NaiveTime TimeDelta);
}

#[cfg(feature = "jiff")]
mod jiff {
    use ::jiff::civil::{Date, DateTime, Time};
    use ::jiff::{SignedDuration, Timestamp};

    use super::*;

    texts!(Timestamp DateTime Date Time);
    keys!(N: SignedDuration);
    ordered!(Timestamp DateTime Date Time SignedDuration);
}

#[cfg(feature = "time")]
#[expect(clippy::module_inception, reason = "it is named for its crate")]
mod time {
    use ::time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};

    use super::*;

    texts!(OffsetDateTime PrimitiveDateTime Date Time);
    keys!(N: Duration);
    ordered!(PrimitiveDateTime Date Time Duration);
}

//! Times in a format of one's own.

#[cfg(feature = "chrono")]
mod chrono;

use std::marker::PhantomData;

use super::zone::RequireZone;

/// A format of text, written in chrono's `strftime` syntax.
pub trait Pattern: 'static {
    /// The format, such as `%d.%m.%Y %H:%M %z`.
    const FORMAT: &'static str;
}

/// A date or a time of chrono as text in the format of `P`, by a rule for its zone.
///
/// For `DateTime<Utc>`, `DateTime<FixedOffset>`, `NaiveDate`, `NaiveDateTime` and `NaiveTime`; the last three have no
/// zone and no rule for it. What the format leaves out is lost; what could not be read back is refused on write. The
/// text can be a key and has no order.
///
/// A format without a zone needs [`AssumeUtc`](super::AssumeUtc), and is then written in UTC.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "chrono")] {
/// use chrono::{DateTime, NaiveDate, Utc};
/// use dynamo_model_fields::form::{Formatted, Pattern};
/// use dynamo_model_fields::{As, Attribute};
///
/// enum German {}
///
/// impl Pattern for German {
///     const FORMAT: &'static str = "%d.%m.%Y";
/// }
///
/// let stored = As::<NaiveDate, Formatted<German>>::to_value(&NaiveDate::default());
/// assert_eq!(stored.map(|value| value.to_string()), Ok("\"01.01.1970\"".to_owned()));
/// # }
/// ```
///
/// Without a zone in the format a point in time could not be read back:
///
/// ```compile_fail
/// use chrono::{DateTime, Utc};
/// use dynamo_model_fields::form::{Formatted, Pattern};
/// use dynamo_model_fields::{As, Attribute};
///
/// enum German {}
///
/// impl Pattern for German {
///     const FORMAT: &'static str = "%d.%m.%Y %H:%M";
/// }
///
/// let stored = As::<DateTime<Utc>, Formatted<German>>::to_value(&DateTime::default());
/// ```
pub struct Formatted<P, Z = RequireZone>(PhantomData<fn() -> (P, Z)>);

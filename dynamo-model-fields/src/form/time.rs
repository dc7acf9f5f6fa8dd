//! The forms of dates, times and durations.

mod zone;
mod epoch;
mod formatted;
mod rfc3339;
#[cfg(test)]
mod tests;
mod unit;

pub use epoch::{EpochMicros, EpochMillis, EpochNanos, EpochSeconds};
pub use formatted::{Formatted, Pattern};
pub use rfc3339::Rfc3339;
pub use unit::{Days, Hours, Micros, Millis, Minutes, Nanos, Seconds, Truncated, Unit, Weeks, Whole};
pub use zone::{AssumeUtc, ConvertZone, RequireZone, ZoneRule};

//! The forms in which a type can be stored other than its own, and what of their types can be told apart.

mod time;

pub use time::{
    AssumeUtc, ConvertZone, Days, EpochMicros, EpochMillis, EpochNanos, EpochSeconds, Formatted, Hours,
    Micros, Millis, Minutes, Nanos, Pattern, RequireZone, Rfc3339, Seconds, Truncated, Unit, Weeks, Whole,
    ZoneRule,
};

//! The forms in which a type can be stored other than its own, and what of their types can be told apart.

mod bytes;
mod display;
mod json;
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use bytes::{AsBinary, AsList};
pub use display::AsText;
pub use json::{AsJson, AsJsonText};
#[cfg(feature = "uuid")]
pub use uuid::Simple;

pub use time::{
    AssumeUtc, ConvertZone, Days, EpochMicros, EpochMillis, EpochNanos, EpochSeconds, Formatted, Hours,
    Micros, Millis, Minutes, Nanos, Pattern, RequireZone, Rfc3339, Seconds, Truncated, Unit, Weeks, Whole,
    ZoneRule,
};

//! The forms in which a type can be stored other than its own, and what of their types can be told apart.

mod bytes;
mod display;
#[cfg(feature = "uuid")]
mod uuid;

pub use bytes::{AsBinary, AsList};
pub use display::AsText;
#[cfg(feature = "uuid")]
pub use uuid::Simple;

//! Why an attribute could not be read or written, and where in the item.

mod decode;
mod encode;
mod path;

pub use decode::DecodeError;
pub use encode::EncodeError;

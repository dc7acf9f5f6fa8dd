//! DynamoDB JSON, read and written without an intermediate map.

mod attribute_type;
mod reader;
pub mod size;
mod text;
mod writer;

pub use attribute_type::AttributeType;
pub(crate) use reader::decode_base64;
pub use reader::{Elements, FoundName, KnownName, KnownNames, Names, NamesAmong, Reader};
pub use writer::Writer;

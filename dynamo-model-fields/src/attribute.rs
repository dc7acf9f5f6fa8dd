//! The stored forms of Rust types.

#[cfg(feature = "bigdecimal")]
mod bigdecimal;
mod binary;
mod boxed;
#[cfg(feature = "bytes")]
mod bytes;
mod email;
mod empty;
#[cfg(any(feature = "bigdecimal", feature = "rust_decimal"))]
mod exact;
mod form;
mod ip;
mod item;
mod json;
mod list;
mod map;
mod nonzero;
mod number;
mod option;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod scalar;
mod set;
#[cfg(any(feature = "compact_str", feature = "smol_str"))]
mod small_text;
mod spelling;
#[cfg(test)]
mod tests;
mod time;
mod tuple;
#[cfg(feature = "ulid")]
mod ulid;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

use crate::error::{DecodeError, EncodeError};
use crate::value::Value;
use crate::wire::{AttributeType, Reader, Writer};

pub use binary::Binary;
pub use email::{Email, InvalidEmail};
pub use empty::{CanBeEmpty, EmptyAbsent};
pub use form::{As, KeyForm, OrderedForm, StoredAs};
pub use item::{ReadItem, WriteItem, from_item, to_item};
pub use json::{Json, JsonText};
pub(crate) use json::{read_json, write_json};
pub use map::MapKey;
pub(crate) use number::whole;
pub use set::SetMember;
pub(crate) use time::{Point, Span, Stamp, Stamped, duration_of, from_stamp, seconds, time_not_held};

/// The stored form of an attribute: how its Rust value is written to and read from DynamoDB JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a DynamoDB attribute",
    label = "not a type of attribute",
    note = "derive `Document` for a struct of your own and `Attribute` for an enum or a newtype; for bytes use `Binary`",
    note = "a type of another crate has a feature of its crate's name here, or is stored in a form: `#[model(as = \"text\")]`, `\"json\"`, `\"binary\"`"
)]
pub trait Attribute: 'static {
    /// What the field of a struct holds; `Self` for plain types.
    type Native;

    /// The type of operands in conditions and updates: `T` for `Option<T>`, else `Self`.
    type Operand: Attribute;

    /// How DynamoDB stores it; `None` if that depends on the value.
    const TYPE: Option<AttributeType>;

    /// Why nothing can be stored like this, if so; derived code does not compile then.
    #[doc(hidden)]
    const PROBLEM: Option<&'static str> = None;

    /// Writes the value as an attribute, such as `{"S":"text"}`.
    ///
    /// # Errors
    ///
    /// Values that DynamoDB cannot hold are refused.
    fn write(value: &Self::Native, out: &mut Writer) -> Result<(), EncodeError>;

    /// Reads the attribute that stands next.
    ///
    /// # Errors
    ///
    /// Another type or a value that does not fit is a mismatch; the rest has `is_syntax`.
    fn read(from: &mut Reader<'_>) -> Result<Self::Native, DecodeError>;

    /// Tells whether an item is written without the attribute because of this value.
    #[inline]
    fn is_absent(_value: &Self::Native) -> bool {
        false
    }

    /// Tells the same of a value in its stored form, such as the operand of an update.
    #[inline]
    fn is_absent_value(_value: &Value) -> bool {
        false
    }

    /// Returns what an absent attribute reads as, or `None` if it must be there.
    #[inline]
    fn absent() -> Option<Self::Native> {
        None
    }

    /// Returns the value as DynamoDB stores it.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::write`].
    fn to_value(value: &Self::Native) -> Result<Value, EncodeError> {
        let mut out = Writer::new();
        Self::write(value, &mut out)?;
        Reader::new(out.as_bytes())
            .and_then(|mut reader| Value::read(&mut reader))
            .map_err(|error| EncodeError::new(error.to_string()))
    }

    /// Returns the value that DynamoDB stores in this form.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::read`].
    fn from_value(value: &Value) -> Result<Self::Native, DecodeError> {
        let mut out = Writer::new();
        value
            .write(&mut out)
            .map_err(|error| DecodeError::mismatch("a value that can be stored", error.to_string()))?;
        Self::read(&mut Reader::new(out.as_bytes())?)
    }
}

/// A type of which lists are stored as a DynamoDB list.
///
/// Every [`Attribute`] is one but `u8`, so that bytes do not become a list of numbers unnoticed:
///
/// ```compile_fail
/// fn stored<T: dynamo_model_fields::Attribute>() {}
/// stored::<Vec<u8>>();
/// ```
#[diagnostic::on_unimplemented(
    message = "a list of `{Self}` cannot be stored in a DynamoDB attribute",
    label = "not an element of a list",
    note = "use `Binary` for bytes; a type of your own needs `impl Element`, which its derive writes"
)]
pub trait Element: Attribute {}

#[cold]
#[inline(never)]
fn other_type(expected: AttributeType, found: &Value) -> DecodeError {
    DecodeError::mismatch(expected.as_str(), found.attribute_type().as_str())
}

/// Says what a plain type has in common with every other: it is its own native type and operand.
macro_rules! plain {
    ($kind:expr) => {
        type Native = Self;
        type Operand = Self;
        const TYPE: Option<$crate::wire::AttributeType> = $kind;
    };
}

use plain;

//! What derived code asks of the types of fields.

use dynamo_model_fields::{
    Attribute, AttributeType, DecodeError, EncodeError, Reader, Value, Writer, generated,
};

use crate::model::schema::{FieldSchema, Presence};

/// A type in which a field that holds a `T` can be stored: any [`Attribute`] of it.
// All that derived code asks of a type is asked by this one trait, which names no type of the attribute's. A type that
// is none is then the same mistake wherever it is made, and the compiler reports it once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a DynamoDB attribute",
    label = "not a type of attribute",
    note = "derive `Document` for a struct of your own and `Attribute` for an enum or a newtype; for bytes use `Binary`",
    note = "a type of another crate has a feature of its crate's name here, or is stored in a form: `#[model(as = \"text\")]`, `\"json\"`, `\"binary\"`"
)]
pub trait FieldType<T = Self> {
    /// How DynamoDB stores it; `None` if that depends on the value.
    const TYPE: Option<AttributeType>;

    /// Why nothing can be stored like this, if so.
    const PROBLEM: Option<&'static str>;

    /// Describes a field that has no name yet.
    const SCHEMA: FieldSchema;

    /// As [`Attribute::read`].
    #[expect(clippy::missing_errors_doc, reason = "they are those of the attribute")]
    fn read(from: &mut Reader<'_>) -> Result<T, DecodeError>;

    /// As [`Attribute::write`].
    #[expect(clippy::missing_errors_doc, reason = "they are those of the attribute")]
    fn write(value: &T, out: &mut Writer) -> Result<(), EncodeError>;

    /// As [`Attribute::is_absent`].
    fn is_absent(value: &T) -> bool;

    /// As [`Attribute::is_absent_value`].
    fn is_absent_value(value: &Value) -> bool;

    /// As [`Attribute::absent`].
    fn absent() -> Option<T>;

    /// Reads the attribute of a field.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::read`], with the name in the path.
    fn read_field(from: &mut Reader<'_>, name: &'static str) -> Result<Option<T>, DecodeError>;

    /// Reads the attribute of a field whose contents no error may tell.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::read`], with the name in the path and nothing of what was found.
    fn read_sensitive_field(from: &mut Reader<'_>, name: &'static str) -> Result<Option<T>, DecodeError>;

    /// Returns what was read, or what an absent attribute means.
    ///
    /// # Errors
    ///
    /// An absent attribute that is required gives an error with `is_missing`.
    fn required(slot: Option<T>, name: &'static str) -> Result<T, DecodeError>;

    /// Writes the attribute of a field with its name, unless the value means an absent one.
    ///
    /// `json` is the name as it is written: after a comma, quoted, escaped and with its colon.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::write`], with the name in the path.
    fn write_field(
        value: &T,
        name: &'static str,
        json: &'static str,
        out: &mut Writer,
    ) -> Result<(), EncodeError>;
}

impl<T, S: Attribute<Native = T>> FieldType<T> for S {
    const TYPE: Option<AttributeType> = S::TYPE;

    const PROBLEM: Option<&'static str> = S::PROBLEM;

    const SCHEMA: FieldSchema = FieldSchema::of::<S>("", "", Presence::Required);

    #[inline]
    fn read(from: &mut Reader<'_>) -> Result<T, DecodeError> {
        <S as Attribute>::read(from)
    }

    #[inline]
    fn write(value: &T, out: &mut Writer) -> Result<(), EncodeError> {
        <S as Attribute>::write(value, out)
    }

    #[inline]
    fn is_absent(value: &T) -> bool {
        <S as Attribute>::is_absent(value)
    }

    #[inline]
    fn is_absent_value(value: &Value) -> bool {
        <S as Attribute>::is_absent_value(value)
    }

    #[inline]
    fn absent() -> Option<T> {
        <S as Attribute>::absent()
    }

    #[inline]
    fn read_field(from: &mut Reader<'_>, name: &'static str) -> Result<Option<T>, DecodeError> {
        generated::read_field::<S>(from, name)
    }

    #[inline]
    fn read_sensitive_field(from: &mut Reader<'_>, name: &'static str) -> Result<Option<T>, DecodeError> {
        generated::read_sensitive_field::<S>(from, name)
    }

    #[inline]
    fn required(slot: Option<T>, name: &'static str) -> Result<T, DecodeError> {
        generated::required::<S>(slot, name)
    }

    #[inline]
    fn write_field(
        value: &T,
        name: &'static str,
        json: &'static str,
        out: &mut Writer,
    ) -> Result<(), EncodeError> {
        generated::write_field::<S>(value, name, json, out)
    }
}

/// Refuses to compile what cannot be stored; called by generated code.
///
/// # Panics
///
/// If there is a problem; in a constant, where generated code calls it, this is a compile error.
#[track_caller]
pub const fn refuse(problem: Option<&'static str>) {
    if let Some(problem) = problem {
        panic!("{}", problem);
    }
}

/// Returns what was read, or the default of the field's type; called by generated code.
#[inline]
pub fn or_default<T: Default>(slot: Option<T>) -> T {
    slot.unwrap_or_default()
}

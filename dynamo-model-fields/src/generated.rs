//! What derived code calls, a function a field; no part of the public interface.

mod choice;
mod rest;

use crate::attribute::Attribute;
use crate::error::{DecodeError, EncodeError};
use crate::wire::{Reader, Writer};

pub use crate::wire::{FoundName, KnownName, KnownNames, NamesAmong};
pub use choice::{key_of_text, of_text, read_content, tag_of, text_of, unknown_variant, variant_of};
pub use rest::RestMap;

/// Reads the attribute of a field.
///
/// # Errors
///
/// As for [`Attribute::read`], with the name in the path.
#[inline]
pub fn read_field<S: Attribute>(
    from: &mut Reader<'_>,
    name: &'static str,
) -> Result<Option<S::Native>, DecodeError> {
    match S::read(from) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(error.within(name)),
    }
}

/// Reads the attribute of a field whose contents no error may tell.
///
/// # Errors
///
/// As for [`Attribute::read`], with the name in the path and nothing of what was found.
#[inline]
pub fn read_sensitive_field<S: Attribute>(
    from: &mut Reader<'_>,
    name: &'static str,
) -> Result<Option<S::Native>, DecodeError> {
    match S::read(from) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(error.hidden().within(name)),
    }
}

/// Returns what was read, or what an absent attribute means.
///
/// # Errors
///
/// An absent attribute that is required gives an error with `is_missing`.
#[inline]
pub fn required<S: Attribute>(slot: Option<S::Native>, name: &'static str) -> Result<S::Native, DecodeError> {
    match slot.or_else(S::absent) {
        Some(value) => Ok(value),
        None => Err(DecodeError::missing().within(name)),
    }
}

/// Returns what was read, or the type's default.
#[inline]
pub fn or_default<S: Attribute<Native: Default>>(slot: Option<S::Native>) -> S::Native {
    slot.unwrap_or_default()
}

/// Returns the value: an expression of the user's, where the type of its field is expected.
#[inline]
pub fn given<T>(value: T) -> T {
    value
}

/// Writes the attribute of a field with its name, unless the value means an absent one.
///
/// `json` is the name as it is written: after a comma, quoted, escaped and with its colon.
///
/// # Errors
///
/// As for [`Attribute::write`], with the name in the path.
#[inline]
pub fn write_field<S: Attribute>(
    value: &S::Native,
    name: &'static str,
    json: &'static str,
    out: &mut Writer,
) -> Result<(), EncodeError> {
    if S::is_absent(value) {
        return Ok(());
    }
    out.next_name(json);
    S::write(value, out).map_err(|error| error.within(name))
}

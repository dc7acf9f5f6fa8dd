//! Enums: which variant it is, and where its content stands.

use std::borrow::Cow;

use crate::attribute::Attribute;
use crate::error::{DecodeError, EncodeError};
use crate::value::{KeyPart, Value};
use crate::wire::{AttributeType, Reader, Writer};

/// Makes the error of a value that is none of the variants.
#[cold]
#[inline(never)]
pub fn unknown_variant(known: &[&'static str], found: &str) -> DecodeError {
    DecodeError::mismatch(format!("one of {}", known.join(", ")), found.to_owned())
}

/// Finds the text of an entry of the map that stands next, which stays unread.
///
/// # Errors
///
/// Another type is a mismatch, and a map without the entry gives an error with `is_missing`.
pub fn tag_of<'a>(from: &Reader<'a>, tag: &str) -> Result<Cow<'a, str>, DecodeError> {
    let mut ahead = from.clone();
    let mut names = ahead.begin_map()?;
    while let Some(name) = names.next(&mut ahead)? {
        if name == tag {
            return ahead.text().map_err(|error| error.within(tag));
        }
        ahead.skip()?;
    }
    Err(DecodeError::missing().within(tag))
}

/// Finds the name of a variant that is text, or the only entry of a map; a map stays unread, which the flag tells.
///
/// # Errors
///
/// Another type is a mismatch, and so is a map of another length.
pub fn variant_of<'a>(from: &mut Reader<'a>) -> Result<(Cow<'a, str>, bool), DecodeError> {
    if from.attribute_type()? == AttributeType::S {
        return Ok((from.text()?, false));
    }
    let mut ahead = from.clone();
    let mut names = ahead.begin_map()?;
    let Some(name) = names.next(&mut ahead)? else {
        return Err(DecodeError::mismatch("a map of one entry, which names the variant", "an empty map"));
    };
    ahead.skip()?;
    if names.next(&mut ahead)?.is_some() {
        return Err(DecodeError::mismatch("a map of one entry, which names the variant", "a map of several"));
    }
    Ok((name, true))
}

/// Reads the content of a variant from an entry of the map that stands next, and passes over the others.
///
/// # Errors
///
/// A map without the entry gives an error with `is_missing`; errors of `read` get the entry's name.
pub fn read_content<'a, T>(
    from: &mut Reader<'a>,
    entry: &str,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut read = Some(read);
    let mut content = None;
    let mut names = from.begin_map()?;
    while let Some(name) = names.next(from)? {
        match read.take_if(|_| name == entry) {
            Some(read) => content = Some(read(from).map_err(|error| error.within(entry))?),
            None => from.skip()?,
        }
    }
    from.end_map()?;
    content.ok_or_else(|| DecodeError::missing().within(entry))
}

/// Returns the text that a value is stored as.
///
/// # Errors
///
/// A value that cannot be stored, or that is stored as another type.
pub fn text_of<T: Attribute<Native = T>>(value: &T) -> Result<String, EncodeError> {
    match T::to_value(value)? {
        Value::S(text) => Ok(text),
        _ => Err(EncodeError::new("the value is not stored as text")),
    }
}

/// Reads a value from the text that it is stored as.
///
/// # Errors
///
/// Text that does not fit is a mismatch.
pub fn of_text<T: Attribute<Native = T>>(text: &str) -> Result<T, DecodeError> {
    let mut out = Writer::with_capacity(text.len() + 9);
    out.text(text);
    T::read(&mut Reader::new(out.as_bytes())?)
}

/// Returns a value that is stored as text as part of a key.
///
/// # Errors
///
/// As for [`text_of`].
pub fn key_of_text<T: Attribute<Native = T>>(value: &T) -> Result<KeyPart, EncodeError> {
    text_of(value).map(KeyPart::S)
}

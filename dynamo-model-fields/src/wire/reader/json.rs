//! Plain JSON: objects, arrays and strings.

use std::borrow::Cow;

use crate::error::DecodeError;
use crate::wire::text::{plain_prefix, unescape};

use super::Reader;

/// The names of an open object, one after another.
#[derive(Debug)]
pub struct Names {
    pub(super) is_first: bool,
}

/// The elements of an open array, one after another.
#[derive(Debug)]
pub struct Elements {
    is_first: bool,
}

impl Names {
    /// Consumes the next name and its colon, so that the reader stands at the value.
    ///
    /// `None` has consumed the closing brace.
    ///
    /// # Errors
    ///
    /// Anything but a name or the end gives an error with `is_syntax`.
    #[inline]
    pub fn next<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<Cow<'a, str>>, DecodeError> {
        let mut token = reader.peek_token();
        if token == b'}' {
            reader.at += 1;
            reader.ascend();
            return Ok(None);
        }
        if !self.is_first {
            if token != b',' {
                return Err(reader.syntax("no comma between members"));
            }
            reader.at += 1;
            token = reader.peek_token();
        }
        self.is_first = false;
        if token != b'"' {
            return Err(reader.syntax("no name in an object"));
        }
        reader.at += 1;
        let name = reader.string_body()?;
        reader.token(b':', "no colon after a name")?;
        reader.peek_token();
        Ok(Some(name))
    }
}

impl Elements {
    /// Tells whether another element follows, and stands before it.
    ///
    /// `false` has consumed the closing bracket.
    ///
    /// # Errors
    ///
    /// Anything but an element or the end gives an error with `is_syntax`.
    #[inline]
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let mut token = reader.peek_token();
        if token == b']' {
            reader.at += 1;
            reader.ascend();
            return Ok(false);
        }
        if !self.is_first {
            if token != b',' {
                return Err(reader.syntax("no comma between elements"));
            }
            reader.at += 1;
            token = reader.peek_token();
        }
        self.is_first = false;
        if matches!(token, b']' | b',' | 0) {
            return Err(reader.syntax("no element in an array"));
        }
        Ok(true)
    }
}

impl<'a> Reader<'a> {
    /// Opens an object, whose names are then drawn from [`Names`].
    ///
    /// # Errors
    ///
    /// Anything but an opening brace gives an error with `is_syntax`.
    #[inline]
    pub fn object(&mut self) -> Result<Names, DecodeError> {
        self.token(b'{', "no object")?;
        self.descend()?;
        Ok(Names { is_first: true })
    }

    /// Opens an array, whose elements are then counted out by [`Elements`].
    ///
    /// # Errors
    ///
    /// Anything but an opening bracket gives an error with `is_syntax`.
    #[inline]
    pub fn array(&mut self) -> Result<Elements, DecodeError> {
        self.token(b'[', "no array")?;
        self.descend()?;
        Ok(Elements { is_first: true })
    }

    /// Reads a JSON string.
    ///
    /// # Errors
    ///
    /// Anything but a well-formed string gives an error with `is_syntax`.
    #[inline]
    pub fn json_string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.token(b'"', "no string")?;
        self.string_body()
    }

    /// Consumes `null` if it stands here.
    #[inline]
    pub fn json_null(&mut self) -> bool {
        self.peek_token() == b'n' && self.eat(b"null")
    }

    /// Makes sure that nothing but white space follows.
    ///
    /// # Errors
    ///
    /// Anything else gives an error with `is_syntax`.
    pub fn end(&mut self) -> Result<(), DecodeError> {
        self.peek_token();
        if self.at < self.json.len() {
            return Err(self.syntax("text after the end"));
        }
        Ok(())
    }

    /// Reads the rest of a string whose opening quote is consumed.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "to return a text through memory takes as long as to find its end"
    )]
    pub(super) fn string_body(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let rest = self.rest();
        let length = plain_prefix(rest);
        if rest.get(length) == Some(&b'"')
            && let Some(text) = self.json.get(self.at..self.at + length)
        {
            self.at += length + 1;
            return Ok(Cow::Borrowed(text));
        }
        let (text, end) = unescape(self.json, self.at)?;
        self.at = end;
        Ok(Cow::Owned(text))
    }
}

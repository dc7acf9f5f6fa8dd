//! Attribute values, such as `{"S":"text"}`.
//!
//! Each reader first compares the exact bytes that DynamoDB sends; white space, which it never
//! sends, takes the slower way.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::DecodeError;
use crate::wire::attribute_type::AttributeType;

use super::{Elements, Names, Reader};

impl<'a> Reader<'a> {
    /// Reads an attribute of type S.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; the rest has `is_syntax`.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.quoted(b"{\"S\":\"", AttributeType::S)
    }

    /// Reads the text of an attribute of type N.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; the rest has `is_syntax`. The text is not checked.
    #[inline]
    pub fn number(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.quoted(b"{\"N\":\"", AttributeType::N)
    }

    /// Reads an attribute of type BOOL.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; the rest has `is_syntax`.
    #[inline]
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        if self.eat(b"{\"BOOL\":true}") {
            return Ok(true);
        }
        if self.eat(b"{\"BOOL\":false}") {
            return Ok(false);
        }
        self.spaced_boolean()
    }

    /// Reads an attribute of type B.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch, and so is text that is not base64; the rest has `is_syntax`.
    pub fn binary(&mut self) -> Result<Vec<u8>, DecodeError> {
        let text = self.base64()?;
        decode_base64(&text)
    }

    /// Consumes an attribute of type NULL, and leaves any other alone.
    ///
    /// # Errors
    ///
    /// What is no attribute at all gives an error with `is_syntax`.
    #[inline]
    pub fn null(&mut self) -> Result<bool, DecodeError> {
        match self.rest() {
            [b'{', b'"', _, b'"', b':', b'"' | b'[' | b'{', ..]
            | [b'{', b'"', _, b'S', b'"', b':', b'[', ..]
            | [b'{', b'"', b'B', b'O', b'O', b'L', b'"', b':', b't' | b'f', ..] => Ok(false),
            _ => self.any_null(),
        }
    }

    /// Reads an attribute of type L, calling `each` with the reader at each element.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; errors of `each` get the element's position.
    #[inline]
    pub fn list<F>(&mut self, mut each: F) -> Result<(), DecodeError>
    where
        F: FnMut(&mut Self, usize) -> Result<(), DecodeError>,
    {
        let mut elements = self.open_array(b"{\"L\":[", AttributeType::L)?;
        let mut position = 0;
        while elements.next(self)? {
            each(self, position).map_err(|error| error.within_index(position))?;
            position += 1;
        }
        self.close()
    }

    /// Reads an attribute of type M, calling `each` with every name and the reader at its value.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; errors of `each` get the name.
    #[inline]
    pub fn map<F>(&mut self, mut each: F) -> Result<(), DecodeError>
    where
        F: FnMut(&mut Self, Cow<'a, str>) -> Result<(), DecodeError>,
    {
        let mut names = self.open_object()?;
        loop {
            let start = self.at;
            let Some(name) = names.next(self)? else {
                return self.close();
            };
            each(self, name).map_err(|error| self.within_name_at(start, error))?;
        }
    }

    /// Opens an attribute of type M, whose names are then drawn from [`Names`]; [`end_map`](Self::end_map) closes it.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; the rest has `is_syntax`.
    #[inline]
    pub fn begin_map(&mut self) -> Result<Names, DecodeError> {
        self.open_object()
    }

    /// Closes an attribute of type M after its last name.
    ///
    /// # Errors
    ///
    /// Anything but the end of the attribute gives an error with `is_syntax`.
    #[inline]
    pub fn end_map(&mut self) -> Result<(), DecodeError> {
        self.close()
    }

    /// Reads a set of the given kind, calling `each` with every member as it stands in JSON.
    ///
    /// # Errors
    ///
    /// Another type is a mismatch; errors of `each` get the member's position.
    #[inline]
    pub fn set<F>(&mut self, kind: AttributeType, mut each: F) -> Result<(), DecodeError>
    where
        F: FnMut(Cow<'a, str>) -> Result<(), DecodeError>,
    {
        let mut elements = match kind {
            AttributeType::Ss => self.open_array(b"{\"SS\":[", kind),
            AttributeType::Ns => self.open_array(b"{\"NS\":[", kind),
            _ => self.open_array(b"{\"BS\":[", AttributeType::Bs),
        }?;
        let mut position = 0;
        while elements.next(self)? {
            let member = self.json_string()?;
            let member = if kind == AttributeType::Bs { unescaped(member)? } else { member };
            each(member).map_err(|error| error.within_index(position))?;
            position += 1;
        }
        self.close()
    }

    /// Returns the type of the attribute here, which stays unread.
    ///
    /// # Errors
    ///
    /// What is no attribute gives an error with `is_syntax`.
    #[inline]
    pub fn attribute_type(&mut self) -> Result<AttributeType, DecodeError> {
        match self.exact_type() {
            Some(kind) => Ok(kind),
            None => self.spaced_type(),
        }
    }

    /// Reads the text of an attribute of type B, without decoding it.
    #[inline]
    pub(in crate::wire) fn base64(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.quoted(b"{\"B\":\"", AttributeType::B).and_then(unescaped)
    }

    /// Returns the type if the attribute begins as DynamoDB writes it.
    #[inline]
    fn exact_type(&self) -> Option<AttributeType> {
        let [b'{', b'"', name @ ..] = self.rest() else {
            return None;
        };
        Some(match name {
            [b'S', b'"', b':', b'"', ..] => AttributeType::S,
            [b'N', b'"', b':', b'"', ..] => AttributeType::N,
            [b'B', b'"', b':', b'"', ..] => AttributeType::B,
            [b'L', b'"', b':', b'[', ..] => AttributeType::L,
            [b'M', b'"', b':', b'{', ..] => AttributeType::M,
            [b'S', b'S', b'"', b':', b'[', ..] => AttributeType::Ss,
            [b'N', b'S', b'"', b':', b'[', ..] => AttributeType::Ns,
            [b'B', b'S', b'"', b':', b'[', ..] => AttributeType::Bs,
            [b'B', b'O', b'O', b'L', b'"', b':', b't' | b'f', ..] => AttributeType::Bool,
            [b'N', b'U', b'L', b'L', b'"', b':', b't', ..] => AttributeType::Null,
            _ => return None,
        })
    }

    #[cold]
    #[inline(never)]
    fn spaced_type(&mut self) -> Result<AttributeType, DecodeError> {
        let start = self.at;
        let kind = self.open_any();
        self.at = start;
        kind
    }

    /// Reads a string attribute, given the bytes up to and with the quote of its text.
    #[inline]
    fn quoted<const N: usize>(
        &mut self,
        opening: &[u8; N],
        kind: AttributeType,
    ) -> Result<Cow<'a, str>, DecodeError> {
        if !self.eat(opening) {
            self.open_as(kind)?;
            self.token(b'"', "no string")?;
        }
        let text = self.string_body()?;
        self.close()?;
        Ok(text)
    }

    #[inline]
    fn open_array<const N: usize>(
        &mut self,
        opening: &[u8; N],
        kind: AttributeType,
    ) -> Result<Elements, DecodeError> {
        if self.eat(opening) {
            // The bracket is read again, so that there is one way into an array.
            self.at -= 1;
        } else {
            self.open_as(kind)?;
        }
        self.array()
    }

    #[inline]
    fn open_object(&mut self) -> Result<Names, DecodeError> {
        if !self.eat(b"{\"M\":") {
            self.open_as(AttributeType::M)?;
        }
        self.object()
    }

    /// Consumes the brace behind the value of an attribute.
    #[inline]
    fn close(&mut self) -> Result<(), DecodeError> {
        if self.peek_token() != b'}' {
            return self.close_behind_more();
        }
        self.at += 1;
        Ok(())
    }

    /// Closes an attribute in which more than its value stands.
    #[cold]
    #[inline(never)]
    fn close_behind_more(&mut self) -> Result<(), DecodeError> {
        const MORE: &str = "more than one value in an attribute";
        while self.peek_token() == b',' {
            self.at += 1;
            if self.member()?.is_some() {
                return Err(self.syntax(MORE));
            }
        }
        self.token(b'}', MORE)
    }

    /// Stands before the value of an attribute of this kind, or says which kind it is instead.
    #[cold]
    #[inline(never)]
    fn open_as(&mut self, kind: AttributeType) -> Result<(), DecodeError> {
        let found = self.open_any()?;
        if found == kind {
            return Ok(());
        }
        Err(DecodeError::mismatch(kind.as_str(), found.as_str()))
    }

    /// Consumes an attribute up to its value.
    fn open_any(&mut self) -> Result<AttributeType, DecodeError> {
        self.token(b'{', "no attribute value")?;
        loop {
            self.peek_token();
            let start = self.at + 1;
            if let Some(name) = self.member()? {
                return AttributeType::from_name(&name)
                    .ok_or_else(|| DecodeError::syntax("an unknown attribute type", start));
            }
            self.token(b',', "no value in an attribute")?;
        }
    }

    /// Consumes the name of a member of an attribute, and stands before what it is for.
    ///
    /// `None` has passed over a member that is no value to the SDK either: a null, whose name it does not even read, or the
    /// name of the union's type.
    fn member(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        if self.peek_token() != b'"' {
            return Err(self.syntax("no attribute type"));
        }
        let start = self.at + 1;
        self.skip_name()?;
        if self.json_null() {
            return Ok(None);
        }
        let value = std::mem::replace(&mut self.at, start);
        let name = self.string_body()?;
        self.at = value;
        if name == "__type" {
            self.skip()?;
            return Ok(None);
        }
        Ok(Some(name))
    }

    #[cold]
    #[inline(never)]
    fn spaced_boolean(&mut self) -> Result<bool, DecodeError> {
        self.open_as(AttributeType::Bool)?;
        let value = self.eat(b"true");
        if !value && !self.eat(b"false") {
            return Err(self.syntax("neither true nor false"));
        }
        self.close()?;
        Ok(value)
    }

    #[cold]
    #[inline(never)]
    fn any_null(&mut self) -> Result<bool, DecodeError> {
        if self.eat(b"{\"NULL\":true}") {
            return Ok(true);
        }
        let start = self.at;
        if self.open_any()? != AttributeType::Null {
            self.at = start;
            return Ok(false);
        }
        // A NULL that is false is one to the SDK, too.
        if !self.eat(b"true") && !self.eat(b"false") {
            return Err(self.syntax("a NULL that is neither true nor false"));
        }
        self.close()?;
        Ok(true)
    }

    /// Adds the name that starts behind the offset; read again, so that success pays nothing.
    #[cold]
    #[inline(never)]
    fn within_name_at(&self, start: usize, error: DecodeError) -> DecodeError {
        let mut again = self.clone();
        again.at = start;
        if again.peek_token() == b',' {
            again.at += 1;
        }
        match again.json_string() {
            Ok(name) => error.within(&name),
            Err(_) => error,
        }
    }
}

/// Refuses base64 with escapes of JSON's, which the SDK does not undo there.
#[inline]
fn unescaped(base64: Cow<'_, str>) -> Result<Cow<'_, str>, DecodeError> {
    match base64 {
        Cow::Borrowed(_) => Ok(base64),
        Cow::Owned(_) => Err(DecodeError::mismatch("base64", "text with escapes")),
    }
}

/// Decodes base64 in the one form that DynamoDB knows: padded, and without white space.
pub(crate) fn decode_base64(text: &str) -> Result<Vec<u8>, DecodeError> {
    STANDARD.decode(text).map_err(|_| DecodeError::mismatch("base64", "text that is not base64"))
}

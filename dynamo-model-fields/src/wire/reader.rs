//! Reading JSON in place.

mod attribute;
mod json;
mod known;
mod skip;
#[cfg(test)]
mod tests;

use crate::error::DecodeError;

pub(crate) use attribute::decode_base64;
pub use json::{Elements, Names};
pub use known::{FoundName, KnownName, KnownNames, NamesAmong};

/// How many containers may be open at once; DynamoDB nests 32 deep inside a response's own three.
const MAX_DEPTH: usize = 64;

/// Walks through DynamoDB JSON in one pass and lends text from it where it can.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    json: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Checks once that the bytes are UTF-8 and stands before the first of them.
    ///
    /// # Errors
    ///
    /// Bytes that are not UTF-8 give an error with `is_syntax`.
    pub fn new(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        match simdutf8::basic::from_utf8(bytes) {
            Ok(json) => Ok(Self::over(json)),
            Err(_) => Err(DecodeError::syntax("text that is not UTF-8", 0)),
        }
    }

    /// Reads text that is known to be UTF-8.
    pub(crate) fn over(json: &'a str) -> Self {
        Self { json, at: 0, depth: 0 }
    }

    /// Returns the offset of the next byte to be read.
    #[inline]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Returns how many bytes are still to be read.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.json.len().saturating_sub(self.at)
    }

    /// Returns the bytes that are still to be read.
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.json.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Returns the next byte as it stands, or zero at the end.
    #[inline]
    fn peek(&self) -> u8 {
        self.json.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Returns the next byte that is not white space, and stands before it; zero at the end.
    #[inline]
    fn peek_token(&mut self) -> u8 {
        let byte = self.peek();
        if byte > b' ' {
            return byte;
        }
        self.skip_blanks()
    }

    #[cold]
    #[inline(never)]
    fn skip_blanks(&mut self) -> u8 {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.peek()
    }

    /// Consumes the token, or says that `what` is amiss.
    #[inline]
    fn token(&mut self, token: u8, what: &'static str) -> Result<(), DecodeError> {
        if self.peek_token() != token {
            return Err(self.syntax(what));
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes the literal if it stands exactly here.
    #[inline]
    fn eat<const N: usize>(&mut self, literal: &[u8; N]) -> bool {
        let is_here = self.rest().first_chunk::<N>() == Some(literal);
        if is_here {
            self.at += N;
        }
        is_here
    }

    #[inline]
    fn descend(&mut self) -> Result<(), DecodeError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.syntax("more than 64 nested containers"));
        }
        Ok(())
    }

    #[inline]
    fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    #[cold]
    #[inline(never)]
    fn syntax(&self, what: &'static str) -> DecodeError {
        DecodeError::syntax(what, self.at)
    }
}

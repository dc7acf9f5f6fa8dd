//! Passing over values that nobody asked for.

use crate::error::DecodeError;
use crate::wire::text::plain_prefix;

use super::Reader;

impl<'a> Reader<'a> {
    /// Passes over one JSON value, however deep, without recursion.
    ///
    /// # Errors
    ///
    /// A value that does not end gives an error with `is_syntax`. What is inside is checked only
    /// as far as is needed to find its end.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        let mut open = 0_usize;
        loop {
            match self.peek_token() {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    self.at += 1;
                    open += 1;
                    continue;
                }
                b'}' | b']' | b',' | b':' if open == 0 => return Err(self.syntax("no value")),
                b'}' | b']' => {
                    self.at += 1;
                    open -= 1;
                }
                b',' | b':' => {
                    self.at += 1;
                    continue;
                }
                0 => return Err(self.syntax("an unterminated value")),
                _ => self.skip_bare_word()?,
            }
            if open == 0 {
                return Ok(());
            }
        }
    }

    /// Passes over one JSON value and returns its text, without white space around it.
    ///
    /// # Errors
    ///
    /// A value that does not end gives an error with `is_syntax`.
    pub fn raw(&mut self) -> Result<&'a str, DecodeError> {
        self.peek_token();
        let start = self.at;
        self.skip()?;
        self.json.get(start..self.at).ok_or_else(|| self.syntax("no value"))
    }

    /// Passes over a string from its opening quote.
    #[inline]
    fn skip_string(&mut self) -> Result<(), DecodeError> {
        self.at += 1;
        loop {
            let rest = self.rest();
            let plain = plain_prefix(rest);
            self.at += plain;
            if rest.get(plain) == Some(&b'"') {
                self.at += 1;
                return Ok(());
            }
            self.skip_escape()?;
        }
    }

    #[cold]
    #[inline(never)]
    fn skip_escape(&mut self) -> Result<(), DecodeError> {
        match self.rest() {
            // What an escape takes beyond two bytes is plain text. The second must be ASCII, so
            // that the cursor stays between characters.
            [b'\\', second, ..] if second.is_ascii() => {
                self.at += 2;
                Ok(())
            }
            [b'\\', ..] => Err(self.syntax("an invalid escape")),
            [] => Err(self.syntax("an unterminated string")),
            _ => Err(self.syntax("a control character in a string")),
        }
    }

    /// Passes over a number, `true`, `false` or `null`.
    fn skip_bare_word(&mut self) -> Result<(), DecodeError> {
        let length = self
            .rest()
            .iter()
            .position(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E'))
            .unwrap_or(self.rest().len());
        if length == 0 {
            return Err(self.syntax("no value"));
        }
        self.at += length;
        Ok(())
    }
}

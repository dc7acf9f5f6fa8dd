//! Passing over values that nobody asked for.

use crate::error::DecodeError;
use crate::wire::text::plain_prefix;

use super::Reader;

/// How many containers may be open at once in what is passed over: each list or map of DynamoDB's is two.
const MAX_SKIPPED: u32 = 128;

impl<'a> Reader<'a> {
    /// Passes over one JSON value, without recursion.
    ///
    /// # Errors
    ///
    /// What is no JSON, and more than 128 nested containers (two for each list or map of DynamoDB's), give an error with
    /// `is_syntax`. The structure is checked everywhere; what escapes and attributes say, nowhere.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        // A bit for each open container, the innermost the lowest; it is set where that is an object.
        let mut objects = 0_u128;
        let mut open = 0;
        loop {
            match self.peek_token() {
                b'"' => self.skip_string()?,
                opening @ (b'{' | b'[') => {
                    self.at += 1;
                    let is_object = opening == b'{';
                    if self.peek_token() != if is_object { b'}' } else { b']' } {
                        if open == MAX_SKIPPED {
                            return Err(self.syntax("more than 128 nested containers"));
                        }
                        open += 1;
                        objects = objects << 1 | u128::from(is_object);
                        if is_object {
                            self.skip_name()?;
                        }
                        continue;
                    }
                    self.at += 1;
                }
                _ => self.skip_bare_word()?,
            }
            // A value has ended, and with it, it may be, those around it.
            loop {
                if open == 0 {
                    return Ok(());
                }
                let is_object = objects & 1 == 1;
                match self.peek_token() {
                    b',' => {
                        self.at += 1;
                        if is_object {
                            self.peek_token();
                            self.skip_name()?;
                        }
                        break;
                    }
                    b'}' if is_object => {}
                    b']' if !is_object => {}
                    0 => return Err(self.syntax("an unterminated value")),
                    _ => return Err(self.syntax("neither a comma nor the end of a container")),
                }
                self.at += 1;
                open -= 1;
                objects >>= 1;
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

    /// Passes over a name and its colon.
    #[inline]
    pub(super) fn skip_name(&mut self) -> Result<(), DecodeError> {
        if self.peek() != b'"' {
            return Err(self.syntax("no name in an object"));
        }
        self.skip_string()?;
        self.token(b':', "no colon after a name")
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
        let rest = self.json.get(self.at..).unwrap_or_default();
        match rest.as_bytes().first() {
            // What an escape takes beyond two characters is plain text.
            Some(b'\\') => match rest.chars().nth(1) {
                Some(second) => {
                    self.at += 1 + second.len_utf8();
                    Ok(())
                }
                None => Err(self.syntax("an unterminated string")),
            },
            None => Err(self.syntax("an unterminated string")),
            Some(_) => Err(self.syntax("a control character in a string")),
        }
    }

    /// Passes over a number, `true`, `false` or `null`.
    fn skip_bare_word(&mut self) -> Result<(), DecodeError> {
        let rest = self.json.get(self.at..).unwrap_or_default();
        let end = rest.find(|c: char| !matches!(c, '+' | '-' | '.' | '0'..='9' | 'a'..='z' | 'E'));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let is_value = match word.as_bytes() {
            b"true" | b"false" | b"null" => true,
            // A number in a form that JSON lacks, such as `01`, is one to the SDK too.
            [b'-' | b'0'..=b'9', ..] if word.bytes().all(|byte| byte.is_ascii_digit()) => true,
            [b'-' | b'0'..=b'9', ..] => !word.contains('i') && word.parse::<f64>().is_ok(),
            _ => false,
        };
        if !is_value {
            return Err(self.syntax("no value"));
        }
        self.at += word.len();
        Ok(())
    }
}

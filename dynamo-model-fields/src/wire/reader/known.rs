//! Names that a type knows, found by where they stood last.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::error::DecodeError;

use super::{Names, Reader};

/// How many of the names that came next before are tried, one for each attribute that an item lacks.
const GUESSES: usize = 4;

/// The names that a type knows, and the order in which they came last.
///
/// An item lists its attributes in no order that anyone knows, and the next item mostly in the same. So each name
/// remembers which one followed it, and that one is looked for first, by its bytes, before the end of the name is
/// looked for. What is remembered is a guess: a wrong one costs a comparison.
#[derive(Debug)]
pub struct KnownNames<T: ?Sized = [KnownName]> {
    first: AtomicU16,
    names: T,
}

/// One of the names that a type knows.
#[derive(Debug)]
pub struct KnownName {
    name: &'static str,
    json: &'static str,
    /// The first bytes of the JSON, and which of them there are.
    head: u128,
    mask: u128,
    next: AtomicU16,
}

/// A name of an object, as the type that reads it sees it.
#[derive(Debug, PartialEq, Eq)]
pub enum FoundName<'a> {
    /// The known one at this place.
    Known(usize),
    /// One that is not known.
    Other(Cow<'a, str>),
}

/// The names of an open object, which are looked for among those that are known.
#[derive(Debug)]
pub struct NamesAmong {
    known: &'static KnownNames,
    names: Names,
    /// The name that was found last.
    last: Option<usize>,
    /// The place of the name that is looked for first.
    expected: usize,
    /// A name that was found in place of one that may be lacking, and the one before it.
    skipped_to: Option<(Option<usize>, usize)>,
}

impl KnownName {
    const fn new(name: &'static str, json: &'static str, next: u16) -> Self {
        let (mut head, mut mask) = ([0; 16], [0; 16]);
        let bytes = json.as_bytes();
        let mut at = 0;
        while at < 16 && at < bytes.len() {
            head[at] = bytes[at];
            mask[at] = 0xff;
            at += 1;
        }
        Self {
            name,
            json,
            head: u128::from_le_bytes(head),
            mask: u128::from_le_bytes(mask),
            next: AtomicU16::new(next),
        }
    }

    /// Tells whether the bytes begin with the name.
    #[inline]
    fn is_before(&self, rest: &[u8]) -> bool {
        let Some(head) = rest.first_chunk() else { return rest.starts_with(self.json.as_bytes()) };
        if u128::from_le_bytes(*head) & self.mask != self.head {
            return false;
        }
        self.json.len() <= 16 || rest.starts_with(self.json.as_bytes())
    }
}

impl<const N: usize> KnownNames<[KnownName; N]> {
    /// Takes each name, and as it is written: quoted, escaped and with its colon. They are looked for in this order
    /// until others have come.
    #[must_use]
    pub const fn new(names: [(&'static str, &'static str); N]) -> Self {
        let mut known = [const { KnownName::new("", "", 0) }; N];
        let mut at = 0;
        while at < N {
            known[at] = KnownName::new(names[at].0, names[at].1, place(at + 1));
            at += 1;
        }
        Self { first: AtomicU16::new(0), names: known }
    }
}

/// A place beyond what fits is none.
#[expect(clippy::cast_possible_truncation, reason = "it is compared first")]
const fn place(at: usize) -> u16 {
    if at < u16::MAX as usize { at as u16 } else { u16::MAX }
}

impl KnownNames {
    /// Finds a name.
    #[inline(never)]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.name == name)
    }

    /// Remembers which name came after another, or first.
    fn remember(&self, before: Option<usize>, at: usize) {
        let before =
            before.and_then(|before| self.names.get(before)).map_or(&self.first, |known| &known.next);
        before.store(place(at), Ordering::Relaxed);
    }
}

impl NamesAmong {
    /// Draws the names of an object that was just opened.
    #[inline]
    pub fn new(known: &'static KnownNames, names: Names) -> Self {
        let expected = known.first.load(Ordering::Relaxed).into();
        Self { known, names, last: None, expected, skipped_to: None }
    }

    /// Consumes the next name and its colon, so that the reader stands before the value.
    ///
    /// `None` has consumed the closing brace.
    ///
    /// # Errors
    ///
    /// Anything but a name or the end gives an error with `is_syntax`.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "to return a name through memory takes as long as to find it")]
    pub fn next<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<FoundName<'a>>, DecodeError> {
        let (comma, rest) = match reader.rest() {
            rest if self.names.is_first => (0, rest),
            [b',', rest @ ..] => (1, rest),
            _ => return self.search(reader),
        };
        if let Some(known) = self.known.names.get(self.expected)
            && known.is_before(rest)
        {
            reader.at += comma + known.json.len();
            return Ok(Some(self.found(self.expected)));
        }
        self.search(reader)
    }

    #[inline]
    fn found<'a>(&mut self, at: usize) -> FoundName<'a> {
        self.names.is_first = false;
        self.last = Some(at);
        if let Some(known) = self.known.names.get(at) {
            self.expected = known.next.load(Ordering::Relaxed).into();
        }
        FoundName::Known(at)
    }

    /// Looks for the names that came after the one that is not here, and then for any.
    #[inline(never)]
    fn search<'a>(&mut self, reader: &mut Reader<'a>) -> Result<Option<FoundName<'a>>, DecodeError> {
        if let Some(at) = self.guess(reader) {
            self.skipped_to = Some((self.last, at));
            return Ok(Some(self.found(at)));
        }
        let Some(name) = self.names.next(reader)? else { return Ok(None) };
        let Some(at) = self.known.find(&name) else { return Ok(Some(FoundName::Other(name))) };
        self.known.remember(self.last, at);
        // Nothing was lacking then: the order is another.
        if let Some((before, at)) = self.skipped_to.take() {
            self.known.remember(before, at);
        }
        Ok(Some(self.found(at)))
    }

    /// Consumes the name if it is one of those that came next, after those that are lacking.
    fn guess(&self, reader: &mut Reader<'_>) -> Option<usize> {
        let rest = match reader.rest() {
            rest if self.names.is_first => rest,
            [b',', rest @ ..] => rest,
            _ => return None,
        };
        let mut lacking = self.known.names.get(self.expected)?;
        for _ in 0..GUESSES {
            let at = usize::from(lacking.next.load(Ordering::Relaxed));
            let known = self.known.names.get(at)?;
            if known.is_before(rest) {
                reader.at += usize::from(!self.names.is_first) + known.json.len();
                return Some(at);
            }
            lacking = known;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(known: &'static KnownNames, json: &str) -> Result<Vec<String>, DecodeError> {
        let mut reader = Reader::over(json);
        let mut names = NamesAmong::new(known, reader.object()?);
        let mut found = Vec::new();
        while let Some(name) = names.next(&mut reader)? {
            let value = reader.text()?;
            found.push(match name {
                FoundName::Known(at) => format!("{at}={value}"),
                FoundName::Other(name) => format!("{name}={value}"),
            });
        }
        reader.end()?;
        Ok(found)
    }

    macro_rules! known {
        ($($name:literal)*) => {{
            static NAMES: KnownNames<[KnownName; <[&str]>::len(&[$($name),*])]> =
                KnownNames::new([$(($name, concat!("\"", $name, "\":"))),*]);
            &NAMES
        }};
    }

    #[test]
    fn finds_names_in_any_order_again_and_again() {
        let known: &KnownNames =
            known!("a" "b" "a_name_of_more_than_sixteen" "a_name_of_more_than_sixteen_too");
        let (a, b) = (r#""a":{"S":"x"}"#, r#""b":{"S":"y"}"#);
        let long = r#""a_name_of_more_than_sixteen":{"S":"z"}"#;
        let longer = r#""a_name_of_more_than_sixteen_too":{"S":"0"}"#;
        let other = r#""c":{"S":"w"}"#;
        let orders: [(&[&str], &[&str]); 8] = [
            (&[a, b, long, longer], &["0=x", "1=y", "2=z", "3=0"]),
            (&[longer, long, b, a], &["3=0", "2=z", "1=y", "0=x"]),
            (&[b, other, a], &["1=y", "c=w", "0=x"]),
            (&[other], &["c=w"]),
            (&[a, a, b, b], &["0=x", "0=x", "1=y", "1=y"]),
            (&[longer], &["3=0"]),
            (&[], &[]),
            (&[other, long, other, b], &["c=w", "2=z", "c=w", "1=y"]),
        ];
        for _ in 0..3 {
            for (members, expected) in orders {
                for json in [format!("{{{}}}", members.join(",")), format!("{{ {} }}", members.join(" , "))] {
                    assert_eq!(read(known, &json).unwrap(), expected, "{json}");
                }
            }
        }
    }

    #[test]
    fn an_attribute_that_is_lacked_now_and_then_keeps_its_place() {
        let known: &KnownNames = known!("a" "b" "c" "d");
        let item = |names: &str| {
            let members = names.chars().map(|name| format!(r#""{name}":{{"S":""}}"#)).collect::<Vec<_>>();
            format!("{{{}}}", members.join(","))
        };
        for names in ["dbca", "da", "dbca", "a"] {
            read(known, &item(names)).unwrap();
        }
        let next = |at: usize| known.names[at].next.load(Ordering::Relaxed);
        assert_eq!([known.first.load(Ordering::Relaxed), next(3), next(1), next(2)], [3, 1, 2, 0]);
    }

    #[test]
    fn a_guess_is_no_way_around_the_grammar() {
        let known: &KnownNames = known!("name");
        let good = r#"{"name":{"S":"x"},"name":{"S":"x"}}"#;
        assert_eq!(read(known, good).unwrap(), ["0=x", "0=x"]);
        for bad in [
            r#"{,"name":{"S":"x"}}"#,
            r#"{"name":{"S":"x"},}"#,
            r#"{"name":{"S":"x"}"name":{"S":"x"}}"#,
            r#"{"name":{"S":"x"},,"name":{"S":"x"}}"#,
            r#"{"name":{"S":"x"}"#,
            r#"{"name":{"S":"x"},"name"#,
            r#"{"name":,}"#,
            r#"{"name""#,
            r#"{"name" {"S":"x"}}"#,
            "{",
        ] {
            assert!(read(known, bad).unwrap_err().is_syntax(), "{bad}");
        }
    }

    #[test]
    fn reads_a_name_that_is_escaped_in_another_way() {
        let known: &KnownNames = known!("name");
        assert_eq!(read(known, r#"{"n\u0061me":{"S":"x"}}"#).unwrap(), ["0=x"]);
    }

    #[test]
    fn knows_no_names() {
        let known: &KnownNames = known!();
        assert_eq!(read(known, r#"{"name":{"S":"x"}}"#).unwrap(), ["name=x"]);
    }
}

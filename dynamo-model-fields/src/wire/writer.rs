//! Writing DynamoDB JSON.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::attribute_type::AttributeType;
use super::text::{copy_plain, escape_of, split_special};

/// Appends DynamoDB JSON to a growing buffer.
///
/// It trusts its caller to open and close containers in pairs.
#[derive(Clone, Default)]
pub struct Writer {
    /// What has been written, and places behind it, which count for nothing yet and can be written to word by word.
    bytes: Vec<u8>,
    /// How many bytes have been written; never more than there are.
    end: usize,
}

/// For how many bytes places are made at once.
const PLACES: usize = 1024;

impl Writer {
    /// Makes an empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a writer that holds so many bytes before it grows.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), end: 0 }
    }

    /// Returns how many bytes have been written.
    #[inline]
    pub fn len(&self) -> usize {
        self.end
    }

    /// Tells whether nothing has been written.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.end == 0
    }

    /// Returns what has been written.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.end]
    }

    /// Forgets what has been written beyond so many bytes.
    #[inline]
    pub fn truncate(&mut self, length: usize) {
        self.end = self.end.min(length);
    }

    /// Returns the buffer.
    #[inline]
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }

    /// Appends text, escaped, between what is known when this is compiled.
    #[inline]
    fn put_around<const N: usize, const M: usize>(&mut self, before: &[u8; N], text: &str, after: &[u8; M]) {
        let end = self.end + N + text.len() + M;
        if let Some(place) = self.bytes.get_mut(self.end..end)
            && let Some((first, place)) = place.split_first_chunk_mut()
            && let Some((place, last)) = place.split_last_chunk_mut()
            && copy_plain(text.as_bytes(), place)
        {
            *first = *before;
            *last = *after;
            self.end = end;
        } else {
            self.append_around(before, text, after);
        }
    }

    /// The same where there is too little room, or something to escape.
    #[cold]
    #[inline(never)]
    fn append_around(&mut self, before: &[u8], text: &str, after: &[u8]) {
        self.raw(before);
        let mut rest = text;
        while let Some((plain, special, after)) = split_special(rest) {
            self.raw(plain.as_bytes());
            let (escape, length) = escape_of(special);
            self.raw(&escape[..length]);
            rest = after;
        }
        self.raw(rest.as_bytes());
        self.raw(after);
    }

    /// Appends JSON as it is.
    #[inline]
    pub fn raw(&mut self, json: &[u8]) {
        let end = self.end + json.len();
        if let Some(place) = self.bytes.get_mut(self.end..end) {
            place.copy_from_slice(json);
            self.end = end;
        } else {
            self.append(json);
        }
    }

    /// The same where there is too little room.
    #[cold]
    #[inline(never)]
    fn append(&mut self, json: &[u8]) {
        self.bytes.truncate(self.end);
        self.bytes.extend_from_slice(json);
        self.end = self.bytes.len();
        let room = self.bytes.capacity() - self.end;
        self.bytes.resize(self.end + room.min(PLACES), 0);
    }

    /// Appends a JSON string, quoted and escaped.
    #[inline]
    pub fn json_string(&mut self, text: &str) {
        self.put_around(b"\"", text, b"\"");
    }

    /// Appends a member's name and colon, after a comma unless it is the first.
    pub fn name(&mut self, name: &str) {
        self.element();
        self.put_around(b"\"", name, b"\":");
    }

    /// Appends a name that is JSON already: a comma, which the first is not given, the name in quotes, and a colon.
    #[inline]
    pub(crate) fn next_name(&mut self, json: &str) {
        if self.is_first() {
            self.first_name(json);
        } else {
            self.raw(json.as_bytes());
        }
    }

    #[cold]
    #[inline(never)]
    fn first_name(&mut self, json: &str) {
        self.raw(json.strip_prefix(',').unwrap_or(json).as_bytes());
    }

    /// Appends a comma unless the next element is the first of its container.
    #[inline]
    pub fn element(&mut self) {
        if !self.is_first() {
            self.raw(b",");
        }
    }

    /// Tells whether the next element is the first of its container.
    #[inline]
    fn is_first(&self) -> bool {
        let last = self.end.checked_sub(1).and_then(|last| self.bytes.get(last));
        matches!(last, None | Some(b'{' | b'['))
    }

    /// Opens a JSON object.
    #[inline]
    pub fn begin_object(&mut self) {
        self.raw(b"{");
    }

    /// Closes a JSON object.
    #[inline]
    pub fn end_object(&mut self) {
        self.raw(b"}");
    }

    /// Opens a JSON array.
    #[inline]
    pub fn begin_array(&mut self) {
        self.raw(b"[");
    }

    /// Closes a JSON array.
    #[inline]
    pub fn end_array(&mut self) {
        self.raw(b"]");
    }

    /// Writes an attribute of type S.
    pub fn text(&mut self, text: &str) {
        self.put_around(b"{\"S\":\"", text, b"\"}");
    }

    /// Writes an attribute of type S, of ASCII that needs no escape.
    #[inline]
    pub(crate) fn plain_text(&mut self, text: &[u8]) {
        debug_assert!(text.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')));
        self.raw(b"{\"S\":\"");
        self.raw(text);
        self.raw(b"\"}");
    }

    /// Writes an attribute of type N; the text must be that of a number.
    pub fn number(&mut self, text: &str) {
        self.put_around(b"{\"N\":\"", text, b"\"}");
    }

    /// Writes an attribute of type BOOL.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        if value { self.raw(b"{\"BOOL\":true}") } else { self.raw(b"{\"BOOL\":false}") }
    }

    /// Writes an attribute of type NULL.
    #[inline]
    pub fn null(&mut self) {
        self.raw(b"{\"NULL\":true}");
    }

    /// Writes an attribute of type B.
    pub fn binary(&mut self, bytes: &[u8]) {
        self.raw(b"{\"B\":");
        self.base64_string(bytes);
        self.raw(b"}");
    }

    /// Opens an attribute of type L; [`Writer::element`] goes before each of its elements.
    #[inline]
    pub fn begin_list(&mut self) {
        self.raw(b"{\"L\":[");
    }

    /// Closes an attribute of type L.
    #[inline]
    pub fn end_list(&mut self) {
        self.raw(b"]}");
    }

    /// Opens an attribute of type M; [`Writer::name`] goes before each of its values.
    #[inline]
    pub fn begin_map(&mut self) {
        self.raw(b"{\"M\":{");
    }

    /// Closes an attribute of type M.
    #[inline]
    pub fn end_map(&mut self) {
        self.raw(b"}}");
    }

    /// Opens a set; its members are JSON strings, each after [`Writer::element`].
    #[inline]
    pub fn begin_set(&mut self, kind: AttributeType) {
        self.raw(b"{\"");
        self.raw(kind.as_str().as_bytes());
        self.raw(b"\":[");
    }

    /// Closes a set.
    #[inline]
    pub fn end_set(&mut self) {
        self.raw(b"]}");
    }

    /// Appends a JSON string with the bytes in base64, as a member of a set of bytes.
    pub fn base64_string(&mut self, bytes: &[u8]) {
        self.raw(b"\"");
        let end = self.end + bytes.len().div_ceil(3) * 4;
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        if STANDARD.encode_slice(bytes, &mut self.bytes[self.end..end]).is_err() {
            unreachable!("the room for base64 is measured exactly");
        }
        self.end = end;
        self.raw(b"\"");
    }
}

/// Tells how much has been written, and nothing of what it is.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} bytes)", self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::text::unescape;

    #[test]
    fn separates_members_and_elements_with_commas() {
        let mut out = Writer::new();
        out.begin_object();
        out.name("a\"b");
        out.text("x\ny");
        out.name("n");
        out.number("12");
        out.name("l");
        out.begin_list();
        out.element();
        out.boolean(true);
        out.element();
        out.null();
        out.end_list();
        out.name("m");
        out.begin_map();
        out.name("b");
        out.binary(&[0, 255]);
        out.end_map();
        out.name("s");
        out.begin_set(AttributeType::Ss);
        for member in ["p", "q"] {
            out.element();
            out.json_string(member);
        }
        out.end_set();
        out.end_object();
        let expected = concat!(
            r#"{"a\"b":{"S":"x\ny"},"n":{"N":"12"},"l":{"L":[{"BOOL":true},{"NULL":true}]},"#,
            r#""m":{"M":{"b":{"B":"AP8="}}},"s":{"SS":["p","q"]}}"#
        );
        assert_eq!(String::from_utf8(out.into_bytes()).unwrap(), expected);
    }

    #[test]
    fn escapes_so_that_unescape_gives_it_back() {
        let text: String = (0..0x250_u32).filter_map(char::from_u32).collect::<String>() + "\"\\";
        let mut out = Writer::new();
        out.json_string(&text);
        let json = String::from_utf8(out.into_bytes()).unwrap();
        assert_eq!(unescape(&json, 1), Ok((text, json.len())));
        assert!(!json.bytes().any(|byte| byte < 0x20));
    }

    #[test]
    fn what_is_cut_off_is_written_over() {
        let mut out = Writer::new();
        out.begin_object();
        out.name("a");
        let start = out.len();
        out.text("forgotten");
        out.truncate(start);
        out.truncate(1000);
        out.null();
        out.end_object();
        assert_eq!(out.as_bytes(), br#"{"a":{"NULL":true}}"#);
        assert_eq!(format!("{out:?}"), "Writer(19 bytes)");
    }

    #[test]
    fn grows_wherever_it_is_full() {
        for capacity in 0..80 {
            let mut out = Writer::with_capacity(capacity);
            out.text("0123456789");
            out.name("a longer name, and\none with an escape");
            out.binary(&[0xff; 30]);
            out.next_name(",\"known\":");
            out.raw(&[b' '; 200]);
            out.number("7");
            let json = String::from_utf8(out.into_bytes()).unwrap();
            let spaces = " ".repeat(200);
            let expected = r#"{"S":"0123456789"},"a longer name, and\none with an escape":"#;
            let bytes = "/".repeat(40);
            assert_eq!(
                json,
                format!(r#"{expected}{{"B":"{bytes}"}},"known":{spaces}{{"N":"7"}}"#),
                "{capacity}"
            );
        }
    }
}

//! Writing DynamoDB JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::attribute_type::AttributeType;
use super::text::push_escaped;

/// Appends DynamoDB JSON to a growing buffer.
///
/// It trusts its caller to open and close containers in pairs.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// Makes an empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a writer that holds so many bytes before it grows.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { out: Vec::with_capacity(capacity) }
    }

    /// Returns how many bytes have been written.
    #[inline]
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Tells whether nothing has been written.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Returns what has been written.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.out
    }

    /// Returns the buffer.
    #[inline]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Appends JSON as it is.
    #[inline]
    pub fn raw(&mut self, json: &[u8]) {
        self.out.extend_from_slice(json);
    }

    /// Appends a JSON string, quoted and escaped.
    #[inline]
    pub fn json_string(&mut self, text: &str) {
        self.out.reserve(text.len() + 3);
        self.out.push(b'"');
        push_escaped(&mut self.out, text);
        self.out.push(b'"');
    }

    /// Appends a member's name and colon, after a comma unless it is the first.
    #[inline]
    pub fn name(&mut self, name: &str) {
        self.element();
        self.json_string(name);
        self.out.push(b':');
    }

    /// Appends a name that is JSON already, quotes and colon included, after a comma unless it is the first.
    #[inline]
    pub(crate) fn quoted_name(&mut self, json: &str) {
        self.out.reserve(json.len() + 1);
        self.element();
        self.raw(json.as_bytes());
    }

    /// Appends a comma unless the next element is the first of its container.
    #[inline]
    pub fn element(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    /// Opens a JSON object.
    #[inline]
    pub fn begin_object(&mut self) {
        self.out.push(b'{');
    }

    /// Closes a JSON object.
    #[inline]
    pub fn end_object(&mut self) {
        self.out.push(b'}');
    }

    /// Opens a JSON array.
    #[inline]
    pub fn begin_array(&mut self) {
        self.out.push(b'[');
    }

    /// Closes a JSON array.
    #[inline]
    pub fn end_array(&mut self) {
        self.out.push(b']');
    }

    /// Writes an attribute of type S.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.out.reserve(text.len() + 9);
        self.raw(b"{\"S\":\"");
        push_escaped(&mut self.out, text);
        self.raw(b"\"}");
    }

    /// Writes an attribute of type S, of ASCII that needs no escape.
    #[inline]
    pub(crate) fn plain_text(&mut self, text: &[u8]) {
        debug_assert!(text.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')));
        self.out.reserve(text.len() + 9);
        self.raw(b"{\"S\":\"");
        self.raw(text);
        self.raw(b"\"}");
    }

    /// Writes an attribute of type N; the text must be that of a number.
    #[inline]
    pub fn number(&mut self, text: &str) {
        self.out.reserve(text.len() + 9);
        self.raw(b"{\"N\":\"");
        self.raw(text.as_bytes());
        self.raw(b"\"}");
    }

    /// Writes an attribute of type BOOL.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { b"{\"BOOL\":true}" } else { b"{\"BOOL\":false}" });
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
        self.out.push(b'}');
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
        self.out.push(b'"');
        let start = self.out.len();
        self.out.resize(start + bytes.len().div_ceil(3) * 4, 0);
        if STANDARD.encode_slice(bytes, &mut self.out[start..]).is_err() {
            unreachable!("the room for base64 is measured exactly");
        }
        self.out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

//! Whether an object in a text has a name twice, so that readers differ in what they look at.

use std::borrow::Cow;
use std::collections::HashSet;

use dynamo_model::Reader;

/// Tells whether any object of the text, as far as it can be parted, has a name twice.
#[must_use]
pub fn names(text: &[u8]) -> bool {
    let mut open: Vec<HashSet<Vec<u8>>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'{' => open.push(HashSet::new()),
            b'}' => drop(open.pop()),
            b'"' => {
                let end = end_of_string(text, at);
                let after = text.get(end..).unwrap_or_default();
                let is_name = after.trim_ascii_start().first() == Some(&b':');
                let known = open.last_mut().filter(|_| is_name);
                if known.is_some_and(|known| !known.insert(plain(text.get(at..end).unwrap_or_default()))) {
                    return true;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    false
}

fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = text.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\\' => 2,
            _ => 1,
        };
    }
    text.len()
}

/// The name without its escapes, as far as they can be undone.
fn plain(quoted: &[u8]) -> Vec<u8> {
    let read = Reader::new(quoted).and_then(|mut reader| reader.json_string().map(Cow::into_owned));
    read.map_or_else(|_| quoted.to_vec(), String::into_bytes)
}

//! The text inside JSON strings: where it ends, and its escapes.

use crate::error::DecodeError;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Counts the bytes before the first quote, backslash or control character.
#[inline]
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut passed = 0;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let marks = special_bytes(u64::from_le_bytes(*word));
        if marks != 0 {
            return passed + (marks.trailing_zeros() / 8) as usize;
        }
        passed += 8;
        rest = after;
    }
    passed + plain_tail(bytes, rest)
}

// What is left after whole words. Those were plain, so the last eight bytes can be taken again.
#[inline]
fn plain_tail(bytes: &[u8], rest: &[u8]) -> usize {
    let Some(word) = bytes.last_chunk::<8>() else {
        return rest.iter().position(|&byte| is_special(byte)).unwrap_or(rest.len());
    };
    match special_bytes(u64::from_le_bytes(*word)) {
        0 => rest.len(),
        marks => rest.len() + (marks.trailing_zeros() / 8) as usize - 8,
    }
}

// Sets the high bit of each quote, backslash and control byte of the word. A borrow may mark
// bytes above a true one as well, so only the lowest mark counts.
#[inline]
fn special_bytes(word: u64) -> u64 {
    // Flipping one bit puts the quote, 0x22, right behind the control bytes, so that one comparison finds both.
    let low = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * u64::from(b'\\'))).wrapping_sub(ONES);
    (low | backslash) & !word & HIGH
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Reads a string that has escapes, from after its opening quote, up to and with its end.
///
/// Returns the text and the offset behind the closing quote.
#[cold]
#[inline(never)]
pub(super) fn unescape(json: &str, start: usize) -> Result<(String, usize), DecodeError> {
    let mut text = String::new();
    let mut at = start;
    loop {
        let rest = json.get(at..).unwrap_or_default();
        let plain = plain_prefix(rest.as_bytes());
        text.push_str(rest.get(..plain).unwrap_or_default());
        at += plain;
        match rest.as_bytes().get(plain) {
            Some(b'"') => return Ok((text, at + 1)),
            Some(b'\\') => {
                let (character, length) = escape(&rest.as_bytes()[plain..])
                    .ok_or_else(|| DecodeError::syntax("an invalid escape", at))?;
                text.push(character);
                at += length;
            }
            Some(_) => return Err(DecodeError::syntax("a control character in a string", at)),
            None => return Err(DecodeError::syntax("an unterminated string", at)),
        }
    }
}

/// Reads one escape from its backslash: the character and the length of the escape.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let simple = match bytes.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode_escape(bytes),
        _ => return None,
    };
    Some((simple, 2))
}

fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let first = four_hex(bytes.get(2..6)?)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, 6));
    }
    if bytes.get(6..8)? != b"\\u" {
        return None;
    }
    let second = four_hex(bytes.get(8..12)?)?;
    if !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    Some((char::from_u32(code)?, 12))
}

fn four_hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |code, &digit| Some(code * 16 + char::from(digit).to_digit(16)?))
}

/// Copies text to a place of its length, unless some of it needs an escape in JSON; then it returns false.
#[expect(clippy::inline_always, reason = "as a call it costs a third more")]
#[inline(always)]
pub(super) fn copy_plain(text: &[u8], place: &mut [u8]) -> bool {
    if text.len() < 16 {
        return copy_short(text, place);
    }
    let (blocks, places) = (text.as_chunks().0, place.as_chunks_mut().0);
    for (block, place) in blocks.iter().zip(places) {
        *place = *block;
        if !is_plain(block) {
            return false;
        }
    }
    // What is left over is copied as the last block, of which some was copied before.
    match (text.last_chunk(), place.last_chunk_mut()) {
        (Some(block), Some(place)) => {
            *place = *block;
            is_plain(block)
        }
        _ => false,
    }
}

// Less than a block: its first and its last eight or four bytes, which may share some, or up to three single ones.
#[inline]
fn copy_short(text: &[u8], place: &mut [u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        copy_ends(first, last, place);
        // One after the other, which takes fewer registers.
        special_bytes(u64::from_le_bytes(*first)) == 0 && special_bytes(u64::from_le_bytes(*last)) == 0
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        copy_ends(first, last, place);
        let ends = [u32::from_le_bytes(*first), u32::from_le_bytes(*last)].map(u64::from);
        special_bytes(ends[0] | ends[1] << 32) == 0
    } else {
        for (byte, place) in text.iter().zip(place) {
            *place = *byte;
            if is_special(*byte) {
                return false;
            }
        }
        true
    }
}

#[inline]
fn copy_ends<const N: usize>(first: &[u8; N], last: &[u8; N], place: &mut [u8]) {
    if let Some(place) = place.first_chunk_mut() {
        *place = *first;
    }
    if let Some(place) = place.last_chunk_mut() {
        *place = *last;
    }
}

// Without a branch, so that it is a few instructions on all bytes at once.
#[inline]
fn is_plain(block: &[u8; 16]) -> bool {
    let marks =
        block.iter().fold(0, |marks, byte| marks | u8::from(byte ^ 0x02 <= 0x20) | u8::from(*byte == b'\\'));
    marks == 0
}

/// Splits text at the first character that needs an escape: what stands before it, its byte, and what comes after.
pub(super) fn split_special(text: &str) -> Option<(&str, u8, &str)> {
    let plain = plain_prefix(text.as_bytes());
    let special = *text.as_bytes().get(plain)?;
    Some((text.get(..plain)?, special, text.get(plain + 1..)?))
}

/// The escape of a quote, backslash or control byte, and its length.
pub(super) fn escape_of(special: u8) -> ([u8; 6], usize) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match special {
        b'"' | b'\\' => special,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let digits = [special >> 4, special & 15].map(|digit| HEX[usize::from(digit)]);
            return ([b'\\', b'u', b'0', b'0', digits[0], digits[1]], 6);
        }
    };
    ([b'\\', short, 0, 0, 0, 0], 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_special_byte_at_every_distance() {
        for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for distance in 0..40 {
                let mut bytes = "aé\u{7f} ~!#[]^".repeat(6).into_bytes();
                bytes[distance] = special;
                bytes.push(b'"');
                assert_eq!(plain_prefix(&bytes), distance, "{special} {distance}");
            }
        }
        assert_eq!(plain_prefix("\u{80}\u{ff}é日本語".as_bytes()), 15);
        assert_eq!(plain_prefix(b""), 0);
    }

    #[test]
    fn undoes_every_escape() {
        for (json, text) in [
            (r#"a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r#"\u0041\u00e9\u65e5""#, "Aé日"),
            (r#"\ud83d\ude00 \uD83D\uDE00""#, "😀 😀"),
            (r#"\u0000""#, "\0"),
        ] {
            assert_eq!(unescape(json, 0), Ok((text.to_owned(), json.len())), "{json}");
        }
    }

    #[test]
    fn refuses_what_is_no_escape() {
        for json in [
            r#"\x""#,
            r"\",
            r#"\u12""#,
            r#"\u12g4""#,
            r#"\ud800""#,
            r#"\ud800\n""#,
            r#"\ud800\u0041""#,
            r#"\udc00""#,
            "a\nb\"",
            r"\u00e9",
            "abc",
            r#"\u+123""#,
        ] {
            assert!(unescape(json, 0).unwrap_err().is_syntax(), "{json}");
        }
    }

    #[test]
    fn copies_text_of_any_length_and_finds_what_is_special() {
        let text = "aé\u{7f} ~!#[]^".repeat(6).into_bytes();
        for length in 0..text.len() {
            let mut place = vec![0; length];
            assert!(copy_plain(&text[..length], &mut place), "{length}");
            assert_eq!(place, &text[..length]);
            for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
                for at in 0..length {
                    let mut text = text[..length].to_vec();
                    text[at] = special;
                    assert!(!copy_plain(&text, &mut place), "{length} {special} {at}");
                }
            }
        }
    }
}

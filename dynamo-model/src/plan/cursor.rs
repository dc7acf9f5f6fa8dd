//! Where a page ended, as an opaque text (R12).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dynamo_model_fields::{KeyPart, Number};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::expr::render::Renderer;
use crate::expr::tree::Expr;
use crate::model::key::PrimaryKey;
use crate::plan::Plan;
use crate::plan::read::spelled_out;

/// The place where a page ended, from which the next one goes on.
///
/// It is made by [`GetMany::page`](crate::GetMany::page) and given to [`GetMany::after`](crate::GetMany::after), as it
/// is, or as text that is safe in a URL (`Display`, `FromStr`, serde). It fits the read that made it and no other: the
/// same model, table, strategy, index and direction. A release that plans the read in another way refuses it too, so
/// that it is for the next page and not for keeping.
///
/// It holds the values of keys, which anybody can read who decodes it, unless
/// [`ConnectionBuilder::seal_cursors`](crate::ConnectionBuilder::seal_cursors) says otherwise.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(Vec<u8>);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

/// Shows that there is one, and not the keys that it holds.
impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({} bytes)", self.0.len())
    }
}

impl FromStr for Cursor {
    type Err = Error;

    /// Takes a cursor from its text. Whether it fits the read is told when it is used.
    fn from_str(text: &str) -> Result<Self> {
        if text.len() > MAX_TEXT {
            return Err(Error::invalid_cursor(format!(
                "the cursor is damaged: it is a text of {} bytes, and none has more than {MAX_TEXT}",
                text.len()
            )));
        }
        let bytes = URL_SAFE_NO_PAD.decode(text);
        bytes
            .map(Self)
            .map_err(|_| Error::invalid_cursor("the cursor is damaged: it is no text that a page gave"))
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where in a plan a page ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// Which read of a union.
    pub(crate) part: usize,
    /// The key of the last item, the index's attributes first; empty before the first item of the part.
    pub(crate) key: Vec<KeyPart>,
}

/// How cursors are signed and sealed.
pub(crate) struct Wax<'a> {
    pub(crate) key: &'a [u8],
    /// The most bytes that a cursor may have.
    pub(crate) most: usize,
    pub(crate) seal: Option<&'a (dyn Fn(Vec<u8>) -> Vec<u8> + Send + Sync)>,
    pub(crate) open: Option<&'a (dyn Fn(Vec<u8>) -> Option<Vec<u8>> + Send + Sync)>,
}

/// The most bytes of text that are taken for a cursor, whatever a connection says: what comes of 64 KiB.
const MAX_TEXT: usize = 64 * 1024 * 4 / 3 + 1;

const VERSION: u8 = 1;
const TAG: usize = 12;

impl Cursor {
    pub(crate) fn of(plan: &Plan, position: &Position, wax: &Wax<'_>) -> Self {
        let body = position.to_bytes();
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&tag(plan, &body, wax.key));
        bytes.extend_from_slice(&body);
        Self(match wax.seal {
            Some(seal) => seal(bytes),
            None => bytes,
        })
    }

    /// Reads the position, if the cursor is whole and of this plan.
    pub(crate) fn position(&self, plan: &Plan, wax: &Wax<'_>) -> Result<Position> {
        let damaged = || Error::invalid_cursor("the cursor is damaged, or was not made here");
        let (size, most) = (self.0.len(), wax.most);
        if size > most {
            return Err(Error::invalid_cursor(format!(
                "the cursor has {size} bytes, and the connection takes {most} (`max_cursor`)"
            )));
        }
        let bytes = match wax.open {
            Some(open) => open(self.0.clone()).ok_or_else(damaged)?,
            None => self.0.clone(),
        };
        let [VERSION, rest @ ..] = bytes.as_slice() else { return Err(damaged()) };
        let Some((found, body)) = rest.split_at_checked(TAG) else { return Err(damaged()) };
        if found != tag(plan, body, wax.key) {
            return Err(Error::invalid_cursor(
                "the cursor is of another read, or was changed: it goes on only with the same model, table, strategy, \
                 index and direction",
            ));
        }
        Position::from_bytes(body).ok_or_else(damaged)
    }
}

impl Position {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = u32::try_from(self.part).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        for part in &self.key {
            let (kind, content) = match part {
                KeyPart::S(text) => (b'S', text.as_bytes()),
                KeyPart::N(number) => (b'N', number.as_str().as_bytes()),
                KeyPart::B(content) => (b'B', content.as_slice()),
            };
            bytes.push(kind);
            bytes.extend_from_slice(&u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(content);
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (part, mut rest) = bytes.split_first_chunk::<4>()?;
        let mut key = Vec::new();
        while let Some((kind, after)) = rest.split_first() {
            let (length, after) = after.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
            let (content, after) = after.split_at_checked(length)?;
            let text = || std::str::from_utf8(content).ok();
            key.push(match kind {
                b'S' => KeyPart::S(text()?.to_owned()),
                b'N' => KeyPart::N(Number::new(text()?).ok()?),
                b'B' => KeyPart::B(content.to_vec()),
                _ => return None,
            });
            rest = after;
        }
        Some(Self { part: usize::try_from(u32::from_le_bytes(*part)).ok()?, key })
    }
}

/// A keyed fingerprint of what is read and of the position.
fn tag(plan: &Plan, body: &[u8], key: &[u8]) -> [u8; TAG] {
    let mut tag = [0; TAG];
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return tag };
    mac.update(identity(plan).as_bytes());
    mac.update(&[0]);
    mac.update(body);
    tag.copy_from_slice(&mac.finalize().into_bytes()[..TAG]);
    tag
}

/// What is read, whatever its limit, page size, consistency and attributes: as it is sent, with all values.
fn identity(plan: &Plan) -> String {
    let mut renderer = Renderer::default();
    let mut parts: Vec<String> = Vec::new();
    describe(plan, &mut renderer, &mut parts);
    parts.extend(renderer.names().map(|(_, name)| format!("{name:?}")));
    parts.extend(renderer.values().map(|(_, value)| format!("{value:?}")));
    parts.join("\n")
}

fn describe(plan: &Plan, renderer: &mut Renderer, parts: &mut Vec<String>) {
    let source = |kind: &str, table: &str, index: Option<&str>| {
        index.map_or_else(|| format!("{kind} {table:?}"), |index| format!("{kind} {table:?} {index:?}"))
    };
    let mut text = |what: &str, expr: Option<&Expr>| {
        let condition = expr.map(|expr| renderer.condition(&spelled_out(expr.clone())));
        condition.map(|condition| format!("{what} {condition}"))
    };
    match plan {
        Plan::Get(plan) => {
            parts.push(source("get", &plan.table, None));
            parts.push(shown(&plan.key));
        }
        Plan::BatchGet(plan) => {
            parts.push(source("keys", &plan.table, None));
            parts.extend(plan.keys.iter().map(shown));
            parts.extend(text("here", plan.local.as_ref()));
        }
        Plan::Query(plan) => {
            parts.push(source(if plan.descending { "falling" } else { "rising" }, &plan.table, plan.index));
            parts.extend(text("key", Some(&plan.key_condition)));
            parts.extend(text("filter", plan.filter.as_ref()));
            parts.extend(text("here", plan.local.as_ref()));
            parts.extend(text("fetched", plan.fetch.as_ref().and_then(|fetch| fetch.besides.as_ref())));
        }
        Plan::Scan(plan) => {
            parts.push(source("scan", &plan.table, plan.index));
            parts.extend(plan.segment().map(|(number, of)| format!("segment {number} {of}")));
            parts.extend(text("filter", plan.filter.as_ref()));
            parts.extend(text("here", plan.local.as_ref()));
            parts.extend(text("fetched", plan.fetch.as_ref().and_then(|fetch| fetch.besides.as_ref())));
        }
        Plan::Union(plan) => plan.parts.iter().for_each(|part| describe(part, renderer, parts)),
        _ => {}
    }
}

/// The values of a key, also of one that is not to be shown to people.
fn shown(key: &PrimaryKey) -> String {
    format!("{:?} {:?}", key.hash(), key.range())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::NothingPlan;

    fn nothing() -> Plan {
        Plan::Nothing(NothingPlan { table: "posts".to_owned(), why: Vec::new() })
    }

    fn position() -> Position {
        let number = Number::new("-12345678901234567890123456789.012345678").unwrap_or_else(|_| 0.into());
        let key = vec![KeyPart::S("é/+=".to_owned()), KeyPart::N(number), KeyPart::B(vec![0, 255])];
        Position { part: 3, key }
    }

    const PLAIN: Wax<'static> = Wax { key: b"key", most: 1024, seal: None, open: None };

    #[test]
    fn r12_a_cursor_is_exact_and_safe_in_a_url() {
        let text = Cursor::of(&nothing(), &position(), &PLAIN).to_string();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        let cursor: Cursor = text.parse().unwrap();
        assert_eq!(cursor.position(&nothing(), &PLAIN).unwrap(), position());
    }

    #[test]
    fn r12_a_cursor_that_was_cut_or_changed_is_refused() {
        let Cursor(bytes) = Cursor::of(&nothing(), &position(), &PLAIN);
        for length in 0..bytes.len() {
            let error = Cursor(bytes[..length].to_vec()).position(&nothing(), &PLAIN).unwrap_err();
            assert!(error.is_invalid_cursor());
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Cursor(changed).position(&nothing(), &PLAIN).is_err(), "byte {at}");
        }
        let other = Wax { key: b"another", ..PLAIN };
        assert!(Cursor(bytes).position(&nothing(), &other).unwrap_err().is_invalid_cursor());
        assert!("not a cursor!".parse::<Cursor>().unwrap_err().is_invalid_cursor());
    }

    #[test]
    fn r12_a_cursor_is_bounded() {
        let cursor = Cursor::of(&nothing(), &position(), &PLAIN);
        let most = cursor.0.len();
        assert_eq!(cursor.position(&nothing(), &Wax { most, ..PLAIN }).unwrap(), position());
        let error = cursor.position(&nothing(), &Wax { most: most - 1, ..PLAIN }).unwrap_err();
        assert!(error.is_invalid_cursor());
        assert!(error.to_string().contains("and the connection takes"), "{error}");
        assert!("A".repeat(MAX_TEXT).parse::<Cursor>().is_ok());
        assert!("A".repeat(MAX_TEXT + 1).parse::<Cursor>().unwrap_err().is_invalid_cursor());
    }

    #[test]
    fn r12_any_bytes_are_a_position_or_none() {
        let whole = position().to_bytes();
        let mut state = 1_u64;
        for round in 0..20_000_usize {
            let mut bytes = whole.clone();
            for _ in 0..=round % 4 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(state >> 33).unwrap() % bytes.len();
                bytes[at] = state.to_le_bytes()[6];
            }
            bytes.truncate(bytes.len() - round % 3);
            if let Some(read) = Position::from_bytes(&bytes) {
                assert_eq!(Position::from_bytes(&read.to_bytes()), Some(read), "{bytes:?}");
            }
        }
        assert_eq!(Position::from_bytes(&whole), Some(position()));
    }

    #[test]
    fn r12_a_sealed_cursor_shows_nothing() {
        let seal = |bytes: Vec<u8>| bytes.into_iter().map(|byte| byte ^ 0x5a).collect::<Vec<u8>>();
        let open = |bytes: Vec<u8>| Some(bytes.into_iter().map(|byte| byte ^ 0x5a).collect::<Vec<u8>>());
        let wax = Wax { seal: Some(&seal), open: Some(&open), ..PLAIN };
        let sealed = Cursor::of(&nothing(), &position(), &wax);
        assert_eq!(sealed.position(&nothing(), &wax).unwrap(), position());
        assert!(sealed.position(&nothing(), &PLAIN).is_err());
    }
}

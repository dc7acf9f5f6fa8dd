//! Items as JSON.

use std::ops::{Deref, Range};
use std::sync::Arc;

use dynamo_model_fields::size::{MAX_ITEM_SIZE, item_size};
use dynamo_model_fields::{WriteItem, Writer};

use crate::error::{Error, Result};
use crate::wire::request::Member;

/// About how many bytes of JSON an item has, where nothing is known of it.
const USUAL_SIZE: usize = 1024;

/// The JSON of an item, a part of what several items share.
pub(crate) struct Json {
    shared: Arc<Vec<u8>>,
    part: Range<usize>,
}

impl Deref for Json {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.shared.get(self.part.clone()).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Json {
    fn from(json: Vec<u8>) -> Self {
        Self { part: 0..json.len(), shared: Arc::new(json) }
    }
}

/// Writes an item as JSON, and refuses one that DynamoDB is certain to refuse for its size (V5).
pub(crate) fn encoded<T: WriteItem>(item: &T) -> Result<Vec<u8>> {
    let mut out = Writer::with_capacity(USUAL_SIZE);
    write(item, &mut out)?;
    Ok(out.into_bytes())
}

/// The same, right where a PutItem has it.
pub(crate) fn item_member<T: WriteItem>(item: &T) -> Result<Member> {
    let mut member = Member::begin("Item", USUAL_SIZE);
    write(item, member.value())?;
    Ok(member)
}

/// The same for several items, into one buffer.
pub(crate) fn encoded_all<'a, T: WriteItem + 'a>(
    items: impl ExactSizeIterator<Item = Result<&'a T>>,
) -> impl Iterator<Item = Result<Json>> {
    let mut out = Writer::with_capacity(items.len() * USUAL_SIZE);
    let parts: Vec<Result<Range<usize>>> = items.map(|item| write(item?, &mut out)).collect();
    let shared = Arc::new(out.into_bytes());
    parts.into_iter().map(move |part| part.map(|part| Json { shared: Arc::clone(&shared), part }))
}

/// Appends an item, and tells where it stands; of one that is refused nothing stays.
fn write<T: WriteItem>(item: &T, out: &mut Writer) -> Result<Range<usize>> {
    let start = out.len();
    let written = item.write_item(out).map_err(Error::from);
    let checked = written.and_then(|()| check_size(out.as_bytes().get(start..).unwrap_or_default()));
    if checked.is_err() {
        out.truncate(start);
    }
    checked.map(|()| start..out.len())
}

fn check_size(json: &[u8]) -> Result<()> {
    // JSON is never shorter than the item's size, so only a long one needs counting.
    if json.len() <= MAX_ITEM_SIZE {
        return Ok(());
    }
    let text = std::str::from_utf8(json).map_err(|_| Error::refused("an item is not UTF-8"))?;
    match item_size(text)? {
        size if size > MAX_ITEM_SIZE => Err(Error::item_too_large(size)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::EncodeError;

    use super::*;

    /// An item of one attribute, which fails half-way if it is too long for it.
    struct Sample(&'static str);

    impl WriteItem for Sample {
        fn write_item(&self, out: &mut Writer) -> std::result::Result<(), EncodeError> {
            out.begin_object();
            out.name("id");
            if self.0.len() > 3 {
                return Err(EncodeError::new("too long"));
            }
            out.text(self.0);
            out.end_object();
            Ok(())
        }
    }

    #[test]
    fn each_item_is_a_part_and_one_that_fails_is_none() {
        let all: Vec<Result<Json>> =
            encoded_all([Sample("a"), Sample("long"), Sample("bcd")].iter().map(Ok)).collect();
        let [Ok(first), Err(_), Ok(last)] = &all[..] else { panic!("three items, of which one fails") };
        assert_eq!([&**first, &**last], [&br#"{"id":{"S":"a"}}"#[..], br#"{"id":{"S":"bcd"}}"#]);
        assert_eq!(first.shared.len(), first.len() + last.len());
        assert_eq!(*Json::from(b"{}".to_vec()), *b"{}");
        assert_eq!(encoded_all::<Sample>(std::iter::empty()).count(), 0);
    }

    #[test]
    fn v5_an_item_that_is_too_large_leaves_the_others() {
        struct Large(usize);
        impl WriteItem for Large {
            fn write_item(&self, out: &mut Writer) -> std::result::Result<(), EncodeError> {
                out.begin_object();
                out.name("a");
                out.text(&"x".repeat(self.0));
                out.end_object();
                Ok(())
            }
        }
        let items = [Large(1), Large(MAX_ITEM_SIZE), Large(MAX_ITEM_SIZE - 1)];
        let sizes: Vec<Option<usize>> =
            encoded_all(items.iter().map(Ok)).map(|json| json.ok().map(|json| json.len())).collect();
        let around = r#"{"a":{"S":""}}"#.len();
        assert_eq!(sizes, [Some(around + 1), None, Some(around + MAX_ITEM_SIZE - 1)]);
    }
}

//! The body of a `GetItem`, read into values: what the SDK accepts, with the same values, and nothing else.

use dynamo_model::sdk::{from_attribute_values, to_attribute_values};
use dynamo_model::{DecodeError, Item, ReadItem, Reader, WriteItem, Writer};

use crate::sdk::SdkItem;
use crate::target::{Outcome, Target};
use crate::{generate, repeats, sdk};

/// How many containers may be open at once, the body and the item among them.
const MAX_DEPTH: usize = 64;

pub(super) const TARGET: Target = Target {
    name: "value",
    about: "the wire reader into `Item`, beside the SDK's deserializer",
    feed,
    generate: generate::get_item,
    words: super::model::WORDS,
};

fn feed(input: &[u8]) -> Outcome {
    let theirs = sdk::get_item(input);
    match (theirs, read_body::<Item>(input)) {
        (Some(theirs), Ok(ours)) => {
            let theirs = theirs.map(|item| from_attribute_values(&item)).transpose();
            assert_eq!(Ok(&ours), theirs.as_ref(), "read otherwise than by the SDK");
            ours.iter().for_each(survives_writing);
            Outcome::Accepted
        }
        (Some(theirs), Err(error)) => {
            assert!(may_refuse(input, theirs.as_ref(), &error), "the SDK reads it, and we say: {error}");
            Outcome::Refused
        }
        (None, Ok(ours)) => panic!("the SDK refuses it, and we read {ours:?}"),
        (None, Err(_)) => Outcome::Refused,
    }
}

/// Reads the body of a `GetItem` as the seam does: the item here, and the rest by the SDK.
pub(super) fn read_body<T: ReadItem>(body: &[u8]) -> Result<Option<T>, DecodeError> {
    let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body })?;
    let (mut item, mut rest) = (None, Writer::new());
    rest.begin_object();
    let mut names = reader.object()?;
    while let Some(name) = names.next(&mut reader)? {
        if name != "Item" {
            rest.name(&name);
            rest.raw(reader.raw()?.as_bytes());
        } else if reader.json_null() {
            item = None;
        } else {
            item = Some(T::read_item(&mut reader)?);
        }
    }
    reader.end()?;
    rest.end_object();
    match sdk::get_item(rest.as_bytes()) {
        Some(_) => Ok(item),
        None => Err(DecodeError::missing()),
    }
}

/// Tells whether this is one of the things that the SDK reads and a value cannot be: a number that is none, a type that
/// nobody knows, more nesting than 64; or one that is not there any more, since its name is repeated.
pub(super) fn may_refuse(input: &[u8], theirs: Option<&SdkItem>, error: &DecodeError) -> bool {
    let words = error.to_string();
    let is_deep = theirs.is_some_and(|item| 2 + sdk::depth(item) > MAX_DEPTH);
    let is_no_value = theirs.is_some_and(|item| from_attribute_values(item).is_err());
    (words.contains("more than 64 nested containers") && is_deep)
        || words.contains("more than 128 nested containers")
        || is_no_value
        || repeats::names(input)
}

/// What is read is written, and read again as the same; an empty set and a nesting of more than 32 are not written.
pub(super) fn survives_writing(item: &Item) {
    let mut out = Writer::new();
    if item.write_item(&mut out).is_err() {
        return;
    }
    let body = [br#"{"Item":"#, out.as_bytes(), b"}"].concat();
    assert_eq!(read_body::<Item>(&body).as_ref(), Ok(&Some(item.clone())), "written and read");
    let theirs = sdk::get_item(&body).flatten().map(|item| from_attribute_values(&item));
    assert_eq!(theirs, Some(Ok(item.clone())), "written, and read by the SDK");
    let converted = from_attribute_values(&to_attribute_values(item));
    assert_eq!(converted.as_ref(), Ok(item), "converted and back");
}

//! The body of a `GetItem`, read into models: structure is checked everywhere, and values where they are read.

use dynamo_model::{DecodeError, Item, Model, ReadItem, Reader, WriteItem, Writer};
use std::fmt::Debug;

use crate::model::{Kept, Rich};
use crate::target::value::{may_refuse, read_body};
use crate::target::{Outcome, Target};
use crate::{generate, repeats, sdk};

pub(super) const TARGET: Target = Target {
    name: "model",
    about: "the wire reader into models, beside the SDK's deserializer and its structure",
    feed,
    generate: generate::get_item,
    words: WORDS,
};

pub(super) const WORDS: &[&str] = &[
    r#"{"Item":"#,
    r#"{"Item":null}"#,
    r#"{"Item":{"id":{"S":"k"}}}"#,
    r#""Item":"#,
    r#"{"S":"x"}"#,
    r#"{"N":"1"}"#,
    r#"{"NULL":false}"#,
    r#"{"L":["#,
    "]}",
    r#"{"M":{"a":"#,
    r#"{"NS":["1","2"]}"#,
    r#""S":null,"#,
    r#","__type":"x""#,
    "null",
    "true",
    r"\ud83d\ude00",
    r"\u0000",
    "ConsumedCapacity",
];

fn feed(input: &[u8]) -> Outcome {
    check::<Kept>(input);
    check::<Rich>(input)
}

fn check<M: Model + ReadItem + WriteItem + Debug + PartialEq>(input: &[u8]) -> Outcome {
    let theirs = sdk::get_item(input);
    let ours = read_body::<M>(input);
    if ours.is_ok() {
        assert!(sdk::is_json(input) || input.is_empty(), "taken, and it is no JSON");
    }
    // What the SDK reads, in DynamoDB's own form, is the model's or is not, however it was written before.
    let expected = match &theirs {
        Some(Some(item)) => Some(read_item::<M>(&sdk::canonical(item)).map(Some)),
        Some(None) => Some(Ok(None)),
        None => None,
    };
    match (expected, &ours) {
        (Some(Ok(expected)), Ok(ours)) => {
            assert_eq!(format!("{ours:?}"), format!("{expected:?}"), "read otherwise than by the SDK");
        }
        (Some(Ok(expected)), Err(error)) => {
            let allowed = may_refuse(input, theirs.flatten().as_ref(), error);
            assert!(allowed, "the SDK reads {expected:?}, and we say: {error}");
        }
        (Some(Err(error)), Ok(ours)) => {
            let said = error.to_string();
            assert!(said.contains("nested containers"), "what the SDK reads does not fit ({said}): {ours:?}");
        }
        _ => {}
    }
    let Ok(ours) = ours else { return Outcome::Refused };
    ours.iter().for_each(survives_writing);
    Outcome::Accepted
}

fn read_item<T: ReadItem>(json: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json)?;
    let item = T::read_item(&mut reader)?;
    reader.end().map(|()| item)
}

/// What is read is written, and read again as the same, where it can be stored at all.
fn survives_writing<M: ReadItem + WriteItem + Debug + PartialEq>(model: &M) {
    let mut out = Writer::new();
    if model.write_item(&mut out).is_err() {
        return;
    }
    let again =
        read_item::<M>(out.as_bytes()).unwrap_or_else(|error| panic!("written and not read: {error}"));
    assert_eq!(&again, model, "written and read");
    let item = read_item::<Item>(out.as_bytes());
    assert!(item.is_ok() && !repeats::names(out.as_bytes()), "what is written is an item: {item:?}");
}

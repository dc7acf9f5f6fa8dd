//! Items as JSON text, DynamoDB's or plain.

use dynamo_model::sdk::from_attribute_values;
use dynamo_model::{Item, json};
use fastrand::Rng;

use crate::model::Rich;
use crate::target::value::survives_writing;
use crate::target::{Outcome, Target};
use crate::{generate, sdk};

pub(super) const TARGET: Target = Target {
    name: "json",
    about: "items out of JSON text, in DynamoDB's form and plain, and back",
    feed,
    generate,
    words: super::model::WORDS,
};

fn feed(input: &[u8]) -> Outcome {
    let outcomes = [typed(input), plain(input)];
    if outcomes.contains(&Outcome::Accepted) { Outcome::Accepted } else { Outcome::Refused }
}

/// DynamoDB's form.
fn typed(input: &[u8]) -> Outcome {
    let rich = json::from_text::<Rich>(input);
    assert!(rich.is_err() || sdk::is_json(input), "taken, and it is no JSON");
    let Ok(item) = json::from_text::<Item>(input) else { return Outcome::Refused };
    let body = [br#"{"Item":"#, input, b"}"].concat();
    let theirs = sdk::get_item(&body).flatten().map(|item| from_attribute_values(&item));
    assert_eq!(theirs, Some(Ok(item.clone())), "read otherwise than by the SDK");
    survives_writing(&item);
    if let Ok(text) = json::to_text(&item) {
        let again = json::from_text::<Item>(&text);
        assert_eq!(again.ok(), Some(item), "written and read");
    }
    Outcome::Accepted
}

/// JSON without types, of which numbers lose digits in the first step and nothing after it.
fn plain(input: &[u8]) -> Outcome {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(input) else { return Outcome::Refused };
    let Ok(item) = json::from_plain(&value) else { return Outcome::Refused };
    let once = json::to_plain(&item);
    let again = json::from_plain(&once).map(|item| json::to_plain(&item));
    assert_eq!(again.ok(), Some(once), "plain JSON there and back");
    Outcome::Accepted
}

fn generate(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    if rng.bool() {
        generate::item(rng, &mut out);
    } else {
        generate::members(rng, &mut out, 5);
    }
    out.into_bytes()
}

//! Raw conditions: text of the developer's, names and values of anybody's.

use std::cell::RefCell;
use std::collections::BTreeSet;

use dynamo_model::prelude::*;
use dynamo_model::{Connection, Embedded};
use fastrand::Rng;
use serde_json::Value as Json;

use crate::canned::Canned;
use crate::model::Rich;
use crate::target::{Outcome, Target};

pub(super) const TARGET: Target = Target {
    name: "raw",
    about: "raw conditions: refused, or sent with every placeholder declared and used, and never as text",
    feed,
    generate,
    words: &[
        "#a",
        ":v",
        " AND ",
        " OR ",
        "NOT ",
        " BETWEEN ",
        " IN (",
        "(",
        ")",
        " = ",
        "<>",
        "<=",
        "size(",
        "contains(",
        "attribute_exists(",
        "begins_with(",
        "attribute_type(",
        ".",
        "[0]",
        ",",
        "#",
        ":",
        "'",
        "\"",
        "\n",
        "name",
    ],
};

struct Sides {
    canned: Canned,
    sent: Connection,
    engine: Connection,
    runtime: tokio::runtime::Runtime,
}

thread_local! {
    static SIDES: RefCell<Option<Sides>> = const { RefCell::new(None) };
}

impl Sides {
    fn new() -> Self {
        let canned = Canned::default();
        canned.answer(br#"{"Items":[],"Count":0,"ScannedCount":0}"#);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        let engine = runtime.block_on(async {
            let db = Connection::builder().local(Embedded::memory()?).build()?;
            Rich::create_table(&db).await?;
            let item = Item::from([("id".to_owned(), "k".into()), ("whole".to_owned(), 7.into())]);
            db.table("rich").put(item).await?;
            dynamo_model::Result::Ok(db)
        });
        let engine =
            engine.unwrap_or_else(|error: dynamo_model::Error| panic!("the engine refuses: {error}"));
        Self { sent: canned.connect(false), canned, engine, runtime }
    }
}

/// The first line is the text; what follows are names and values for the placeholders in it, in turn.
fn feed(input: &[u8]) -> Outcome {
    let input = String::from_utf8_lossy(input);
    let (text, rest) = input.split_once('\n').unwrap_or((&input, "name"));
    let mut given = rest.split('\n').cycle();
    let mut next = || given.next().unwrap_or_default();
    let names: Vec<(String, &str)> = placeholders(text, '#').into_iter().map(|name| (name, next())).collect();
    let values: Vec<(String, &str)> =
        placeholders(text, ':').into_iter().map(|name| (name, next())).collect();
    let pairs = names.iter().map(|(placeholder, name)| (placeholder.as_str(), *name));
    let condition = Condition::<Rich>::raw(text, pairs, values.iter().map(|(at, value)| (at, *value)));
    SIDES.with_borrow_mut(|sides| {
        let sides = sides.get_or_insert_with(Sides::new);
        let joined =
            [condition.clone(), condition.clone() & Rich::TEXT.eq(rest), !condition | Rich::WHOLE.gt(1)];
        let mut outcome = Outcome::Refused;
        for condition in joined {
            let read = |db: &Connection| {
                sides.runtime.block_on(Rich::get_many(db, condition.clone()).allow_scan().send())
            };
            if read(&sides.sent).is_ok() {
                check_sent(&sides.canned.asked());
                // What the engine thinks of it is its own affair, as long as it lives.
                drop(read(&sides.engine));
                outcome = Outcome::Accepted;
            }
        }
        outcome
    })
}

/// The placeholders that a text seems to have.
fn placeholders(text: &str, mark: char) -> BTreeSet<String> {
    let pieces = text.split(mark).skip(1);
    let word = |piece: &str| piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    pieces.map(word).filter(|word: &String| !word.is_empty()).collect()
}

/// The text holds nothing but the grammar and placeholders, all of which are declared, and no other is.
fn check_sent(request: &[u8]) {
    let request: Json =
        serde_json::from_slice(request).unwrap_or_else(|error| panic!("no JSON is sent: {error}"));
    let Some(text) = request["FilterExpression"].as_str() else { return };
    let foreign = |c: char| !(c.is_ascii_alphanumeric() || " _#:().,[]<>=\t\n\r\u{c}".contains(c));
    assert!(!text.contains(foreign), "sent: {text}");
    for (mark, member) in [('#', "ExpressionAttributeNames"), (':', "ExpressionAttributeValues")] {
        let used: BTreeSet<String> =
            placeholders(text, mark).iter().map(|name| format!("{mark}{name}")).collect();
        let declared =
            request[member].as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        assert_eq!(used, declared, "used and declared differ in {text}");
    }
}

const OPERANDS: [&str; 10] =
    ["#a", "#b.c", ":v", ":w", "name", "size(#a)", "#a[0]", "x.#b[12].y", "AND", ":unused"];
const NAMES: [&str; 14] = [
    "name",
    "a.b",
    "#a",
    ":v",
    "AND",
    "size(x)",
    "a = b",
    "\"",
    "'",
    "(",
    "x]",
    "",
    "\u{e9}",
    "attribute_exists(id) OR id",
];

fn generate(rng: &mut Rng) -> Vec<u8> {
    let mut out = String::new();
    term(rng, &mut out, 4);
    for _ in 0..rng.usize(0..4) {
        out.push('\n');
        out.push_str(NAMES[rng.usize(0..NAMES.len())]);
    }
    out.into_bytes()
}

fn operand(rng: &mut Rng) -> &'static str {
    OPERANDS[rng.usize(0..OPERANDS.len())]
}

fn term(rng: &mut Rng, out: &mut String, fuel: u8) {
    let kind = if fuel == 0 { rng.u8(0..4) } else { rng.u8(0..8) };
    if kind < 4 {
        out.push_str(&simple(rng, kind));
        return;
    }
    let (before, after) = [("NOT ", ""), ("(", ")"), ("", "")][usize::from(kind - 4).min(2)];
    out.push_str(before);
    term(rng, out, fuel - 1);
    out.push_str(after);
    if kind > 5 {
        out.push_str([" AND ", " or ", "  OR\t"][rng.usize(0..3)]);
        term(rng, out, fuel - 1);
    }
}

fn simple(rng: &mut Rng, kind: u8) -> String {
    let (left, right, third) = (operand(rng), operand(rng), operand(rng));
    let sign = ["=", "<>", "<", "<=", ">", ">=", "=="][rng.usize(0..7)];
    let function = ["attribute_exists", "contains", "begins_with", "nothing"][rng.usize(0..4)];
    match kind {
        0 => format!("{left} {sign} {right}"),
        1 => format!("{left} BETWEEN {right} AND {third}"),
        2 => format!("{left} in ({right}, {third} ,:v)"),
        _ => format!("{function}({left}, {right})"),
    }
}

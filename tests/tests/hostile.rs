//! What users send is data: it never becomes the text of an expression, and its length is bounded.

use std::collections::BTreeMap;

use dynamo_model::faults::{Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{Cursor, attr};
use dynamo_model_tests::engine;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regex::Regex;
use tokio::runtime::Runtime;

/// A note whose map has names of the user's own.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes")]
struct Note {
    #[model(hash_key)]
    id: String,
    #[model(default)]
    labels: BTreeMap<String, String>,
}

/// The grammar's own characters and words, words that DynamoDB reserves, and what others choke on.
const PIECES: [&str; 40] = [
    "#",
    ":",
    "#n0",
    ":v0",
    "#0",
    ":0",
    ".",
    "[0]",
    "(",
    ")",
    ",",
    " ",
    "=",
    "<>",
    "<=",
    "<",
    ">",
    "+",
    "-",
    "'",
    "\"",
    "\\",
    "AND",
    " OR ",
    "NOT ",
    " IN ",
    " BETWEEN ",
    "SET ",
    "REMOVE ",
    "size(",
    "attribute_exists(id)",
    "if_not_exists(",
    "name",
    "status",
    "user",
    "a",
    "é",
    "😀",
    "\n",
    "\u{1}",
];

/// What is left of an expression without placeholders, words and functions of the grammar.
fn foreign(text: &str) -> String {
    let known = "[#:][a-z0-9]+|AND|OR|NOT|IN|BETWEEN|SET|REMOVE|ADD|DELETE|if_not_exists|list_append|attribute_exists|\
                 attribute_not_exists|attribute_type|begins_with|contains|size|\\[[0-9]+\\]|[ .,()=<>+-]";
    Regex::new(known).expect("it is a pattern").replace_all(text, "").into_owned()
}

fn check(request: &Request) {
    let json = request.json();
    for member in [
        "KeyConditionExpression",
        "FilterExpression",
        "ConditionExpression",
        "UpdateExpression",
        "ProjectionExpression",
    ] {
        if let Some(text) = json[member].as_str() {
            assert_eq!(foreign(text), "", "{member} of {}: {text}", request.operation());
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES.as_slice()), 1..6).prop_map(|pieces| pieces.concat())
}

async fn holds(db: &Connection, name: &str, other: &str, value: &str) -> dynamo_model::Result<()> {
    let notes = db.table("notes");
    let key = [("id", Value::from(value))];
    let labels = Item::from([(name.to_owned(), Value::from(value)), ("is".to_owned(), Value::from("x"))]);
    let item = Item::from([
        ("id".to_owned(), Value::from(value)),
        (name.to_owned(), Value::from(value)),
        ("labels".to_owned(), Value::from(labels)),
    ]);
    notes.delete(key.clone()).await?;
    notes.put(item.clone()).only_if(attr(name.to_owned()).not_exists()).await?;
    assert_eq!(notes.get(key.clone()).attributes([name.to_owned()]).await?.map(|item| item.len()), Some(1));

    // The same condition finds it, and its opposite does not, by name and by model.
    let named = || attr(name.to_owned());
    let is_it =
        named().eq(value) & named().is_in([value, other]) & named().begins_with(value) & named().exists();
    let found = notes.query(attr("id").eq(value)).filter(is_it.clone()).await?;
    assert_eq!(found, [item]);
    assert_eq!(notes.query(attr("id").eq(value)).filter(!is_it).await?, []);
    let label = Note::LABELS.key(name);
    let found =
        Note::get_many(db, Note::ID.eq(value) & label.clone().eq(value) & label.clone().contains(value))
            .await?;
    assert_eq!(found.len(), 1);
    assert_eq!(Note::get_many(db, Note::ID.eq(value) & label.clone().ne(value)).await?, []);

    // What is written is at that name, and nowhere else.
    let note =
        Note::update_one(db, value, [label.set(other)]).only_if(Note::LABELS.key(name).eq(value)).await?;
    let expected = BTreeMap::from([(name.to_owned(), other.to_owned()), ("is".to_owned(), "x".to_owned())]);
    assert_eq!(note.map(|note| note.labels), Some(expected));
    let updated = notes.update(key.clone(), [named().set(other)]).only_if(named().eq(value)).await?;
    assert_eq!(updated.as_ref().map(|item| &item[name]), Some(&Value::from(other)));
    let removed = notes.update(key, [named().remove()]).await?;
    assert_eq!(removed.map(|item| item.contains_key(name)), Some(false));
    Ok(())
}

#[test]
fn names_and_values_never_become_text() {
    let runtime = Runtime::new().expect("a runtime");
    let faults: Faults = engine::faults().expect("the engine starts");
    let db = Connection::builder().local(faults.clone()).build().expect("it connects");
    runtime.block_on(Note::create_table(&db).into_future()).expect("the table is made");
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let ours = |name: &String| name != "id" && name != "labels" && name != "is";
    let inputs = (text().prop_filter("it is an attribute of its own", ours), text(), text());
    TestRunner::new_with_rng(config, rng)
        .run(&inputs, |(name, other, value)| {
            faults.forget();
            let other = format!("{other}x");
            if let Err(error) = runtime.block_on(holds(&db, &name, &other, &value)) {
                panic!("{name:?} {other:?} {value:?}: {error:?}");
            }
            faults.requests().iter().for_each(check);
            Ok(())
        })
        .expect("names and values are data");
}

#[test]
fn the_check_of_text_finds_what_it_must() {
    assert_eq!(foreign("#n0 = :v0 AND (size(#n1.#n2[3]) > :v1)"), "");
    assert_eq!(foreign("#n0 = :v0 OR attribute_exists(id)"), "id");
    assert_eq!(foreign("SET name = :v0"), "name");
}

#[tokio::test]
async fn r13_a_list_of_a_condition_is_bounded() {
    let faults = engine::faults().expect("the engine starts");
    let db = Connection::builder().local(faults.clone()).max_list(3).build().expect("it connects");
    Note::create_table(&db).await.expect("the table is made");
    faults.forget();
    let label = || Note::LABELS.key("a");
    let sent_by_users = |count: usize| vec!["x"; count];
    let refused = "a list of the condition holds 4 values, and the connection allows 3 (`max_list`)";
    for condition in [
        label().is_in(sent_by_users(4)),
        (Note::ID.eq("a") & (label().exists() | !label().is_in(sent_by_users(4)))).any(),
        Note::ID.is_in(sent_by_users(4)).any(),
        Note::keys_in(["a", "b", "c", "d"]).any(),
    ] {
        let error = Note::get_many(&db, &condition).allow_scan().await.expect_err("the list is too long");
        assert!(error.is_refused(), "{error:?}");
        assert!(error.to_string().contains(refused), "{error}");
        let error = Note::delete_many(&db, &condition).allow_scan().await.expect_err("the list is too long");
        assert!(error.to_string().contains(refused), "{error}");
    }
    assert_eq!(faults.requests().len(), 0);
    assert!(Note::get_many(&db, label().is_in(sent_by_users(3))).allow_scan().await.is_ok());
    // A list of keys is not a list of a condition.
    assert!(Note::get_many(&db, ["a", "b", "c", "d"]).await.is_ok());
    let plain = engine::connect().expect("the engine starts");
    let long: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    assert!(Note::get_many(&plain, label().is_in(&long)).explain().expect_err("by default too").is_refused());
    assert!(Note::get_many(&plain, label().is_in(&long[1..])).explain().is_ok());
}

#[tokio::test]
async fn r12_a_cursor_from_outside_is_bounded() {
    let engine = engine::engine().expect("the engine starts");
    let db = Connection::builder().local(engine.clone()).build().expect("it connects");
    Note::create_table(&db).await.expect("the table is made");
    for id in ["a".repeat(2048), "b".to_owned()] {
        Note::save_one(&db, Note::new(id)).await.expect("it is saved");
    }
    let read = |db: &Connection| Note::get_many(db, Note::ID.exists()).allow_scan();
    let mut cursors: Vec<Cursor> = Vec::new();
    for after in [None, Some(())] {
        let after = after.and_then(|()| cursors.first().cloned());
        cursors.extend(read(&db).limit(1).after(after).page().await.expect("a page").cursor);
    }
    // The largest key of a table makes a cursor that is taken; a connection that takes less says so.
    let long = cursors.iter().max_by_key(|cursor| cursor.to_string().len()).expect("there is one").clone();
    assert!(read(&db).limit(1).after(long.clone()).page().await.is_ok());
    let narrow = Connection::builder().local(engine).max_cursor(1024).build().expect("it connects");
    let error = read(&narrow).limit(1).after(long).page().await.expect_err("it is too long");
    assert!(error.is_invalid_cursor(), "{error:?}");
    assert!(error.to_string().contains("and the connection takes 1024 (`max_cursor`)"), "{error}");
    assert!("A".repeat(100_000).parse::<Cursor>().expect_err("it is no cursor").is_invalid_cursor());
}

//! The decision table of DESIGN section 6, row by row.

use dynamo_model_fields::capability::ScalarType;
use dynamo_model_fields::{KeyPart, Number};

use super::*;
use crate::expr::condition::Condition;
use crate::model::field::{Field, HashKey, Plain, RangeKey, Removable};
use crate::model::schema::Fields;
use crate::plan::testing::line;

/// A composite model.
struct Note;

impl Note {
    const USER: Field<Note, String, HashKey> = Field::new("user");
    const AT: Field<Note, String, RangeKey> = Field::new("at");
    const TEXT: Field<Note, String, Plain> = Field::new("text");
    const STARS: Field<Note, Option<u32>, Removable> = Field::new("stars");
}

const NOTES: Schema = Schema::new(
    "Note",
    "notes",
    KeySchema::new("user", ScalarType::S),
    Some(KeySchema::new("at", ScalarType::S)),
    Fields::new(&[], &[], false),
);

/// A model with a hash key alone.
struct Sensor;

impl Sensor {
    const ID: Field<Sensor, Number, HashKey> = Field::new("id");
    const PLACE: Field<Sensor, String, Plain> = Field::new("place");
}

const SENSORS: Schema =
    Schema::new("Sensor", "sensors", KeySchema::new("id", ScalarType::N), None, Fields::new(&[], &[], false));

fn planned(schema: &Schema, strategy: &Strategy, options: ReadOptions) -> String {
    match read(schema, "table", strategy, &options) {
        Ok(plan) => line(&plan),
        Err(error) => format!("error: {error}"),
    }
}

fn notes_with<K>(condition: Condition<Note, K>, options: ReadOptions) -> String {
    planned(&NOTES, &Strategy::Condition(condition.into_expr()), options)
}

fn notes<K>(condition: Condition<Note, K>) -> String {
    notes_with(condition, ReadOptions::default())
}

fn sensors<K>(condition: Condition<Sensor, K>) -> String {
    planned(&SENSORS, &Strategy::Condition(condition.into_expr()), ReadOptions::default())
}

fn number(number: i64) -> Number {
    Number::from(number)
}

fn note_key(user: &str, at: &str) -> PrimaryKey {
    PrimaryKey::new(KeyPart::S(user.to_owned()), Some(KeyPart::S(at.to_owned())))
}

fn keys_in(keys: &[(&str, &str)]) -> Condition<Note> {
    let keys = keys.iter().map(|(user, at)| note_key(user, at)).collect();
    Condition::of(Expr::Keys(KeyList { hash: "user", range: Some("at"), keys, invalid: None }))
}

fn list(aims: &[(&str, &str, Option<Condition<Note>>)]) -> Strategy {
    let aim = |(user, at, condition): &(&str, &str, Option<Condition<Note>>)| {
        let condition = condition.clone().map(Condition::into_expr);
        Ok(Aim { key: note_key(user, at), condition })
    };
    Strategy::Targets(aims.iter().map(aim).collect())
}

fn check(table: Vec<(String, &str)>) {
    for (row, (found, expected)) in table.into_iter().enumerate() {
        assert_eq!(found, expected, "row {row}");
    }
}

fn eq(user: &str) -> Condition<Note> {
    Note::USER.eq(user).any()
}

#[test]
fn lists_of_keys_are_batch_gets() {
    let planned = |strategy: Strategy| planned(&NOTES, &strategy, ReadOptions::default());
    let many = Note::TEXT.contains("x");
    check(vec![
        (planned(list(&[])), "nothing | as the list is empty"),
        (planned(list(&[("a", "1", None)])), r#"BatchGetItem | keys ("a", "1")"#),
        (
            planned(list(&[("b", "2", None), ("a", "1", None), ("b", "2", None)])),
            r#"BatchGetItem | keys ("b", "2") ("a", "1")"#,
        ),
        (
            planned(list(&[("a", "1", Some(many.clone())), ("b", "2", None)])),
            r#"BatchGetItem | keys ("a", "1") ("b", "2") | here key is the given one AND contains(text, "x") OR key is the given one"#,
        ),
        (
            notes(keys_in(&[("b", "2"), ("a", "1"), ("b", "2")])),
            r#"BatchGetItem | keys ("b", "2") ("a", "1")"#,
        ),
        (
            notes(keys_in(&[("b", "2"), ("a", "1")]) & many.clone()),
            r#"BatchGetItem | keys ("b", "2") ("a", "1") | here contains(text, "x")"#,
        ),
        (
            notes(keys_in(&[("b", "2"), ("a", "1")]) & keys_in(&[("a", "1"), ("c", "3")])),
            r#"BatchGetItem | keys ("a", "1")"#,
        ),
        (notes(keys_in(&[("b", "2"), ("a", "1")]) & eq("a")), r#"BatchGetItem | keys ("a", "1")"#),
        (
            notes(keys_in(&[("b", "2"), ("a", "1")]) & Note::AT.is_in(["2", "3"])),
            r#"BatchGetItem | keys ("b", "2")"#,
        ),
        // Terms on nothing but keys are known before anything is sent.
        (
            notes(keys_in(&[("b", "2"), ("a", "1")]) & Note::AT.gt("1") & Note::USER.ne("c")),
            r#"BatchGetItem | keys ("b", "2")"#,
        ),
        (notes(keys_in(&[("b", "2")]) & Note::AT.gt("2")), "nothing | as no key can satisfy the condition"),
        (notes(keys_in(&[("b", "2")]) & eq("a")), "nothing | as no key can satisfy the condition"),
        (notes(keys_in(&[])), "nothing | as the condition can never hold"),
        (
            notes(keys_in(&[("a", "1")]) | many.clone()),
            r#"Scan | filter user = "a" AND at = "1" OR contains(text, "x")"#,
        ),
        (
            notes(!keys_in(&[("a", "1"), ("b", "2")])),
            r#"Scan | filter NOT (user = "a" AND at = "1" OR user = "b" AND at = "2")"#,
        ),
        (notes(!keys_in(&[])), "Scan"),
        (
            notes(eq("a") & (keys_in(&[("a", "1"), ("b", "2")]) | many)),
            r#"Query | key user = "a" | here key is one of 2 OR contains(text, "x")"#,
        ),
    ]);
}

#[test]
fn an_unusable_key_in_a_list_is_an_error() {
    let list = KeyList {
        hash: "user",
        range: Some("at"),
        keys: Vec::new(),
        invalid: Some(Error::invalid_key("key `user` is empty")),
    };
    let condition = Condition::<Note>::of(Expr::Keys(list));
    assert_eq!(notes(condition.clone()), "error: key `user` is empty");
    assert_eq!(notes(eq("a") & !condition), "error: key `user` is empty");
}

#[test]
fn r2_pinned_keys_choose_the_operation() {
    let text = || Note::TEXT.eq("x");
    check(vec![
        // hash-only model
        (sensors(Sensor::ID.eq(number(1))), "GetItem | key 1"),
        (
            sensors(Sensor::ID.eq(number(1)) & Sensor::ID.eq("1.0".parse::<Number>().unwrap())),
            "GetItem | key 1",
        ),
        (sensors(Sensor::ID.is_in([number(2), number(1), number(2)])), "BatchGetItem | keys 2 1"),
        (sensors(Sensor::ID.is_in([number(2)])), "BatchGetItem | keys 2"),
        (
            sensors(Sensor::ID.is_in([number(2), number(1)]) & Sensor::PLACE.eq("x")),
            r#"BatchGetItem | keys 2 1 | here place = "x""#,
        ),
        (
            sensors(Sensor::ID.is_in([number(2), number(1)]) & Sensor::ID.lt(number(2))),
            "BatchGetItem | keys 1",
        ),
        (
            sensors(Sensor::ID.eq(number(1)) & Sensor::PLACE.eq("x")),
            r#"Query | key id = 1 | filter place = "x""#,
        ),
        (sensors(Sensor::ID.gt(number(1))), "Scan | filter id > 1"),
        // composite model
        (notes(Note::USER.eq("a") & Note::AT.eq("1")), r#"GetItem | key ("a", "1")"#),
        (notes(Note::AT.eq("1") & Note::USER.eq("a")), r#"GetItem | key ("a", "1")"#),
        (
            notes(Note::USER.eq("a") & Note::AT.eq("1") & text()),
            r#"Query | key user = "a" AND at = "1" | filter text = "x""#,
        ),
        (
            notes(Note::USER.eq("a") & Note::AT.eq("1") & (text() | Note::AT.gt("0"))),
            r#"Query | key user = "a" AND at = "1" | here text = "x" OR at > "0""#,
        ),
        (notes(Note::USER.eq("a") & Note::AT.eq("1") & Note::AT.ne("2")), r#"GetItem | key ("a", "1")"#),
        (
            notes(Note::USER.eq("a") & Note::AT.eq("1") & Note::AT.ne("1")),
            "nothing | as no key can satisfy the condition",
        ),
        (
            notes(Note::USER.is_in(["b", "a"]) & Note::AT.is_in(["2", "1"])),
            r#"BatchGetItem | keys ("b", "2") ("b", "1") ("a", "2") ("a", "1")"#,
        ),
        (
            notes(Note::USER.is_in(["b", "a"]) & Note::AT.eq("1") & text()),
            r#"BatchGetItem | keys ("b", "1") ("a", "1") | here text = "x""#,
        ),
        (
            notes(Note::USER.eq("a") & Note::AT.is_in(["2", "1"])),
            r#"BatchGetItem | keys ("a", "2") ("a", "1")"#,
        ),
        (
            notes(Note::AT.is_in(["3", "2", "1"]) & Note::USER.eq("a") & Note::AT.is_in(["1", "3"])),
            r#"BatchGetItem | keys ("a", "3") ("a", "1")"#,
        ),
        (notes(Note::USER.eq("a")), r#"Query | key user = "a""#),
        (notes(!!Note::USER.eq("a")), r#"Query | key user = "a""#),
        (notes(Note::USER.is_in(["a", "b"]) & Note::USER.eq("a")), r#"Query | key user = "a""#),
        (notes(Note::USER.is_in(["a", "b"]) & Note::USER.is_in(["b", "c"])), r#"Query | key user = "b""#),
        (
            notes(Note::USER.is_in(["a", "b"]) & Note::AT.gt("1")),
            r#"Union | Query | key user = "a" AND at > "1" || Query | key user = "b" AND at > "1""#,
        ),
        (notes(Note::AT.eq("1")), r#"Scan | filter at = "1""#),
        (notes(text()), r#"Scan | filter text = "x""#),
        (
            notes(Note::USER.eq("a") | Note::USER.eq("b")),
            r#"Union | Query | key user = "a" || Query | key user = "b""#,
        ),
        (notes(Condition::all_of([])), "Scan"),
        (notes(Note::USER.eq("a") & Note::USER.eq("b")), "nothing | as no key can satisfy the condition"),
        (
            notes(Note::USER.eq("a") & Note::AT.is_in(["1"]) & Note::AT.eq("2")),
            "nothing | as no key can satisfy the condition",
        ),
    ]);
}

#[test]
fn r2_range_terms_become_the_tightest_key_condition() {
    let and = |range: Condition<Note>| notes(eq("a") & range);
    check(vec![
        (and(Note::AT.lt("5")), r#"Query | key user = "a" AND at < "5""#),
        (and(Note::AT.le("5")), r#"Query | key user = "a" AND at <= "5""#),
        (and(Note::AT.gt("5")), r#"Query | key user = "a" AND at > "5""#),
        (and(Note::AT.ge("5")), r#"Query | key user = "a" AND at >= "5""#),
        (and(Note::AT.between("1", "5")), r#"Query | key user = "a" AND at BETWEEN "1" AND "5""#),
        (and(Note::AT.begins_with("5")), r#"Query | key user = "a" AND begins_with(at, "5")"#),
        (and(Note::AT.ge("1") & Note::AT.le("5")), r#"Query | key user = "a" AND at BETWEEN "1" AND "5""#),
        (
            and(Note::AT.gt("1") & Note::AT.le("5")),
            r#"Query | key user = "a" AND at BETWEEN "1" AND "5" | here at > "1""#,
        ),
        (
            and(Note::AT.between("1", "5") & Note::AT.between("3", "9") & Note::AT.lt("8")),
            r#"Query | key user = "a" AND at BETWEEN "3" AND "5""#,
        ),
        (
            and(Note::AT.begins_with("5") & Note::AT.ge("52")),
            r#"Query | key user = "a" AND begins_with(at, "5") | here at >= "52""#,
        ),
        (
            and(Note::AT.begins_with("5") & Note::AT.begins_with("52")),
            r#"Query | key user = "a" AND begins_with(at, "52")"#,
        ),
        (
            and(Note::AT.begins_with("5") & Note::AT.begins_with("6")),
            "nothing | as no value of the range key can satisfy the condition",
        ),
        (
            and(Note::AT.lt("1") & Note::AT.gt("5")),
            "nothing | as no value of the range key can satisfy the condition",
        ),
        (and(Note::AT.between("5", "1")), "nothing | as the condition can never hold"),
        (and(!Note::AT.between("5", "1")), r#"Query | key user = "a""#),
        (and(Note::AT.is_in(Vec::<String>::new())), "nothing | as the condition can never hold"),
        (notes(Note::USER.is_in(Vec::<String>::new())), "nothing | as the condition can never hold"),
        (and(Condition::any_of([])), "nothing | as the condition can never hold"),
    ]);
}

#[test]
fn r1_a_filter_of_a_query_never_names_its_keys() {
    let and = |other: Condition<Note>| notes(eq("a") & other);
    check(vec![
        (and(Note::TEXT.eq("x")), r#"Query | key user = "a" | filter text = "x""#),
        (and(Note::AT.ne("5")), r#"Query | key user = "a" | here at <> "5""#),
        (and(Note::USER.ne("b")), r#"Query | key user = "a" | here user <> "b""#),
        (and(Note::AT.contains("5")), r#"Query | key user = "a" | here contains(at, "5")"#),
        (and(Note::AT.exists()), r#"Query | key user = "a" | here at exists"#),
        (and(Note::AT.size().gt(3)), r#"Query | key user = "a" | here size(at) > 3"#),
        (and(!Note::AT.lt("5")), r#"Query | key user = "a" | here NOT at < "5""#),
        (and(Note::AT.lt("5") | Note::AT.gt("7")), r#"Query | key user = "a" | here at < "5" OR at > "7""#),
        (and(Note::TEXT.eq(Note::AT)), r#"Query | key user = "a" | here text = at"#),
        (and(Note::AT.lt(Note::TEXT)), r#"Query | key user = "a" | here at < text"#),
        (and(Note::AT.between(Note::TEXT, "z")), r#"Query | key user = "a" | here at BETWEEN text AND "z""#),
        (and(Note::AT.eq(Note::TEXT).any()), r#"Query | key user = "a" | here at = text"#),
        (
            and(Note::STARS.gt(3)
                & Note::AT.gt("1")
                & (Note::TEXT.eq("x") | Note::AT.eq("7"))
                & !Note::STARS.eq(5)),
            r#"Query | key user = "a" AND at > "1" | filter stars > 3 AND NOT stars = 5 | here text = "x" OR at = "7""#,
        ),
        // A Scan's filter may name all keys.
        (
            notes(Note::USER.eq(Note::TEXT) & Note::AT.contains("5")),
            r#"Scan | filter user = text AND contains(at, "5")"#,
        ),
        (notes(Note::TEXT.eq(Note::USER)), "Scan | filter text = user"),
        (
            notes(Note::USER.eq("a") & Note::USER.eq(Note::TEXT)),
            r#"Query | key user = "a" | here user = text"#,
        ),
    ]);
}

#[test]
fn r14_empty_and_oversized_operands_follow_logic() {
    let (hash_limit, range_limit) = ("h".repeat(2048), "r".repeat(1024));
    let (long_hash, long_range) = ("h".repeat(2049), "r".repeat(1025));
    let and = |range: Condition<Note>| notes(eq("a") & range);
    let no_key = "nothing | as no key can satisfy the condition";
    let no_range = "nothing | as no value of the range key can satisfy the condition";
    check(vec![
        (notes(Note::USER.eq("")), no_key),
        (notes(Note::USER.is_in(["", "a"])), r#"Query | key user = "a""#),
        (notes(Note::USER.eq("") | Note::TEXT.eq("x")), r#"Scan | filter user = "" OR text = "x""#),
        (notes(Note::USER.eq(long_hash.as_str())), no_key),
        (notes(Note::USER.eq(hash_limit.as_str())), &format!(r#"Query | key user = "{hash_limit}""#)),
        (and(Note::AT.eq("").any()), no_key),
        (and(Note::AT.eq(long_range.as_str()).any()), no_key),
        (and(Note::AT.eq(range_limit.as_str()).any()), &format!(r#"GetItem | key ("a", "{range_limit}")"#)),
        (and(Note::AT.lt("")), no_range),
        (and(Note::AT.le("")), no_range),
        (and(Note::AT.between("", "")), no_range),
        (and(Note::AT.begins_with("")), r#"Query | key user = "a""#),
        (and(Note::AT.ge("")), r#"Query | key user = "a""#),
        (and(Note::AT.gt("")), r#"Query | key user = "a""#),
        (and(Note::AT.between("", "5")), r#"Query | key user = "a" AND at <= "5""#),
        // DynamoDB takes no such value in a key condition, but it has an answer.
        (
            and(Note::AT.gt(long_range.as_str())),
            &format!(r#"Query | key user = "a" | here at > "{long_range}""#),
        ),
        (
            and(Note::AT.between("1", long_range.as_str())),
            &format!(r#"Query | key user = "a" | here at BETWEEN "1" AND "{long_range}""#),
        ),
        (
            and(Note::TEXT.eq("") & Note::TEXT.begins_with("")),
            r#"Query | key user = "a" | filter text = "" AND begins_with(text, "")"#,
        ),
    ]);
}

#[test]
fn r8_what_no_expression_can_carry_is_evaluated_here() {
    let stars = |count: u32| Note::STARS.is_in(0..count);
    let shown = "stars IN (0, 1, 2, 3, 4, 5, 6, 7, and ";
    check(vec![
        (notes(eq("a") & stars(100)), &format!(r#"Query | key user = "a" | filter {shown}92 more)"#)),
        (notes(eq("a") & stars(101)), &format!(r#"Query | key user = "a" | here {shown}93 more)"#)),
        (
            notes(stars(101) & Note::TEXT.eq("x")),
            &format!(r#"Scan | filter text = "x" | here {shown}93 more)"#),
        ),
        (notes(Note::TEXT.ge(Note::TEXT)), "Scan | here text >= text"),
        (notes(Note::TEXT.eq(Note::TEXT)), "Scan | filter text exists"),
    ]);
    let users: Vec<String> = (0..101).map(|n| format!("u{n}")).collect();
    let Ok(Plan::Union(union)) = read(
        &NOTES,
        "notes",
        &Strategy::Condition(Note::USER.is_in(&users).into_expr()),
        &ReadOptions::default(),
    ) else {
        panic!("is_in on a composite model is a Query for each value");
    };
    assert_eq!(union.parts().len(), 101);

    // 151 terms are 151 comparisons and 150 AND: one operator too many.
    let terms = (0..151).map(|n| Note::STARS.ne(n));
    let Ok(Plan::Query(query)) = read(
        &NOTES,
        "notes",
        &Strategy::Condition((eq("a") & Condition::all_of(terms)).into_expr()),
        &ReadOptions::default(),
    ) else {
        panic!("a pinned hash key is a Query");
    };
    assert_eq!(query.filter.map(|filter| filter.into_terms().len()), Some(150));
    assert_eq!(query.local.map(|local| local.to_string()), Some("stars <> 150".to_owned()));
}

#[test]
fn r2_a_product_of_keys_is_bounded() {
    let values = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>();
    let plan = |hashes: usize, ranges: usize| {
        let condition = Note::USER.is_in(values(hashes)) & Note::AT.is_in(values(ranges));
        read(&NOTES, "notes", &Strategy::Condition(condition.into_expr()), &ReadOptions::default()).unwrap()
    };
    assert_eq!(plan(100, 100).requests(), Some(100));
    let Plan::Union(union) = plan(100, 101) else { panic!("each hash value is a Query") };
    assert_eq!(union.parts().len(), 100);
    let Plan::Query(query) = plan(1, 10_001) else { panic!("one hash value is a Query") };
    assert_eq!((query.key_condition(), query.filter.is_none()), (r#"user = "0""#.to_owned(), true));
    assert!(query.local().is_some_and(|local| local.starts_with("at IN (")));
}

#[test]
fn r9_limit_and_page_size() {
    let limited = |condition: Condition<Note>, limit, page_size| {
        notes_with(condition, ReadOptions { limit, page_size, ..ReadOptions::default() })
    };
    let text = || Note::TEXT.eq("x");
    check(vec![
        (limited(eq("a"), Some(0), None), "nothing | as the limit is 0"),
        (limited(eq("a"), None, Some(0)), "error: a page size of 0 would never end"),
        (limited(eq("a"), Some(0), Some(0)), "error: a page size of 0 would never end"),
        (limited(keys_in(&[]), None, Some(0)), "error: a page size of 0 would never end"),
        (limited(eq("a"), Some(5), None), r#"Query | key user = "a" | limit 5 | page 5"#),
        (limited(eq("a"), Some(5), Some(2)), r#"Query | key user = "a" | limit 5 | page 2"#),
        (limited(eq("a"), Some(2), Some(5)), r#"Query | key user = "a" | limit 2 | page 2"#),
        (limited(eq("a"), None, Some(5)), r#"Query | key user = "a" | page 5"#),
        // The limit is not sent where a filter or what is evaluated here drops items.
        (limited(eq("a") & text(), Some(5), None), r#"Query | key user = "a" | filter text = "x" | limit 5"#),
        (
            limited(eq("a") & text(), Some(5), Some(9)),
            r#"Query | key user = "a" | filter text = "x" | limit 5 | page 9"#,
        ),
        (
            limited(eq("a") & Note::AT.gt("1") & Note::AT.lt("5"), Some(5), None),
            r#"Query | key user = "a" AND at BETWEEN "1" AND "5" | here at > "1" AND at < "5" | limit 5"#,
        ),
        // The whole key has one page.
        (
            limited((eq("a") & Note::AT.eq("1") & text()).any(), Some(5), Some(1)),
            r#"Query | key user = "a" AND at = "1" | filter text = "x" | limit 5"#,
        ),
        (limited(text(), Some(5), None), r#"Scan | filter text = "x" | limit 5"#),
        (limited(Condition::all_of([]), Some(5), None), "Scan | limit 5 | page 5"),
        (limited(keys_in(&[("a", "1")]), Some(5), Some(2)), r#"BatchGetItem | keys ("a", "1") | limit 5"#),
    ]);
}

#[test]
fn r6_descending_needs_a_query() {
    let descending = |condition: Condition<Note>| {
        notes_with(condition, ReadOptions { descending: true, ..ReadOptions::default() })
    };
    let of_a_list = "error: `descending` needs a Query: a list of keys answers in the order of the list";
    check(vec![
        (descending(eq("a")), r#"Query | key user = "a" | order descending"#),
        (
            descending((eq("a") & Note::AT.eq("1") & Note::TEXT.eq("x")).any()),
            r#"Query | key user = "a" AND at = "1" | filter text = "x" | order descending"#,
        ),
        (descending((eq("a") & Note::AT.eq("1")).any()), r#"GetItem | key ("a", "1")"#),
        (descending(keys_in(&[("a", "1"), ("b", "2")])), of_a_list),
        (
            planned(
                &NOTES,
                &list(&[("a", "1", None)]),
                ReadOptions { descending: true, ..ReadOptions::default() },
            ),
            of_a_list,
        ),
        (
            descending(Note::TEXT.eq("x")),
            "error: `descending` needs a Query, and no condition pins the hash key `user`",
        ),
        (
            descending(Note::USER.is_in(["b", "a"])),
            r#"Union | Query | key user = "b" | order descending || Query | key user = "a" | order descending"#,
        ),
        (descending(eq("")), "nothing | as no key can satisfy the condition"),
    ]);
}

#[test]
fn the_scan_policy_refuses_or_warns() {
    let under = |scan: ScanPolicy, condition: Condition<Note>| {
        let options = ReadOptions { scan, ..ReadOptions::default() };
        read(&NOTES, "notes", &Strategy::Condition(condition.into_expr()), &options)
    };
    let warns = |scan| match under(scan, Note::TEXT.eq("x")) {
        Ok(Plan::Scan(plan)) => plan.warn,
        other => panic!("not a Scan: {other:?}"),
    };
    assert!(warns(ScanPolicy::Warn));
    assert!(!warns(ScanPolicy::Allow));
    let refused = under(ScanPolicy::Deny, Note::TEXT.eq("x")).unwrap_err();
    assert!(refused.is_scan_refused());
    assert_eq!(
        refused.to_string(),
        "only a Scan of the whole table can answer: no condition pins the hash key `user`; `.allow_scan()` permits it"
    );
    let query = under(ScanPolicy::Deny, eq("a")).map(|plan| plan.operation());
    assert_eq!(query.ok(), Some(Some("Query")));
    let nothing = under(ScanPolicy::Deny, Condition::any_of([])).map(|plan| plan.operation());
    assert_eq!(nothing.ok(), Some(None));
}

#[test]
fn a_value_that_cannot_be_stored_is_an_error_wherever_it_stands() {
    const WEIGHT: Field<Note, f64, Plain> = Field::new("weight");
    for condition in [
        WEIGHT.eq(f64::NAN),
        !(WEIGHT.gt(f64::INFINITY) & Note::TEXT.exists()),
        eq("a") & Condition::any_of([]) & WEIGHT.between(1.0, f64::NAN),
        WEIGHT.is_in([1.0, f64::NAN]) | Note::TEXT.exists(),
    ] {
        let found = read(
            &NOTES,
            "notes",
            &Strategy::Condition(condition.into_expr()),
            &ReadOptions { limit: Some(0), ..ReadOptions::default() },
        );
        assert!(found.is_err_and(|error| error.is_encode()));
    }
}

#[test]
fn a_plan_prints_as_a_report() {
    let options = ReadOptions { consistent: true, limit: Some(5), ..ReadOptions::default() };
    let condition = eq("a") & Note::AT.gt("1") & Note::AT.ne("3") & Note::TEXT.exists();
    let plan = read(&NOTES, "notes", &Strategy::Condition(condition.into_expr()), &options).unwrap();
    assert_eq!(
        plan.to_string(),
        r#"Query on `notes`
  key       user = "a" AND at > "1"
  filter    text exists
  here      at <> "3"
  order     range key, ascending
  limit     5
  reads     strongly consistent
  requests  one for each page of at most 1 MB read
  why       the hash key `user` is pinned to one value
  why       the range key `at` is bounded
  why       a Query's filter must not name its keys, so such terms are evaluated here"#
    );
}

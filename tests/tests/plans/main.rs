//! A plan gives the items that a Scan with the same condition gives, and those that the documentation says.
//!
//! Items and conditions are drawn from a fixed seed; `PROPTEST_CASES` asks for more of them.

mod condition;
mod models;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;

use dynamo_model::Item;
use dynamo_model::prelude::*;
use futures::TryStreamExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};
use tokio::runtime::Runtime;

use crate::condition::{Cond, F, KeyParts, conditions, holds, items};
use crate::models::{Blob, Drawn, Line, Row, Single, typed};
use crate::value::{Attributes, V};

const CASES: u32 = 300;

/// How often each operation was planned, and how often there were items to be found.
type Seen = RefCell<BTreeMap<(Option<&'static str>, bool), u32>>;

fn runner() -> TestRunner {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(CASES),
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn failed(error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// A table that holds the items, as another program would have written them.
async fn loaded<M: Drawn>(items: &[Attributes]) -> Result<Connection, TestCaseError> {
    let db = Connection::embedded().map_err(failed)?;
    M::create_table(&db).await.map_err(failed)?;
    for item in items {
        let stored = item.iter().map(|(name, value)| ((*name).to_owned(), value.stored())).collect();
        let put = db.client().put_item().table_name(M::schema().table());
        put.set_item(Some(stored)).send().await.map_err(|error| failed(format!("{error:?}")))?;
    }
    Ok(db)
}

fn decoded<M: Drawn>(item: &Attributes) -> M {
    let item: Item = item.iter().map(|(name, value)| ((*name).to_owned(), value.value())).collect();
    M::from_item(&item).expect("the drawn items fit the model")
}

/// The items that satisfy the condition, in the order of the range key.
fn expected<M: Drawn>(items: &[Attributes], condition: &Cond) -> Vec<M> {
    let mut found: Vec<&Attributes> = items.iter().filter(|item| holds(condition, item, M::SHAPE)).collect();
    if let Some(range) = M::SHAPE.range {
        found.sort_by(|one, two| one[range.name()].cmp(&two[range.name()]));
    }
    found.into_iter().map(decoded).collect()
}

/// Asserts that two lists hold the same items, in whatever order.
fn same_items<M: Drawn>(what: &str, found: &[M], expected: &[M]) -> TestCaseResult {
    let missing: Vec<&M> = expected.iter().filter(|item| !found.contains(item)).collect();
    let more: Vec<&M> = found.iter().filter(|item| !expected.contains(item)).collect();
    prop_assert!(missing.is_empty() && more.is_empty(), "{what}: missing {missing:?}, too many {more:?}");
    prop_assert_eq!(found.len(), expected.len(), "{}: an item was given twice", what);
    Ok(())
}

/// One condition over one table, asked in every way.
async fn agrees<M: Drawn>(
    items: Vec<Attributes>,
    drawn: Cond,
    limit: usize,
    page_size: u32,
    seen: &Seen,
) -> TestCaseResult {
    let db = loaded::<M>(&items).await?;
    let condition = typed::<M>(&drawn);
    let read = || M::get_many(&db, &condition).allow_scan();
    let plan = read().explain().map_err(failed)?;
    let expected = expected::<M>(&items, &drawn);
    *seen.borrow_mut().entry((plan.operation(), !expected.is_empty())).or_default() += 1;

    let found = read().await.map_err(failed)?;
    same_items("get_many", &found, &expected)?;
    if plan.operation() == Some("Query") {
        prop_assert_eq!(&found, &expected, "a Query answers in the order of the range key");
    }
    prop_assert_eq!(&read().consistent().await.map_err(failed)?, &found);
    prop_assert_eq!(&read().page_size(page_size).await.map_err(failed)?, &found);
    prop_assert_eq!(&read().stream().try_collect::<Vec<M>>().await.map_err(failed)?, &found);
    let limited = &found[..limit.min(found.len())];
    prop_assert_eq!(&read().limit(limit).await.map_err(failed)?, limited);
    prop_assert_eq!(&read().limit(limit).page_size(page_size).await.map_err(failed)?, limited);
    prop_assert_eq!(read().count().await.map_err(failed)?, found.len() as u64);
    prop_assert_eq!(read().page_size(page_size).count().await.map_err(failed)?, found.len() as u64);
    prop_assert_eq!(read().limit(limit).count().await.map_err(failed)?, limited.len() as u64);

    if read().descending().explain().is_ok() {
        let mut falling = found.clone();
        falling.reverse();
        prop_assert_eq!(&read().descending().await.map_err(failed)?, &falling);
        falling.truncate(limit);
        prop_assert_eq!(read().descending().limit(limit).await.map_err(failed)?, falling);
    } else {
        prop_assert!(matches!(plan.operation(), Some("Scan" | "BatchGetItem")));
    }
    deletes(&db, &items, &drawn, &condition).await
}

/// The items that the condition names are deleted, and no other.
async fn deletes<M: Drawn>(
    db: &Connection,
    items: &[Attributes],
    drawn: &Cond,
    condition: &Condition<M>,
) -> TestCaseResult {
    let report = M::delete_many(db, condition).allow_scan().whole_table().await;
    let kept: Vec<M> = match report {
        Ok(_) => items.iter().filter(|item| !holds(drawn, item, M::SHAPE)).map(decoded).collect(),
        // DynamoDB takes no condition that compares an attribute with itself.
        Err(error) if error.is_refused() => items.iter().map(decoded).collect(),
        Err(error) => return Err(failed(error)),
    };
    let left = M::get_many(db, Condition::all_of([])).allow_scan().await.map_err(failed)?;
    same_items("left by delete_many", &left, &kept)
}

/// Runs the cases of one model; `mistyped`: attributes may have a type that is not their field's.
fn check_plans<M: Drawn>(mistyped: bool, operations: &[Option<&'static str>]) {
    let runtime = Runtime::new().expect("the runtime starts");
    let seen = Seen::default();
    let cases = (items(M::SHAPE, mistyped), conditions(M::SHAPE), 0_usize..6, 1_u32..5);
    let result = runner().run(&cases, |(items, condition, limit, page_size)| {
        runtime.block_on(agrees::<M>(items, condition, limit, page_size, &seen))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    for operation in operations {
        let times = seen.borrow().get(&(*operation, operation.is_some())).copied().unwrap_or_default();
        assert!(times >= CASES / 100, "{operation:?} found something {times} times only: {seen:?}");
    }
}

const ALL: [Option<&str>; 5] = [None, Some("GetItem"), Some("BatchGetItem"), Some("Query"), Some("Scan")];

#[test]
fn plans_agree_with_a_filtered_scan_on_text_keys() {
    check_plans::<Row>(false, &ALL);
}

#[test]
fn plans_agree_with_a_filtered_scan_on_a_hash_key_alone() {
    check_plans::<Single>(false, &ALL);
}

#[test]
fn plans_agree_with_a_filtered_scan_on_number_keys() {
    check_plans::<Line>(true, &ALL);
}

#[test]
fn plans_agree_with_a_filtered_scan_on_a_binary_range_key() {
    check_plans::<Blob>(true, &ALL);
}

/// Each key of the items, as a list.
fn keys_of<M: Drawn>(items: &[Attributes]) -> Condition<M> {
    let part = |item: &Attributes, field: F, other: V| {
        if M::SHAPE.is_key(field) { item[field.name()].clone() } else { other }
    };
    let keys: Vec<KeyParts> = items
        .iter()
        .map(|item| KeyParts {
            code: part(item, F::Code, V::S(String::new())),
            text: part(item, F::Text, V::S(String::new())),
            rank: part(item, F::Rank, V::N(0)),
            num: part(item, F::Num, V::N(0)),
            data: part(item, F::Data, V::B(Vec::new())),
        })
        .collect();
    M::keys(&keys)
}

/// The condition joined with a list of all keys is evaluated here; as an alternative to nothing it is a filter.
async fn evaluates_alike<M: Drawn>(items: Vec<Attributes>, drawn: Cond) -> TestCaseResult {
    let db = loaded::<M>(&items).await?;
    let condition = typed::<M>(&drawn);
    let here = M::get_many(&db, keys_of::<M>(&items) & &condition);
    let operation = here.explain().map_err(failed)?.operation();
    prop_assert!(matches!(operation, None | Some("BatchGetItem")));
    let here = here.await.map_err(failed)?;

    // No term of an OR pins a key, so this is a Scan whose filter the engine evaluates.
    let there = M::get_many(&db, &condition | &never::<M>());
    let plan = there.explain().map_err(failed)?;
    let there = there.allow_scan().await.map_err(failed)?;
    let answer: Vec<M> = items.iter().filter(|item| holds(&drawn, item, M::SHAPE)).map(decoded).collect();
    prop_assert_eq!(&here, &answer, "evaluated here, in the order of the keys");
    same_items(plan.operation().unwrap_or("nothing"), &there, &answer)
}

/// Holds for no item, but is not known not to.
fn never<M: Drawn>() -> Condition<M> {
    let path = Cond::Leaf(condition::Leaf::Exists(M::SHAPE.hash));
    !typed::<M>(&path)
}

fn check_evaluation<M: Drawn>() {
    let runtime = Runtime::new().expect("the runtime starts");
    let cases = (items(M::SHAPE, true), conditions(M::SHAPE));
    let result =
        runner().run(&cases, |(items, condition)| runtime.block_on(evaluates_alike::<M>(items, condition)));
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn r4_a_condition_means_the_same_here_and_on_the_engine_for_number_keys() {
    check_evaluation::<Line>();
}

#[test]
fn r4_a_condition_means_the_same_here_and_on_the_engine_for_binary_keys() {
    check_evaluation::<Blob>();
}

/// On a table without a range key the embedded engine starts every page of a Query at the beginning, so that pages of
/// one item would never end. DynamoDB's second page is empty.
#[tokio::test]
async fn a_query_of_a_whole_key_in_pages_of_one_ends() {
    let items = vec![Attributes::from([("size", V::S("a".to_owned()))])];
    let db = loaded::<Single>(&items).await.expect("the item is stored");
    let condition = Single::CODE.eq("a") & Single::FLAG.not_exists();
    let read = Single::get_many(&db, &condition).page_size(1);
    let found = tokio::time::timeout(std::time::Duration::from_secs(5), read.into_future()).await;
    assert_eq!(found.expect("it ends").expect("it succeeds").len(), 1);
}

/// The embedded engine's filter counts UTF-16 units, here 3. DynamoDB's documentation leaves the unit open, and R4 says
/// bytes of UTF-8.
#[tokio::test]
async fn r4_the_size_of_text_is_its_utf8_length() {
    let items = vec![Attributes::from([("size", V::S("ä\u{10000}".to_owned()))])];
    let db = loaded::<Single>(&items).await.expect("the item is stored");
    let listed = Single::keys_in(["ä\u{10000}"]);
    let bytes = Single::get_many(&db, &listed & Single::CODE.size().eq(6)).count().await;
    assert_eq!(bytes.expect("it succeeds"), 1);
}

/// What the keys of a list say of themselves is not asked again, so it must be known before they are deleted.
#[tokio::test]
async fn delete_many_keeps_listed_keys_that_other_terms_exclude() {
    let item =
        |text: &str| Attributes::from([("size", V::S("a".to_owned())), ("the.text", V::S(text.to_owned()))]);
    let items = ["x", "y", "z"].map(item);
    let db = loaded::<Row>(&items).await.expect("the items are stored");
    let listed = Row::keys_in([("a", "x"), ("a", "y"), ("a", "z")]);
    let report = Row::delete_many(&db, listed & Row::TEXT.ge("y") & Row::TEXT.ne("z")).await;
    assert_eq!(report.expect("it succeeds").succeeded_count(), 1);
    let left = Row::get_many(&db, Row::CODE.eq("a")).await.expect("it succeeds");
    assert_eq!(left, [decoded(&items[0]), decoded(&items[2])]);
}

/// A list of keys is not part of the condition that is sent, so R8 does not bound it.
#[tokio::test]
async fn delete_many_takes_more_keys_than_an_expression() {
    let codes: Vec<String> = (0..150).map(|n| format!("c{n}")).collect();
    let items: Vec<Attributes> =
        codes.iter().map(|code| Attributes::from([("size", V::S(code.clone()))])).collect();
    let db = loaded::<Single>(&items).await.expect("the items are stored");
    let first = Single::keys_in(&codes[..120]) & Single::RANK.not_exists();
    let report = Single::delete_many(&db, first).await.expect("it succeeds");
    assert_eq!(report.succeeded_count(), 120);
    let report = Single::delete_many(&db, Single::CODE.is_in(&codes)).await.expect("it succeeds");
    assert_eq!(report.succeeded_count(), 30);
}

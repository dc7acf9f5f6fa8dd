//! A plan gives the items that a Scan with the same condition gives, and those that the documentation says.
//!
//! Items and conditions are drawn from a fixed seed; `PROPTEST_CASES` asks for more of them.

mod condition;
mod indexes;
mod models;
mod strict;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;

use dynamo_model::prelude::*;
use dynamo_model::{Cursor, GetMany, Item, KeyPart, Plan};
use dynamo_model_tests::engine;
use futures::TryStreamExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestCaseResult, TestRng, TestRunner};
use tokio::runtime::Runtime;

use crate::condition::{Cond, F, KeyParts, conditions, holds, indexed_conditions, items};
use crate::models::{Blob, Drawn, Line, Marked, Row, Single, typed};
use crate::strict::Strict;
use crate::value::{Attributes, V};

const CASES: u32 = 300;

/// Conditions are compared alone, so that more of them are affordable.
const EVALUATIONS: u32 = 500;

/// How often each operation was planned, and how often there were items to be found.
type Seen = RefCell<BTreeMap<(Option<&'static str>, bool), u32>>;

/// How many cases the environment asks for.
fn asked() -> Option<u32> {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok())
}

/// True if so many cases are drawn that each kind of plan comes up.
fn are_many(cases: u32) -> bool {
    asked().is_none_or(|asked| asked >= cases)
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases: asked().unwrap_or(cases),
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
    let engine = Strict::over(engine::engine().map_err(failed)?);
    let db = Connection::builder().local(engine).build().map_err(failed)?;
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

/// The operation, or that there are several reads.
fn kind(plan: &Plan) -> Option<&'static str> {
    if let Plan::Union(_) = plan { Some("Union") } else { plan.operation() }
}

fn is_of_queries(plan: &Plan) -> bool {
    matches!(plan, Plan::Union(union) if union.parts().iter().all(|part| matches!(part, Plan::Query(_))))
}

/// The items with their hash keys, as long as these follow one another.
fn by_hash<M: Drawn>(items: &[M]) -> Vec<(KeyPart, Vec<M>)> {
    let mut runs: Vec<(KeyPart, Vec<M>)> = Vec::new();
    for item in items {
        let hash = item.key().values().expect("it was read by its key").hash().clone();
        match runs.last_mut() {
            Some((known, run)) if *known == hash => run.push(item.clone()),
            _ => runs.push((hash, vec![item.clone()])),
        }
    }
    runs
}

/// Asserts that each hash key comes once, and what has it in the order of the range key (R7).
fn in_order_by_hash<M: Drawn>(found: &[M], expected: &[M]) -> TestCaseResult {
    let runs = by_hash(found);
    for (position, (hash, run)) in runs.iter().enumerate() {
        prop_assert!(runs[..position].iter().all(|(other, _)| other != hash), "one hash key in two groups");
        let of_hash = |item: &&M| item.key().values().is_ok_and(|key| key.hash() == hash);
        let sorted: Vec<M> = expected.iter().filter(of_hash).cloned().collect();
        prop_assert_eq!(run, &sorted, "a group answers in the order of the range key");
    }
    Ok(())
}

/// The pages of a read, joined: each but the last is as long as the limit, and the cursors pass through text (R12).
async fn joined<M: Drawn>(
    read: impl Fn() -> GetMany<M>,
    limit: Option<usize>,
) -> Result<Vec<M>, TestCaseError> {
    let mut items = Vec::new();
    let mut cursor: Option<Cursor> = None;
    for _ in 0..1_000 {
        let read = limit.into_iter().fold(read(), GetMany::limit);
        let page = read.after(cursor).page().await.map_err(failed)?;
        let Some(next) = page.cursor else {
            prop_assert!(limit.is_none_or(|limit| page.items.len() <= limit));
            items.extend(page.items);
            return Ok(items);
        };
        match limit {
            Some(limit) => prop_assert_eq!(page.items.len(), limit, "a page before the last is full"),
            None => prop_assert!(!page.items.is_empty(), "only the last page is empty"),
        }
        items.extend(page.items);
        cursor = Some(next.to_string().parse().map_err(failed)?);
    }
    Err(TestCaseError::fail("the pages do not end"))
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
    *seen.borrow_mut().entry((kind(&plan), !expected.is_empty())).or_default() += 1;

    let found = read().await.map_err(failed)?;
    same_items("get_many", &found, &expected)?;
    match &plan {
        Plan::Query(_) => prop_assert_eq!(&found, &expected, "a Query answers in the order of the range key"),
        Plan::Union(_) if is_of_queries(&plan) => in_order_by_hash(&found, &expected)?,
        _ => {}
    }
    prop_assert_eq!(&read().consistent().await.map_err(failed)?, &found);
    prop_assert_eq!(&read().page_size(page_size).await.map_err(failed)?, &found);
    prop_assert_eq!(&read().stream().try_collect::<Vec<M>>().await.map_err(failed)?, &found);
    let limited = &found[..limit.min(found.len())];
    prop_assert_eq!(&read().limit(limit).await.map_err(failed)?, limited);
    prop_assert_eq!(&read().limit(limit).page_size(page_size).await.map_err(failed)?, limited);
    let page_limit = limit.max(1);
    prop_assert_eq!(&joined(read, Some(page_limit)).await?, &found);
    prop_assert_eq!(&joined(|| read().page_size(page_size), None).await?, &found);
    prop_assert_eq!(&joined(|| read().page_size(page_size), Some(page_limit)).await?, &found);
    prop_assert_eq!(read().count().await.map_err(failed)?, found.len() as u64);
    prop_assert_eq!(read().page_size(page_size).count().await.map_err(failed)?, found.len() as u64);
    prop_assert_eq!(read().limit(limit).count().await.map_err(failed)?, limited.len() as u64);

    if read().descending().explain().is_ok() {
        let runs = by_hash(&found).into_iter();
        let mut falling: Vec<M> = runs.flat_map(|(_, run)| run.into_iter().rev()).collect();
        prop_assert_eq!(&read().descending().await.map_err(failed)?, &falling);
        prop_assert_eq!(&joined(|| read().descending(), Some(page_limit)).await?, &falling);
        falling.truncate(limit);
        prop_assert_eq!(read().descending().limit(limit).await.map_err(failed)?, falling);
    } else {
        prop_assert!(matches!(plan, Plan::Scan(_) | Plan::BatchGet(_) | Plan::Union(_)));
    }
    deletes(&db, &items, &drawn, &condition).await
}

/// One condition over a table with indexes whose keys are often absent: whichever index the planner takes, the items
/// are those of a Scan (R5); and where an order is promised, it is the table's (R6).
async fn agrees_with_indexes(
    items: Vec<Attributes>,
    drawn: Cond,
    limit: usize,
    page_size: u32,
    seen: &Seen,
) -> TestCaseResult {
    let items: Vec<Attributes> = items.into_iter().map(indexed).collect();
    let db = loaded::<Marked>(&items).await?;
    let condition = typed::<Marked>(&drawn);
    let read = || Marked::get_many(&db, &condition).allow_scan();
    let plan = read().explain().map_err(failed)?;
    let expected = expected::<Marked>(&items, &drawn);
    *seen.borrow_mut().entry((through_index(&plan), !expected.is_empty())).or_default() += 1;

    same_items("get_many", &read().await.map_err(failed)?, &expected)?;
    same_items("consistent", &read().consistent().await.map_err(failed)?, &expected)?;
    same_items("in pages", &read().page_size(page_size).await.map_err(failed)?, &expected)?;
    same_items("stream", &read().stream().try_collect::<Vec<Marked>>().await.map_err(failed)?, &expected)?;
    prop_assert_eq!(read().count().await.map_err(failed)?, expected.len() as u64);
    prop_assert_eq!(read().page_size(page_size).count().await.map_err(failed)?, expected.len() as u64);
    prop_assert_eq!(read().exists().await.map_err(failed)?, !expected.is_empty());
    for page_limit in [Some(limit.max(1)), None] {
        let pages = joined(|| read().page_size(page_size), page_limit).await?;
        same_items("pages joined", &pages, &expected)?;
        let page = page_limit.into_iter().fold(read(), GetMany::limit).page();
        if matches!(page.explain().map_err(failed)?, Plan::Query(plan) if plan.index().is_none()) {
            prop_assert_eq!(&pages, &expected, "pages keep the table's order");
        }
    }
    let limited = read().limit(limit);
    let by_table = matches!(limited.explain().map_err(failed)?, Plan::Query(plan) if plan.index().is_none());
    let limited = limited.await.map_err(failed)?;
    prop_assert_eq!(limited.len(), limit.min(expected.len()));
    if by_table {
        prop_assert_eq!(&limited, &expected[..limit.min(expected.len())], "limit keeps the table's order");
    } else {
        prop_assert!(limited.iter().all(|item| expected.contains(item)));
    }
    let falling = read().descending();
    if let Ok(Plan::Query(plan)) = falling.explain() {
        let found = falling.await.map_err(failed)?;
        same_items("descending", &found, &expected)?;
        if plan.index().is_none() {
            prop_assert_eq!(found, expected.iter().rev().cloned().collect::<Vec<_>>());
        }
    }
    deletes(&db, &items, &drawn, &condition).await
}

/// The item without what no index takes as a key: DynamoDB refuses to store it.
fn indexed(mut item: Attributes) -> Attributes {
    item.retain(|name, value| match (*name, value) {
        ("rank" | "num" | "amount", value) => matches!(value, V::N(_)),
        ("data", V::B(bytes)) => !bytes.is_empty(),
        ("data", _) => false,
        _ => true,
    });
    item
}

/// What is read, and whether through an index.
fn through_index(plan: &Plan) -> Option<&'static str> {
    let by_index = |plan: &Plan| matches!(plan, Plan::Query(plan) if plan.index().is_some());
    match plan {
        Plan::Query(_) if by_index(plan) => Some("Query of an index"),
        Plan::Union(union) if union.parts().iter().any(by_index) => Some("Union with an index"),
        other => kind(other),
    }
}

#[test]
fn r5_plans_through_indexes_agree_with_a_filtered_scan() {
    let runtime = Runtime::new().expect("the runtime starts");
    let seen = Seen::default();
    let keys = &[(F::Rank, F::Num), (F::Code, F::Amount), (F::Data, F::Data), (F::Text, F::Code)];
    let drawn = indexed_conditions(Marked::SHAPE, keys);
    let cases = (items(Marked::SHAPE, false), drawn, 0_usize..6, 1_u32..5);
    let result = runner(CASES).run(&cases, |(items, condition, limit, page_size)| {
        runtime.block_on(agrees_with_indexes(items, condition, limit, page_size, &seen))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    for operation in ["Query of an index", "Union with an index", "Query", "Scan"] {
        let times = seen.borrow().get(&(Some(operation), true)).copied().unwrap_or_default();
        assert!(
            times >= CASES / 50 || !are_many(CASES),
            "{operation} found something {times} times only: {seen:?}"
        );
    }
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
    let result = runner(CASES).run(&cases, |(items, condition, limit, page_size)| {
        runtime.block_on(agrees::<M>(items, condition, limit, page_size, &seen))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    for operation in operations {
        let times = seen.borrow().get(&(*operation, operation.is_some())).copied().unwrap_or_default();
        assert!(
            times >= CASES / 100 || !are_many(CASES),
            "{operation:?} found something {times} times only: {seen:?}"
        );
    }
}

const SINGLE: [Option<&str>; 5] = [None, Some("GetItem"), Some("BatchGetItem"), Some("Query"), Some("Scan")];

/// On a table with a range key there are unions too.
const ALL: [Option<&str>; 6] =
    [None, Some("GetItem"), Some("BatchGetItem"), Some("Query"), Some("Union"), Some("Scan")];

#[test]
fn plans_agree_with_a_filtered_scan_on_text_keys() {
    check_plans::<Row>(false, &ALL);
}

#[test]
fn plans_agree_with_a_filtered_scan_on_a_hash_key_alone() {
    check_plans::<Single>(false, &SINGLE);
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
    let result = runner(EVALUATIONS)
        .run(&cases, |(items, condition)| runtime.block_on(evaluates_alike::<M>(items, condition)));
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

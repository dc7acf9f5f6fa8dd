//! Reads through declared indexes of every kind give what a Scan gives, whole items or not, in the order of the index.

use dynamo_model::prelude::*;
use dynamo_model::{GetMany, Index, IndexSchema, Item, KeySchema, Model, Plan};
use futures::TryStreamExt;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{TestCaseResult, TestError};
use tokio::runtime::Runtime;

use crate::condition::{Cond, F, holds, indexed_conditions, items};
use crate::models::{Declared, Drawn, typed};
use crate::value::{Attributes, V};
use crate::{
    CASES, Seen, are_many, decoded, failed, indexed, joined, loaded, runner, same_items, through_index,
};

/// The hash and the range keys of the indexes, as far as a condition pins them.
const KEYS: &[(F, F)] = &[
    (F::Rank, F::Num),
    (F::Num, F::Amount),
    (F::Data, F::Data),
    (F::Text, F::Code),
    (F::Code, F::Amount),
    (F::Amount, F::Num),
];

const INDEXES: [Index<Declared>; 7] = [
    Declared::ALL,
    Declared::INCLUDE,
    Declared::KEYS,
    Declared::BY_TEXT,
    Declared::PARTS,
    Declared::PARTS_KEYS,
    Declared::LOCAL,
];

fn schema_of(index: &str) -> &'static IndexSchema {
    let found = Declared::schema().indexes().iter().find(|known| known.name() == index);
    found.expect("the index is declared")
}

/// The range key of the table or of an index, where the item has all of it.
fn place(item: &Attributes, index: Option<&str>) -> Option<Vec<V>> {
    let names: Vec<&str> = match index {
        Some(index) => schema_of(index).range().iter().map(KeySchema::name).collect(),
        None => vec!["the.text"],
    };
    names.into_iter().map(|name| item.get(name).cloned()).collect()
}

/// True if the item is in the index.
fn is_in(item: &Attributes, index: &IndexSchema) -> bool {
    index.hash().iter().chain(index.range()).all(|key| item.contains_key(key.name()))
}

/// What a model was read of.
fn drawn_item(found: &Declared, items: &[Attributes]) -> Attributes {
    let stored: Item = found.to_item().expect("it was read");
    let code = |item: &Attributes| item["size"].value() == stored["size"];
    let text = |item: &Attributes| item["the.text"].value() == stored["the.text"];
    items.iter().find(|item| code(item) && text(item)).expect("it was drawn").clone()
}

/// The places of what was found, in its order.
fn places(found: &[Declared], items: &[Attributes], index: Option<&str>) -> Vec<Vec<V>> {
    found.iter().map(|found| place(&drawn_item(found, items), index).expect("it is in the index")).collect()
}

/// One read, asked in every way. What has an order comes in it: of items in one place any may come first.
async fn asked_in_every_way(
    read: impl Fn() -> GetMany<Declared>,
    items: &[Attributes],
    expected: &[Attributes],
    (limit, page_size): (usize, u32),
) -> TestCaseResult {
    let models: Vec<Declared> = expected.iter().map(decoded).collect();
    let found = read().await.map_err(failed)?;
    same_items("get_many", &found, &models)?;
    same_items("in pages", &read().page_size(page_size).await.map_err(failed)?, &models)?;
    let streamed: Vec<Declared> = read().stream().try_collect().await.map_err(failed)?;
    prop_assert_eq!(&streamed, &found, "a stream gives the same in the same order");
    prop_assert_eq!(read().count().await.map_err(failed)?, models.len() as u64);
    prop_assert_eq!(read().page_size(page_size).count().await.map_err(failed)?, models.len() as u64);
    prop_assert_eq!(read().exists().await.map_err(failed)?, !models.is_empty());
    for page_limit in [Some(limit.max(1)), None] {
        same_items("pages", &joined(|| read().page_size(page_size), page_limit).await?, &models)?;
    }
    let limited = read().limit(limit).await.map_err(failed)?;
    prop_assert_eq!(limited.len(), limit.min(models.len()));
    prop_assert_eq!(read().limit(limit).count().await.map_err(failed)?, limited.len() as u64);
    prop_assert!(limited.iter().all(|item| models.contains(item)), "a limit gives no others");

    let falling = || read().descending();
    let Ok(Plan::Query(plan)) = falling().explain() else { return Ok(()) };
    let mut sorted: Vec<Vec<V>> =
        expected.iter().map(|item| place(item, plan.index()).expect("the index misses no item")).collect();
    sorted.sort();
    sorted.reverse();
    let found = falling().await.map_err(failed)?;
    same_items("descending", &found, &models)?;
    prop_assert_eq!(places(&found, items, plan.index()), sorted.clone(), "descending is sorted");
    let joined = joined(|| falling().page_size(page_size), Some(limit.max(1))).await?;
    prop_assert_eq!(&joined, &found, "descending pages join");
    let limited = falling().limit(limit).await.map_err(failed)?;
    prop_assert_eq!(&limited, &found[..limit.min(found.len())], "the first of them");
    let Ok(Plan::Query(rising)) = read().limit(limit + 1).explain() else { return Ok(()) };
    if rising.index() == plan.index() {
        sorted.reverse();
        sorted.truncate(limit + 1);
        let limited = read().limit(limit + 1).await.map_err(failed)?;
        prop_assert_eq!(places(&limited, items, plan.index()), sorted, "ascending is sorted");
    }
    Ok(())
}

/// What is read, and whether through an index and by a fetch.
fn kind(plan: &Plan) -> Option<&'static str> {
    let fetches = |plan: &Plan| matches!(plan, Plan::Query(plan) if plan.fetch().is_some());
    match plan {
        Plan::Query(_) if fetches(plan) => Some("Query, and fetch"),
        Plan::Union(union) if union.parts().iter().any(fetches) => Some("Union, and fetch"),
        Plan::Scan(plan) if plan.fetch().is_some() => Some("Scan, and fetch"),
        Plan::Scan(plan) if plan.index().is_some() => Some("Scan of an index"),
        other => through_index(other),
    }
}

async fn agrees(
    items: Vec<Attributes>,
    drawn: Cond,
    asked: (usize, u32),
    named: Index<Declared>,
    seen: &Seen,
) -> TestCaseResult {
    let items: Vec<Attributes> = items.into_iter().map(indexed).collect();
    let db = loaded::<Declared>(&items).await?;
    let condition = typed::<Declared>(&drawn);
    let satisfying: Vec<Attributes> =
        items.iter().filter(|item| holds(&drawn, item, Declared::SHAPE)).cloned().collect();
    let count = |plan: &Plan, found: &[Attributes]| {
        *seen.borrow_mut().entry((kind(plan), !found.is_empty())).or_default() += 1;
    };

    let read = || Declared::get_many(&db, &condition).allow_scan();
    let plan = read().explain().map_err(failed)?;
    count(&plan, &satisfying);
    asked_in_every_way(read, &items, &satisfying, asked).await?;
    let read = || Declared::get_many(&db, &condition).allow_scan().fetch_missing();
    let fetching = read().explain().map_err(failed)?;
    if kind(&fetching) != kind(&plan) {
        count(&fetching, &satisfying);
        asked_in_every_way(read, &items, &satisfying, asked).await?;
    }

    let index = schema_of(named.name());
    let held: Vec<Attributes> = satisfying.into_iter().filter(|item| is_in(item, index)).collect();
    let read = || Declared::get_many(&db, &condition).allow_scan().index(named).fetch_missing();
    count(&read().explain().map_err(failed)?, &held);
    asked_in_every_way(read, &items, &held, asked).await
}

/// Each case asks a dozen questions.
const DECLARED: u32 = CASES / 2;

#[test]
fn r5_plans_through_declared_indexes_agree_with_a_filtered_scan() {
    let runtime = Runtime::new().expect("the runtime starts");
    let seen = Seen::default();
    let drawn = indexed_conditions(Declared::SHAPE, KEYS);
    let asked = (0_usize..6, 1_u32..5);
    let cases = (items(Declared::SHAPE, false), drawn, asked, select(&INDEXES[..]));
    let result = runner(DECLARED).run(&cases, |(items, condition, asked, named)| {
        runtime.block_on(agrees(items, condition, asked, named, &seen))
    });
    result.unwrap_or_else(|error: TestError<_>| panic!("{error}"));
    let seen = seen.borrow();
    for kind in [
        "Query of an index",
        "Union with an index",
        "Query, and fetch",
        "Union, and fetch",
        "Scan, and fetch",
        "Scan of an index",
        "Query",
        "Scan",
    ] {
        let times = seen.get(&(Some(kind), true)).copied().unwrap_or_default();
        assert!(
            times >= DECLARED / 100 || !are_many(DECLARED),
            "{kind} found something {times} times only: {seen:?}"
        );
    }
}

//! Pages through an index: a place in it is its key and the table's, since many items may have one key there (R12).

use dynamo_model::faults::Faults;
use dynamo_model::prelude::*;
use dynamo_model::{Connection, Cursor, GetMany};
use dynamo_model_tests::engine;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestCaseResult, TestRng, TestRunner};
use serde_json::json;
use tokio::runtime::Runtime;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    index(name = "by_owner", hash = owner, range = day),
    index(name = "by_place", hash(country, city), range(owner, day)),
    index(name = "by_city", hash = city, projection = "keys"),
    local_index(name = "by_day", range = day)
)]
struct Task {
    #[model(hash_key)]
    list: u8,
    #[model(range_key)]
    id: u32,
    owner: String,
    day: u8,
    country: String,
    city: String,
}

async fn stocked(tasks: &[Task]) -> dynamo_model::Result<(Faults, Connection)> {
    let faults = Faults::over(engine::engine()?);
    let db = Connection::builder().local(faults.clone()).build()?;
    Task::create_table(&db).await?;
    Task::save_many(&db, tasks).await?.into_result()?;
    faults.forget();
    Ok((faults, db))
}

/// Twelve tasks of one owner, all of one day.
fn tied() -> Vec<Task> {
    (0..12).map(|id| Task::new((id % 3) as u8, id, "ann", 7, "KE", "Kisumu")).collect()
}

/// The pages of a read, whose cursors pass through text.
async fn pages(read: impl Fn() -> GetMany<Task>) -> dynamo_model::Result<Vec<Vec<Task>>> {
    let (mut pages, mut cursor) = (Vec::new(), None);
    loop {
        let page = read().after(cursor).page().await?;
        pages.push(page.items);
        let Some(next) = page.cursor else { return Ok(pages) };
        cursor = Some(next.to_string().parse::<Cursor>()?);
    }
}

fn ids(tasks: &[Task]) -> Vec<(u8, u32)> {
    tasks.iter().map(|task| (task.list, task.id)).collect()
}

#[tokio::test]
async fn r12_items_of_one_index_key_are_told_apart_by_the_tables_key() {
    let (faults, db) = stocked(&tied()).await.unwrap();
    let by_owner = || Task::get_many(&db, Task::OWNER.eq("ann") & Task::DAY.eq(7));
    let by_place =
        || Task::get_many(&db, Task::COUNTRY.eq("KE") & Task::CITY.eq("Kisumu")).index(Task::BY_PLACE);
    let by_city = || Task::get_many(&db, Task::CITY.eq("Kisumu")).fetch_missing();
    let reads: [Box<dyn Fn() -> GetMany<Task>>; 3] =
        [Box::new(by_owner), Box::new(by_place), Box::new(by_city)];
    for read in reads {
        for read in [&read as &dyn Fn() -> GetMany<Task>, &|| read().descending()] {
            let all = read().await.unwrap();
            let mut sorted = ids(&all);
            sorted.sort_unstable();
            let mut expected = ids(&tied());
            expected.sort_unstable();
            assert_eq!(sorted, expected);
            for pages in [pages(|| read().limit(5)).await, pages(|| read().page_size(5)).await] {
                let pages = pages.unwrap();
                assert_eq!(pages.iter().map(Vec::len).take(3).collect::<Vec<_>>(), [5, 5, 2]);
                assert_eq!(ids(&pages.concat()), ids(&all), "each once, in the order of one read");
            }
        }
    }
    faults.forget();
    let page = by_owner().limit(2).page().await.unwrap();
    by_owner().limit(2).after(page.cursor).page().await.unwrap();
    let last = &page.items[1];
    assert_eq!(
        faults.requests()[1].json()["ExclusiveStartKey"],
        json!({
            "owner": {"S": "ann"}, "day": {"N": "7"},
            "list": {"N": last.list.to_string()}, "id": {"N": last.id.to_string()},
        })
    );
}

#[tokio::test]
async fn r12_a_place_in_an_index_of_several_attributes_has_all_of_them() {
    let (faults, db) = stocked(&tied()).await.unwrap();
    let read = || Task::get_many(&db, Task::COUNTRY.eq("KE") & Task::CITY.eq("Kisumu")).limit(1);
    let page = read().page().await.unwrap();
    read().after(page.cursor.clone()).page().await.unwrap();
    let start = &faults.requests()[1].json()["ExclusiveStartKey"];
    let names: Vec<&str> = start.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["city", "country", "day", "id", "list", "owner"]);
    let other = Task::get_many(&db, Task::OWNER.eq("ann")).limit(1).after(page.cursor).page().await;
    assert!(other.unwrap_err().is_invalid_cursor(), "a cursor is of one index");
}

fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let owner = prop_oneof![Just("ann"), Just("bob")];
    let task = (0..3_u8, owner, 0..3_u8, prop_oneof![Just("Kisumu"), Just("Mombasa")]);
    let numbered = |tasks: Vec<(u8, &str, u8, &str)>| {
        let numbered = tasks.into_iter().zip(0_u32..);
        numbered.map(|((list, owner, day, city), id)| Task::new(list, id, owner, day, "KE", city)).collect()
    };
    proptest::collection::vec(task, 0..40).prop_map(numbered)
}

/// Reads whose order is that of an index, each with what an item must satisfy and the order it then has.
type Case = (Condition<Task>, fn(&Task) -> bool, fn(&Task) -> (String, u8));

fn cases() -> [Case; 5] {
    [
        (Task::OWNER.eq("ann").any(), |task| task.owner == "ann", |task| (String::new(), task.day)),
        (
            (Task::OWNER.eq("ann") & Task::DAY.ge(1)).any(),
            |task| task.owner == "ann" && task.day >= 1,
            |task| (String::new(), task.day),
        ),
        (
            (Task::COUNTRY.eq("KE") & Task::CITY.eq("Kisumu")).any(),
            |task| task.city == "Kisumu",
            |task| (task.owner.clone(), task.day),
        ),
        (
            (Task::COUNTRY.eq("KE") & Task::CITY.eq("Kisumu") & Task::OWNER.eq("bob") & Task::DAY.le(1))
                .any(),
            |task| task.city == "Kisumu" && task.owner == "bob" && task.day <= 1,
            |task| (task.owner.clone(), task.day),
        ),
        (
            (Task::LIST.eq(1) & Task::DAY.ne(0)).any(),
            |task| task.list == 1 && task.day != 0,
            |task| (String::new(), task.day),
        ),
    ]
}

async fn pages_join(tasks: Vec<Task>, limit: usize, size: u32, falling: bool) -> TestCaseResult {
    let failed = |error: dynamo_model::Error| TestCaseError::fail(error.to_string());
    let (_, db) = stocked(&tasks).await.map_err(failed)?;
    for (number, (condition, holds, order)) in cases().into_iter().enumerate() {
        let read = || {
            let read = Task::get_many(&db, &condition);
            let read = if number == 4 { read.order_by(Task::DAY) } else { read };
            if falling { read.descending() } else { read }
        };
        let mut expected: Vec<_> = tasks.iter().filter(|task| holds(task)).map(order).collect();
        expected.sort();
        if falling {
            expected.reverse();
        }
        let all = read().await.map_err(failed)?;
        prop_assert_eq!(all.iter().map(order).collect::<Vec<_>>(), expected, "{}", &condition);
        let by_limit = pages(|| read().limit(limit)).await.map_err(failed)?.concat();
        prop_assert_eq!(&by_limit, &all, "{}", &condition);
        let by_size = pages(|| read().page_size(size)).await.map_err(failed)?.concat();
        prop_assert_eq!(&by_size, &all, "{}", &condition);
        let by_both = pages(|| read().page_size(size).limit(limit)).await.map_err(failed)?.concat();
        prop_assert_eq!(&by_both, &all, "{}", &condition);
    }
    Ok(())
}

#[test]
fn r12_pages_through_indexes_join_whatever_is_tied() {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config { cases: asked.unwrap_or(40), failure_persistence: None, ..Config::default() };
    let runtime = Runtime::new().unwrap();
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let cases = (tasks(), 1_usize..7, 1_u32..5, any::<bool>());
    let result = runner.run(&cases, |(tasks, limit, size, falling)| {
        runtime.block_on(pages_join(tasks, limit, size, falling))
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

//! Reading whole items through an index that holds a part of them: what is sent, and what is left out.

use aws_sdk_dynamodb::Client;
use dynamo_model::faults::{Fault, Faults, Request};
use dynamo_model::prelude::*;
use dynamo_model::{GetMany, Plan};
use dynamo_model_tests::{
    engine,
    scripted::{config, sent},
};
use futures::TryStreamExt;
use serde_json::{Value as Json, json};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    index(name = "by_owner", hash = owner, range = day, projection = "keys"),
    index(name = "by_label", hash = label, projection = include(stars)),
    local_index(name = "by_day", range = day, projection = "keys")
)]
struct Task {
    #[model(hash_key)]
    list: String,
    #[model(range_key)]
    id: u64,
    owner: String,
    day: u64,
    label: Option<String>,
    stars: u64,
    note: String,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Task)]
struct Note {
    note: String,
}

#[derive(Projection, Debug, PartialEq)]
#[projection(of = Task)]
struct Day {
    day: u64,
}

/// Many tasks of Ann, in the falling order of their numbers by day.
const TASKS: u64 = 250;

fn task(id: u64) -> Task {
    Task {
        label: id.is_multiple_of(10).then(|| "red".to_owned()),
        ..Task::new(
            format!("list {}", id % 3),
            id,
            if id == 7 { "bob" } else { "ann" },
            TASKS - id,
            id % 4,
            if id.is_multiple_of(2) { "even" } else { "odd" },
        )
    }
}

async fn stocked() -> (Faults, Connection) {
    let faults = engine::faults().unwrap();
    let db = Connection::builder().client(Client::from_conf(config(faults.clone()).build())).build().unwrap();
    Task::create_table(&db).await.unwrap();
    assert!(Task::save_many(&db, (0..TASKS).map(task)).await.unwrap().is_complete());
    faults.forget();
    (faults, db)
}

fn ann() -> Condition<Task> {
    Task::OWNER.eq("ann").any()
}

fn ids(tasks: &[Task]) -> Vec<u64> {
    tasks.iter().map(|task| task.id).collect()
}

/// The numbers of Ann's tasks in the order of the index.
fn all_ids() -> Vec<u64> {
    (0..TASKS).rev().filter(|id| *id != 7).collect()
}

/// The bodies of what was sent by an operation.
fn bodies(faults: &Faults, operation: &str) -> Vec<Json> {
    let requests = faults.requests();
    requests.iter().filter(|request| request.operation() == operation).map(Request::json).collect()
}

#[tokio::test]
async fn whole_items_come_in_the_order_of_the_index() {
    let (faults, db) = stocked().await;
    let refused = Task::get_many(&db, ann()).index(Task::BY_OWNER).await.unwrap_err();
    assert!(refused.is_refused());
    assert!(refused.to_string().contains("`.fetch_missing()`"), "{refused}");
    assert_eq!(sent(&faults), [""; 0]);

    let found = Task::get_many(&db, ann()).fetch_missing().await.unwrap();
    assert_eq!(ids(&found), all_ids());
    assert_eq!(found[0], task(249));
    assert_eq!(sent(&faults), ["Query", "BatchGetItem", "BatchGetItem", "BatchGetItem"]);
    let query = &bodies(&faults, "Query")[0];
    assert_eq!(query["IndexName"], "by_owner");
    assert_eq!(query["ProjectionExpression"], "#n1, #n2, #n0, #n3");
    assert_eq!(
        query["ExpressionAttributeNames"],
        json!({"#n0": "owner", "#n1": "list", "#n2": "id", "#n3": "day"})
    );
    assert_eq!(
        bodies(&faults, "BatchGetItem")[0]["RequestItems"]["tasks"]["ProjectionExpression"],
        Json::Null
    );

    let falling = Task::get_many(&db, ann()).fetch_missing().descending();
    let rising: Vec<u64> = all_ids().into_iter().rev().collect();
    assert_eq!(ids(&falling.await.unwrap()), rising);
    let rows = Task::get_many(&db, ann()).fetch_missing().stream();
    assert_eq!(ids(&rows.try_collect::<Vec<Task>>().await.unwrap()), all_ids());
    let none = Task::get_many(&db, Task::OWNER.eq("eve")).fetch_missing();
    assert_eq!(none.await.unwrap(), []);
}

#[tokio::test]
async fn what_the_index_lacks_is_asked_of_what_is_fetched() {
    let (faults, db) = stocked().await;
    let odd = Task::get_many(&db, ann() & Task::NOTE.eq("odd") & Task::ID.lt(10)).fetch_missing();
    assert_eq!(ids(&odd.await.unwrap()), [9, 5, 3, 1]);
    let query = &bodies(&faults, "Query")[0];
    assert_eq!(query["FilterExpression"], "#n1 < :v1", "the number is in the index, and the note is not");
    let wanted = &bodies(&faults, "BatchGetItem")[0]["RequestItems"]["tasks"]["Keys"];
    assert_eq!(wanted.as_array().map(Vec::len), Some(9));
}

#[tokio::test]
async fn a_named_index_is_scanned_where_nothing_pins_its_key() {
    let (faults, db) = stocked().await;
    let red = Task::get_many(&db, Task::STARS.eq(2) & Task::NOTE.eq("even"))
        .index(Task::BY_LABEL)
        .fetch_missing()
        .allow_scan();
    let mut found = ids(&red.await.unwrap());
    found.sort_unstable();
    let expected: Vec<u64> = (0..TASKS).filter(|id| id.is_multiple_of(10) && id % 4 == 2).collect();
    assert_eq!(found, expected, "items without a label are left out");
    assert_eq!(sent(&faults), ["Scan", "BatchGetItem"]);
    let scan = &bodies(&faults, "Scan")[0];
    assert_eq!(scan["FilterExpression"], "#n0 = :v0", "the index holds the stars");

    let parts = Task::get_many(&db, Task::STARS.eq(2)).index(Task::BY_LABEL).fetch_missing().segments(3);
    let mut found = ids(&parts.allow_scan().await.unwrap());
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn counts_and_projections_fetch_no_more_than_must_be() {
    let (faults, db) = stocked().await;
    let read = |condition: Condition<Task>| Task::get_many(&db, condition).fetch_missing();
    assert_eq!(read(ann()).count().await.unwrap(), TASKS - 1);
    assert_eq!(read(ann() & Task::DAY.ne(1)).count().await.unwrap(), TASKS - 2);
    assert!(read(ann()).exists().await.unwrap());
    assert_eq!(sent(&faults), ["Query", "Query", "Query"]);
    faults.forget();
    let days = read(ann() & Task::DAY.lt(3)).project::<Day>().await.unwrap();
    assert_eq!(days, [1, 2].map(|day| Day { day }), "what the index holds is not fetched");
    assert_eq!(sent(&faults), ["Query"]);
    faults.forget();

    assert_eq!(read(ann() & Task::NOTE.eq("even")).count().await.unwrap(), TASKS / 2);
    assert_eq!(sent(&faults), ["Query", "BatchGetItem", "BatchGetItem", "BatchGetItem"]);
    let fetch = &bodies(&faults, "BatchGetItem")[0]["RequestItems"]["tasks"];
    assert_eq!(fetch["ProjectionExpression"], "#n0, #n1, #n2, #n3");
    assert_eq!(read(ann() & Task::NOTE.eq("even")).limit(3).count().await.unwrap(), 3);
    faults.forget();
    let notes = read(ann() & Task::DAY.lt(3)).project::<Note>().await.unwrap();
    assert_eq!(notes, ["odd", "even"].map(|note| Note { note: note.to_owned() }));
    assert_eq!(sent(&faults), ["Query", "BatchGetItem"]);
}

#[tokio::test]
async fn a_limit_fetches_no_more_than_it_needs() {
    let (faults, db) = stocked().await;
    let read = |condition: Condition<Task>| Task::get_many(&db, condition).fetch_missing();
    assert_eq!(ids(&read(ann()).limit(3).await.unwrap()), [249, 248, 247]);
    assert_eq!(sent(&faults), ["Query", "BatchGetItem"]);
    assert_eq!(bodies(&faults, "Query")[0]["Limit"], 3);
    faults.forget();
    // How many of them satisfy the rest is not known before: a request's worth is asked for.
    assert_eq!(ids(&read(ann() & Task::NOTE.eq("odd")).limit(3).await.unwrap()), [249, 247, 245]);
    assert_eq!(sent(&faults), ["Query", "BatchGetItem"]);
    assert_eq!(bodies(&faults, "Query")[0]["Limit"], Json::Null);
    let first = read(ann() & Task::NOTE.eq("even")).first().await.unwrap();
    assert_eq!(first.map(|task| task.id), Some(248));
    faults.forget();
    let rows = read(ann()).stream();
    let some: Vec<Task> = futures::StreamExt::take(rows, 5).try_collect().await.unwrap();
    assert_eq!(some.len(), 5);
    assert_eq!(sent(&faults), ["Query", "BatchGetItem", "BatchGetItem"], "a stream is two requests ahead");
}

#[tokio::test]
async fn r12_pages_go_on_in_the_index() {
    let (_, db) = stocked().await;
    for (condition, expected) in [
        (ann(), all_ids()),
        (ann() & Task::NOTE.eq("even"), all_ids().into_iter().filter(|id| id.is_multiple_of(2)).collect()),
    ] {
        for (limit, size) in [(Some(60), None), (None, Some(35)), (Some(60), Some(35)), (None, None)] {
            let (mut found, mut cursor) = (Vec::new(), None);
            loop {
                let mut read = Task::get_many(&db, &condition).fetch_missing().after(cursor);
                read = limit.into_iter().fold(read, GetMany::limit);
                read = size.into_iter().fold(read, GetMany::page_size);
                let page = read.page().await.unwrap();
                assert!(page.cursor.is_none() || limit.is_none_or(|limit| page.items.len() == limit));
                found.extend(ids(&page.items));
                cursor = page.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(found, expected, "{limit:?} {size:?}");
        }
    }
    // The cursor is that of the index, so that a read of what it holds goes on from it.
    let whole = Task::get_many(&db, ann()).fetch_missing().limit(4).page().await.unwrap();
    let read = Task::get_many(&db, ann()).fetch_missing().project::<Day>().limit(2);
    let days = read.after(whole.cursor).page().await.unwrap();
    assert_eq!(days.items, [5, 6].map(|day| Day { day }));
}

/// What the index says of a task.
fn entry(id: u64, day: u64) -> Json {
    let list = format!("list {}", id % 3);
    json!({
        "list": {"S": list}, "id": {"N": id.to_string()}, "owner": {"S": "ann"}, "day": {"N": day.to_string()},
    })
}

/// The index lags: it names items that are gone, are Bob's now, or were moved to another day.
#[tokio::test]
async fn r4_items_that_are_gone_or_changed_meanwhile_are_left_out() {
    let (faults, db) = stocked().await;
    let stale = json!({
        "Items": [entry(1000, 1), entry(7, 2), entry(240, 3), entry(240, 3), entry(3, 4), entry(9, 5)],
        "Count": 6, "ScannedCount": 6,
    });
    let stale = || Fault::answer(200, stale.to_string());
    faults.on("Query", stale());
    let read = || Task::get_many(&db, ann() & Task::DAY.lt(245)).fetch_missing();
    assert_eq!(ids(&read().await.unwrap()), [240, 9], "each once, and in the order of the index");
    let asked = &bodies(&faults, "BatchGetItem")[0]["RequestItems"]["tasks"]["Keys"];
    assert_eq!(asked.as_array().map(Vec::len), Some(5));
    // A count that is of the index alone is as late as the index.
    faults.on("Query", stale());
    assert_eq!(read().count().await.unwrap(), 6);
    faults.on("Query", stale());
    assert_eq!(Task::get_many(&db, ann() & Task::NOTE.eq("odd")).fetch_missing().count().await.unwrap(), 2);
    faults.on("Query", stale());
    let page = read().limit(1).page().await.unwrap();
    assert_eq!(ids(&page.items), [240]);
    faults.forget();
    read().limit(1).after(page.cursor).page().await.unwrap();
    let start = &bodies(&faults, "Query")[0]["ExclusiveStartKey"];
    assert_eq!(*start, entry(240, 3), "it goes on where the index has the item");
}

#[tokio::test]
async fn what_is_left_unprocessed_is_asked_for_again() {
    let (faults, db) = stocked().await;
    faults.on("BatchGetItem", Fault::Unprocessed);
    let found = Task::get_many(&db, ann()).fetch_missing().await.unwrap();
    assert_eq!(ids(&found), all_ids());
    faults.on("Query", Fault::EmptyPage);
    let found = Task::get_many(&db, ann()).fetch_missing().page_size(90).await.unwrap();
    assert_eq!(ids(&found), all_ids());
}

/// What a local index lacks is fetched by DynamoDB, which the embedded engine does not do: the request shows it.
#[tokio::test]
async fn r11_dynamodb_fetches_what_a_local_index_lacks() {
    let (faults, db) = stocked().await;
    let read = || Task::get_many(&db, Task::LIST.eq("list 1")).order_by(Task::DAY);
    assert!(read().explain().unwrap_err().is_refused(), "the planner takes no such index by itself");
    let whole = task(4).to_item().unwrap();
    let item = json!({
        "list": {"S": "list 1"}, "id": {"N": "4"}, "owner": {"S": "ann"}, "day": {"N": "246"},
        "stars": {"N": "0"}, "note": {"S": "even"},
    });
    assert_eq!(whole.len(), 6);
    let answer = json!({"Items": [item], "Count": 1, "ScannedCount": 1}).to_string();
    for read in [read().fetch_missing(), read().index(Task::BY_DAY)] {
        let Plan::Query(plan) = read.explain().unwrap() else { panic!("it is a Query") };
        assert_eq!((plan.index(), plan.fetch()), (Some("by_day"), None));
        let text = Plan::Query(plan).to_string();
        assert!(text.contains("DynamoDB fetches each item from the table: a read more each"), "{text}");
        faults.forget();
        faults.on("Query", Fault::answer(200, answer.clone()));
        assert_eq!(read.consistent().await.unwrap(), [task(4)]);
        assert_eq!(sent(&faults), ["Query"]);
        let query = &bodies(&faults, "Query")[0];
        assert_eq!((&query["Select"], &query["IndexName"]), (&json!("ALL_ATTRIBUTES"), &json!("by_day")));
    }
}

#[test]
fn plans_say_it_without_a_connection() {
    let plan = Task::plan_get_many(ann()).fetch_missing().plan().unwrap();
    let Plan::Query(query) = &plan else { panic!("it is a Query") };
    let fetch = query.fetch().expect("the index holds keys alone");
    assert_eq!((fetch.condition().as_deref(), fetch.attributes()), (Some(r#"owner = "ann""#), None));
    assert!(plan.to_string().contains("then       BatchGetItem of the items found, 100 a request"), "{plan}");
    assert_eq!(plan.least_requests(), 2);
    assert!(Task::plan_get_many(ann()).fetch_missing().max_requests(1).plan().unwrap_err().is_refused());
}

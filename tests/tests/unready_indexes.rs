//! Indexes that the model declares and the table lacks, or not yet has: the error that says so, and reads that do without.

use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, Plan};
use dynamo_model_tests::{
    engine,
    scripted::{scripted, sent},
};

/// A task as the release before stored it.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tasks")]
struct OldTask {
    #[model(hash_key)]
    list: String,
    #[model(range_key)]
    id: u64,
    owner: String,
    stars: u64,
}

/// The same, with indexes that the table does not have.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(
    table = "tasks",
    index(name = "by_owner", hash = owner, range = stars),
    local_index(name = "by_stars", range = stars)
)]
struct Task {
    #[model(hash_key)]
    list: String,
    #[model(range_key)]
    id: u64,
    owner: String,
    stars: u64,
}

/// Another table with an index of the same name.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes", index(name = "by_owner", hash = owner))]
struct Note {
    #[model(hash_key)]
    id: u64,
    owner: String,
}

const NEEDS: &str = "`Connection::builder().without_index(..)` has reads do without it";

fn ann() -> Condition<Task> {
    Task::OWNER.eq("ann").any()
}

/// A table of the release before, and one item in it.
async fn old() -> engine::Engine {
    let engine = engine::engine().unwrap();
    let db = Connection::builder().local(engine.clone()).build().unwrap();
    OldTask::create_table(&db).await.unwrap();
    OldTask::save_one(&db, OldTask::new("home", 1_u64, "ann", 3_u64)).await.unwrap();
    engine
}

#[tokio::test]
async fn a_missing_index_is_an_error_that_names_it_and_the_fix() {
    let db = Connection::builder().local(old().await).build().unwrap();
    let error = Task::get_many(&db, ann()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_index_not_ready()), (ErrorKind::IndexNotReady, true));
    assert!(!error.is_table_not_found() && !error.is_invalid());
    let expected =
        format!("the table has no index `by_owner`: `sync_table` adds it; until it is built, {NEEDS}: ");
    assert!(error.to_string().starts_with(&expected), "{error}");
    assert!(error.to_string().ends_with("(Query on table `tasks`)"), "{error}");
    assert_eq!(error.code(), Some("ValidationException"));

    let scan = Task::get_many(&db, Condition::all_of([])).index(Task::BY_OWNER).allow_scan();
    assert!(scan.count().await.unwrap_err().is_index_not_ready());
    let home = Task::get_many(&db, Task::LIST.eq("home")).order_by(Task::STARS);
    let error = home.await.unwrap_err();
    assert!(error.is_index_not_ready(), "{error}");
    assert!(error.to_string().contains("a local index comes into being with its table only"), "{error}");
}

/// What services say, and what it is to a read of an index and to one of the table.
#[tokio::test]
async fn an_index_that_is_not_ready_is_told_by_what_the_service_says() {
    let (faults, db) = scripted().await;
    let building =
        format!("the index `by_owner` is still being built: wait until it is; meanwhile {NEEDS}: ");
    let missing =
        format!("the table has no index `by_owner`: `sync_table` adds it; until it is built, {NEEDS}: ");
    let rows = [
        (
            "ValidationException",
            "Cannot read from backfilling global secondary index: by_owner",
            Some(&building),
        ),
        ("ValidationException", "Cannot read from backfilling global secondary index", Some(&building)),
        ("ValidationException", "The table does not have the specified index: by_owner", Some(&missing)),
        ("ResourceNotFoundException", "Requested resource not found: Index: by_owner", Some(&missing)),
        ("ResourceNotFoundException", "Requested resource not found: Table: tasks not found", None),
        ("ValidationException", "ExpressionAttributeNames contains invalid key", None),
    ];
    for (code, message, expected) in rows {
        faults.forget();
        faults.next(Fault::service(400, code, message));
        let error = Task::get_many(&db, ann()).await.unwrap_err();
        assert_eq!(error.is_index_not_ready(), expected.is_some(), "{message}: {error}");
        if let Some(expected) = expected {
            assert_eq!(error.to_string(), format!("{expected}{code}: {message} (Query on table `tasks`)"));
        }
        assert_eq!(sent(&faults), ["Query"], "it is not sent again");
        faults.next(Fault::service(400, code, message));
        let error = Task::get_many(&db, Task::LIST.eq("home")).await.unwrap_err();
        assert!(!error.is_index_not_ready(), "the table itself was read: {error}");
    }
}

#[tokio::test]
async fn a_connection_without_the_index_reads_by_other_ways() {
    let db = Connection::builder()
        .local(old().await)
        .without_index(Task::BY_OWNER)
        .without_index(Task::BY_STARS)
        .build()
        .unwrap();
    let read = Task::get_many(&db, ann()).allow_scan();
    let plan = read.explain().unwrap();
    assert_eq!(plan.operation(), Some("Scan"));
    let why = "no condition pins the hash key `list`, and the connection does without the index `by_owner`";
    assert_eq!(plan.why(), [why]);
    assert_eq!(read.await.unwrap(), [Task::new("home", 1_u64, "ann", 3_u64)]);

    let home = Task::LIST.eq("home") & Task::STARS.gt(1);
    let Plan::Query(plan) = Task::get_many(&db, &home).explain().unwrap() else { panic!("it is a Query") };
    assert_eq!(plan.index(), None);
    assert_eq!(Task::get_many(&db, home).await.unwrap().len(), 1);
    let by_stars = Task::get_many(&db, Task::LIST.eq("home")).order_by(Task::STARS);
    assert!(by_stars.explain().unwrap_err().is_refused());

    let named = Task::get_many(&db, ann()).index(Task::BY_OWNER).await.unwrap_err();
    assert!(named.is_refused());
    assert_eq!(
        named.to_string(),
        "Task: the connection does without the index `by_owner` (`without_index`): read without `index`"
    );
    let deleted = Task::delete_many(&db, ann()).allow_scan().await.unwrap();
    assert_eq!(deleted.succeeded_count(), 1);
}

#[test]
fn an_index_of_the_same_name_is_another_in_another_table() {
    let db =
        Connection::builder().local(engine::engine().unwrap()).without_index(Note::BY_OWNER).build().unwrap();
    let operation = |plan: Plan| plan.operation();
    assert_eq!(operation(Note::get_many(&db, Note::OWNER.eq("ann")).explain().unwrap()), Some("Scan"));
    let Plan::Query(plan) = Task::get_many(&db, ann()).explain().unwrap() else { panic!("it is a Query") };
    assert_eq!(plan.index(), Some("by_owner"));
    let plan = Task::plan_get_many(ann()).without_index(Task::BY_OWNER).plan().unwrap();
    assert_eq!(operation(plan), Some("Scan"));
}

#[tokio::test]
async fn create_table_does_not_insist_on_an_index_that_is_done_without() {
    let engine = old().await;
    let db = Connection::builder().local(engine.clone()).build().unwrap();
    let missing = Task::create_table(&db).await.unwrap_err();
    assert!(missing.is_schema_mismatch(), "{missing:?}");
    let without = Connection::builder()
        .local(engine)
        .without_index(Task::BY_OWNER)
        .without_index(Task::BY_STARS)
        .build()
        .unwrap();
    Task::create_table(&without).await.unwrap();
    assert_eq!(Task::get_many(&without, ann()).allow_scan().count().await.unwrap(), 1);
    // The global one can be added, and the next release uses it.
    let report = Task::sync_table(&without).await.unwrap();
    assert_eq!(report.done.len(), 1, "{report:?}");
    let plan = Task::get_many(&db, ann()).explain().unwrap();
    assert!(matches!(plan, Plan::Query(_)));
    assert_eq!(Task::get_many(&db, ann()).count().await.unwrap(), 1);
}

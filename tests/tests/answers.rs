//! Errors as answers: each kind told apart, whether to ask again, and the HTTP status of it.

use std::error::Error as _;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::get_item::GetItemError;
use dynamo_model::faults::Fault;
use dynamo_model::prelude::*;
use dynamo_model::{Error, ErrorKind, Retry, attr};
use dynamo_model_tests::scripted::{scripted, sent};
use dynamo_model_tests::{Counter, User};

#[tokio::test(start_paused = true)]
async fn what_the_service_says_is_told_apart_and_answered() {
    let service = |code: &str| Fault::service(400, code, "words of the service");
    let table = [
        (service("TransactionConflictException"), ErrorKind::Conflict, 409, true),
        (service("ItemCollectionSizeLimitExceededException"), ErrorKind::ItemCollectionTooLarge, 500, false),
        (service("LimitExceededException"), ErrorKind::LimitExceeded, 500, true),
        (service("ProvisionedThroughputExceededException"), ErrorKind::Throttled, 429, true),
        (service("TooManyRequestsException"), ErrorKind::Throttled, 429, true),
        (service("AccessDeniedException"), ErrorKind::AccessDenied, 500, false),
        (service("ExpiredTokenException"), ErrorKind::Credentials, 500, false),
        (service("ResourceNotFoundException"), ErrorKind::TableNotFound, 500, false),
        (service("ValidationException"), ErrorKind::Invalid, 500, false),
        (service("SomethingNewException"), ErrorKind::Other, 500, false),
        (Fault::Unavailable, ErrorKind::Unavailable, 503, true),
        (Fault::InternalError { applied: false }, ErrorKind::Internal, 500, true),
        (Fault::Timeout { applied: false }, ErrorKind::Timeout, 503, true),
        (Fault::ConnectionCut { applied: false }, ErrorKind::Network, 503, true),
        (Fault::ConnectionRefused, ErrorKind::Network, 503, true),
    ];
    for (fault, kind, status, is_retryable) in table {
        let (faults, db) = scripted().await;
        faults.always(fault.clone());
        let error = User::get_one(&db, "a@b.io").await.unwrap_err();
        let told = (error.kind(), error.http_status(), error.is_retryable());
        assert_eq!(told, (kind, status, is_retryable), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_without_a_kind_keeps_code_status_and_message() {
    let (faults, db) = scripted().await;
    faults.always(Fault::service(418, "TeapotException", "short and stout"));
    let error = User::get_one(&db, "a@b.io").await.unwrap_err();
    assert!(error.is_other(), "{error:?}");
    assert_eq!(error.code(), Some("TeapotException"));
    assert_eq!(error.status(), Some(418));
    assert_eq!(error.service_message(), Some("short and stout"));
}

#[tokio::test(start_paused = true)]
async fn an_error_tells_the_id_of_the_request_that_it_answers() {
    let (faults, db) = scripted().await;
    // The ids of this engine say who answered.
    let of = |error: Error| {
        error.request_id().map(|id| id.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
    };
    faults.always(Fault::Throttle);
    let throttled = User::get_one(&db, "a@b.io").await.unwrap_err();
    assert_eq!(of(throttled).as_deref(), Some("FAULT"));
    faults.forget().clear().always(Fault::ConnectionRefused);
    assert_eq!(of(User::get_one(&db, "a@b.io").await.unwrap_err()), None);

    faults.clear().always(Fault::InternalError { applied: false });
    let add = Counter::update_one(&db, 1, Counter::HITS.add(1));
    let unknown = add.await.unwrap_err();
    assert!(unknown.is_outcome_unknown(), "{unknown:?}");
    assert_eq!(of(unknown).as_deref(), Some("FAULT"));

    faults.clear();
    Counter::save_one(&db, Counter::new(1, 10)).await.unwrap();
    let new = || Counter::save_one(&db, Counter::new(1, 11)).overwrite(false);
    assert!(new().await.unwrap_err().request_id().is_some());
    let invalid = Counter::save_one(&db, Counter::new(1, 11)).overwrite(Counter::HITS.eq(2)).await;
    assert!(invalid.is_err_and(|error| error.request_id().is_some()));
}

#[tokio::test(start_paused = true)]
async fn a_conflict_of_one_write_is_told_and_one_of_a_batch_is_tried_again() {
    let (faults, db) = scripted().await;
    let conflict = || Fault::service(400, "TransactionConflictException", "a transaction is at the item");
    let counter = Counter::save_one(&db, Counter::new(1, 10)).await.unwrap();

    faults.forget().next(conflict());
    let error = Counter::update_one(&db, 1, Counter::HITS.add(1)).await.unwrap_err();
    assert!(error.is_conflict() && error.is_retryable(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "another write was at the item at the same time: TransactionConflictException: a transaction is at the item \
         (UpdateItem on table `counters`)"
    );
    assert_eq!(Counter::get_one(&db, 1).await.unwrap(), Some(counter), "it was not applied");

    faults.forget().on("UpdateItem", conflict());
    let report = Counter::update_many(&db, [1_u64], Counter::HITS.add(1)).await.unwrap();
    assert_eq!((report.succeeded_count(), sent(&faults)), (1, vec!["UpdateItem".to_owned(); 2]));
    assert_eq!(Counter::get_one(&db, 1).await.unwrap().map(|counter| counter.hits), Some(11));
}

#[tokio::test]
async fn an_item_that_must_be_there_and_is_not_is_not_found() {
    let (_, db) = scripted().await;
    let table = db.table("counters");
    let set = || [attr("hits").set(1)];
    let hits = || Counter::HITS.set(1);
    let absent = [
        ("GetItem", Counter::get_one(&db, 1).or_not_found().await.map(drop)),
        ("UpdateItem", Counter::update_one(&db, 1, hits()).or_not_found().await.map(drop)),
        ("DeleteItem", Counter::delete_one(&db, 1).or_not_found().await.map(drop)),
        ("GetItem", table.get(("id", 1)).or_not_found().await.map(drop)),
        ("UpdateItem", table.update(("id", 1), set()).or_not_found().await.map(drop)),
        ("DeleteItem", table.delete(("id", 1)).or_not_found().await.map(drop)),
    ];
    for (operation, ended) in absent {
        let error = ended.unwrap_err();
        let told = (error.kind(), error.http_status(), error.operation(), error.table());
        assert_eq!(told, (ErrorKind::ItemNotFound, 404, Some(operation), Some("counters")));
    }
    let first = Counter::get_many(&db, Counter::HITS.gt(5)).allow_scan().first().or_not_found().await;
    assert!(first.unwrap_err().is_item_not_found());

    let counter = Counter::save_one(&db, Counter::new(1, 1)).await.unwrap();
    assert_eq!(Counter::get_one(&db, 1).or_not_found().await.unwrap(), counter);
    assert_eq!(Counter::update_one(&db, 1, hits()).or_not_found().await.unwrap(), counter);
    let failed = Counter::delete_one(&db, 1).only_if(Counter::HITS.gt(5)).or_not_found().await.unwrap_err();
    assert!(failed.is_condition_failed(), "{failed:?}");
    assert_eq!(Counter::delete_one(&db, 1).or_not_found().await.unwrap(), counter);
}

#[tokio::test]
async fn an_upsert_that_gives_what_was_before_cannot_tell_an_absent_item() {
    let (faults, db) = scripted().await;
    let upsert = || Counter::update_one(&db, 1, Counter::HITS.set(1)).upsert();
    let error = upsert().returning_old().or_not_found().await.unwrap_err();
    assert!(error.is_refused(), "{error:?}");
    assert_eq!(sent(&faults), Vec::<String>::new());
    assert_eq!(upsert().or_not_found().await.unwrap(), Counter::new(1, 1));
}

#[tokio::test]
async fn violations_are_told_by_path() {
    let (_, db) = scripted().await;
    let user = User { year_of_birth: Some(1066), ..User::new("no address", "") };
    let error = User::save_one(&db, user).await.unwrap_err();
    let told = error.violations();
    let told: Vec<_> = told.iter().map(|found| (found.path(), found.code(), found.message())).collect();
    let expected = [
        ("email", "email", "is not an e-mail address"),
        ("name", "length", "must have a length of at least 1 and at most 80"),
        ("year_of_birth", "range", "must be at least 1900 and at most 2018"),
    ];
    assert_eq!(told, expected);
    assert_eq!(error.http_status(), 422);
}

#[test]
fn an_error_is_one_pointer_and_goes_anywhere() {
    fn goes_anywhere<T: Send + Sync + std::error::Error + 'static>() {}
    goes_anywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<dynamo_model::Result<()>>(), size_of::<usize>());
}

#[tokio::test]
async fn an_error_becomes_one_of_anyhow_and_of_eyre_and_stays_what_it_is() {
    async fn of_anyhow(db: &Connection) -> anyhow::Result<Option<User>> {
        Ok(User::get_one(db, "a@b.io").await?)
    }
    async fn of_eyre(db: &Connection) -> eyre::Result<Option<User>> {
        Ok(User::get_one(db, "a@b.io").await?)
    }
    let (faults, db) = scripted().await;
    faults.always(Fault::service(400, "AccessDeniedException", "no"));
    let error = of_anyhow(&db).await.unwrap_err();
    assert!(error.downcast_ref::<Error>().is_some_and(Error::is_access_denied), "{error:?}");
    let error = of_eyre(&db).await.unwrap_err();
    assert!(error.downcast_ref::<Error>().is_some_and(Error::is_access_denied), "{error:?}");
}

#[tokio::test]
async fn the_sdks_error_is_the_source() {
    let (faults, db) = scripted().await;
    faults.always(Fault::Throttle);
    let error = User::get_one(&db, "a@b.io").retry(Retry::never()).await.unwrap_err();
    let source = error.source().unwrap().downcast_ref::<SdkError<GetItemError>>();
    assert!(matches!(source, Some(SdkError::ServiceError(_))), "{source:?}");
    assert_eq!(sent(&faults), ["GetItem"]);
}

/// A form that somebody sent is theirs; an item in the table is not.
#[tokio::test]
async fn a_map_of_attributes_that_does_not_fit_is_a_mistake_of_who_sent_it() {
    let (_, db) = scripted().await;
    let item = |name: &str, value: Value| {
        Item::from([("id".to_owned(), 1.into()), ("hits".to_owned(), 1.into()), (name.to_owned(), value)])
    };
    for sent in
        [item("hitz", 1.into()), item("hits", "many".into()), Item::from([("id".to_owned(), 1.into())])]
    {
        let error = Counter::save_one(&db, sent.clone()).await.unwrap_err();
        assert_eq!(error.http_status(), 422, "{sent:?}: {error}");
    }
    for sent in [item("hitz", 1.into()), item("hits", "many".into()), item("hits", Value::Null)] {
        let error = Counter::update_from_item(&db, sent.clone()).await.unwrap_err();
        assert_eq!(error.http_status(), 422, "{sent:?}: {error}");
    }
    db.table("counters").put(item("hits", "many".into())).await.unwrap();
    let error = Counter::get_one(&db, 1).await.unwrap_err();
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Decode, 500));
}

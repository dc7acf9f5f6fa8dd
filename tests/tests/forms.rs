//! Fields in forms of their own choice: as keys, in conditions, in updates, and in what is stored.

#![expect(clippy::cloned_ref_to_slice_refs, reason = "a list of one reads better as `[item.clone()]`")]

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{As, Json, Result, form};
use dynamo_model_tests::engine;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Settings {
    theme: String,
    sizes: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "sessions")]
struct Session {
    #[model(hash_key, as = "simple")]
    id: Uuid,
    #[model(range_key, as = "epoch_millis")]
    at: DateTime<Utc>,
    #[model(as = "epoch_seconds")]
    expires_at: Option<DateTime<Utc>>,
    #[model(as = "%d.%m.%Y")]
    day: NaiveDate,
    #[model(tz = "convert")]
    seen: DateTime<FixedOffset>,
    #[model(as = "minutes")]
    lasted: Duration,
    #[model(as = "hours", truncate)]
    roughly: Option<Duration>,
    #[model(as = "binary")]
    token: Vec<u8>,
    #[model(as = "list")]
    digits: [u8; 3],
    #[model(as = "json")]
    settings: Settings,
    #[model(as = "json_text", default = None)]
    earlier: Option<Settings>,
    typed: Json<Settings>,
    #[model(as = "text")]
    version: u32,
    #[model(as = form::EpochSeconds)]
    by_type: DateTime<Utc>,
}

fn settings() -> Settings {
    Settings { theme: "dark".to_owned(), sizes: vec![1, 2] }
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 123_456_789).expect("it is in range")
}

fn session() -> Session {
    let zone = FixedOffset::east_opt(3 * 3600).expect("it is a zone");
    Session {
        expires_at: Some(at(1_800_000_000)),
        roughly: Some(Duration::from_mins(90)),
        earlier: Some(settings()),
        ..Session::new(
            Uuid::from_u128(0xABCD),
            at(1_700_000_000),
            NaiveDate::from_ymd_opt(2026, 1, 31).expect("it is a day"),
            zone.with_ymd_and_hms(2026, 1, 31, 15, 0, 0).single().expect("it is a time"),
            Duration::from_mins(2),
            vec![1, 2, 255],
            [7, 8, 9],
            settings(),
            Json(settings()),
            12_u32,
            at(5),
        )
    }
}

#[test]
fn each_form_is_stored_as_documented() -> Result<()> {
    let item = session().to_item()?;
    let shown: Vec<String> = item.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(
        shown,
        [
            "at 1700000000123",
            "by_type 5",
            r#"day "31.01.2026""#,
            "digits [7, 8, 9]",
            r#"earlier "{\"theme\":\"dark\",\"sizes\":[1,2]}""#,
            "expires_at 1800000000",
            r#"id "0000000000000000000000000000abcd""#,
            "lasted 2",
            "roughly 1",
            r#"seen "2026-01-31T12:00:00.000000000Z""#,
            r#"settings {sizes: [1, 2], theme: "dark"}"#,
            "token <3 bytes>",
            r#"typed {sizes: [1, 2], theme: "dark"}"#,
            r#"version "12""#,
        ]
    );
    Ok(())
}

#[test]
fn operands_are_of_the_fields_own_type_and_sent_in_its_form() {
    let conditions = [
        (Session::AT.ge(at(1)).any(), "at >= 1123"),
        (Session::AT.between(at(1), at(2)).any(), "at BETWEEN 1123 AND 2123"),
        (Session::ID.eq(Uuid::from_u128(1)).any(), r#"id = "00000000000000000000000000000001""#),
        (Session::EXPIRES_AT.lt(at(9)), "expires_at < 9"),
        (Session::EXPIRES_AT.eq(Session::BY_TYPE), "expires_at = by_type"),
        (Session::EXPIRES_AT.is_in([at(1), at(2)]), "expires_at IN (1, 2)"),
        (Session::SEEN.ge(session().seen), r#"seen >= "2026-01-31T12:00:00.000000000Z""#),
        (Session::LASTED.gt(Duration::from_mins(1)), "lasted > 1"),
        (Session::DAY.ne(session().day), r#"day <> "31.01.2026""#),
        (Session::TOKEN.begins_with(vec![1]), "begins_with(token, <1 byte>)"),
        (Session::DIGITS.contains(7), "contains(digits, 7)"),
        (Session::VERSION.eq(12), r#"version = "12""#),
        (Session::LASTED.eq(Duration::from_secs(61)), "lasted = (a value that cannot be stored)"),
    ];
    for (condition, text) in conditions {
        assert_eq!(condition.to_string(), text);
    }
    let updates = [
        (Session::EXPIRES_AT.set(at(9)), "SET expires_at = 9"),
        (Session::EXPIRES_AT.set(Some(at(9))), "SET expires_at = 9"),
        (Session::EXPIRES_AT.set(None), "REMOVE expires_at"),
        (Session::EXPIRES_AT.set(session().by_type), "SET expires_at = 5"),
        (Session::SETTINGS.set(settings()), r#"SET settings = {sizes: [1, 2], theme: "dark"}"#),
        (Session::ROUGHLY.set(Duration::from_secs(7300)), "SET roughly = 2"),
    ];
    for (update, text) in updates {
        assert_eq!(update.to_string(), text);
    }
}

#[tokio::test]
async fn forms_serve_as_keys_in_conditions_and_in_updates() -> Result<()> {
    let db = engine::connect()?;
    Session::create_table(&db).await?;
    let session = session();
    Session::save_one(&db, &session).await?;
    // What the form cuts off is gone when it is read.
    let stored = Session::get_one(&db, &session).await?.expect("it is there");
    let millis = DateTime::from_timestamp(1_700_000_000, 123_000_000).expect("it is in range");
    assert_eq!(stored.at, millis);
    assert_eq!(stored.expires_at.map(|at| at.timestamp_subsec_nanos()), Some(0));
    assert_eq!(stored.roughly, Some(Duration::from_hours(1)));
    assert_eq!(stored.seen, session.seen);
    assert_eq!(stored.settings, session.settings);
    let again = Session { at: session.at, ..stored.clone() };
    assert_eq!(Session::get_one(&db, &again).await?, Some(stored.clone()));
    assert_eq!(Session::get_one(&db, (session.id, millis)).await?, Some(stored.clone()));

    let later = Session::get_many(&db, Session::ID.eq(session.id) & Session::AT.ge(millis));
    assert_eq!(later.explain()?.operation(), Some("Query"));
    assert_eq!(later.await?, [stored.clone()]);
    let found =
        Session::get_many(&db, Session::EXPIRES_AT.between(at(1_799_999_999), at(1_800_000_001))).await?;
    assert_eq!(found, [stored.clone()]);

    let updates = [Session::EXPIRES_AT.set(at(9)), Session::VERSION.set(13), Session::ROUGHLY.set(None)];
    let new = Session::update_one(&db, &stored, updates).await?.expect("it is there");
    assert_eq!((new.expires_at, new.version, new.roughly), (DateTime::from_timestamp(9, 0), 13, None));

    let cut_off = Session { lasted: Duration::from_secs(61), ..stored };
    let error = Session::save_one(&db, cut_off).await.expect_err("61 seconds are no whole minutes");
    assert!(error.is_encode());
    assert!(error.to_string().starts_with("cannot store Session: `lasted`: "), "{error}");
    Ok(())
}

#[test]
fn the_stored_form_of_a_field_is_in_its_handle() {
    fn stored<M, S: dynamo_model::Attribute, R>(_: dynamo_model::Field<M, S, R>) -> &'static str {
        std::any::type_name::<S>().split("::").last().unwrap_or_default()
    }
    let handle: dynamo_model::Field<Session, As<DateTime<Utc>, form::EpochMillis>, _> = Session::AT;
    assert_eq!(stored(handle), "EpochMillis>");
}

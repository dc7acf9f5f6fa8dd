//! Pages of reads and the cursors that join them (R12), as a user writes them.

use dynamo_model::prelude::*;
use dynamo_model::{Binary, ConnectionBuilder, Cursor, Number, Page};
use dynamo_model_tests::engine;
use serde::{Deserialize, Serialize};

#[derive(Model, Clone, Debug, PartialEq)]
struct Post {
    #[model(hash_key)]
    user: String,
    #[model(range_key)]
    at: u64,
    #[model(default)]
    stars: u64,
}

/// The same keys under another name, in another table.
#[derive(Model, Clone, Debug, PartialEq)]
struct Draft {
    #[model(hash_key)]
    user: String,
    #[model(range_key)]
    at: u64,
}

fn embedded() -> ConnectionBuilder {
    Connection::builder().local(engine::engine().unwrap())
}

async fn posts() -> Connection {
    let db = engine::connect().unwrap();
    Post::create_table(&db).await.unwrap();
    let of =
        |user: &'static str| (1..=6_u64).map(move |at| Post { user: user.to_owned(), at, stars: at % 2 });
    assert!(Post::save_many(&db, of("ann").chain(of("bea"))).await.unwrap().is_complete());
    db
}

fn places(page: &Page<Post>) -> Vec<(&str, u64)> {
    page.items.iter().map(|post| (post.user.as_str(), post.at)).collect()
}

#[tokio::test]
async fn r12_pages_of_a_query_join_in_both_directions() {
    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.eq("ann")).limit(4);
    let first = read().page().await.unwrap();
    assert_eq!(places(&first), [("ann", 1), ("ann", 2), ("ann", 3), ("ann", 4)]);
    let second = read().after(first.cursor).page().await.unwrap();
    assert_eq!(places(&second), [("ann", 5), ("ann", 6)]);
    assert_eq!(second.cursor, None);

    let first = read().descending().page().await.unwrap();
    assert_eq!(places(&first), [("ann", 6), ("ann", 5), ("ann", 4), ("ann", 3)]);
    let second = read().descending().after(first.cursor).page().await.unwrap();
    assert_eq!(places(&second), [("ann", 2), ("ann", 1)]);
}

#[tokio::test]
async fn r12_a_page_that_a_filter_empties_is_not_the_last() {
    let db = posts().await;
    let late =
        || Post::get_many(&db, Post::USER.eq("ann") & (Post::AT.ne(0) & Post::AT.gt(0)) & Post::STARS.eq(1));
    let first = late().page_size(1).page().await.unwrap();
    assert_eq!(places(&first), [("ann", 1)]);
    let second = late().page_size(1).after(first.cursor).page().await.unwrap();
    assert_eq!(
        places(&second),
        [("ann", 3)],
        "the page of the even post was empty, and was followed by the next"
    );
}

#[tokio::test]
async fn r12_the_cursor_of_a_list_is_the_last_key_delivered() {
    let db = posts().await;
    let keys: Vec<(&str, u64)> = vec![("bea", 2), ("ann", 9), ("ann", 3), ("bea", 8), ("ann", 1)];
    let read = || Post::get_many(&db, &keys).limit(1);
    let mut cursor = None;
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = read().after(cursor).page().await.unwrap();
        seen.extend(page.items.iter().map(|post| (post.user.clone(), post.at)));
        cursor = page.cursor;
    }
    assert_eq!(seen, [("bea".to_owned(), 2), ("ann".to_owned(), 3), ("ann".to_owned(), 1)]);
    assert_eq!(cursor, None);
}

#[tokio::test]
async fn r12_the_cursor_of_a_union_names_the_group_and_the_key() {
    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.is_in(["bea", "ann"]) & Post::AT.gt(2)).limit(3);
    let mut cursor = None;
    let mut pages = Vec::new();
    loop {
        let page = read().after(cursor).page().await.unwrap();
        pages.push(
            places(&page).into_iter().map(|(user, at)| format!("{user} {at}")).collect::<Vec<_>>().join(", "),
        );
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages[..2], ["bea 3, bea 4, bea 5", "bea 6, ann 3, ann 4"]);
    assert_eq!(pages[2], "ann 5, ann 6");
}

#[tokio::test]
async fn r12_a_projection_pages_as_the_model_does() {
    #[derive(Projection, Debug, PartialEq)]
    #[projection(of = Post)]
    struct Stars {
        stars: u64,
    }

    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.eq("ann")).limit(4);
    let first = read().project::<Stars>().page().await.unwrap();
    assert_eq!(first.items.iter().map(|stars| stars.stars).collect::<Vec<_>>(), [1, 0, 1, 0]);
    let second = read().after(first.cursor).project::<Stars>().page().await.unwrap();
    assert_eq!(second.items, [Stars { stars: 1 }, Stars { stars: 0 }]);
}

#[tokio::test]
async fn r12_a_cursor_fits_the_read_that_made_it_and_no_other() {
    let db = posts().await;
    Draft::create_table(&db).await.unwrap();
    let ann = || Post::get_many(&db, Post::USER.eq("ann"));
    let cursor = ann().limit(2).page().await.unwrap().cursor.unwrap();

    let others = [
        Post::get_many(&db, Post::USER.eq("bea")).after(cursor.clone()).page().await,
        Post::get_many(&db, Post::USER.eq("ann") & Post::AT.gt(1)).after(cursor.clone()).page().await,
        Post::get_many(&db, Post::USER.eq("ann") & Post::STARS.gt(0)).after(cursor.clone()).page().await,
        Post::get_many(&db, Post::STARS.gt(0)).after(cursor.clone()).page().await,
        Post::get_many(&db, [("ann", 1)]).after(cursor.clone()).page().await,
        ann().descending().after(cursor.clone()).page().await,
    ];
    for other in others {
        let error = other.unwrap_err();
        assert!(error.is_invalid_cursor(), "{error}");
        assert!(error.to_string().contains("another read"), "{error}");
    }
    let draft = Draft::get_many(&db, Draft::USER.eq("ann")).after(cursor.clone()).page();
    assert!(draft.explain().unwrap_err().is_invalid_cursor(), "explain tells it before anything is sent");
    assert!(draft.await.unwrap_err().is_invalid_cursor());

    let other_sizes = ann().limit(3).page_size(1).consistent().after(cursor).page().await.unwrap();
    assert_eq!(places(&other_sizes), [("ann", 3), ("ann", 4), ("ann", 5)]);
}

#[tokio::test]
async fn r12_reads_are_told_apart_by_each_value_of_a_list() {
    let db = posts().await;
    let stars =
        |last| Post::get_many(&db, Post::USER.eq("ann") & Post::STARS.is_in((0..50_u64).chain([last])));
    let cursor = stars(60).limit(1).page().await.unwrap().cursor;
    assert!(stars(61).after(cursor.clone()).page().await.unwrap_err().is_invalid_cursor());
    assert!(stars(60).after(cursor).page().await.is_ok());

    let without = |at| Post::get_many(&db, Post::USER.eq("ann") & !Post::keys_in([("ann", at)]));
    let cursor = without(2_u64).limit(1).page().await.unwrap().cursor;
    assert!(without(3).after(cursor.clone()).page().await.unwrap_err().is_invalid_cursor());
    assert_eq!(places(&without(2).limit(1).after(cursor).page().await.unwrap()), [("ann", 3)]);
}

#[tokio::test]
async fn a_page_explains_itself() {
    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.eq("ann")).limit(2);
    let first = read().page();
    let expected = "one page is read: as many items as the limit says, and where to go on";
    assert_eq!(first.explain().unwrap().why().last().unwrap(), expected);
    let second = read().after(first.await.unwrap().cursor).page();
    let report = second.explain().unwrap().to_string();
    assert!(
        report.ends_with("the page begins after the cursor, and what lies before it is not read"),
        "{report}"
    );
}

#[tokio::test]
async fn r12_a_text_that_no_page_gave_is_refused() {
    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.eq("ann")).limit(2);
    let text = read().page().await.unwrap().cursor.unwrap().to_string();
    for cut in 0..text.len() {
        let refused = match text[..cut].parse::<Cursor>() {
            Ok(cursor) => read().after(cursor).page().await.map(drop).unwrap_err(),
            Err(error) => error,
        };
        assert!(refused.is_invalid_cursor(), "{cut}: {refused}");
    }
    assert!("what is this?".parse::<Cursor>().unwrap_err().is_invalid_cursor());
}

#[tokio::test]
async fn r12_only_who_has_the_key_makes_cursors() {
    let mine = embedded().cursor_key("mine").build().unwrap();
    let theirs = embedded().cursor_key("theirs").build().unwrap();
    for db in [&mine, &theirs] {
        Post::create_table(db).await.unwrap();
        assert!(Post::save_many(db, (1..4_u64).map(|at| Post::new("ann", at))).await.unwrap().is_complete());
    }
    let cursor = Post::get_many(&theirs, Post::USER.eq("ann")).limit(1).page().await.unwrap().cursor;
    assert!(cursor.is_some());
    let error = Post::get_many(&mine, Post::USER.eq("ann")).after(cursor).page().await.unwrap_err();
    assert!(error.is_invalid_cursor());
    assert!(
        embedded().cursor_key("").build().unwrap_err().is_configuration(),
        "as an unset variable gives it"
    );
}

#[tokio::test]
async fn r12_keys_of_numbers_and_bytes_are_kept_exactly() {
    #[derive(Model, Clone, Debug, PartialEq)]
    struct Reading {
        #[model(hash_key)]
        sensor: Binary,
        #[model(range_key)]
        value: Number,
    }

    let db = engine::connect().unwrap();
    Reading::create_table(&db).await.unwrap();
    let values =
        ["-99999999999999999999999999999999999999", "0.12345678901234567890123456789012345678", "7E+125"];
    let readings: Vec<Reading> = values
        .iter()
        .map(|value| Reading { sensor: Binary::from(vec![0, 255, 7]), value: value.parse().unwrap() })
        .collect();
    assert!(Reading::save_many(&db, readings.clone()).await.unwrap().is_complete());
    let mut cursor = None;
    for reading in &readings {
        let read =
            Reading::get_many(&db, Reading::SENSOR.eq(Binary::from(vec![0, 255, 7]))).limit(1).after(cursor);
        let page = read.page().await.unwrap();
        assert_eq!(page.items, std::slice::from_ref(reading));
        cursor = page.cursor;
    }
}

#[tokio::test]
async fn r12_a_sensitive_key_is_sealed_or_refused() {
    #[derive(Model, Clone, Debug, PartialEq)]
    struct Patient {
        #[model(hash_key)]
        ward: String,
        #[model(range_key, sensitive)]
        name: String,
    }

    async fn filled(db: &Connection) {
        Patient::create_table(db).await.unwrap();
        assert!(
            Patient::save_many(db, ["ann", "bea"].map(|name| Patient::new("w", name)))
                .await
                .unwrap()
                .is_complete()
        );
    }

    let open = engine::connect().unwrap();
    filled(&open).await;
    let error = Patient::get_many(&open, Patient::WARD.eq("w")).limit(1).page().await.unwrap_err();
    assert!(error.is_refused());
    assert!(error.to_string().contains("seal_cursors"), "{error}");

    // Any cipher will do to show the way; this one is none.
    let turn = |bytes: Vec<u8>| bytes.into_iter().map(|byte| !byte).collect::<Vec<u8>>();
    let sealed = embedded().seal_cursors(turn, move |bytes| Some(turn(bytes)));
    let sealed = sealed.build().unwrap();
    filled(&sealed).await;
    let read = || Patient::get_many(&sealed, Patient::WARD.eq("w")).limit(1);
    let first = read().page().await.unwrap();
    assert_eq!(first.items[0].name, "ann");
    let second = read().after(first.cursor).page().await.unwrap();
    assert_eq!(second.items[0].name, "bea");
}

#[tokio::test]
async fn a_cursor_goes_on_with_page_only() {
    let db = posts().await;
    let read = || Post::get_many(&db, Post::USER.eq("ann"));
    let cursor = read().limit(2).page().await.unwrap().cursor;
    assert!(read().after(cursor.clone()).await.unwrap_err().is_refused());
    assert!(read().after(cursor.clone()).count().await.unwrap_err().is_refused());
    let error = read().after(cursor).first().await.unwrap_err();
    assert!(error.to_string().contains(".after(cursor).page()"), "{error}");
    assert!(read().limit(0).page().await.unwrap_err().is_refused());
}

#[tokio::test]
async fn a_cursor_is_text_for_serde_and_hides_its_keys_from_debug() {
    #[derive(Serialize, Deserialize)]
    struct Answer {
        next: Option<Cursor>,
    }

    let db = posts().await;
    let next = Post::get_many(&db, Post::USER.eq("ann")).limit(2).page().await.unwrap().cursor;
    assert!(!format!("{next:?}").contains("ann"));
    let json = serde_json::to_string(&Answer { next: next.clone() }).unwrap();
    let text = next.as_ref().map(ToString::to_string).unwrap();
    assert_eq!(json, format!(r#"{{"next":"{text}"}}"#));
    assert_eq!(serde_json::from_str::<Answer>(&json).unwrap().next, next);
    assert_eq!(serde_json::from_str::<Answer>(r#"{"next":null}"#).unwrap().next, None);
    assert!(serde_json::from_str::<Answer>(r#"{"next":"?"}"#).is_err());
}

//! Cursors that come back from strangers.

use std::cell::OnceCell;

use dynamo_model::prelude::*;
use dynamo_model::{Binary, Connection, Cursor, Result};
use fastrand::Rng;

use crate::target::{Outcome, Target};

pub(super) const TARGET: Target = Target {
    name: "cursor",
    about: "cursors as text: only those that a page gave are taken, and by their own read",
    feed,
    generate,
    words: &["A", "-", "_", "=", "/", "+", "AQ", "AAAA", "____", "\u{e9}", " "],
};

#[derive(Model, Clone, Debug)]
#[model(table = "entries")]
struct Entry {
    #[model(hash_key)]
    owner: String,
    #[model(range_key)]
    at: i64,
}

#[derive(Model, Clone, Debug)]
#[model(table = "blobs")]
struct Blob {
    #[model(hash_key)]
    id: Binary,
}

/// A connection, and the cursors that it gave, as text.
struct Given {
    db: Connection,
    entries: Vec<String>,
    blobs: Vec<String>,
}

thread_local! {
    static GIVEN: OnceCell<Given> = const { OnceCell::new() };
}

impl Given {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        runtime.block_on(Self::read()).unwrap_or_else(|error| panic!("the engine refuses: {error}"))
    }

    async fn read() -> Result<Self> {
        let engine = dynamo_model::Embedded::memory()?;
        let db = Connection::builder().local(engine).cursor_key("of the fuzzer").build()?;
        Entry::create_table(&db).await?;
        Blob::create_table(&db).await?;
        for at in [-5, 0, 7, i64::MAX] {
            Entry::save_one(&db, Entry { owner: "ann".to_owned(), at }).await?;
        }
        for id in [vec![0], vec![1, 255], vec![b'S'; 300]] {
            Blob::save_one(&db, Blob { id: id.into() }).await?;
        }
        let (mut entries, mut blobs) = (Vec::new(), Vec::new());
        let mut after: Option<Cursor> = None;
        loop {
            let page = Entry::get_many(&db, Entry::OWNER.eq("ann")).limit(1).after(after).page().await?;
            let Some(cursor) = page.cursor else { break };
            entries.push(cursor.to_string());
            after = Some(cursor);
        }
        let mut after: Option<Cursor> = None;
        loop {
            let page =
                Blob::get_many(&db, Blob::ID.exists()).allow_scan().limit(1).after(after).page().await?;
            let Some(cursor) = page.cursor else { break };
            blobs.push(cursor.to_string());
            after = Some(cursor);
        }
        Ok(Self { db, entries, blobs })
    }
}

fn with_given<T>(use_it: impl FnOnce(&Given) -> T) -> T {
    GIVEN.with(|given| use_it(given.get_or_init(Given::new)))
}

fn feed(input: &[u8]) -> Outcome {
    let Ok(text) = std::str::from_utf8(input) else { return Outcome::Refused };
    let Ok(cursor) = text.parse::<Cursor>() else { return Outcome::Refused };
    assert_eq!(cursor.to_string(), text, "a cursor has one text");
    with_given(|given| {
        let entries = Entry::get_many(&given.db, Entry::OWNER.eq("ann")).limit(1).after(cursor.clone());
        let blobs = Blob::get_many(&given.db, Blob::ID.exists()).allow_scan().limit(1).after(cursor);
        let taken = [entries.page().explain(), blobs.page().explain()];
        let expected = [&given.entries, &given.blobs].map(|given| given.iter().any(|given| given == text));
        for (taken, expected) in taken.into_iter().zip(expected) {
            match taken {
                Ok(_) => assert!(expected, "a cursor that was never given is taken"),
                Err(error) => {
                    assert!(!expected, "a cursor that was given is refused: {error}");
                    assert!(error.is_invalid_cursor(), "refused in other words: {error}");
                }
            }
        }
        if expected.contains(&true) { Outcome::Accepted } else { Outcome::Refused }
    })
}

/// A cursor as it was given, now and then for another read; or bytes in the same form.
fn generate(rng: &mut Rng) -> Vec<u8> {
    if rng.u8(0..3) == 0 {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let digits = (0..rng.usize(0..80)).map(|_| DIGITS[rng.usize(0..DIGITS.len())]);
        return [b"AQ".as_slice(), &digits.collect::<Vec<u8>>()].concat();
    }
    with_given(|given| {
        let of = if rng.bool() { &given.entries } else { &given.blobs };
        of[rng.usize(0..of.len())].clone().into_bytes()
    })
}

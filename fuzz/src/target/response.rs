//! Whole answers through a connection: the wire codec beside the SDK's maps.

use std::cell::RefCell;
use std::fmt::Debug;

use dynamo_model::prelude::*;
use dynamo_model::{Connection, Error, attr};
use fastrand::Rng;

use crate::canned::Canned;
use crate::model::{Kept, Rich};
use crate::target::{Outcome, Target};
use crate::{generate, repeats};

pub(super) const TARGET: Target = Target {
    name: "response",
    about: "answers of GetItem, Query and BatchGetItem through a connection, beside the SDK's maps",
    feed,
    generate,
    words: super::model::WORDS,
};

/// The same answer, read in two ways.
struct Pair {
    canned: Canned,
    wire: Connection,
    maps: Connection,
    runtime: tokio::runtime::Runtime,
}

thread_local! {
    static PAIR: RefCell<Option<Pair>> = const { RefCell::new(None) };
}

impl Pair {
    fn new() -> Self {
        let canned = Canned::default();
        let (wire, maps) = (canned.connect(false), canned.connect(true));
        // The pauses before what was left unprocessed is asked for again take no time.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        Self { canned, wire, maps, runtime }
    }
}

fn feed(input: &[u8]) -> Outcome {
    PAIR.with_borrow_mut(|pair| {
        let pair = pair.get_or_insert_with(Pair::new);
        pair.canned.answer(input);
        let holds = |word: &[u8]| input.windows(word.len()).any(|window| window == word);
        let run = &pair.runtime;
        if holds(b"Responses") {
            let read = |db: &Connection| run.block_on(Kept::get_many(db, ["k", "l"]).send());
            return compare(input, read(&pair.wire), read(&pair.maps));
        }
        if holds(b"Items") {
            let read = |db: &Connection| {
                let page = db.table("rich").query(attr("id").eq("k")).page();
                run.block_on(page).map(|page| (page.items, page.next))
            };
            return compare(input, read(&pair.wire), read(&pair.maps));
        }
        let read = |db: &Connection| run.block_on(Rich::get_one(db, "k").send());
        compare(input, read(&pair.wire), read(&pair.maps))
    })
}

fn compare<T: Debug>(input: &[u8], wire: Result<T, Error>, maps: Result<T, Error>) -> Outcome {
    match (wire, maps) {
        (Ok(wire), Ok(maps)) => {
            assert_eq!(format!("{wire:?}"), format!("{maps:?}"), "read otherwise than by the SDK");
            Outcome::Accepted
        }
        (Err(error), Ok(maps)) => {
            let said = format!("{error:?}");
            let allowed = said.contains("nested containers") || repeats::names(input);
            assert!(allowed, "the SDK reads {maps:?}, and we say: {said}");
            Outcome::Refused
        }
        // Values that nobody reads are not looked at.
        (Ok(_), Err(_)) => Outcome::Accepted,
        (Err(_), Err(_)) => Outcome::Refused,
    }
}

fn generate(rng: &mut Rng) -> Vec<u8> {
    match rng.u8(0..3) {
        0 => generate::get_item(rng),
        1 => generate::body(rng, "Items", generate::items),
        _ => generate::body(rng, "Responses", |rng, out| {
            out.push_str(r#"{"rich":"#);
            generate::items(rng, out);
            if rng.u8(0..16) == 0 {
                out.push_str(r#","rich":[]"#);
            }
            out.push('}');
        }),
    }
}

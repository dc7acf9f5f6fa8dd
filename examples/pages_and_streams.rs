//! A list in pages, with cursors for links, and all of it in a stream: `cargo run --example pages_and_streams`.
//!
//! Prints:
//!
//! ```text
//! saved 250
//!
//! == pages, newest first
//! 100 messages, Some((250, 151))
//! 100 messages, Some((150, 51))
//! 50 messages, Some((50, 1))
//! 250 in all
//!
//! == a filter, and pages of full size all the same
//! [50, 100, 150]
//! [200, 250], and more: false
//!
//! == a cursor of another list
//! 422 Message: the cursor is of another read, or was changed: it goes on only with the same model, table, strategy, index and direction
//!
//! == a stream
//! the first pinned one is 50, after 50 were read
//! ```

use std::error::Error;

use dynamo_model::Cursor;
use dynamo_model::prelude::*;
use futures::{TryStreamExt, stream};

#[derive(Model, Clone, Debug, PartialEq)]
struct Message {
    #[model(hash_key)]
    room: String,
    #[model(range_key)]
    number: u32,
    text: String,
    #[model(default)]
    pinned: bool,
}

// The test of the logs runs it as well.
#[tokio::main]
pub(crate) async fn main() -> Result<(), Box<dyn Error>> {
    let db = Connection::embedded()?;
    Message::create_table(&db).await?;

    // A stream in, outcomes out: nothing is held but what is under way.
    let messages = (1..=250_u32).map(|number| Message {
        pinned: number % 50 == 0,
        ..Message::new("hall", number, format!("message {number}"))
    });
    let mut outcomes = Message::save_stream(&db, stream::iter(messages)).stream();
    let mut saved = 0;
    while let Some(entry) = outcomes.try_next().await? {
        saved += usize::from(entry.outcome.is_succeeded());
    }
    println!("saved {saved}");

    println!("\n== pages, newest first");
    let mut link: Option<String> = None;
    let mut last = 0;
    loop {
        // The cursor comes back as text, from a link.
        let after: Option<Cursor> = link.as_deref().map(str::parse).transpose()?;
        let read = Message::get_many(&db, Message::ROOM.eq("hall")).descending().limit(100).after(after);
        let page = read.page().await?;
        let ends = page.items.first().zip(page.items.last());
        println!(
            "{} messages, {:?}",
            page.items.len(),
            ends.map(|(first, last)| (first.number, last.number))
        );
        last += page.items.len();
        match page.cursor {
            Some(cursor) => link = Some(cursor.to_string()),
            None => break,
        }
    }
    println!("{last} in all");

    println!("\n== a filter, and pages of full size all the same");
    let pinned = Message::ROOM.eq("hall") & Message::PINNED.eq(true);
    let first = Message::get_many(&db, &pinned).limit(3).page().await?;
    let numbers = |items: &[Message]| items.iter().map(|message| message.number).collect::<Vec<_>>();
    println!("{:?}", numbers(&first.items));
    let second = Message::get_many(&db, &pinned).limit(3).after(first.cursor.clone()).page().await?;
    println!("{:?}, and more: {}", numbers(&second.items), second.cursor.is_some());

    println!("\n== a cursor of another list");
    match Message::get_many(&db, Message::ROOM.eq("cellar")).limit(3).after(first.cursor).page().await {
        Ok(page) => return Err(format!("it was taken: {page:?}").into()),
        Err(error) => println!("{} {error}", error.http_status()),
    }

    println!("\n== a stream");
    let mut rows = Message::get_many(&db, Message::ROOM.eq("hall")).page_size(50).stream();
    let mut read = 0;
    while let Some(message) = rows.try_next().await? {
        read += 1;
        if message.pinned {
            println!("the first pinned one is {}, after {read} were read", message.number);
            break; // nothing more is sent
        }
    }
    Ok(())
}

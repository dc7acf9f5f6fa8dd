//! What is held while pages and batches are under way, counted to the byte.

use std::alloc::System;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::{HttpClient, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use dynamo_model::Connection;
use dynamo_model::prelude::*;
use dynamo_model_fuzz::canned::Canned;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Memory is counted for the whole process, so that tests run one after another.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "pages")]
struct Entry {
    #[model(hash_key)]
    owner: String,
    #[model(range_key)]
    at: u32,
    text: String,
}

const ITEMS: u32 = 1_000;
const TEXT: usize = 1_000;

fn entry(at: u32) -> Entry {
    Entry { owner: "ann".to_owned(), at, text: "x".repeat(TEXT) }
}

fn page() -> Vec<u8> {
    let item = |at: u32| dynamo_model::json::to_text(&entry(at)).expect("it is written");
    let items: Vec<String> = (0..ITEMS).map(item).collect();
    let last = r#"{"owner":{"S":"ann"},"at":{"N":"999"}}"#;
    format!(r#"{{"Items":[{}],"Count":{ITEMS},"LastEvaluatedKey":{last}}}"#, items.join(",")).into_bytes()
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(future)
}

/// The bytes that are allocated for something, all in all, the second time that it is done.
fn allocated(mut work: impl FnMut()) -> usize {
    work();
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    work();
    region.change().bytes_allocated
}

#[test]
fn a_page_is_not_held_twice() {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let canned = Canned::default();
    let body = page();
    canned.answer(&body);
    let limit = usize::try_from(ITEMS).expect("it is small");
    for sdk_maps in [false, true] {
        let db = canned.connect(sdk_maps);
        let read = || Entry::get_many(&db, Entry::OWNER.eq("ann")).limit(limit);
        let plain = allocated(|| assert_eq!(run(read().send()).expect("a list").len(), limit));
        let paged = allocated(|| {
            let page = run(read().page().send()).expect("a page");
            assert_eq!(page.items.len(), limit);
            assert!(page.cursor.is_some());
        });
        // The item at which the page ends is kept as it came, besides what is made of it, and its key. The rest of the
        // difference is the list, which is taken over twice without the texts in it.
        assert!(paged < plain + 150_000, "a list {plain} bytes, a page {paged}, of {}", body.len());
        if !sdk_maps {
            // The answer as it is given and as it is collected, the text of each item, and little else.
            assert!(plain < 4 * body.len(), "{plain} bytes for a page of {}", body.len());
        }
    }
}

/// Looks at what is held whenever something is sent.
#[derive(Clone, Debug)]
struct Looking {
    canned: Canned,
    most: Arc<Mutex<isize>>,
}

fn held() -> isize {
    let stats = INSTRUMENTED_SYSTEM.stats();
    stats.bytes_allocated.cast_signed() - stats.bytes_deallocated.cast_signed()
}

impl HttpConnector for Looking {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut most = self.most.lock().unwrap_or_else(PoisonError::into_inner);
        *most = held().max(*most);
        drop(most);
        self.canned.call(request)
    }
}

impl HttpClient for Looking {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[test]
fn w8_a_batch_holds_no_second_copy_of_its_items() {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let canned = Canned::default();
    canned.answer(b"{}");
    let looking = Looking { canned, most: Arc::default() };
    let db = Connection::builder().local(looking.clone()).build().expect("it connects");
    let save = |count: u32| {
        let entries: Vec<Entry> = (0..count).map(entry).collect();
        *looking.most.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        let before = held();
        let report = run(Entry::save_many(&db, entries).max_in_flight(1).send()).expect("a report");
        assert!(report.is_complete());
        let most = *looking.most.lock().unwrap_or_else(PoisonError::into_inner) - before;
        // What is given back is what was given, and a few words on each.
        let more = held() - before;
        let bound = 100_000 + 200 * isize::try_from(count).expect("it is small");
        assert!(more < bound, "{more} bytes more for {count} items");
        most
    };
    save(50);
    // Twenty times the items, of a kilobyte each, are ten kilobytes of keys and marks more for each hundred, and no copies.
    let (few, many) = (save(500), save(10_000));
    assert!(few < 700_000, "{few} bytes more while 500 are under way");
    assert!(
        many < 700_000 + 9_500 * 500,
        "{many} bytes more while 10,000 are under way, {few} while 500 are"
    );
}

//! Two hundred tasks over one connection: counters are exact, nothing waits for ever, nothing grows.
//!
//! Four seconds in the ordinary run; `DYNAMO_MODEL_TEST_SECONDS=60` makes it a minute, and prints its figures with
//! `--no-capture`.

use std::alloc::System;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dynamo_model::prelude::*;
use dynamo_model_tests::{Counter, Post, engine};
use futures::future::try_join_all;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TASKS: u64 = 200;
/// As many as [`Done`] has places.
const COUNTERS: u64 = 8;
/// How long the last request of a task may take once time is up.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many bytes may be held more after the second half than after the first.
const MAX_GROWTH: isize = 1 << 20;

const VERBS: [&str; 9] = [
    "increment if unchanged",
    "lost races",
    "add",
    "get_one",
    "get_many keys",
    "Query",
    "save and delete",
    "save_many",
    "delete_many",
];

/// What was done, by the place of the verb.
#[derive(Default)]
struct Done {
    verbs: [AtomicU64; VERBS.len()],
    /// What each counter must stand at.
    counted: [AtomicU64; 8],
}

impl Done {
    fn note(&self, verb: usize) {
        self.verbs[verb].fetch_add(1, Ordering::Relaxed);
    }

    fn count(&self, counter: u64, by: u64) {
        self.counted[usize::try_from(counter).expect("there are few")].fetch_add(by, Ordering::Relaxed);
    }
}

/// A sequence that is the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

async fn work(db: Connection, task: u64, until: Instant, done: Arc<Done>) -> dynamo_model::Result<()> {
    let mut dice = Dice(task + 1);
    let user = format!("user-{task}");
    let post = |at: u32| Post { likes: Some(at), ..Post::new(user.as_str(), at, "some text") };
    loop {
        let counter = dice.throw(COUNTERS);
        match dice.throw(8) {
            0 | 1 => {
                let now = Counter::get_one(&db, counter).consistent().await?.expect("counters stay").hits;
                let update = Counter::update_one(&db, counter, [Counter::HITS.set(now + 1)]);
                match update.only_if(Counter::HITS.eq(now)).await {
                    Ok(found) => {
                        assert_eq!(found.map(|found| found.hits), Some(now + 1));
                        done.note(0);
                        done.count(counter, 1);
                    }
                    Err(error) if error.is_condition_failed() => done.note(1),
                    Err(error) => return Err(error),
                }
            }
            2 => {
                Counter::update_one(&db, counter, [Counter::HITS.add(3)]).await?;
                done.note(2);
                done.count(counter, 3);
            }
            3 => {
                assert!(Counter::get_one(&db, counter).await?.is_some());
                done.note(3);
            }
            4 => {
                assert_eq!(
                    Counter::get_many(&db, [7, 0, counter, 99]).await?.last().map(|found| found.id < 8),
                    Some(true)
                );
                done.note(4);
            }
            5 => {
                let mine = Post::get_many(&db, Post::USER.eq(&user) & Post::AT.lt(100))
                    .limit(5)
                    .consistent()
                    .await?;
                assert!(mine.iter().all(|post| post.user == user));
                done.note(5);
            }
            6 => {
                let saved = Post::save_one(&db, post(200)).overwrite(false).await?;
                assert_eq!(Post::delete_one(&db, &saved).await?, Some(saved));
                done.note(6);
            }
            _ => {
                assert!(Post::save_many(&db, (0..30).map(post)).await?.is_complete());
                done.note(7);
                let mine = Post::USER.eq(&user) & Post::AT.lt(100);
                assert_eq!(Post::delete_many(&db, mine).await?.into_iter().count(), 30);
                done.note(8);
            }
        }
        if Instant::now() >= until {
            return Ok(());
        }
    }
}

/// Runs all tasks for so long, and gives the bytes that are held when they have ended.
async fn run(db: &Connection, seconds: u64, done: &Arc<Done>) -> isize {
    let until = Instant::now() + Duration::from_secs(seconds);
    let tasks = (0..TASKS).map(|task| {
        let task = tokio::spawn(work(db.clone(), task, until, Arc::clone(done)));
        async { task.await.expect("no task panics") }
    });
    let all = tokio::time::timeout(Duration::from_secs(seconds) + PATIENCE, try_join_all(tasks)).await;
    all.expect("no task waits for ever").expect("every call is answered");
    let held = INSTRUMENTED_SYSTEM.stats();
    held.bytes_allocated.cast_signed() - held.bytes_deallocated.cast_signed()
}

/// What the process holds, the engine's own memory included.
fn resident_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_tasks_count_exactly_and_hold_nothing() {
    let seconds =
        std::env::var("DYNAMO_MODEL_TEST_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let db = engine::connect().expect("the engine starts");
    Counter::create_table(&db).await.expect("the table is made");
    Post::create_table(&db).await.expect("the table is made");
    assert!(
        Counter::save_many(&db, (0..COUNTERS).map(|id| Counter::new(id, 0)))
            .await
            .expect("saved")
            .is_complete()
    );

    let (done, start) = (Arc::new(Done::default()), Instant::now());
    // Connections, and the room that each takes for what it reads, are there once all have been used.
    run(&db, seconds / 4, &done).await;
    let (first, resident) = (run(&db, seconds / 2, &done).await, resident_kilobytes());
    let second = run(&db, seconds - seconds / 2, &done).await;
    let took = start.elapsed().as_secs().max(1);

    let found = Counter::get_many(&db, 0..COUNTERS).consistent().await.expect("they are read");
    let found: BTreeMap<u64, u64> = found.into_iter().map(|counter| (counter.id, counter.hits)).collect();
    let counted = (0..).zip(done.counted.iter().map(|count| count.load(Ordering::Relaxed)));
    assert_eq!(found, counted.collect());
    assert_eq!(Post::get_many(&db, Post::AT.ge(0)).allow_scan().count().await.expect("counted"), 0);

    let verbs = VERBS.iter().zip(done.verbs.iter().map(|count| count.load(Ordering::Relaxed)));
    let total: u64 = done.verbs.iter().map(|count| count.load(Ordering::Relaxed)).sum();
    for (verb, count) in verbs {
        println!("{verb:24} {count:>9}");
        assert!(count > 0 || verb == &"lost races", "{verb} was not tried");
    }
    println!("{total} calls of {TASKS} tasks in {took} s, {} a second", total / took);
    println!("counters at {:?}", found.values().collect::<Vec<_>>());
    println!(
        "held {first} bytes after the first half, {second} after the second; resident {resident} kB, then {} kB",
        resident_kilobytes()
    );
    assert!(second - first < MAX_GROWTH, "{first} bytes, then {second}");
}

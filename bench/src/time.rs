//! Both sides in one process, in turns; the best round of each counts.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::Failure;
use crate::bulk;
use crate::compile;
use crate::contender::{Kind, runtime};
use crate::cpu;
use crate::embedded;
use crate::pure;
use crate::work::Work;

/// How many rounds there are, unless the environment says otherwise.
const ROUNDS: usize = 31;

/// Prints the works whose name holds the word.
///
/// # Errors
///
/// What the contenders cannot do.
pub fn run(only: &str) -> Result<(), Failure> {
    match only {
        "compile" => return compile::run(),
        "cpu" => return cpu::run(),
        "embedded" => return embedded::run(),
        _ => {}
    }
    let wanted = |work: &str| work.contains(only);
    println!("{:<34} {:>12} {:>12} {:>8}", "work", "by hand", "model", "ratio");
    let works = [
        ("query", Work::QueryPage, 1),
        ("query", Work::QueryTen, 50),
        ("get", Work::GetItem, 200),
        ("batch_get", Work::BatchGet, 20),
        ("put", Work::PutItem, 200),
        ("batch_write", Work::BatchWrite, 50),
        ("update", Work::UpdateItem, 200),
    ];
    for (_, work, repeat) in works.into_iter().filter(|(name, ..)| wanted(name)) {
        in_turns(work, repeat)?;
    }
    if wanted("plan") {
        plan()?;
    }
    if wanted("in_flight") {
        runtime()?.block_on(bulk::in_flight())?;
    }
    if wanted("memory") {
        runtime()?.block_on(bulk::memory())?;
    }
    Ok(())
}

fn rounds() -> usize {
    std::env::var("BENCH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS)
}

fn in_turns(work: Work, repeat: u32) -> Result<(), Failure> {
    let (mut by_hand, mut by_model) = (Kind::ByHand.prepare(work)?, Kind::Model.prepare(work)?);
    let (mut hand, mut model) = (Best::default(), Best::default());
    for _ in 0..rounds() {
        hand.take(repeat, &mut || by_hand().map(drop))?;
        model.take(repeat, &mut || by_model().map(drop))?;
    }
    report(&work.to_string(), hand, model);
    Ok(())
}

/// A Query of ten terms, made and not sent: by hand its text, names and values, by a model the condition and its plan.
fn plan() -> Result<(), Failure> {
    let client = pure::client();
    let terms = pure::ten_terms();
    let (mut hand, mut model, mut alone) = (Best::default(), Best::default(), Best::default());
    for _ in 0..rounds() {
        hand.take(500, &mut || {
            black_box(pure::query_by_hand(&client));
            Ok(())
        })?;
        model.take(500, &mut || pure::plan(pure::ten_terms()))?;
        alone.take(500, &mut || pure::plan(&terms))?;
    }
    report("Plan of ten terms", hand, model);
    report("Plan of ten terms, made before", hand, alone);
    Ok(())
}

/// The best round of one side.
#[derive(Clone, Copy, Default)]
struct Best(Option<Duration>);

impl Best {
    fn take(&mut self, repeat: u32, work: &mut dyn FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
        let start = Instant::now();
        for _ in 0..repeat {
            work()?;
        }
        let one = start.elapsed() / repeat;
        self.0 = Some(self.0.map_or(one, |best| best.min(one)));
        Ok(())
    }

    fn micros(self) -> f64 {
        self.0.unwrap_or_default().as_secs_f64() * 1e6
    }
}

fn report(work: &str, hand: Best, model: Best) {
    let (hand, model) = (hand.micros(), model.micros());
    println!("{work:<34} {hand:>9.1} us {model:>9.1} us {:>8.2}", model / hand);
}

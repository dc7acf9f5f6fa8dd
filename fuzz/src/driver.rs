//! Feeds a target, and watches what it cannot see itself: time, memory and panics.

mod fault;
mod smaller;
mod watch;

use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

use fastrand::Rng;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use crate::corpus::Entry;
use crate::mutate::mutate;
use crate::{Outcome, Target};

pub use fault::Fault;

/// How long one input may take before it hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many bytes one input may have allocated, all in all: so many, and so many for each byte of it.
const MAX_ALLOCATED: usize = 8 << 20;
const MAX_ALLOCATED_PER_BYTE: usize = 1 << 10;

/// How many bytes may be held more at the end of a run than at its beginning, however long it was.
const MAX_KEPT: isize = 4 << 20;

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// How many inputs were fed.
    pub inputs: u64,
    /// How many of them were taken.
    pub accepted: u64,
    /// The longest time that one took.
    pub slowest: Duration,
    /// How many bytes were held more at the end than at the beginning.
    pub kept: isize,
}

/// Feeds what is committed.
///
/// # Errors
///
/// The first fault.
pub fn replay(target: &Target, corpus: &[Entry]) -> Result<Report, Fault> {
    let mut report = Report::default();
    for (name, input) in corpus {
        let taken = feed(target, input, &mut report);
        taken.map_err(|said| Fault::of(target, format!("the corpus's `{name}`"), input.clone(), said))?;
    }
    Ok(report)
}

/// Feeds so many inputs, each of which is made from the seed and its number.
///
/// # Errors
///
/// The first fault, made as small as it is found again.
pub fn run(
    target: &'static Target,
    corpus: &[Entry],
    seed: u64,
    numbers: std::ops::Range<u64>,
) -> Result<Report, Fault> {
    let watch = watch::Watch::over(target.name, PATIENCE);
    let mut report = Report::default();
    // What is made once, such as a connection, is not growth.
    if let Some(first) = numbers.clone().next() {
        drop(feed(target, &input(target, corpus, seed, first), &mut Report::default()));
    }
    let memory = Region::new(&INSTRUMENTED_SYSTEM);
    for number in numbers {
        watch.begins(number);
        let input = input(target, corpus, seed, number);
        if let Err(said) = feed(target, &input, &mut report) {
            let input = smaller::than(input, |input| feed(target, input, &mut Report::default()).is_err());
            return Err(Fault::of(target, format!("input {number} of seed {seed}"), input, said));
        }
    }
    let change = memory.change();
    report.kept = change.bytes_allocated.cast_signed() - change.bytes_deallocated.cast_signed();
    if report.kept > MAX_KEPT {
        let said = format!("{} bytes are held at the end that were not at the beginning", report.kept);
        return Err(Fault::of(target, "the whole run".to_owned(), Vec::new(), said));
    }
    Ok(report)
}

/// Makes the input of this number.
#[must_use]
pub fn input(target: &Target, corpus: &[Entry], seed: u64, number: u64) -> Vec<u8> {
    let mut rng = Rng::with_seed(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let picked = |rng: &mut Rng| match corpus.len() {
        0 => Vec::new(),
        count => corpus[rng.usize(0..count)].1.clone(),
    };
    match rng.u8(0..4) {
        0 => (target.generate)(&mut rng),
        1 => {
            let made = (target.generate)(&mut rng);
            let other = picked(&mut rng);
            mutate(&mut rng, made, &other, target.words)
        }
        _ => {
            let (one, other) = (picked(&mut rng), picked(&mut rng));
            mutate(&mut rng, one, &other, target.words)
        }
    }
}

/// Feeds one input; an error says what broke.
fn feed(target: &Target, input: &[u8], report: &mut Report) -> Result<(), String> {
    let (memory, start) = (Region::new(&INSTRUMENTED_SYSTEM), Instant::now());
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.feed)(input)));
    let outcome = outcome.map_err(|said| {
        let text = said.downcast_ref::<String>().cloned();
        text.or_else(|| said.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    })?;
    let allocated = memory.change().bytes_allocated;
    if allocated > MAX_ALLOCATED + MAX_ALLOCATED_PER_BYTE * input.len() {
        return Err(format!("{allocated} bytes are allocated for {} bytes of input", input.len()));
    }
    report.inputs += 1;
    report.accepted += u64::from(outcome == Outcome::Accepted);
    report.slowest = report.slowest.max(start.elapsed());
    Ok(())
}

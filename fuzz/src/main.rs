//! Feeds hostile input: `cargo run --release -p dynamo-model-fuzz -- [--target T] [--inputs N] [--seed S] [--only I]`.
//!
//! Inputs are shared among the targets. A fault is printed, and its input is written beside the target's corpus, from where
//! a fix takes it along.

use std::alloc::System;
use std::error::Error;
use std::time::Instant;
use std::{fs, panic, thread};

use dynamo_model_fuzz::{Target, corpus, driver, target};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What recurses on its input ends here.
const STACK: usize = 1 << 20;

struct Wanted {
    targets: Vec<&'static Target>,
    inputs: u64,
    seed: u64,
    only: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = wanted(std::env::args().skip(1))?;
    // A panic is told once, with its input.
    panic::set_hook(Box::new(|_| {}));
    println!("seed {}", wanted.seed);
    let each = wanted.inputs / u64::try_from(wanted.targets.len())?;
    let mut total = 0;
    for target in wanted.targets {
        let numbers = wanted.only.map_or(0..each, |number| number..number + 1);
        let seed = wanted.seed;
        let thread = thread::Builder::new().stack_size(STACK).spawn(move || run(target, seed, numbers))?;
        total += thread.join().map_err(|_| "the driver itself broke")??;
    }
    println!("{total} inputs, nothing found");
    Ok(())
}

fn run(target: &'static Target, seed: u64, numbers: std::ops::Range<u64>) -> Result<u64, String> {
    let start = Instant::now();
    let corpus = corpus::read(target).map_err(|error| error.to_string())?;
    let ran = driver::replay(target, &corpus).and_then(|_| driver::run(target, &corpus, seed, numbers));
    let report = ran.map_err(|fault| {
        let path = corpus::folder(target).join(format!("found-{seed}"));
        let kept = fs::write(&path, fault.input())
            .map_or_else(|error| error.to_string(), |()| path.display().to_string());
        format!("{fault}\n  kept: {kept}")
    })?;
    println!(
        "{:9} {:>9} inputs, {:>8} taken, slowest {:?}, {} bytes kept, {:.0?}; {}",
        target.name,
        report.inputs,
        report.accepted,
        report.slowest,
        report.kept,
        start.elapsed(),
        target.about
    );
    Ok(report.inputs)
}

fn wanted(mut words: impl Iterator<Item = String>) -> Result<Wanted, Box<dyn Error>> {
    let mut wanted =
        Wanted { targets: target::TARGETS.iter().collect(), inputs: 600_000, seed: 1, only: None };
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{word}` stands without a value"))?;
        match word.as_str() {
            "--target" => {
                let names = || target::TARGETS.map(|target| target.name).join(", ");
                let found = target::named(&value);
                wanted.targets =
                    vec![found.ok_or_else(|| format!("no target is `{value}`: there are {}", names()))?];
            }
            "--inputs" => wanted.inputs = value.replace('_', "").parse()?,
            "--seed" => wanted.seed = value.parse()?,
            "--only" => wanted.only = Some(value.parse()?),
            other => {
                return Err(
                    format!("`{other}` is no option: --target, --inputs, --seed and --only are").into()
                );
            }
        }
    }
    Ok(wanted)
}

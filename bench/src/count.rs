//! Instructions and allocations of each work by each contender, in one table.

mod baseline;
mod callgrind;
mod case;
mod table;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use crate::Failure;

use case::Case;
use table::Row;

/// What one call costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cost {
    instructions: f64,
    /// How many of them are SHA-256 in software, which a processor with instructions for it does not run.
    sha: f64,
    allocations: f64,
    bytes: f64,
}

/// Does what the words on the command line say.
///
/// # Errors
///
/// Words that mean nothing, works that cannot be done, valgrind that is not there, and a loss against the baseline.
pub fn run(words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] => {
            print!("{}", table::print(&measure(case::works())?));
            Ok(())
        }
        ["own"] => {
            print!("{}", table::print_own(&measure(case::own())?));
            Ok(())
        }
        ["growth"] => {
            print!("{}", table::print_growth(&measure(case::growth())?));
            Ok(())
        }
        ["write"] => baseline::write(&table::print(&measure(case::works())?)),
        ["check"] => baseline::check(&measure(case::compared())?),
        // What valgrind is started with.
        ["case", name] => callgrind::count_here(&case::named(name)?),
        _ => Err("the words are: none, `own`, `growth`, `write` or `check`".into()),
    }
}

/// Counts the instructions of the cases under valgrind, several at once, and their allocations here.
fn measure(cases: Vec<Case>) -> Result<Vec<Row>, Failure> {
    let instructions = callgrind::count(&cases)?;
    let rows = cases.into_iter().zip(instructions).map(|(case, instructions)| {
        let cost = Cost { instructions: instructions.all, sha: instructions.sha, ..allocations(&case)? };
        Ok(Row { work: case.work, who: case.who, cost })
    });
    rows.collect()
}

fn allocations(case: &Case) -> Result<Cost, Failure> {
    let mut call = (case.prepare)()?;
    // The first call fills caches.
    call()?;
    call()?;
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    for _ in 0..case.repeats {
        call()?;
    }
    let change = region.change();
    let each = |count: usize| Ok::<_, Failure>(f64::from(u32::try_from(count)?) / f64::from(case.repeats));
    Ok(Cost {
        instructions: 0.0,
        sha: 0.0,
        allocations: each(change.allocations + change.reallocations)?,
        bytes: each(change.bytes_allocated)?,
    })
}

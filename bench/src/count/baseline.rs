//! The table that is kept, and whether it has become worse.
//!
//! What is compared is the ratio of ours to the conversion by hand, both counted in the same run: absolute counts
//! change with the compiler, with the SDK and with what the processor can do (SHA in hardware, wide copies), and change for both.

use std::fs;
use std::path::PathBuf;

use crate::Failure;
use crate::contender::Kind;

use super::table::{Ratio, Row, ratio};

/// How much worse a ratio may be; hash maps with random keys make it differ by less.
const TOLERANCE: f64 = 0.03;

const HEAD: &str = "# What each call costs\n\n\
    Written by `cargo run --release -p dynamo-model-bench --bin count -- write`; `-- check` compares with it, by ratios.\n\
    Instructions are counted by valgrind's callgrind, which has no SHA instructions, so that signing is dearer than it is:\n\
    \"no SHA\" leaves the rounds of SHA-256 out.\n\n";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("BASELINE.md")
}

pub(super) fn write(table: &str) -> Result<(), Failure> {
    print!("{table}");
    Ok(fs::write(path(), format!("{HEAD}{table}"))?)
}

pub(super) fn check(rows: &[Row]) -> Result<(), Failure> {
    let kept = fs::read_to_string(path())?;
    let ours = Kind::Model.to_string();
    let mut losses = Vec::new();
    println!("{:<26} {:>24} {:>24} {:>24}", "to by hand", "instructions", "without SHA", "allocations");
    for row in rows.iter().filter(|row| row.who == ours) {
        let now = ratio(rows, row, Kind::ByHand).ok_or("there is nothing to compare with")?;
        let before =
            find(&kept, &row.work, &ours).ok_or_else(|| format!("the baseline lacks `{}`", row.work))?;
        println!(
            "{:<26} {:>14.3} now {:>.3} {:>14.3} now {:>.3} {:>14.3} now {:>.3}",
            row.work,
            before.instructions,
            now.instructions,
            before.without_sha,
            now.without_sha,
            before.allocations,
            now.allocations
        );
        losses.extend(is_worse(before, now).then(|| row.work.clone()));
    }
    if losses.is_empty() {
        Ok(())
    } else {
        Err(format!("worse than the baseline: {}", losses.join("; ")).into())
    }
}

fn is_worse(before: Ratio, now: Ratio) -> bool {
    let limit = 1.0 + TOLERANCE;
    let parts = [
        (before.instructions, now.instructions),
        (before.without_sha, now.without_sha),
        (before.allocations, now.allocations),
    ];
    parts.into_iter().any(|(before, now)| now > before * limit)
}

/// Reads the ratios of a line of the table: each stands behind the column that it is about.
fn find(table: &str, work: &str, who: &str) -> Option<Ratio> {
    let mut lines = table.lines().map(cells);
    let head = lines.find(|cells| cells.starts_with(&["", "work", "by"]))?;
    let line = lines.find(|cells| cells.starts_with(&["", work, who]))?;
    let behind = |column: &str| -> Option<f64> {
        let at = head.iter().position(|name| *name == column)?;
        line.get(at + 1)?.parse().ok()
    };
    Some(Ratio {
        instructions: behind("instructions")?,
        // A table from before the column was there says nothing about it.
        without_sha: behind("no SHA").unwrap_or(f64::INFINITY),
        allocations: behind("allocations")?,
    })
}

fn cells(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_ratios_of_a_line() {
        let table = "# A table\n\
                     | work | by | instructions | i/h | i/s | no SHA | n/h | n/s | allocations | a/h | a/s | bytes |\n\
                     | GetItem | SDK | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |\n\
                     | GetItem | ours | 420,000 | 0.912 | 0.870 | 300,000 | 0.9 | 0.8 | 365 | 0.950 | 0.93 | 1 |\n";
        let ratio = Ratio { instructions: 0.912, without_sha: 0.9, allocations: 0.95 };
        assert_eq!(find(table, "GetItem", "ours"), Some(ratio));
        assert_eq!(find(table, "PutItem", "ours"), None);
        let table = "| work | by | instructions | i/h | allocations | a/h |\n| GetItem | ours | 420,000 | 0.912 | 365 | 0.950 |\n";
        assert_eq!(find(table, "GetItem", "ours"), Some(Ratio { without_sha: f64::INFINITY, ..ratio }));
    }

    #[test]
    fn three_in_a_hundred_are_no_loss() {
        let ratio = |instructions, without_sha, allocations| Ratio { instructions, without_sha, allocations };
        let before = ratio(0.5, 0.5, 0.5);
        assert!(!is_worse(before, ratio(0.514, 0.514, 0.514)));
        assert!(is_worse(before, ratio(0.516, 0.5, 0.5)));
        assert!(is_worse(before, ratio(0.4, 0.516, 0.5)));
        assert!(is_worse(before, ratio(0.4, 0.4, 0.516)));
    }
}

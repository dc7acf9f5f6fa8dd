//! The tables, as they are printed and kept.

use std::fmt::Write;

use crate::contender::Kind;
use crate::growth::WIDE_PAGE;

use super::Cost;
use super::case::{WITH, WITHOUT};

/// A line of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) work: String,
    pub(super) who: String,
    pub(super) cost: Cost,
}

impl Row {
    fn name(&self) -> (&str, &str) {
        (&self.work, &self.who)
    }
}

/// What ours costs in relation to another's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ratio {
    pub(super) instructions: f64,
    /// Without SHA-256 in software.
    pub(super) without_sha: f64,
    pub(super) allocations: f64,
}

/// What the work costs someone.
pub(super) fn cost(rows: &[Row], work: &str, who: Kind) -> Option<Cost> {
    rows.iter().find(|row| row.name() == (work, &who.to_string())).map(|row| row.cost)
}

/// The cost of a row in relation to that of someone who does the same work.
pub(super) fn ratio(rows: &[Row], row: &Row, to: Kind) -> Option<Ratio> {
    let to = cost(rows, &row.work, to)?;
    Some(Ratio {
        instructions: row.cost.instructions / to.instructions,
        without_sha: (row.cost.instructions - row.cost.sha) / (to.instructions - to.sha),
        allocations: row.cost.allocations / to.allocations,
    })
}

pub(super) fn print(rows: &[Row]) -> String {
    let mut out = String::from(
        "| work | by | instructions | to by hand | to serde | no SHA | to by hand | to serde | allocations | to by hand | to serde | bytes |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let Cost { instructions, sha, allocations, bytes } = row.cost;
        let (hand, serde) = (ratio(rows, row, Kind::ByHand), ratio(rows, row, Kind::Serde));
        let times = |ratio: Option<Ratio>, part: fn(Ratio) -> f64| {
            ratio.map(part).map_or_else(String::new, |times| format!("{times:.3}"))
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.work,
            row.who,
            grouped(instructions),
            times(hand, |ratio| ratio.instructions),
            times(serde, |ratio| ratio.instructions),
            grouped(instructions - sha),
            times(hand, |ratio| ratio.without_sha),
            times(serde, |ratio| ratio.without_sha),
            grouped(allocations),
            times(hand, |ratio| ratio.allocations),
            times(serde, |ratio| ratio.allocations),
            grouped(bytes),
        );
    }
    out
}

/// What a mapper adds to a call, and what a condition that is evaluated here adds to a read.
pub(super) fn print_own(rows: &[Row]) -> String {
    let mut out = String::from("| what | with | without | instructions more |\n|---|---:|---:|---:|\n");
    for with in rows.iter().filter(|row| row.who == WITH) {
        let without = rows.iter().find(|row| row.name() == (&with.work, WITHOUT));
        let (with_it, without) =
            (with.cost.instructions, without.map_or(0.0, |without| without.cost.instructions));
        let more = grouped(with_it - without);
        let _ = writeln!(out, "| {} | {} | {} | {more} |", with.work, grouped(with_it), grouped(without));
    }
    out
}

/// Whether the cost grows as the page does.
pub(super) fn print_growth(rows: &[Row]) -> String {
    let mut out = String::from("| a page | instructions | an item more, or a field |\n|---|---:|---:|\n");
    let mut before: Option<(&Row, f64)> = None;
    for row in rows {
        let count: f64 = row.who.parse().unwrap_or_default();
        let more = before.filter(|(before, _)| before.work == row.work).map(|(before, fewer)| {
            let all = row.cost.instructions - before.cost.instructions;
            all / (count - fewer) / if row.work == "fields" { f64::from(WIDE_PAGE) } else { 1.0 }
        });
        let more = more.map_or_else(String::new, grouped);
        let _ = writeln!(out, "| {} {} | {} | {more} |", row.who, row.work, grouped(row.cost.instructions));
        before = Some((row, count));
    }
    out
}

/// Writes a count with commas.
fn grouped(count: f64) -> String {
    let digits = format!("{:.0}", count.abs());
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    let sign = if count < 0.0 { "-" } else { "" };
    sign.to_owned() + &groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas() {
        for (count, text) in [(0.0, "0"), (999.4, "999"), (1000.0, "1,000"), (-1_234_567.0, "-1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }
}

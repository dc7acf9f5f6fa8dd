//! The tables, as they are printed and kept.

use std::fmt::Write;

use crate::contender::Kind;

use super::Cost;

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
        allocations: row.cost.allocations / to.allocations,
    })
}

pub(super) fn print(rows: &[Row]) -> String {
    let mut out = String::from(
        "| work | by | instructions | to by hand | to serde | allocations | to by hand | to serde | bytes |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let Cost { instructions, allocations, bytes } = row.cost;
        let (hand, serde) = (ratio(rows, row, Kind::ByHand), ratio(rows, row, Kind::Serde));
        let times = |ratio: Option<Ratio>, part: fn(Ratio) -> f64| {
            ratio.map(part).map_or_else(String::new, |times| format!("{times:.3}"))
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.work,
            row.who,
            grouped(instructions),
            times(hand, |ratio| ratio.instructions),
            times(serde, |ratio| ratio.instructions),
            grouped(allocations),
            times(hand, |ratio| ratio.allocations),
            times(serde, |ratio| ratio.allocations),
            grouped(bytes),
        );
    }
    out
}

/// Writes a count with commas.
fn grouped(count: f64) -> String {
    let digits = format!("{count:.0}");
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas() {
        for (count, text) in [(0.0, "0"), (999.4, "999"), (1000.0, "1,000"), (1_234_567.0, "1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }
}

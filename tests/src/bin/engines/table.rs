//! What is printed: suites by engines, and each difference with its reason.

use std::fmt::{self, Write};

use crate::differences::{Difference, known};
use crate::server::Kind;
use crate::suite::Ran;

/// What stands above the table in the file.
pub(crate) const HEAD: &str = "# The suite on each engine

Written by `cargo run --bin engines -- --write`; CI runs the servers among them. A test stands on what
DynamoDB's documentation says, not on what an engine does. A known difference is asserted: the run fails where it goes away.
";

/// How one suite ended on one engine.
struct Cell {
    passed: usize,
    unexpected: Vec<String>,
    known: Vec<(String, &'static Difference)>,
}

pub(crate) struct Table {
    engines: Vec<Kind>,
    rows: Vec<(String, Vec<Cell>)>,
    /// Known differences that did not show.
    gone: Vec<&'static Difference>,
}

impl Table {
    pub(crate) fn of(ran: &[(Kind, Vec<Ran>)]) -> Self {
        let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
        let mut gone: Vec<&'static Difference> = Vec::new();
        for (engine, results) in ran {
            let mut shown: Vec<&'static Difference> = Vec::new();
            for result in results {
                let mut cell =
                    Cell { passed: result.passed.len(), unexpected: Vec::new(), known: Vec::new() };
                for test in &result.failed {
                    match known(*engine).find(|known| known.is_of(&result.suite, test)) {
                        Some(difference) => {
                            shown.push(difference);
                            cell.known.push((test.clone(), difference));
                        }
                        None => cell.unexpected.push(test.clone()),
                    }
                }
                match rows.iter_mut().find(|(suite, _)| *suite == result.suite) {
                    Some((_, cells)) => cells.push(cell),
                    None => rows.push((result.suite.clone(), vec![cell])),
                }
            }
            gone.extend(
                known(*engine).filter(|known| !shown.iter().any(|shown| std::ptr::eq(*shown, *known))),
            );
        }
        Self { engines: ran.iter().map(|(engine, _)| *engine).collect(), rows, gone }
    }

    /// True if nothing failed but what is known to, and all of that did.
    pub(crate) fn is_as_known(&self) -> bool {
        let is_known = |(_, cells): &(String, Vec<Cell>)| cells.iter().all(|cell| cell.unexpected.is_empty());
        self.gone.is_empty() && self.rows.iter().all(is_known)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads: Vec<&str> = self.engines.iter().map(|engine| engine.version()).collect();
        writeln!(f, "| suite | {} |\n|---{}|", heads.join(" | "), "|---".repeat(heads.len()))?;
        for (suite, cells) in &self.rows {
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            writeln!(f, "| {suite} | {} |", cells.join(" | "))?;
        }
        let total = |at: usize| {
            let cells: Vec<&Cell> = self.rows.iter().filter_map(|(_, cells)| cells.get(at)).collect();
            said(
                cells.iter().map(|cell| cell.passed).sum(),
                cells.iter().map(|cell| cell.unexpected.len()).sum(),
                cells.iter().map(|cell| cell.known.len()).sum(),
            )
        };
        let totals: Vec<String> = (0..self.engines.len()).map(total).collect();
        writeln!(f, "| **all** | {} |", totals.join(" | "))?;
        for (at, engine) in self.engines.iter().enumerate() {
            let mut lines = String::new();
            for (suite, cells) in &self.rows {
                let Some(cell) = cells.get(at) else { continue };
                for (test, difference) in &cell.known {
                    writeln!(lines, "- `{suite}`: `{test}`: {}", difference.reason)?;
                }
                for test in &cell.unexpected {
                    writeln!(lines, "- **failed**: `{suite}`: `{test}`")?;
                }
            }
            if !lines.is_empty() {
                write!(f, "\n## {}\n\n{lines}", engine.version())?;
            }
        }
        for gone in &self.gone {
            writeln!(f, "\n**No difference any more**: {gone}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&said(self.passed, self.unexpected.len(), self.known.len()))
    }
}

fn said(passed: usize, failed: usize, known: usize) -> String {
    let all = [(passed, "passed"), (failed, "failed"), (known, "known")];
    let told = all.into_iter().filter(|(count, word)| *count > 0 || *word == "passed");
    let told: Vec<String> = told.map(|(count, word)| format!("{count} {word}")).collect();
    told.join(", ")
}

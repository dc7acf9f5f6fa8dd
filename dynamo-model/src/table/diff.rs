//! What a model declares, held against what there is.

mod compare;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::table::difference::Difference;

pub(crate) use compare::diff;

/// Every difference between what a model declares and the live table; displays as one sentence a line.
///
/// What is not declared is not compared, except that indexes which are not declared, and a time to live that is not,
/// are told as [notes](Difference::is_note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDiff {
    table: String,
    differences: Vec<Difference>,
}

impl TableDiff {
    pub(crate) fn new(table: &str, differences: Vec<Difference>) -> Self {
        Self { table: table.to_owned(), differences }
    }

    /// Names the table, in full.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// True if there is none, not even a note.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// Counts the differences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.differences.len()
    }

    /// Gives each difference: of the table, then of the indexes, then of how the table is kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Difference> {
        self.differences.iter()
    }

    /// True if one of them is [blocking](Difference::is_blocking).
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        self.iter().any(Difference::is_blocking)
    }
}

impl<'a> IntoIterator for &'a TableDiff {
    type Item = &'a Difference;
    type IntoIter = std::slice::Iter<'a, Difference>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for TableDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, difference) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            difference.fmt(f)?;
        }
        Ok(())
    }
}

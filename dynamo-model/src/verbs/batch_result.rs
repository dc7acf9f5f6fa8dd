//! What became of each input of a batch.

use crate::error::{Error, Result};

/// The outcome of a batch: each input once, in the order in which it was given. Iterate over it for the entries.
///
/// Of several inputs of one key, `delete_many` and an unconditional `save_many` send the last one, and report the others as
/// [`Outcome::Superseded`]; with `overwrite` each is sent in turn, so that `overwrite(false)` keeps the first; `update_many`
/// updates once for each time that a key is listed. A key that cannot be used is reported by its position and its error.
#[derive(Clone, Debug)]
#[must_use = "inputs may have failed: look at `failed`, or call `into_result`"]
pub struct BatchResult<T> {
    entries: Vec<Entry<T>>,
}

/// One input of a batch, and what became of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry<T> {
    /// Its place among the inputs, from 0; its index in [`BatchResult::entries`].
    pub position: usize,
    /// The input: an item, or a key.
    pub input: T,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of one input.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// Written, changed or deleted.
    Done,
    /// Not sent, since the later input at this position has the same key and replaces it.
    Superseded {
        /// The position of the later input.
        by: usize,
    },
    /// Kept, since it no longer satisfied the condition when its turn came.
    Changed,
    /// Already gone when its turn came.
    Absent,
    /// Not done, or not known to be done; the error says why.
    Failed(Error),
}

impl Outcome {
    /// True for an input that failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// True for an input whose effect is in the table: done, or replaced by a later input.
    #[must_use]
    pub fn is_succeeded(&self) -> bool {
        matches!(self, Self::Done | Self::Superseded { .. })
    }

    /// What became of an earlier input of the same key, which was not sent: if the later one at `by` failed, neither
    /// is in the table.
    pub(crate) fn of_earlier(&self, by: usize) -> Self {
        match self {
            Self::Failed(error) => Self::Failed(error.clone()),
            _ => Self::Superseded { by },
        }
    }

    /// What became of a write that tells nothing but that it was done.
    pub(crate) fn of_write(ended: Result<()>) -> Self {
        ended.map_or_else(Self::Failed, |()| Self::Done)
    }

    /// What became of a write of an item that the caller named; it tells whether there was one.
    pub(crate) fn of_named(ended: Result<bool>) -> Self {
        match ended {
            Ok(true) => Self::Done,
            Ok(false) => Self::Absent,
            Err(error) => Self::Failed(error),
        }
    }

    /// What became of a write of an item that a condition found: that it changed is no error (W7).
    pub(crate) fn of_found(ended: Result<bool>) -> Self {
        match ended {
            Err(error) if error.is_condition_failed() => Self::Changed,
            ended => Self::of_named(ended),
        }
    }

    /// Gives why the input failed.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl<T> IntoIterator for BatchResult<T> {
    type Item = Entry<T>;
    type IntoIter = std::vec::IntoIter<Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a BatchResult<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<T> BatchResult<T> {
    pub(crate) fn of(entries: impl IntoIterator<Item = (T, Outcome)>) -> Self {
        let entry = |(position, (input, outcome))| Entry { position, input, outcome };
        Self { entries: entries.into_iter().enumerate().map(entry).collect() }
    }

    /// Gives each input with its outcome, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.entries.iter()
    }

    /// Gives each input with its outcome, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// Gives each input with its outcome, in order.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry<T>> {
        self.entries
    }

    /// Gives the inputs whose effect is in the table, in order.
    pub fn succeeded(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().filter(|entry| entry.outcome.is_succeeded()).map(|entry| &entry.input)
    }

    /// Gives the inputs that failed, in order: position, input and error.
    pub fn failed(&self) -> impl Iterator<Item = (usize, &T, &Error)> {
        self.entries.iter().filter_map(|entry| Some((entry.position, &entry.input, entry.outcome.error()?)))
    }

    /// Counts the inputs whose effect is in the table.
    #[must_use]
    pub fn succeeded_count(&self) -> usize {
        self.succeeded().count()
    }

    /// Counts the inputs that failed.
    #[must_use]
    pub fn failed_count(&self) -> usize {
        self.failed().count()
    }

    /// True if no input failed. One that was kept since it changed, or was gone already, did not fail.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.failed().next().is_none()
    }

    /// Counts the inputs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if there was no input.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Gives the inputs, or the first error if one failed. One that was kept since it changed, or was gone already, did
    /// not fail, and is among them.
    ///
    /// # Errors
    ///
    /// The error of the first input that failed.
    pub fn into_result(self) -> Result<Vec<T>> {
        self.entries
            .into_iter()
            .map(|entry| match entry.outcome {
                Outcome::Failed(error) => Err(error),
                _ => Ok(entry.input),
            })
            .collect()
    }
}

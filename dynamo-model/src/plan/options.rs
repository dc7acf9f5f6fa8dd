//! What a caller asks of a read besides the items.

use crate::model::index::IndexSchema;
use crate::model::schema::Schema;

/// What to do where only a Scan of the whole table can answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScanPolicy {
    /// Scans.
    Allow,
    /// Scans, and says so in a warning event.
    #[default]
    Warn,
    /// Refuses, unless the call says `.allow_scan()`.
    Deny,
}

/// One of the parts into which a scan is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) number: i32,
    pub(crate) of: i32,
}

/// How a scan is cut into parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Segments {
    /// All of so many, side by side.
    All(u32),
    /// One of so many.
    One(u32, u32),
}

/// What becomes of attributes that a global index does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Such an index is not read.
    #[default]
    Refused,
    /// They are fetched from the table.
    Fetched,
}

/// Some of the indexes of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct IndexSet(u64);

impl IndexSet {
    /// The indexes that are meant. A table has 25 at most, so that each has its place.
    pub(crate) fn of(schema: &Schema, is_meant: impl Fn(&IndexSchema) -> bool) -> Self {
        let places = (0..u64::BITS).zip(schema.indexes()).filter(|(_, index)| is_meant(index));
        Self(places.fold(0, |set, (place, _)| set | 1 << place))
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn holds(self, schema: &Schema, name: &str) -> bool {
        let place = schema.indexes().iter().position(|index| index.name() == name);
        place.is_some_and(|place| place < 64 && self.0 & (1 << place) != 0)
    }
}

/// The options of a read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadOptions {
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    /// One page is read, with a cursor to go on from.
    pub(crate) is_page: bool,
    pub(crate) page_size: Option<u32>,
    pub(crate) descending: bool,
    pub(crate) scan: ScanPolicy,
    /// The attribute whose order is asked for.
    pub(crate) order_by: Option<&'static str>,
    /// The index that is asked for by name.
    pub(crate) index: Option<&'static str>,
    /// The indexes that the connection does without.
    pub(crate) without: IndexSet,
    pub(crate) missing: Missing,
    /// The most requests that a plan may need at the least.
    pub(crate) max_requests: Option<usize>,
    /// The most values that a list of the condition may hold.
    pub(crate) max_list: Option<usize>,
    /// How a scan is cut into parts.
    pub(crate) segments: Option<Segments>,
    /// What a projection reads, by stored name; `None` for all.
    pub(crate) attributes: Option<&'static [&'static str]>,
}

impl ReadOptions {
    /// True if what an index does not hold is fetched from the table.
    pub(crate) fn fetches_missing(&self) -> bool {
        self.missing == Missing::Fetched
    }

    /// True if the order of the items is part of the question (R6).
    pub(crate) fn asks_for_order(&self) -> bool {
        self.descending || self.limit.is_some() || self.is_page
    }
}

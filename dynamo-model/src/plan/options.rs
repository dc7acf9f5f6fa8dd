//! What a caller asks of a read besides the items.

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
    /// The most requests that a plan may need at the least.
    pub(crate) max_requests: Option<usize>,
    /// How a scan is cut into parts.
    pub(crate) segments: Option<Segments>,
    /// What a projection reads, by stored name; `None` for all.
    pub(crate) attributes: Option<&'static [&'static str]>,
}

impl ReadOptions {
    /// True if the order of the items is part of the question (R6).
    pub(crate) fn asks_for_order(&self) -> bool {
        self.descending || self.limit.is_some() || self.is_page
    }
}

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

/// The options of a read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadOptions {
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) page_size: Option<u32>,
    pub(crate) descending: bool,
    pub(crate) scan: ScanPolicy,
}

//! One step of a sync.

use std::fmt;

use crate::model::table_options::{Billing, Encryption, Recovery, StreamView, TableClass, Units};
use crate::table::difference::sentence::{billing, class, reach, units, view, whose};
use crate::table::info::{IndexInfo, IndexStatus, TableInfo};

/// One change of a table; displays as what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyncStep {
    /// Creates the table with all that is declared.
    AddTable,
    /// Removes a global index.
    RemoveIndex {
        /// The index.
        index: String,
    },
    /// Changes how throughput is paid for.
    SetBilling {
        /// What it becomes.
        billing: Billing,
    },
    /// Changes the provisioned units of the table.
    SetUnits {
        /// What they become.
        units: Units,
    },
    /// Changes the provisioned units of a global index.
    SetIndexUnits {
        /// The index.
        index: String,
        /// What they become.
        units: Units,
    },
    /// Changes the class of the table.
    SetClass {
        /// What it becomes.
        class: TableClass,
    },
    /// Protects the table from deletion, or no longer.
    SetDeletionProtection {
        /// Whether it is protected.
        protects: bool,
    },
    /// Turns the stream of changes on.
    EnableStream {
        /// What it says of each change.
        view: StreamView,
    },
    /// Changes whose key encrypts the table.
    SetEncryption {
        /// Whose it becomes.
        encryption: Encryption,
    },
    /// Makes the table warm for more.
    SetWarmThroughput {
        /// What it becomes.
        units: Units,
    },
    /// Sets a tag.
    SetTag {
        /// The key of the tag.
        key: String,
        /// The value.
        value: String,
    },
    /// Turns time to live on.
    EnableTtl {
        /// The attribute that it goes by.
        attribute: String,
    },
    /// Turns point-in-time recovery on, or lets it reach back further.
    SetRecovery {
        /// What it becomes.
        recovery: Recovery,
    },
    /// Adds a global index.
    AddIndex {
        /// The index.
        index: String,
    },
}

impl SyncStep {
    /// What goes first: an index makes room before one is added, and adding one, which takes long, is last.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::RemoveIndex { .. } => 0,
            Self::SetBilling { .. } => 1,
            Self::SetUnits { .. } | Self::SetIndexUnits { .. } => 2,
            Self::AddIndex { .. } => 4,
            _ => 3,
        }
    }

    /// The operation that does it.
    pub(super) fn operation(&self) -> &'static str {
        match self {
            Self::AddTable => "CreateTable",
            Self::SetTag { .. } => "TagResource",
            Self::EnableTtl { .. } => "UpdateTimeToLive",
            Self::SetRecovery { .. } => "UpdateContinuousBackups",
            _ => "UpdateTable",
        }
    }

    /// What it does for a log, which names no tag's value and no encryption key.
    pub(super) fn without_values(&self) -> String {
        match self {
            Self::SetTag { key, .. } => format!("sets the tag `{key}`"),
            Self::SetEncryption { .. } => "encrypts the table with another key".to_owned(),
            _ => self.to_string(),
        }
    }

    /// True unless the description of the table is older than the step; only indexes show that.
    pub(super) fn shows_in(&self, found: &TableInfo, done: &[Self]) -> bool {
        match self {
            Self::AddIndex { index } => found.index(index).is_some(),
            Self::RemoveIndex { index } => {
                let is_replaced = done.contains(&Self::AddIndex { index: index.clone() });
                let is_there = |live: &IndexInfo| live.status != IndexStatus::Deleting;
                is_replaced || !found.index(index).is_some_and(is_there)
            }
            _ => true,
        }
    }
}

impl fmt::Display for SyncStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddTable => f.write_str("creates the table"),
            Self::RemoveIndex { index } => write!(f, "removes the global index `{index}`"),
            Self::SetBilling { billing: of } => write!(f, "makes the table {}", billing(*of)),
            Self::SetUnits { units: of } => write!(f, "gives the table {}", units(*of)),
            Self::SetIndexUnits { index, units: of } => write!(f, "gives the index `{index}` {}", units(*of)),
            Self::SetClass { class: of } => write!(f, "makes the table {}", class(*of)),
            Self::SetDeletionProtection { protects: true } => f.write_str("protects the table from deletion"),
            Self::SetDeletionProtection { protects: false } => {
                f.write_str("no longer protects the table from deletion")
            }
            Self::EnableStream { view: of } => write!(f, "turns a stream of {} on", view(*of)),
            Self::SetEncryption { encryption } => write!(f, "encrypts the table with {}", whose(*encryption)),
            Self::SetWarmThroughput { units: of } => write!(f, "makes the table warm for {}", units(*of)),
            Self::SetTag { key, value } => write!(f, "sets the tag `{key}` to `{value}`"),
            Self::EnableTtl { attribute } => write!(f, "turns time to live on by `{attribute}`"),
            Self::SetRecovery { recovery } => write!(f, "turns point-in-time recovery {}", reach(*recovery)),
            Self::AddIndex { index } => write!(f, "adds the global index `{index}`"),
        }
    }
}

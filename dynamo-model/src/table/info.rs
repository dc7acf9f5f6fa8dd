//! A table as it is found.

mod read;

use std::collections::BTreeMap;
use std::fmt;
use std::time::SystemTime;

use crate::model::index::{IndexKind, Projected};
use crate::model::table_options::{Billing, Recovery, StreamView, TableClass, Units};
use crate::table::key::KeyAttributes;

pub(crate) use read::{recovery, table, ttl};

/// What DynamoDB tells of a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableInfo {
    /// The full name.
    pub name: String,
    /// What the table is doing.
    pub status: TableStatus,
    /// The primary key.
    pub key: KeyAttributes,
    /// The secondary indexes by name, local and global.
    pub indexes: Vec<IndexInfo>,
    /// How throughput is paid for.
    pub billing: Billing,
    /// How many items there are; DynamoDB counts about every six hours.
    pub item_count: u64,
    /// How many bytes they have; DynamoDB measures about every six hours.
    pub size_bytes: u64,
    /// The Amazon Resource Name.
    pub arn: Option<String>,
    /// When the table was created.
    pub created_at: Option<SystemTime>,
    /// What storage costs; `None` for a class that this version does not know.
    pub class: Option<TableClass>,
    /// Whether the table cannot be deleted.
    pub deletion_protection: bool,
    /// The stream of changes, where it is on.
    pub stream: Option<StreamInfo>,
    /// The ARN of the KMS key that encrypts the table; `None` where it is DynamoDB's own.
    pub encryption_key: Option<String>,
    /// The throughput that the table can take at once, where the server tells it.
    pub warm_throughput: Option<Units>,
    /// Time to live; `None` where it was not asked for or the server does not know it.
    pub ttl: Option<TtlInfo>,
    /// Point-in-time recovery; `None` where it was not asked for or the server does not know it.
    pub recovery: Option<Recovery>,
    /// The tags by key; `None` where they were not asked for or the server does not know them.
    pub tags: Option<BTreeMap<String, String>>,
}

/// What DynamoDB tells of an index.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IndexInfo {
    /// The name.
    pub name: String,
    /// Whether it is local or global.
    pub kind: IndexKind,
    /// The key.
    pub key: KeyAttributes,
    /// Which attributes it holds.
    pub projected: ProjectedAttributes,
    /// What it is doing; a local index is always active.
    pub status: IndexStatus,
    /// True while a new global index is filled with the items of the table.
    pub backfilling: bool,
    /// The provisioned units of a global index; `None` on demand.
    pub units: Option<Units>,
    /// How many items it holds; DynamoDB counts about every six hours.
    pub item_count: u64,
    /// How many bytes they have; DynamoDB measures about every six hours.
    pub size_bytes: u64,
}

/// What a table is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableStatus {
    /// It is being created, and cannot be used yet.
    Creating,
    /// It is being changed, and can be used.
    Updating,
    /// It is being deleted.
    Deleting,
    /// It can be used.
    Active,
    /// Any other status, in DynamoDB's own word, such as `INACCESSIBLE_ENCRYPTION_CREDENTIALS`.
    Other(String),
}

/// What a global index is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexStatus {
    /// It is being created, and cannot be read yet.
    Creating,
    /// It is being changed, and can be read.
    Updating,
    /// It is being deleted.
    Deleting,
    /// It can be read.
    Active,
    /// Any other status, in DynamoDB's own word.
    Other(String),
}

/// Which attributes an index holds, as it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProjectedAttributes {
    /// All of them.
    All,
    /// The keys of the index and of the table.
    Keys,
    /// The keys, and these, in the order of their names.
    Include(Vec<String>),
}

/// A stream of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamInfo {
    /// What it says of each change.
    pub view: StreamView,
    /// The ARN of the stream.
    pub arn: Option<String>,
}

/// Whether items expire.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TtlInfo {
    /// They do not, or no longer.
    Off,
    /// They do, or are about to, at the time in this attribute.
    On(String),
}

impl TableInfo {
    /// Finds an index by its name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<&IndexInfo> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// True if neither the table nor an index of it is being changed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.status == TableStatus::Active
            && self.indexes.iter().all(|index| index.status == IndexStatus::Active)
    }
}

impl ProjectedAttributes {
    pub(crate) fn declared(projected: Projected) -> Self {
        match projected {
            Projected::All => Self::All,
            Projected::Keys => Self::Keys,
            Projected::Include(names) => Self::include(names.iter().map(|name| (*name).to_owned())),
        }
    }

    pub(crate) fn include(names: impl Iterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.collect();
        names.sort();
        Self::Include(names)
    }

    /// True if all that the other holds is in this one.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::Keys) => true,
            (Self::Include(all), Self::Include(some)) => some.iter().all(|name| all.contains(name)),
            (Self::Keys | Self::Include(_), _) => false,
        }
    }
}

impl fmt::Display for ProjectedAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all attributes"),
            Self::Keys => f.write_str("the keys only"),
            Self::Include(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "the keys and {}", names.join(", "))
            }
        }
    }
}

impl fmt::Display for TableStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Creating => "CREATING",
            Self::Updating => "UPDATING",
            Self::Deleting => "DELETING",
            Self::Active => "ACTIVE",
            Self::Other(status) => status,
        })
    }
}

impl fmt::Display for IndexStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Creating => "CREATING",
            Self::Updating => "UPDATING",
            Self::Deleting => "DELETING",
            Self::Active => "ACTIVE",
            Self::Other(status) => status,
        })
    }
}

//! One difference between what a model declares and what there is.

pub(crate) mod sentence;

use dynamo_model_fields::capability::ScalarType;

use crate::model::index::IndexKind;
use crate::model::table_options::{Billing, Encryption, Recovery, StreamView, TableClass, Units};
use crate::table::info::{IndexStatus, ProjectedAttributes};
use crate::table::key::KeyAttributes;

/// A difference between what a model declares and the live table; displays as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// There is no table.
    TableMissing,
    /// The table has another key.
    TableKey {
        /// What the model declares.
        declared: KeyAttributes,
        /// What there is.
        live: KeyAttributes,
    },
    /// An index is not there, or is being deleted.
    IndexMissing {
        /// The index.
        index: String,
        /// Whether it is local or global.
        kind: IndexKind,
    },
    /// There is an index that is not declared.
    IndexExtra {
        /// The index.
        index: String,
        /// Whether it is local or global.
        kind: IndexKind,
    },
    /// A local index is declared and there is a global one of the name, or the other way round.
    IndexOtherKind {
        /// The index.
        index: String,
        /// What the model declares.
        declared: IndexKind,
    },
    /// An index has another key.
    IndexKeyAttributes {
        /// The index.
        index: String,
        /// What the model declares.
        declared: KeyAttributes,
        /// What there is.
        live: KeyAttributes,
    },
    /// A key attribute of an index has another type.
    IndexKeyType {
        /// The index.
        index: String,
        /// The attribute.
        attribute: String,
        /// What the model declares.
        declared: ScalarType,
        /// What there is.
        live: ScalarType,
    },
    /// An index holds other attributes.
    IndexProjection {
        /// The index.
        index: String,
        /// What the model declares.
        declared: ProjectedAttributes,
        /// What there is.
        live: ProjectedAttributes,
    },
    /// An index cannot be read yet.
    IndexBuilding {
        /// The index.
        index: String,
        /// What it is doing.
        status: IndexStatus,
        /// Whether it is being filled with the items of the table.
        backfilling: bool,
    },
    /// The table is on demand and should be provisioned, or the other way round.
    BillingMode {
        /// What the model declares.
        declared: Billing,
        /// What there is.
        live: Billing,
    },
    /// The table has other provisioned units.
    TableUnits {
        /// What the model declares.
        declared: Units,
        /// What there is.
        live: Units,
    },
    /// A global index has other provisioned units.
    IndexUnits {
        /// The index.
        index: String,
        /// What the model declares.
        declared: Units,
        /// What there is.
        live: Units,
    },
    /// Time to live is declared and off.
    TtlOff {
        /// The attribute that the model declares.
        declared: String,
    },
    /// Time to live goes by another attribute.
    TtlAttribute {
        /// What the model declares.
        declared: String,
        /// What there is.
        live: String,
    },
    /// Time to live is on and not declared.
    TtlUndeclared {
        /// The attribute that it goes by.
        live: String,
    },
    /// A stream is declared and off.
    StreamOff {
        /// What the model declares.
        declared: StreamView,
    },
    /// The stream says something else of changes.
    StreamContent {
        /// What the model declares.
        declared: StreamView,
        /// What there is.
        live: StreamView,
    },
    /// The table is of another class.
    Class {
        /// What the model declares.
        declared: TableClass,
        /// What there is; `None` for a class that this version does not know.
        live: Option<TableClass>,
    },
    /// The table can be deleted and should not, or the other way round.
    DeletionProtection {
        /// What the model declares.
        declared: bool,
    },
    /// Another key encrypts the table.
    EncryptionKey {
        /// What the model declares.
        declared: Encryption,
        /// The ARN of the KMS key; `None` for DynamoDB's own.
        live: Option<String>,
    },
    /// Point-in-time recovery is off and should be on, or the other way round, or reaches back another time.
    RecoveryReach {
        /// What the model declares.
        declared: Recovery,
        /// What there is.
        live: Recovery,
    },
    /// A tag is missing.
    TagMissing {
        /// The key of the tag.
        key: String,
        /// The value that the model declares.
        declared: String,
    },
    /// A tag has another value.
    TagValue {
        /// The key of the tag.
        key: String,
        /// The value that the model declares.
        declared: String,
        /// The value that there is.
        live: String,
    },
    /// The table can take less at once.
    WarmThroughput {
        /// What the model declares.
        declared: Units,
        /// What there is.
        live: Units,
    },
}

impl Difference {
    /// True if what the planner chooses could fail or lack attributes: with no table, another key, or an index that is
    /// missing, not built, of another key, or that holds less than declared.
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        match self {
            Self::TableMissing
            | Self::TableKey { .. }
            | Self::IndexMissing { .. }
            | Self::IndexOtherKind { .. }
            | Self::IndexKeyAttributes { .. }
            | Self::IndexKeyType { .. }
            | Self::IndexBuilding { .. } => true,
            Self::IndexProjection { declared, live, .. } => !live.covers(declared),
            _ => false,
        }
    }

    /// True for what is there and not declared, which may belong to somebody else.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self, Self::IndexExtra { .. } | Self::TtlUndeclared { .. })
    }

    /// True if [`sync_table`](crate::Tables::sync_table) mends it without being told more.
    ///
    /// It does not mend what would lose something: keys and local indexes exist only from creation; another index has
    /// to be replaced; another attribute of time to live or another view of a stream has to be turned off before; a
    /// shorter recovery gives up backups.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        match self {
            Self::IndexMissing { kind, .. } => *kind == IndexKind::Global,
            Self::RecoveryReach { declared, live } => days(*declared) > days(*live),
            Self::TableMissing
            | Self::IndexBuilding { .. }
            | Self::BillingMode { .. }
            | Self::TableUnits { .. }
            | Self::IndexUnits { .. }
            | Self::TtlOff { .. }
            | Self::StreamOff { .. }
            | Self::Class { .. }
            | Self::DeletionProtection { .. }
            | Self::EncryptionKey { .. }
            | Self::TagMissing { .. }
            | Self::TagValue { .. }
            | Self::WarmThroughput { .. } => true,
            _ => false,
        }
    }

    /// The sentence for a log, which names no tag's value and no encryption key.
    pub(crate) fn without_values(&self) -> String {
        match self {
            Self::TagMissing { key, .. } => format!("the tag `{key}` is missing"),
            Self::TagValue { key, .. } => format!("the tag `{key}` has another value"),
            Self::EncryptionKey { .. } => "the live table is encrypted with another key".to_owned(),
            _ => self.to_string(),
        }
    }

    /// The index that it is about.
    pub(crate) fn index(&self) -> Option<&str> {
        match self {
            Self::IndexMissing { index, .. }
            | Self::IndexExtra { index, .. }
            | Self::IndexOtherKind { index, .. }
            | Self::IndexKeyAttributes { index, .. }
            | Self::IndexKeyType { index, .. }
            | Self::IndexProjection { index, .. }
            | Self::IndexBuilding { index, .. }
            | Self::IndexUnits { index, .. } => Some(index),
            _ => None,
        }
    }
}

/// How many days point-in-time recovery reaches back.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html>
pub(crate) fn days(recovery: Recovery) -> u8 {
    match recovery {
        Recovery::Off => 0,
        Recovery::On => 35,
        Recovery::Days(days) => days,
    }
}

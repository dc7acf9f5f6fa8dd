//! One struct for each operation: all that is sent, and what is left to do here.

use std::borrow::Cow;

use crate::expr::path::AttributePath;
use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::key::PrimaryKey;
use crate::plan::FetchPlan;
use crate::plan::Plan;
use crate::plan::attributes::Attributes;
use crate::plan::options::Segment;

/// The most keys that one BatchGetItem may ask for.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
pub(crate) const MAX_BATCH_GET: usize = 100;

/// The most writes that one BatchWriteItem may hold.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
pub(crate) const MAX_BATCH_WRITE: usize = 25;

/// Why a plan was chosen, a sentence for each decision.
pub(crate) type Reasons = Vec<Cow<'static, str>>;

/// No request is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct NothingPlan {
    pub(crate) table: String,
    pub(crate) why: Reasons,
}

/// A GetItem.
#[derive(Clone, Debug, PartialEq)]
pub struct GetPlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    /// What comes back of each item; `None` for all.
    pub(crate) attributes: Option<Attributes>,
    pub(crate) consistent: bool,
    pub(crate) why: Reasons,
}

/// BatchGetItems of at most 100 keys.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchGetPlan {
    pub(crate) table: String,
    /// Each key once, in the order of the answer.
    pub(crate) keys: Vec<PrimaryKey>,
    pub(crate) local: Option<Expr>,
    /// What comes back of each item; `None` for all.
    pub(crate) attributes: Option<Attributes>,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) why: Reasons,
}

/// Queries, page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryPlan {
    pub(crate) table: String,
    pub(crate) index: Option<&'static str>,
    /// True if DynamoDB fetches from the table what the local index does not hold.
    pub(crate) fetches: bool,
    pub(crate) key_condition: Expr,
    pub(crate) filter: Option<Expr>,
    pub(crate) local: Option<Expr>,
    /// What is fetched from the table of the items that the index names.
    pub(crate) fetch: Option<FetchPlan>,
    /// What comes back of each item; `None` for all.
    pub(crate) attributes: Option<Attributes>,
    pub(crate) descending: bool,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) page_size: Option<i32>,
    pub(crate) why: Reasons,
}

/// Scans, page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanPlan {
    pub(crate) table: String,
    pub(crate) index: Option<&'static str>,
    /// True if DynamoDB fetches from the table what the local index does not hold.
    pub(crate) fetches: bool,
    pub(crate) filter: Option<Expr>,
    pub(crate) local: Option<Expr>,
    /// What is fetched from the table of the items that the index names.
    pub(crate) fetch: Option<FetchPlan>,
    /// What comes back of each item; `None` for all.
    pub(crate) attributes: Option<Attributes>,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) page_size: Option<i32>,
    /// How many parts are scanned side by side.
    pub(crate) segments: Option<u32>,
    /// The one part that is scanned.
    pub(crate) segment: Option<Segment>,
    /// True if the policy wants a warning in the log.
    pub(crate) warn: bool,
    pub(crate) why: Reasons,
}

/// Reads that go on side by side and are delivered one after another; no item is in two of them.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionPlan {
    pub(crate) table: String,
    pub(crate) parts: Vec<Plan>,
    pub(crate) limit: Option<usize>,
    pub(crate) why: Reasons,
}

impl UnionPlan {
    /// Gives the reads, in the order in which they are delivered.
    #[must_use]
    pub fn parts(&self) -> &[Plan] {
        &self.parts
    }
}

/// A PutItem.
#[derive(Clone, Debug, PartialEq)]
pub struct PutPlan {
    pub(crate) table: String,
    pub(crate) condition: Option<Expr>,
    /// True if the condition is that there is no item.
    pub(crate) on_absence: bool,
    pub(crate) why: Reasons,
}

/// BatchWriteItems of at most 25 writes, or one conditional write for each item.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchWritePlan {
    pub(crate) table: String,
    /// How many; `None` where a stream gives them.
    pub(crate) writes: Option<usize>,
    pub(crate) kind: WriteKind,
    /// What updates do.
    pub(crate) actions: Vec<Action>,
    /// True if each write is sent by itself, since BatchWriteItem carries no condition and no update.
    pub(crate) is_single: bool,
    pub(crate) why: Reasons,
}

/// What the writes of a batch do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteKind {
    Put,
    Update,
    Delete,
}

/// A read, and a delete of each item that it finds.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteFoundPlan {
    pub(crate) table: String,
    pub(crate) read: Box<Plan>,
    /// What each delete asks again; `None` where they are BatchWriteItems, which ask nothing.
    pub(crate) condition: Option<Expr>,
    pub(crate) why: Reasons,
}

/// A read, and an update of each item that it finds.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateFoundPlan {
    pub(crate) table: String,
    pub(crate) read: Box<Plan>,
    pub(crate) actions: Vec<Action>,
    /// What each update asks again, besides that the item is there; `None` if nothing.
    pub(crate) condition: Option<Expr>,
    pub(crate) why: Reasons,
}

/// An UpdateItem.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdatePlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) actions: Vec<Action>,
    pub(crate) condition: Option<Expr>,
    /// True if it is sent again after a lost answer.
    pub(crate) repeats: bool,
    /// True if an absent item is created.
    pub(crate) upsert: bool,
    pub(crate) returned: Returned,
    /// What is needed to plan it again for an item that lacks a map which the updates step into.
    pub(crate) parents: Option<Box<Parents>>,
    pub(crate) why: Reasons,
}

/// What an update gives back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Returned {
    Nothing,
    #[default]
    New,
    Old,
    /// The attributes that were changed, as they are then.
    UpdatedNew,
    /// The attributes that were changed, as they were.
    UpdatedOld,
}

impl Returned {
    /// True if what is given back was there before the update.
    pub(crate) fn is_of_before(self) -> bool {
        matches!(self, Self::Old | Self::UpdatedOld)
    }

    /// True if no more than a part of the item is given back.
    pub(crate) fn is_of_a_part(self) -> bool {
        matches!(self, Self::Nothing | Self::UpdatedNew | Self::UpdatedOld)
    }
}

/// An update as it was asked for, before it was fitted to what maps an item has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parents {
    pub(crate) actions: Vec<Action>,
    pub(crate) condition: Option<Expr>,
    /// The maps that the plan at hand makes, since the item lacks them.
    pub(crate) missing: Vec<AttributePath>,
}

/// A DeleteItem.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletePlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) condition: Option<Expr>,
    pub(crate) why: Reasons,
}

impl BatchGetPlan {
    /// Counts the keys that are asked for, each once.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn requests(&self) -> usize {
        self.keys.len().div_ceil(MAX_BATCH_GET)
    }
}

impl DeleteFoundPlan {
    /// Gives the plan of the read that finds the items.
    #[must_use]
    pub fn read(&self) -> &Plan {
        &self.read
    }

    pub(crate) fn operation(&self) -> &'static str {
        if self.condition.is_some() { "DeleteItem" } else { "BatchWriteItem" }
    }
}

impl UpdateFoundPlan {
    /// Gives the plan of the read that finds the items.
    #[must_use]
    pub fn read(&self) -> &Plan {
        &self.read
    }
}

impl BatchWritePlan {
    /// Counts the writes; `None` where a stream gives them.
    #[must_use]
    pub fn writes(&self) -> Option<usize> {
        self.writes
    }

    pub(crate) fn operation(&self) -> &'static str {
        match (self.is_single, self.kind) {
            (false, _) => "BatchWriteItem",
            (true, WriteKind::Put) => "PutItem",
            (true, WriteKind::Update) => "UpdateItem",
            (true, WriteKind::Delete) => "DeleteItem",
        }
    }

    pub(crate) fn requests(&self) -> Option<usize> {
        self.writes.map(|writes| if self.is_single { writes } else { writes.div_ceil(MAX_BATCH_WRITE) })
    }
}

macro_rules! shown {
    ($($plan:ty { $($(#[$doc:meta])* $name:ident: $field:ident;)* })*) => {$(
        impl $plan {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(&self) -> Option<String> {
                    self.$field.as_ref().map(ToString::to_string)
                }
            )*
        }
    )*};
}

shown! {
    BatchGetPlan {
        /// Shows what is evaluated here, on the items that come back.
        local: local;
    }
    QueryPlan {
        /// Shows the filter that DynamoDB applies.
        filter: filter;
        /// Shows what is evaluated here, on the items that come back.
        local: local;
    }
    ScanPlan {
        /// Shows the filter that DynamoDB applies.
        filter: filter;
        /// Shows what is evaluated here, on the items that come back.
        local: local;
    }
    PutPlan {
        /// Shows the condition that DynamoDB checks.
        condition: condition;
    }
    UpdatePlan {
        /// Shows the condition that DynamoDB checks.
        condition: condition;
    }
    DeletePlan {
        /// Shows the condition that DynamoDB checks.
        condition: condition;
    }
    DeleteFoundPlan {
        /// Shows the condition that DynamoDB checks with each delete.
        condition: condition;
    }
    UpdateFoundPlan {
        /// Shows the condition that DynamoDB checks with each update.
        condition: condition;
    }
}

impl QueryPlan {
    /// Shows the key condition.
    #[must_use]
    pub fn key_condition(&self) -> String {
        self.key_condition.to_string()
    }

    /// True if the items come in falling order of the range key.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.descending
    }
}

impl ScanPlan {
    /// Tells how many parts are scanned side by side; `None` where the scan is not cut.
    #[must_use]
    pub fn segments(&self) -> Option<u32> {
        self.segments
    }

    /// Gives the number of the one part that is scanned, from 0, and how many parts there are.
    #[must_use]
    pub fn segment(&self) -> Option<(u32, u32)> {
        self.segment.map(|segment| (segment.number.unsigned_abs(), segment.of.unsigned_abs()))
    }
}

macro_rules! indexes {
    ($($plan:ty),*) => {$(
        impl $plan {
            /// Names the index that is read; `None` for the table itself.
            #[must_use]
            pub fn index(&self) -> Option<&str> {
                self.index
            }

            /// Says what is fetched from the table of the items that the index names, which lacks what is read; `None`
            /// where nothing is.
            #[must_use]
            pub fn fetch(&self) -> Option<&FetchPlan> {
                self.fetch.as_ref()
            }
        }
    )*};
}

indexes!(QueryPlan, ScanPlan);

macro_rules! tables {
    ($($plan:ty),*) => {$(
        impl $plan {
            /// Names the table, with its prefix.
            #[must_use]
            pub fn table(&self) -> &str {
                &self.table
            }
        }
    )*};
}

tables!(
    NothingPlan,
    GetPlan,
    BatchGetPlan,
    QueryPlan,
    ScanPlan,
    UnionPlan,
    PutPlan,
    BatchWritePlan,
    UpdatePlan,
    DeletePlan,
    DeleteFoundPlan,
    UpdateFoundPlan
);

macro_rules! projects {
    ($($plan:ty),*) => {$(
        impl $plan {
            /// Names the attributes that come back, by stored name, keys and what is evaluated here included; `None`
            /// for all.
            #[must_use]
            pub fn attributes(&self) -> Option<&[Cow<'static, str>]> {
                self.attributes.as_deref()
            }
        }
    )*};
}

macro_rules! reads {
    ($($plan:ty),*) => {$(
        impl $plan {
            /// True if the read sees all earlier writes.
            #[must_use]
            pub fn is_consistent(&self) -> bool {
                self.consistent
            }
        }
    )*};
}

projects!(GetPlan, BatchGetPlan, QueryPlan, ScanPlan);

reads!(GetPlan, BatchGetPlan, QueryPlan, ScanPlan);

macro_rules! limits {
    ($($plan:ty),*) => {$(
        impl $plan {
            /// Gives the most items that are delivered.
            #[must_use]
            pub fn limit(&self) -> Option<usize> {
                self.limit
            }
        }
    )*};
}

limits!(BatchGetPlan, QueryPlan, ScanPlan, UnionPlan);

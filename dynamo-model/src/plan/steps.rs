//! One struct for each operation: all that is sent, and what is left to do here.

use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::key::PrimaryKey;

/// The most keys that one BatchGetItem may ask for.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
pub(crate) const MAX_BATCH_GET: usize = 100;

/// The most writes that one BatchWriteItem may hold.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
pub(crate) const MAX_BATCH_WRITE: usize = 25;

/// No request is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct NothingPlan {
    pub(crate) table: String,
    pub(crate) why: Vec<String>,
}

/// A GetItem.
#[derive(Clone, Debug, PartialEq)]
pub struct GetPlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) consistent: bool,
    pub(crate) why: Vec<String>,
}

/// BatchGetItems of at most 100 keys.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchGetPlan {
    pub(crate) table: String,
    /// Each key once, in the order of the answer.
    pub(crate) keys: Vec<PrimaryKey>,
    pub(crate) local: Option<Expr>,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) why: Vec<String>,
}

/// Queries, page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryPlan {
    pub(crate) table: String,
    pub(crate) key_condition: Expr,
    pub(crate) filter: Option<Expr>,
    pub(crate) local: Option<Expr>,
    pub(crate) descending: bool,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) page_size: Option<i32>,
    pub(crate) why: Vec<String>,
}

/// Scans, page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanPlan {
    pub(crate) table: String,
    pub(crate) filter: Option<Expr>,
    pub(crate) local: Option<Expr>,
    pub(crate) consistent: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) page_size: Option<i32>,
    /// True if the policy wants a warning in the log.
    pub(crate) warn: bool,
    pub(crate) why: Vec<String>,
}

/// A PutItem.
#[derive(Clone, Debug, PartialEq)]
pub struct PutPlan {
    pub(crate) table: String,
    pub(crate) condition: Option<Expr>,
    pub(crate) why: Vec<String>,
}

/// BatchWriteItems of at most 25 writes, or one conditional write for each item.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchWritePlan {
    pub(crate) table: String,
    pub(crate) writes: usize,
    pub(crate) each: Option<SingleWrite>,
    pub(crate) why: Vec<String>,
}

/// What is sent for each item where BatchWriteItem cannot carry the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SingleWrite {
    Put,
    Delete,
}

/// An UpdateItem.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdatePlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) actions: Vec<Action>,
    pub(crate) condition: Option<Expr>,
    /// True if sending it twice has the effect of sending it once.
    pub(crate) repeats: bool,
    pub(crate) why: Vec<String>,
}

/// A DeleteItem.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletePlan {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) condition: Option<Expr>,
    pub(crate) why: Vec<String>,
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

impl BatchWritePlan {
    /// Counts the writes.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.writes
    }

    pub(crate) fn operation(&self) -> &'static str {
        match self.each {
            None => "BatchWriteItem",
            Some(SingleWrite::Put) => "PutItem",
            Some(SingleWrite::Delete) => "DeleteItem",
        }
    }

    pub(crate) fn requests(&self) -> usize {
        match self.each {
            None => self.writes.div_ceil(MAX_BATCH_WRITE),
            Some(_) => self.writes,
        }
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

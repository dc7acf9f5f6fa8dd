//! What will be sent, and why: decided before anything is, as data.

pub(crate) mod again;
pub(crate) mod attributes;
mod branches;
mod choice;
pub(crate) mod cursor;
#[cfg(test)]
mod decisions;
mod explain;
mod fetch;
pub(crate) mod key_condition;
pub(crate) mod limits;
mod lookup;
pub(crate) mod options;
pub(crate) mod parents;
pub(crate) mod parts;
pub(crate) mod read;
pub(crate) mod rules;
pub(crate) mod segments;
mod source;
pub(crate) mod steps;
pub(crate) mod tables;
#[cfg(test)]
mod testing;
pub(crate) mod transact;
mod union;
pub(crate) mod write;

use std::borrow::Cow;

pub use fetch::FetchPlan;
pub use options::ScanPolicy;
pub use steps::{
    BatchGetPlan, BatchWritePlan, DeleteFoundPlan, DeletePlan, GetPlan, NothingPlan, PutPlan, QueryPlan,
    ScanPlan, UnionPlan, UpdateFoundPlan, UpdatePlan,
};
pub use tables::{BatchGetTablesPlan, BatchWriteTablesPlan, TableWrites};
pub use transact::{TransactAction, TransactGetPlan, TransactWritePlan};

/// What a verb is going to send.
///
/// It prints as a short report, and it is data: match on it, or compare its parts, in a test.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Plan {
    /// No request: the answer is known without one.
    Nothing(NothingPlan),
    /// One item by its whole key.
    Get(GetPlan),
    /// Many items by their whole keys, 100 a request.
    BatchGet(BatchGetPlan),
    /// The items of one hash key, page by page.
    Query(QueryPlan),
    /// The whole table, page by page.
    Scan(ScanPlan),
    /// Several of the reads above.
    Union(UnionPlan),
    /// One item written.
    Put(PutPlan),
    /// Many items written or deleted.
    BatchWrite(BatchWritePlan),
    /// One item changed in place.
    Update(UpdatePlan),
    /// One item deleted.
    Delete(DeletePlan),
    /// Items found by a read, and deleted.
    DeleteFound(DeleteFoundPlan),
    /// Items found by a read, and changed in place.
    UpdateFound(UpdateFoundPlan),
    /// Several writes, all of them or none.
    TransactWrite(TransactWritePlan),
    /// Several items read as they are at one moment.
    TransactGet(TransactGetPlan),
    /// Many items of several tables by their whole keys, 100 a request.
    BatchGetTables(BatchGetTablesPlan),
    /// Many items of several tables written or deleted, 25 a request.
    BatchWriteTables(BatchWriteTablesPlan),
}

impl Plan {
    /// Names the operation of DynamoDB that is sent, the first of several; `None` where nothing is.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Nothing(_) => None,
            Self::Get(_) => Some("GetItem"),
            Self::BatchGet(_) | Self::BatchGetTables(_) => Some("BatchGetItem"),
            Self::Query(_) => Some("Query"),
            Self::Scan(_) => Some("Scan"),
            Self::Union(plan) => plan.parts.first().and_then(Self::operation),
            Self::Put(_) => Some("PutItem"),
            Self::BatchWrite(plan) => Some(plan.operation()),
            Self::Update(_) | Self::UpdateFound(_) => Some("UpdateItem"),
            Self::Delete(_) => Some("DeleteItem"),
            Self::DeleteFound(plan) => Some(plan.operation()),
            Self::TransactWrite(_) => Some("TransactWriteItems"),
            Self::TransactGet(_) => Some("TransactGetItems"),
            Self::BatchWriteTables(_) => Some("BatchWriteItem"),
        }
    }

    /// Gives the number of requests, where it is known in advance; retries and resends come on top.
    #[must_use]
    pub fn requests(&self) -> Option<usize> {
        match self {
            Self::Nothing(_) => Some(0),
            Self::Get(_)
            | Self::Put(_)
            | Self::Update(_)
            | Self::Delete(_)
            | Self::TransactWrite(_)
            | Self::TransactGet(_) => Some(1),
            Self::BatchGet(plan) => Some(plan.requests()),
            Self::BatchGetTables(plan) => Some(plan.requests()),
            Self::BatchWriteTables(plan) => Some(plan.requests()),
            Self::BatchWrite(plan) => plan.requests(),
            Self::Union(plan) => plan.parts.iter().map(Self::requests).sum(),
            Self::Query(_) | Self::Scan(_) | Self::DeleteFound(_) | Self::UpdateFound(_) => None,
        }
    }

    /// Gives the least number of requests that find something: a Query or Scan sends one for each page, and one more
    /// where its items are fetched from the table.
    #[must_use]
    pub fn least_requests(&self) -> usize {
        match self {
            Self::Union(plan) => plan.parts.iter().map(Self::least_requests).sum(),
            Self::DeleteFound(plan) => plan.read.least_requests(),
            Self::UpdateFound(plan) => plan.read.least_requests(),
            plan if plan.is_fetched() => 2,
            // What is asked for after the limit is reached is not sent.
            Self::BatchGet(BatchGetPlan { keys, limit: Some(limit), .. }) => {
                keys.len().min(*limit).div_ceil(steps::MAX_BATCH_GET)
            }
            plan => plan.requests().unwrap_or(1),
        }
    }

    /// True if the items that an index names are fetched from the table.
    fn is_fetched(&self) -> bool {
        match self {
            Self::Query(plan) => plan.fetch.is_some(),
            Self::Scan(plan) => plan.fetch.is_some(),
            _ => false,
        }
    }

    /// Says why this plan was chosen, a sentence for each decision.
    #[must_use]
    pub fn why(&self) -> &[Cow<'static, str>] {
        match self {
            Self::Nothing(plan) => &plan.why,
            Self::Get(plan) => &plan.why,
            Self::BatchGet(plan) => &plan.why,
            Self::Query(plan) => &plan.why,
            Self::Scan(plan) => &plan.why,
            Self::Union(plan) => &plan.why,
            Self::Put(plan) => &plan.why,
            Self::BatchWrite(plan) => &plan.why,
            Self::Update(plan) => &plan.why,
            Self::Delete(plan) => &plan.why,
            Self::DeleteFound(plan) => &plan.why,
            Self::UpdateFound(plan) => &plan.why,
            Self::TransactWrite(plan) => &plan.why,
            Self::TransactGet(plan) => &plan.why,
            Self::BatchGetTables(plan) => &plan.why,
            Self::BatchWriteTables(plan) => &plan.why,
        }
    }

    /// Adds a sentence to the reasons of a read.
    pub(crate) fn note(&mut self, words: &'static str) {
        let why = match self {
            Self::Nothing(plan) => &mut plan.why,
            Self::Get(plan) => &mut plan.why,
            Self::BatchGet(plan) => &mut plan.why,
            Self::Query(plan) => &mut plan.why,
            Self::Scan(plan) => &mut plan.why,
            Self::Union(plan) => &mut plan.why,
            _ => return,
        };
        why.push(words.into());
    }
}

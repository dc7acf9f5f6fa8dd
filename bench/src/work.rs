//! What is done: seven operations, each with the answer that it gets.

use std::fmt;

use crate::Failure;
use crate::order::samples;

/// How many items a page of about 1 MB has, which is the most that DynamoDB sends at once.
pub(crate) const PAGE: usize = 1_100;

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    QueryPage,
    QueryTen,
    GetItem,
    BatchGet,
    PutItem,
    BatchWrite,
    UpdateItem,
}

impl Work {
    pub(crate) const ALL: [Self; 7] = [
        Self::QueryPage,
        Self::QueryTen,
        Self::GetItem,
        Self::BatchGet,
        Self::PutItem,
        Self::BatchWrite,
        Self::UpdateItem,
    ];

    /// How many items it reads or writes.
    pub(crate) const fn items(self) -> usize {
        match self {
            Self::QueryPage => PAGE,
            Self::QueryTen => 10,
            Self::GetItem | Self::PutItem | Self::UpdateItem => 1,
            Self::BatchGet => 100,
            Self::BatchWrite => 25,
        }
    }

    /// Whether items come back.
    pub(crate) const fn reads(self) -> bool {
        !matches!(self, Self::PutItem | Self::BatchWrite)
    }

    /// How often it is done while instructions are counted: the keys of hash maps are random, and so is their cost.
    pub(crate) const fn repeats(self) -> u32 {
        match self {
            Self::QueryPage => 1,
            Self::BatchGet => 5,
            _ => 20,
        }
    }

    /// The body of the answer; `extra` are attributes that a contender wants in each item besides.
    pub(crate) fn answer(self, extra: &str) -> Result<String, Failure> {
        let items: Vec<String> = samples(self.items())
            .iter()
            .map(|order| Ok(order.json()?.replacen('{', &format!("{{{extra}"), 1)))
            .collect::<Result<_, Failure>>()?;
        let (count, items) = (items.len(), items.join(","));
        Ok(match self {
            Self::QueryPage | Self::QueryTen => {
                format!(r#"{{"Count":{count},"Items":[{items}],"ScannedCount":{count}}}"#)
            }
            Self::GetItem => format!(r#"{{"Item":{items}}}"#),
            Self::BatchGet => format!(r#"{{"Responses":{{"orders":[{items}]}},"UnprocessedKeys":{{}}}}"#),
            Self::PutItem => "{}".to_owned(),
            Self::BatchWrite => r#"{"UnprocessedItems":{}}"#.to_owned(),
            Self::UpdateItem => format!(r#"{{"Attributes":{items}}}"#),
        })
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::QueryPage => "Query, 1100 items",
            Self::QueryTen => "Query, 10 items",
            Self::GetItem => "GetItem",
            Self::BatchGet => "BatchGetItem, 100 items",
            Self::PutItem => "PutItem",
            Self::BatchWrite => "BatchWriteItem, 25 items",
            Self::UpdateItem => "UpdateItem",
        })
    }
}

//! What a call tells besides its value.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::batch_execute_statement::BatchExecuteStatementOutput;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItemOutput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::execute_statement::ExecuteStatementOutput;
use aws_sdk_dynamodb::operation::execute_transaction::ExecuteTransactionOutput;
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::operation::put_item::PutItemOutput;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::scan::ScanOutput;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsOutput;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsOutput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemOutput;
use aws_sdk_dynamodb::types::{Capacity, ConsumedCapacity, ItemCollectionMetrics};
use aws_smithy_runtime_api::client::interceptors::context::Output;

use crate::wire::seam::Attempts;
use crate::wire::ticket::Waited;
use crate::wire::watch::Facts;

/// The value of a call, and what its requests told besides; see `with_metadata` of each verb.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the call gives without its metadata.
    pub value: T,
    /// The capacity units that its requests consumed, by table; empty where the service reported none.
    pub consumed_capacity: BTreeMap<String, Consumed>,
    /// The sizes of item collections that were written to, where a hook asked for them.
    pub item_collection_metrics: Vec<ItemCollectionMetrics>,
    /// How many items Query and Scan looked at; `None` where nothing was queried or scanned.
    pub scanned_count: Option<u64>,
    /// The ids of the requests that were answered, in the order of the answers.
    pub request_ids: Vec<String>,
    /// How many attempts were made, the SDK's retries included.
    pub attempts: u32,
    /// How long its requests waited for their turn, where the connection has as many in flight as it may
    /// ([`ConnectionBuilder::max_concurrency`](crate::ConnectionBuilder::max_concurrency)); summed over all of them,
    /// which may wait at the same time.
    pub waited: Duration,
    /// How long it took, from the first request to the last answer and what was done with it.
    pub duration: Duration,
}

impl<T> Response<T> {
    /// Sums the capacity units over all tables; `None` where the service reported none.
    #[must_use]
    pub fn capacity_units(&self) -> Option<f64> {
        let units: Vec<f64> = self.consumed_capacity.values().map(|consumed| consumed.units).collect();
        if units.is_empty() { None } else { Some(units.iter().sum()) }
    }

    /// Changes the value, and keeps the rest.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            consumed_capacity: self.consumed_capacity,
            item_collection_metrics: self.item_collection_metrics,
            scanned_count: self.scanned_count,
            request_ids: self.request_ids,
            attempts: self.attempts,
            waited: self.waited,
            duration: self.duration,
        }
    }
}

/// The capacity units that were consumed on one table.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html>
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Consumed {
    /// All of them.
    pub units: f64,
    /// Those of the table itself.
    pub table: f64,
    /// Those of each index.
    pub indexes: BTreeMap<String, f64>,
}

impl Consumed {
    fn add(&mut self, more: &ConsumedCapacity) {
        let units = |capacity: &Capacity| capacity.capacity_units().unwrap_or_default();
        self.units += more.capacity_units().unwrap_or_default();
        self.table += more.table().map(units).unwrap_or_default();
        let indexes =
            more.local_secondary_indexes().into_iter().chain(more.global_secondary_indexes()).flatten();
        for (index, capacity) in indexes {
            *self.indexes.entry(index.clone()).or_default() += units(capacity);
        }
    }
}

/// What the requests of a call have told so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    told: Arc<Mutex<Told>>,
    attempts: Attempts,
    waited: Waited,
}

#[derive(Debug, Default)]
struct Told {
    consumed: BTreeMap<String, Consumed>,
    metrics: Vec<ItemCollectionMetrics>,
    scanned: Option<u64>,
    request_ids: Vec<String>,
}

impl Tally {
    pub(crate) fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    pub(crate) fn waited(&self) -> &Waited {
        &self.waited
    }

    pub(crate) fn note(&self, output: &impl Reports) {
        self.change(|told| {
            for consumed in output.consumed() {
                let table = consumed.table_name().unwrap_or_default();
                told.consumed.entry(table.to_owned()).or_default().add(consumed);
            }
            told.metrics.extend(output.metrics().into_iter().cloned());
            if let Some(scanned) = output.scanned() {
                *told.scanned.get_or_insert(0) += u64::try_from(scanned).unwrap_or_default();
            }
            told.request_ids.extend(output.request().map(ToOwned::to_owned));
        });
    }

    /// Gives the value with what was told.
    pub(crate) fn respond<T>(&self, value: T, duration: Duration) -> Response<T> {
        let told = std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner));
        Response {
            value,
            consumed_capacity: told.consumed,
            item_collection_metrics: told.metrics,
            scanned_count: told.scanned,
            request_ids: told.request_ids,
            attempts: self.attempts.count(),
            waited: self.waited.total(),
            duration,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// What an answer of the service tells besides its items.
pub(crate) trait Reports {
    fn consumed(&self) -> Vec<&ConsumedCapacity>;
    fn request(&self) -> Option<&str>;

    fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
        Vec::new()
    }

    fn scanned(&self) -> Option<i32> {
        None
    }

    /// How many items the service says there are.
    fn count(&self) -> Option<i32> {
        None
    }

    /// How many writes it left over.
    fn unprocessed(&self) -> usize {
        0
    }
}

fn facts(output: &impl Reports) -> Facts {
    let count = |count: i32| u64::try_from(count).unwrap_or_default();
    let units: Vec<f64> =
        output.consumed().into_iter().filter_map(ConsumedCapacity::capacity_units).collect();
    Facts {
        consumed: (!units.is_empty()).then(|| units.iter().sum()),
        items: output.count().map(count),
        scanned: output.scanned().map(count),
        unprocessed: output.unprocessed() as u64,
    }
}

macro_rules! reports {
    ($($output:ty { $($more:tt)* })*) => {
        /// What an observer is told of an answer.
        pub(crate) fn tell(output: &Output) -> Facts {
            $(
                if let Some(output) = output.downcast_ref::<$output>() {
                    return facts(output);
                }
            )*
            Facts::default()
        }

    $(
        impl Reports for $output {
            fn consumed(&self) -> Vec<&ConsumedCapacity> {
                self.consumed_capacity().into_iter().collect()
            }

            fn request(&self) -> Option<&str> {
                self.request_id()
            }

            $($more)*
        }
    )*};
}

reports! {
    GetItemOutput {}
    TransactGetItemsOutput {}
    BatchGetItemOutput {}
    ExecuteStatementOutput {}
    BatchExecuteStatementOutput {}
    ExecuteTransactionOutput {}
    QueryOutput {
        fn scanned(&self) -> Option<i32> {
            Some(self.scanned_count())
        }

        fn count(&self) -> Option<i32> {
            Some(self.count())
        }
    }
    ScanOutput {
        fn scanned(&self) -> Option<i32> {
            Some(self.scanned_count())
        }

        fn count(&self) -> Option<i32> {
            Some(self.count())
        }
    }
    PutItemOutput {
        fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
            self.item_collection_metrics().into_iter().collect()
        }
    }
    UpdateItemOutput {
        fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
            self.item_collection_metrics().into_iter().collect()
        }
    }
    DeleteItemOutput {
        fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
            self.item_collection_metrics().into_iter().collect()
        }
    }
    TransactWriteItemsOutput {
        fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
            self.item_collection_metrics().into_iter().flat_map(|tables| tables.values().flatten()).collect()
        }
    }
    BatchWriteItemOutput {
        fn unprocessed(&self) -> usize {
            self.unprocessed_items().into_iter().flat_map(HashMap::values).map(Vec::len).sum()
        }

        fn metrics(&self) -> Vec<&ItemCollectionMetrics> {
            self.item_collection_metrics().into_iter().flat_map(|tables| tables.values().flatten()).collect()
        }
    }
}

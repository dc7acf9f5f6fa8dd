//! The operations of the engine by the name that requests call them.

use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{old, refusal};

/// What a request names before the operation.
const TARGET_PREFIXES: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];

/// An operation of DynamoDB that the engine carries out.
pub(super) struct Operation {
    name: &'static str,
    run: fn(&Database, &[u8]) -> Result<Vec<u8>, DynoxideError>,
}

/// A status and a JSON body.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Operation {
    /// Finds the operation that an `X-Amz-Target` header names.
    pub(super) fn of_target(target: &str) -> Option<&'static Self> {
        let name = TARGET_PREFIXES.iter().find_map(|prefix| target.strip_prefix(prefix))?;
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    pub(super) fn run(&self, engine: &Database, body: &[u8]) -> Reply {
        let is_new = old::is_asked_of_nothing(self.name, engine, body);
        match (self.run)(engine, body) {
            Ok(_) if is_new => Reply { status: 200, body: b"{}".to_vec() },
            Ok(body) => Reply { status: 200, body },
            Err(error) => {
                let error = refusal::worded_for(self.name, error);
                Reply { status: error.status_code(), body: error.to_json().into_bytes() }
            }
        }
    }
}

impl Reply {
    pub(super) fn unknown_operation() -> Self {
        let body = br#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#;
        Self { status: 400, body: body.to_vec() }
    }
}

macro_rules! operations {
    ($($name:literal => $method:ident),* $(,)?) => {
        &[$(Operation { name: $name, run: |engine, body| carry_out(body, |request| engine.$method(request)) }),*]
    };
}

// The frequent ones stand first, because the list is searched in order.
static OPERATIONS: &[Operation] = operations! {
    "GetItem" => get_item,
    "PutItem" => put_item,
    "Query" => query,
    "UpdateItem" => update_item,
    "DeleteItem" => delete_item,
    "BatchGetItem" => batch_get_item,
    "BatchWriteItem" => batch_write_item,
    "Scan" => scan,
    "TransactGetItems" => transact_get_items,
    "TransactWriteItems" => transact_write_items,
    "CreateTable" => create_table,
    "DescribeTable" => describe_table,
    "UpdateTable" => update_table,
    "DeleteTable" => delete_table,
    "ListTables" => list_tables,
    "UpdateTimeToLive" => update_time_to_live,
    "DescribeTimeToLive" => describe_time_to_live,
    "ExecuteStatement" => execute_statement,
    "BatchExecuteStatement" => batch_execute_statement,
    "ExecuteTransaction" => execute_transaction,
    "TagResource" => tag_resource,
    "UntagResource" => untag_resource,
    "ListTagsOfResource" => list_tags_of_resource,
    "ListStreams" => list_streams,
    "DescribeStream" => describe_stream,
    "GetShardIterator" => get_shard_iterator,
    "GetRecords" => get_records,
    "SearchVectors" => search_vectors,
};

fn carry_out<Request: DeserializeOwned, Response: Serialize>(
    body: &[u8],
    method: impl FnOnce(Request) -> Result<Response, DynoxideError>,
) -> Result<Vec<u8>, DynoxideError> {
    let request = serde_json::from_slice(body).map_err(|error| refusal::of_unreadable(&error))?;
    let response = method(request)?;
    serde_json::to_vec(&response).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_is_found_by_its_own_name() {
        for operation in OPERATIONS {
            let found = Operation::of_target(&format!("DynamoDB_20120810.{}", operation.name));
            assert_eq!(found.map(|found| found.name), Some(operation.name));
            let same = OPERATIONS.iter().filter(|other| other.name == operation.name).count();
            assert_eq!(same, 1, "{}", operation.name);
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_a_serialization_exception() {
        let engine = Database::memory().unwrap();
        for operation in OPERATIONS {
            for body in [&b""[..], b"{", b"\xff"] {
                let reply = operation.run(&engine, body);
                let json: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
                assert_eq!(reply.status, 400, "{} {body:?}", operation.name);
                assert_eq!(
                    json["__type"], "com.amazon.coral.service#SerializationException",
                    "{} {body:?}",
                    operation.name
                );
            }
        }
    }
}

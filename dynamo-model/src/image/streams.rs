//! Images in the records of DynamoDB Streams, as the SDK reads them.

use std::collections::HashMap;
use std::hash::BuildHasher;

use aws_sdk_dynamodbstreams::types::AttributeValue;
use dynamo_model_fields::{DecodeError, ReadItem, Value};

use super::Image;
use crate::sdk::{named, number, unknown_type, value_of};

impl<H: BuildHasher> Image for HashMap<String, AttributeValue, H> {
    fn read<T: ReadItem>(&self) -> Result<T, DecodeError> {
        named(self, value)?.read()
    }
}

fn value(of: &AttributeValue) -> Result<Value, DecodeError> {
    let map = |map| named(map, value);
    Ok(value_of!(AttributeValue, of, value, map, _ => unknown_type()))
}

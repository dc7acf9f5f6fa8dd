//! Images in Lambda's events: `aws_lambda_events` holds them in the types of `serde_dynamo`.

use std::collections::HashMap;
use std::hash::BuildHasher;

use dynamo_model_fields::{DecodeError, ReadItem, Value};
use serde_dynamo::AttributeValue;

use super::Image;
use crate::sdk::{named, number, value_of};

impl Image for serde_dynamo::Item {
    fn read<T: ReadItem>(&self) -> Result<T, DecodeError> {
        self.inner().read()
    }
}

impl<H: BuildHasher> Image for HashMap<String, AttributeValue, H> {
    fn read<T: ReadItem>(&self) -> Result<T, DecodeError> {
        named(self, value)?.read()
    }
}

fn value(of: &AttributeValue) -> Result<Value, DecodeError> {
    let map = |map| named(map, value);
    Ok(value_of!(AttributeValue, of, value, map))
}

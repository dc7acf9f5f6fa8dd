//! Items as other APIs hold them: records of streams, events of Lambda, maps of the SDK, DynamoDB JSON.

#[cfg(feature = "lambda")]
mod lambda;
#[cfg(feature = "streams")]
mod streams;

use std::collections::HashMap;
use std::hash::BuildHasher;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_model_fields::{DecodeError, Item, ReadItem};

use crate::error::{Error, Result};
use crate::json;
use crate::sdk::from_attribute_values;

/// An item as another API holds it: an [`Item`], a map of the SDK's attribute values, DynamoDB JSON as text or as
/// [`serde_json::Value`], an image of `aws-sdk-dynamodbstreams` (feature `streams`) or of `aws_lambda_events` (feature
/// `lambda`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no image of an item",
    label = "give an `&Item`, a `&HashMap<String, AttributeValue>`, DynamoDB JSON as `&str` or `&serde_json::Value`",
    note = "the features `streams` and `lambda` add the images of DynamoDB Streams and of Lambda's events"
)]
pub trait Image {
    #[doc(hidden)]
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError>;
}

impl<I: Image + ?Sized> Image for &I {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        (**self).read()
    }
}

impl Image for Item {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        dynamo_model_fields::from_item(self)
    }
}

impl<H: BuildHasher> Image for HashMap<String, AttributeValue, H> {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        from_attribute_values(self)?.read()
    }
}

impl Image for str {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        json::read(self.as_bytes())
    }
}

impl Image for String {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        self.as_str().read()
    }
}

impl Image for [u8] {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        json::read(self)
    }
}

impl Image for serde_json::Value {
    fn read<T: ReadItem>(&self) -> std::result::Result<T, DecodeError> {
        json::read(self.to_string().as_bytes())
    }
}

/// Reads an item as another API holds it, as a model, a projection, or an [`Item`].
///
/// # Errors
///
/// [`is_decode`](Error::is_decode) if an attribute is absent or has another type, or the JSON is none of DynamoDB's.
///
/// # Examples
///
/// ```
/// use dynamo_model::{Item, Value, from_image};
///
/// # fn run() -> dynamo_model::Result<()> {
/// let item: Item = from_image(r#"{"Id": {"N": "101"}, "Tags": {"SS": ["new"]}}"#)?;
/// assert_eq!(item["Id"], Value::from(101));
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
pub fn from_image<T: ReadItem>(image: impl Image) -> Result<T> {
    image.read().map_err(Error::decode)
}

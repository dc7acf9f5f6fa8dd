//! What a model is: a schema, a key and a codec.

pub mod document;
pub mod field;
pub mod field_type;
pub mod index;
pub(crate) mod interned;
pub mod index_key;
pub mod key;
pub mod projection;
pub mod schema;
pub mod table_options;
pub mod value;

use dynamo_model_fields::{DecodeError, Item, ReadItem, Reader, WriteItem};
use validator::Validate;

use crate::error::{Error, Result};
use crate::image::{Image, from_image};
use key::{Key, KeyShape};
use schema::Schema;

/// A struct whose values are the items of one table.
///
/// Derive it; see the [derive macro](macro@crate::Model). The verbs (`save_one`, `get_many` and so on) are in
/// [`Verbs`](crate::Verbs), which every model has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    note = "put `#[derive(Model)]` on it and mark one field with `#[model(hash_key)]`"
)]
pub trait Model: ReadItem + WriteItem + Validate + Sized + Send + Sync + 'static {
    /// The shape of the primary key: [`HashOnly`](key::HashOnly) or [`Composite`](key::Composite).
    type Key: KeyShape;

    /// Describes the table and its attributes.
    fn schema() -> &'static Schema;

    /// Gives the primary key of this item.
    fn key(&self) -> Key<Self>;

    /// Tells whether the primary key is certain to be one that DynamoDB takes (R14); why it is not, [`Key::values`] says.
    #[doc(hidden)]
    fn is_key_certain(&self) -> bool {
        self.key().values().is_ok()
    }

    /// Refuses values that DynamoDB would refuse as keys of its indexes (R14).
    #[doc(hidden)]
    fn check_index_keys(&self) -> Result<()> {
        Ok(())
    }

    /// Reads an item that was not stored yet: what is absent gets its `default = expr`.
    #[doc(hidden)]
    fn read_input(from: &mut Reader<'_>) -> std::result::Result<Self, DecodeError>;

    /// Converts into a map of attributes by stored name.
    ///
    /// # Errors
    ///
    /// [`is_encode`](crate::Error::is_encode) if a value cannot be stored in DynamoDB.
    fn to_item(&self) -> Result<Item> {
        dynamo_model_fields::to_item(self)
            .map_err(|error| Error::encode(error).of_model(Self::schema().model()))
    }

    /// Converts into a map of these attributes only, by stored name.
    ///
    /// An attribute that this item has none of is left out.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the model has no attribute of a name.
    fn to_item_only<N: AsRef<str>>(&self, names: impl IntoIterator<Item = N>) -> Result<Item> {
        let mut item = self.to_item()?;
        let mut only = Item::new();
        for name in names {
            let name = name.as_ref();
            if Self::schema().field(name).is_none() {
                let words = format!("there is no attribute `{name}`");
                return Err(Error::refused(words).of_model(Self::schema().model()));
            }
            only.extend(item.remove_entry(name));
        }
        Ok(only)
    }

    /// Reads an item as it was stored.
    ///
    /// # Errors
    ///
    /// [`is_decode`](crate::Error::is_decode) if a required attribute is absent, or one has another type.
    fn from_item(item: &Item) -> Result<Self> {
        dynamo_model_fields::from_item(item)
            .map_err(|error| Error::decode(error).of_model(Self::schema().model()))
    }

    /// Reads an item as another API holds it: an image in a record of DynamoDB Streams or in an event of Lambda, a map of
    /// the SDK's attribute values, or DynamoDB JSON; see [`Image`].
    ///
    /// An image of keys only is none of a model: read it as a projection, by [`from_image`].
    ///
    /// # Errors
    ///
    /// [`is_decode`](crate::Error::is_decode) if a required attribute is absent, or one has another type.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug, PartialEq)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    ///     age: Option<u8>,
    /// }
    ///
    /// # fn run() -> dynamo_model::Result<()> {
    /// let event = serde_json::json!({"NewImage": {"email": {"S": "ann@x.io"}, "age": {"N": "30"}}});
    /// let user = User::from_image(&event["NewImage"])?;
    /// assert_eq!(user, User { age: Some(30), ..User::new("ann@x.io") });
    /// # Ok(())
    /// # }
    /// # run().unwrap();
    /// ```
    fn from_image(image: impl Image) -> Result<Self> {
        from_image(image).map_err(|error| error.of_model(Self::schema().model()))
    }
}

//! What is known of a model before any item is seen.

use dynamo_model_fields::capability::ScalarType;
use dynamo_model_fields::{Attribute, AttributeType, Value};

use crate::error::Result;

/// The table of a model and the attributes of its items.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    model: &'static str,
    table: &'static str,
    hash: KeySchema,
    range: Option<KeySchema>,
    fields: &'static [FieldSchema],
}

impl Schema {
    /// Describes a model; called by generated code.
    #[must_use]
    pub const fn new(
        model: &'static str,
        table: &'static str,
        hash: KeySchema,
        range: Option<KeySchema>,
        fields: &'static [FieldSchema],
    ) -> Self {
        Self { model, table, hash, range, fields }
    }

    /// Names the model's type.
    #[must_use]
    pub const fn model(&self) -> &'static str {
        self.model
    }

    /// Names the table, without the connection's prefix.
    #[must_use]
    pub const fn table(&self) -> &'static str {
        self.table
    }

    /// Describes the hash key.
    #[must_use]
    pub const fn hash_key(&self) -> &KeySchema {
        &self.hash
    }

    /// Describes the range key of a composite primary key.
    #[must_use]
    pub const fn range_key(&self) -> Option<&KeySchema> {
        self.range.as_ref()
    }

    /// Describes each stored field, in the order of declaration.
    #[must_use]
    pub const fn fields(&self) -> &'static [FieldSchema] {
        self.fields
    }

    /// Finds a field by its stored name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSchema> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Tells whether an attribute is part of the primary key.
    #[must_use]
    pub fn is_key(&self, name: &str) -> bool {
        self.hash.name == name || self.range.as_ref().is_some_and(|range| range.name == name)
    }

    /// The key attributes, hash first.
    pub(crate) fn key_attributes(&self) -> impl Iterator<Item = &KeySchema> {
        std::iter::once(&self.hash).chain(self.range.as_ref())
    }
}

/// One attribute of a primary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeySchema {
    name: &'static str,
    scalar: ScalarType,
}

impl KeySchema {
    /// Describes a key attribute; called by generated code.
    #[must_use]
    pub const fn new(name: &'static str, scalar: ScalarType) -> Self {
        Self { name, scalar }
    }

    /// Gives the stored name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Gives the stored type: S, N or B.
    #[must_use]
    pub const fn scalar(&self) -> ScalarType {
        self.scalar
    }
}

/// Whether an attribute must be there when an item is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// An item without it cannot be read.
    Required,
    /// Absent reads as `None`.
    Optional,
    /// Absent reads as the type's default.
    Defaulted,
}

/// One stored field of a model.
#[derive(Clone, Copy, Debug)]
pub struct FieldSchema {
    field: &'static str,
    name: &'static str,
    stored: Option<AttributeType>,
    presence: Presence,
    is_read_only: bool,
    recode: fn(&str, &Value) -> Result<Option<Value>>,
    reads_absent: fn() -> bool,
}

impl FieldSchema {
    /// Describes a field that is stored as `S`; called by generated code.
    #[must_use]
    pub const fn of<S: Attribute>(field: &'static str, name: &'static str, presence: Presence) -> Self {
        Self {
            field,
            name,
            stored: S::TYPE,
            presence,
            is_read_only: false,
            recode: recode::<S>,
            reads_absent: reads_absent::<S>,
        }
    }

    /// Marks a field that is never updated; called by generated code.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.is_read_only = true;
        self
    }

    /// Gives the name in the Rust struct.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// Gives the stored name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Gives the stored type; `None` where any may be stored.
    #[must_use]
    pub const fn stored(&self) -> Option<AttributeType> {
        self.stored
    }

    /// Tells whether the attribute must be there.
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// Tells whether the field is never updated.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// True if an item without the attribute can be read.
    pub(crate) fn may_be_absent(&self) -> bool {
        self.presence != Presence::Required || (self.reads_absent)()
    }

    /// Reads a value as the field would, and gives it as the field would be stored; `None` for an absent attribute.
    pub(crate) fn recode(&self, value: &Value) -> Result<Option<Value>> {
        (self.recode)(self.name, value)
    }
}

fn recode<S: Attribute>(name: &str, value: &Value) -> Result<Option<Value>> {
    let native = S::from_value(value).map_err(|error| error.within(name))?;
    if S::is_absent(&native) {
        return Ok(None);
    }
    Ok(Some(S::to_value(&native).map_err(|error| error.within(name))?))
}

fn reads_absent<S: Attribute>() -> bool {
    S::absent().is_some()
}

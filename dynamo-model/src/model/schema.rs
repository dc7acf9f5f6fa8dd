//! What is known of a model before any item is seen.

use dynamo_model_fields::capability::ScalarType;
use dynamo_model_fields::validate::FieldViolations;
use dynamo_model_fields::{Attribute, AttributeType, DecodeError, Value};

use crate::error::Result;
use crate::model::index::IndexSchema;
use crate::model::table_options::TableOptions;

/// The table of a model and the attributes of its items.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    model: &'static str,
    table: &'static str,
    hash: KeySchema,
    range: Option<KeySchema>,
    fields: Fields,
    indexes: &'static [IndexSchema],
    options: TableOptions,
}

impl Schema {
    /// Describes a model; called by generated code.
    #[must_use]
    pub const fn new(
        model: &'static str,
        table: &'static str,
        hash: KeySchema,
        range: Option<KeySchema>,
        fields: Fields,
    ) -> Self {
        Self { model, table, hash, range, fields, indexes: &[], options: TableOptions::new() }
    }

    /// Adds the indexes of the table, in the order of declaration.
    #[must_use]
    pub const fn with_indexes(mut self, indexes: &'static [IndexSchema]) -> Self {
        self.indexes = indexes;
        self
    }

    /// Describes the indexes, in the order of declaration.
    #[must_use]
    pub const fn indexes(&self) -> &'static [IndexSchema] {
        self.indexes
    }

    /// Says how the table is kept.
    #[must_use]
    pub const fn with_options(mut self, options: TableOptions) -> Self {
        self.options = options;
        self
    }

    /// Tells how the table is kept, besides its keys and indexes.
    #[must_use]
    pub const fn options(&self) -> &TableOptions {
        &self.options
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

    /// Describes the attributes.
    #[must_use]
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Finds a field by its stored name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSchema> {
        self.fields.find(name)
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

    /// The index of a name; `None` for the table itself.
    pub(crate) fn index(&self, name: Option<&str>) -> Option<&'static IndexSchema> {
        self.indexes.iter().find(|index| Some(index.name()) == name)
    }

    /// The key attributes of an index, hash first; none for the table itself.
    pub(crate) fn index_keys(&self, name: Option<&str>) -> impl Iterator<Item = &KeySchema> {
        let index = self.index(name);
        index.into_iter().flat_map(|index| index.hash().iter().chain(index.range()))
    }
}

/// The attributes of a model or a document.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    own: &'static [FieldSchema],
    flattened: &'static [&'static Fields],
    keeps_unknown: bool,
}

impl Fields {
    /// Describes the fields, and those of the documents whose attributes stand beside them; called by generated code.
    ///
    /// # Panics
    ///
    /// If two of them share a stored name; in a constant, where generated code calls it, this is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(
        own: &'static [FieldSchema],
        flattened: &'static [&'static Fields],
        keeps_unknown: bool,
    ) -> Self {
        let mut at = 0;
        while at < flattened.len() {
            assert!(
                !shares_a_name(own, flattened[at]),
                "a field and an attribute of a flattened document have the same stored name: rename one of them"
            );
            let mut other = at + 1;
            while other < flattened.len() {
                assert!(
                    !shares_a_name(flattened[at].own, flattened[other]),
                    "two flattened documents have an attribute of the same stored name: rename one of them"
                );
                other += 1;
            }
            at += 1;
        }
        Self { own, flattened, keeps_unknown }
    }

    /// Finds a field by its stored name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static FieldSchema> {
        let own = self.own.iter().find(|field| field.name == name);
        own.or_else(|| self.flattened.iter().find_map(|fields| fields.find(name)))
    }

    /// Gives each field in the order of declaration, those of flattened documents last.
    pub fn iter(&self) -> impl Iterator<Item = &'static FieldSchema> {
        let mut all: Vec<&'static FieldSchema> = self.own.iter().collect();
        self.flattened.iter().for_each(|fields| all.extend(fields.iter()));
        all.into_iter()
    }

    /// Tells whether attributes that no field is for are kept.
    #[must_use]
    pub fn keeps_unknown(&self) -> bool {
        self.keeps_unknown || self.flattened.iter().any(|fields| fields.keeps_unknown())
    }
}

const fn shares_a_name(own: &[FieldSchema], others: &Fields) -> bool {
    let mut at = 0;
    while at < own.len() {
        if has_name(others, own[at].name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn has_name(fields: &Fields, name: &str) -> bool {
    let mut at = 0;
    while at < fields.own.len() {
        if is_equal(fields.own[at].name.as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    let mut at = 0;
    while at < fields.flattened.len() {
        if has_name(fields.flattened[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

pub(crate) const fn is_equal(one: &[u8], two: &[u8]) -> bool {
    if one.len() != two.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != two[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// One attribute of a primary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeySchema {
    name: &'static str,
    scalar: ScalarType,
    is_sensitive: bool,
}

impl KeySchema {
    /// Describes a key attribute; called by generated code.
    #[must_use]
    pub const fn new(name: &'static str, scalar: ScalarType) -> Self {
        Self { name, scalar, is_sensitive: false }
    }

    /// Marks a key whose value is not shown; called by generated code.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// Tells whether the value is kept out of errors, plans and logs.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.is_sensitive
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
    is_sensitive: bool,
    recode: fn(&str, &Value, bool) -> Result<Option<Value>>,
    reads_absent: fn() -> bool,
    rules: Option<Rules>,
    element_rules: Option<Rules>,
    parts: Option<PartsSchema>,
}

/// The rules of a field or its elements, run on a value in its stored form.
pub type Rules = fn(&Value, &mut FieldViolations) -> std::result::Result<(), DecodeError>;

/// The fields of the documents in a field that validates them.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct PartsSchema {
    /// How many lists or maps stand around a document.
    pub(crate) depth: usize,
    pub(crate) fields: fn() -> &'static Fields,
    /// The rules of what the field holds directly, if that is documents.
    pub(crate) content: Option<Rules>,
}

impl FieldSchema {
    /// Describes a field that is stored as `S`.
    pub(crate) const fn of<S: Attribute>(
        field: &'static str,
        name: &'static str,
        presence: Presence,
    ) -> Self {
        Self {
            field,
            name,
            stored: S::TYPE,
            presence,
            is_read_only: false,
            is_sensitive: false,
            recode: recode::<S>,
            reads_absent: reads_absent::<S>,
            rules: None,
            element_rules: None,
            parts: None,
        }
    }

    /// Names the field; called by generated code.
    #[must_use]
    pub const fn named(mut self, field: &'static str, name: &'static str, presence: Presence) -> Self {
        self.field = field;
        self.name = name;
        self.presence = presence;
        self
    }

    /// Adds the rules of the field; called by generated code.
    #[must_use]
    pub const fn checked(mut self, rules: Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Adds the rules of the field's elements; called by generated code.
    #[must_use]
    pub const fn checked_elements(mut self, rules: Rules) -> Self {
        self.element_rules = Some(rules);
        self
    }

    /// Says that the documents in the field are validated by their own rules; called by generated code.
    #[must_use]
    pub const fn nested(mut self, parts: PartsSchema) -> Self {
        self.parts = Some(parts);
        self
    }

    /// Marks a field whose values are not shown; called by generated code.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
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

    /// Tells whether the values are kept out of errors, plans and logs.
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }

    /// The rules of the field.
    pub(crate) fn rules(&self) -> Option<Rules> {
        self.rules
    }

    /// The rules of what the field holds.
    pub(crate) fn element_rules(&self) -> impl Iterator<Item = Rules> {
        self.element_rules.into_iter().chain(self.parts.and_then(|parts| parts.content))
    }

    /// The documents in the field, if they are validated.
    pub(crate) fn parts(&self) -> Option<PartsSchema> {
        self.parts
    }

    /// True if an item without the attribute can be read.
    pub(crate) fn may_be_absent(&self) -> bool {
        self.presence != Presence::Required || (self.reads_absent)()
    }

    /// Reads a value as the field would, and gives it as the field would be stored; `None` for an absent attribute.
    pub(crate) fn recode(&self, value: &Value) -> Result<Option<Value>> {
        (self.recode)(self.name, value, self.is_sensitive)
    }
}

fn recode<S: Attribute>(name: &str, value: &Value, is_sensitive: bool) -> Result<Option<Value>> {
    let told = |error: DecodeError| if is_sensitive { error.hidden() } else { error };
    let native = S::from_value(value).map_err(|error| told(error).within(name))?;
    if S::is_absent(&native) {
        return Ok(None);
    }
    Ok(Some(S::to_value(&native).map_err(|error| error.within(name))?))
}

fn reads_absent<S: Attribute>() -> bool {
    S::absent().is_some()
}

//! What is known of the indexes of a table.

use std::fmt;
use std::marker::PhantomData;

use crate::model::schema::{KeySchema, Schema};
use crate::model::table_options::Units;

/// Stands for an index of the model `M`, to be asked for by name: `User::get_many(..).index(User::BY_STATUS)`.
pub struct Index<M> {
    name: &'static str,
    model: PhantomData<fn() -> M>,
}

impl<M> Index<M> {
    /// Makes the handle of an index by its name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, model: PhantomData }
    }

    /// Names the index.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<M> Clone for Index<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Index<M> {}

impl<M> fmt::Debug for Index<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Index").field(&self.name).finish()
    }
}

/// A secondary index of a table.
#[derive(Clone, Copy, Debug)]
pub struct IndexSchema {
    name: &'static str,
    kind: IndexKind,
    hash: &'static [KeySchema],
    range: &'static [KeySchema],
    projected: Projected,
    units: Option<Units>,
}

/// Whether an index has the table's hash key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum IndexKind {
    /// It has, and can be read consistently.
    Local,
    /// It has a hash key of its own, and lags behind the table.
    Global,
}

/// Which attributes an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Projected {
    /// All of them.
    All,
    /// The keys of the index and of the table.
    Keys,
    /// The keys, and these.
    Include(&'static [&'static str]),
}

impl IndexSchema {
    /// Describes an index.
    #[must_use]
    pub const fn new(
        name: &'static str,
        kind: IndexKind,
        hash: &'static [KeySchema],
        range: &'static [KeySchema],
        projected: Projected,
    ) -> Self {
        Self { name, kind, hash, range, projected, units: None }
    }

    /// Declares the provisioned throughput of a global index, which is the table's otherwise.
    #[must_use]
    pub const fn with_units(mut self, units: Units) -> Self {
        self.units = Some(units);
        self
    }

    /// Tells the provisioned throughput of a global index, where it has one of its own.
    #[must_use]
    pub const fn units(&self) -> Option<Units> {
        self.units
    }

    /// Names the index.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Tells whether the index is local or global.
    #[must_use]
    pub const fn kind(&self) -> IndexKind {
        self.kind
    }

    /// Describes the hash key: one attribute, or up to four of a global index.
    #[must_use]
    pub const fn hash(&self) -> &'static [KeySchema] {
        self.hash
    }

    /// Describes the range key: none, one attribute, or up to four of a global index.
    #[must_use]
    pub const fn range(&self) -> &'static [KeySchema] {
        self.range
    }

    /// Tells which attributes the index holds.
    #[must_use]
    pub const fn projected(&self) -> Projected {
        self.projected
    }

    /// True if the index holds the attribute.
    pub(crate) fn holds(&self, attribute: &str, schema: &Schema) -> bool {
        let is_key = |key: &KeySchema| key.name() == attribute;
        match self.projected {
            Projected::All => true,
            Projected::Include(names) if names.contains(&attribute) => true,
            _ => schema.is_key(attribute) || self.hash.iter().chain(self.range).any(is_key),
        }
    }
}

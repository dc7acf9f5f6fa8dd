//! Handles: constants that stand for the fields of a model.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// The role of a hash key's handle.
#[derive(Debug)]
pub struct HashKey;
/// The role of a range key's handle.
#[derive(Debug)]
pub struct RangeKey;
/// The role of a handle that is neither a key nor removable.
#[derive(Debug)]
pub struct Plain;
/// The role of a handle whose attribute may be absent: an `Option` or a `default`.
#[derive(Debug)]
pub struct Removable;
/// The role of a handle whose attribute is never updated.
#[derive(Debug)]
pub struct ReadOnly;

/// Stands for one field of the model `M`, stored as `T`, in the role `R`.
///
/// The derive makes one constant for each field: `User::EMAIL`. Its methods give conditions and updates that are
/// bound to the model and to the field's type, so that a wrong operand does not compile.
pub struct Field<M, T, R = Plain> {
    name: &'static str,
    is_sensitive: bool,
    aliases: &'static [&'static str],
    fill: Option<Fill>,
    types: PhantomData<fn() -> (M, T, R)>,
}

/// Puts what an absent attribute reads as into the `Option` of the field's type that it is given.
pub type Fill = fn(&mut dyn Any);

impl<M, T, R> Field<M, T, R> {
    /// Makes the handle of an attribute by its stored name; called by generated code.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_sensitive: false, aliases: &[], fill: None, types: PhantomData }
    }

    /// Marks a field whose values are not shown; called by generated code.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// Adds the other stored names that are read; called by generated code.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Says what an absent attribute reads as, where its type does not; called by generated code.
    #[must_use]
    pub const fn filled(mut self, fill: Fill) -> Self {
        self.fill = Some(fill);
        self
    }

    /// Tells whether the values are kept out of errors, plans and logs.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        self.is_sensitive
    }

    /// The same attribute as one of another model's.
    pub(crate) const fn of_model<N>(self) -> Field<N, T, R> {
        let Self { name, is_sensitive, aliases, fill, .. } = self;
        Field { name, is_sensitive, aliases, fill, types: PhantomData }
    }

    /// The other stored names that are read.
    pub(crate) const fn other_names(self) -> &'static [&'static str] {
        self.aliases
    }

    /// What an absent attribute reads as, where its type does not say it.
    pub(crate) const fn fill(self) -> Option<Fill> {
        self.fill
    }

    /// Gives the stored name of the attribute.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<M, T, R> Clone for Field<M, T, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T, R> Copy for Field<M, T, R> {}

impl<M, T, R> fmt::Debug for Field<M, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Field").field(&self.name).finish()
    }
}

//! Projections: structs that are read of some of a model's attributes.

use std::any::Any;
use std::marker::PhantomData;

use dynamo_model_fields::{Attribute, DecodeError, ReadItem, Reader};

use crate::model::Model;
use crate::model::field::Field;
use crate::model::schema::is_equal;

/// A struct that names some fields of the model `M`, and is read of their attributes alone.
///
/// Derive it; see the [derive macro](macro@crate::Projection). A model is a projection of itself: all of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{M}`",
    label = "not a projection of `{M}`",
    note = "put `#[derive(Projection)]` and `#[projection(of = {M})]` on a struct that names fields of `{M}`"
)]
pub trait Projection<M>: ReadItem + Sized + Send + 'static {
    /// Names the attributes that are read, by stored name; `None` for all.
    fn attributes() -> Option<&'static [&'static str]>;
}

impl<M: Model> Projection<M> for M {
    fn attributes() -> Option<&'static [&'static str]> {
        None
    }
}

/// What a field of a projection, of the type `T`, is read by: the handle of an attribute of the model `M`.
#[diagnostic::on_unimplemented(
    message = "this stands for no single attribute of `{M}`, so it cannot be projected",
    label = "not an attribute of its own",
    note = "a field of a flattened document is named by `handle = Model::DOCUMENT.at(Document::FIELD)`; what `rest` keeps \
            cannot be projected"
)]
pub trait Projected<M, T>: Copy {
    /// The stored name, and the older ones.
    fn names(self) -> (&'static str, &'static [&'static str]);

    /// Reads the attribute.
    ///
    /// # Errors
    ///
    /// As for [`Attribute::read`], with the name in the path.
    fn read(self, from: &mut Reader<'_>) -> Result<T, DecodeError>;

    /// Gives what an absent attribute reads as.
    ///
    /// # Errors
    ///
    /// An absent attribute that is required is missing.
    fn absent(self) -> Result<T, DecodeError>;
}

/// A type that is the same as `T`.
#[diagnostic::on_unimplemented(
    message = "this field of the projection has another type than the model's",
    label = "the model's field is a `{Self}`, not a `{T}`",
    note = "write the type as it stands in the model"
)]
pub trait SameType<T> {
    /// Gives the value itself.
    fn same(self) -> T;
}

impl<T> SameType<T> for T {
    fn same(self) -> T {
        self
    }
}

impl<M, S, R, T> Projected<M, T> for Field<M, S, R>
where
    S: Attribute<Native: SameType<T> + 'static>,
{
    #[inline]
    fn names(self) -> (&'static str, &'static [&'static str]) {
        (self.name(), self.other_names())
    }

    #[inline]
    fn read(self, from: &mut Reader<'_>) -> Result<T, DecodeError> {
        let told = |error: DecodeError| if self.is_sensitive() { error.hidden() } else { error };
        S::read(from).map(SameType::same).map_err(|error| told(error).within(self.name()))
    }

    #[inline]
    fn absent(self) -> Result<T, DecodeError> {
        let mut value: Option<S::Native> = None;
        match self.fill() {
            Some(fill) => fill(&mut value),
            None => value = S::absent(),
        }
        value.map(SameType::same).ok_or_else(|| DecodeError::missing().within(self.name()))
    }
}

/// A field of a projection while an item is read; for generated code.
#[derive(Debug)]
pub struct Slot<M, T, F> {
    field: F,
    value: Option<T>,
    model: PhantomData<fn() -> M>,
}

impl<M, T, F: Projected<M, T>> Slot<M, T, F> {
    /// Begins with nothing read.
    #[inline]
    pub fn of(field: F) -> Self {
        Self { field, value: None, model: PhantomData }
    }

    /// Reads an attribute if it is this field's, and says whether that is so.
    ///
    /// # Errors
    ///
    /// A value that does not fit the field is a mismatch.
    #[inline]
    pub fn read(&mut self, name: &str, from: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let (own, older) = self.field.names();
        if name == own {
            self.value = Some(self.field.read(from)?);
            return Ok(true);
        }
        if !older.contains(&name) {
            return Ok(false);
        }
        // The field's own name wins over an older one, in whichever order they come.
        let value = self.field.read(from)?;
        self.value.get_or_insert(value);
        Ok(true)
    }

    /// Gives what was read, or what an absent attribute reads as.
    ///
    /// # Errors
    ///
    /// An absent attribute that is required is missing.
    #[inline]
    pub fn finish(self) -> Result<T, DecodeError> {
        match self.value {
            Some(value) => Ok(value),
            None => self.field.absent(),
        }
    }
}

/// The names under which the attribute of a field may stand; called by generated code.
pub fn names_of<M, T>(field: impl Projected<M, T>) -> Vec<&'static str> {
    let (own, older) = field.names();
    std::iter::once(own).chain(older.iter().copied()).collect()
}

/// Fills the `Option` of a field's type; called by generated code.
pub fn fill<T: 'static>(slot: &mut dyn Any, value: T) {
    if let Some(slot) = slot.downcast_mut::<Option<T>>() {
        *slot = Some(value);
    }
}

/// Refuses two fields of a projection that stand for one attribute; called by generated code.
///
/// # Panics
///
/// If two names are the same; in a constant, where generated code calls it, this is a compile error.
pub const fn assert_distinct(names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        let mut other = at + 1;
        while other < names.len() {
            assert!(
                !is_equal(names[at].as_bytes(), names[other].as_bytes()),
                "two fields of the projection stand for one attribute: remove one of them"
            );
            other += 1;
        }
        at += 1;
    }
}

//! Documents: structs that are stored as maps.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::BuildHasher;
use std::marker::PhantomData;

use dynamo_model_fields::validate::{FieldViolations, Nested};
use dynamo_model_fields::{
    Attribute, CanBeEmpty, DecodeError, EmptyAbsent, EncodeError, MapKey, Reader, Value, Writer,
};

use crate::model::field::Field;
use crate::model::schema::{Fields, Rules};

/// A struct that is stored as a map, or whose attributes stand beside those of a model.
///
/// Derive it; see the [derive macro](macro@crate::Document).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a document",
    note = "put `#[derive(Document)]` on it"
)]
pub trait Document: Attribute<Native = Self> + Sized {
    /// What was read so far.
    #[doc(hidden)]
    type Slots: Default;

    /// Describes the attributes.
    const FIELDS: &'static Fields;

    /// Reads an attribute if one of the fields is for it, and says whether that is so.
    #[doc(hidden)]
    fn read_attribute(
        slots: &mut Self::Slots,
        name: &str,
        from: &mut Reader<'_>,
    ) -> Result<bool, DecodeError>;

    /// Makes the struct of what was read.
    #[doc(hidden)]
    fn finish(slots: Self::Slots, fill: bool) -> Result<Self, DecodeError>;

    /// Writes the attributes as members of the object that is open.
    #[doc(hidden)]
    fn write_attributes(&self, out: &mut Writer) -> Result<(), EncodeError>;
}

/// An attribute that is a document, whose fields are reached with `at`.
#[diagnostic::on_unimplemented(
    message = "`at` needs a document, and `{Self}` is none",
    label = "has no fields",
    note = "derive `Document` for it; `index` steps into a list and `key` into a map"
)]
pub trait DocumentField: Attribute {
    /// The document.
    type Document: Document;
}

impl<T: DocumentField> DocumentField for Option<T> {
    type Document = T::Document;
}

impl<T: DocumentField> DocumentField for Box<T> {
    type Document = T::Document;
}

/// An attribute that is a document or holds documents, which are validated by their own rules.
#[diagnostic::on_unimplemented(
    message = "rule `nested` needs a document, or a collection of documents, and `{Self}` is none",
    label = "has no rules of its own",
    note = "derive `Document` for a struct, and `Attribute` for an enum"
)]
pub trait Parts: Attribute {
    /// How many lists or maps stand around a document.
    const DEPTH: usize;

    /// The rules of what the attribute holds directly, if that is documents.
    const CONTENT_RULES: Option<Rules> = None;

    /// Describes the attributes of the document.
    fn fields() -> &'static Fields;
}

macro_rules! as_inside {
    ($($wrapper:ident)*) => {$(
        impl<T: Parts> Parts for $wrapper<T> {
            const DEPTH: usize = T::DEPTH;
            const CONTENT_RULES: Option<Rules> = T::CONTENT_RULES;

            fn fields() -> &'static Fields {
                T::fields()
            }
        }
    )*};
}

as_inside!(Option Box);

impl<T: Parts + CanBeEmpty> Parts for EmptyAbsent<T> {
    const DEPTH: usize = T::DEPTH;
    const CONTENT_RULES: Option<Rules> = T::CONTENT_RULES;

    fn fields() -> &'static Fields {
        T::fields()
    }
}

macro_rules! around {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<T: Parts<Native: Nested>, $($generic)*> Parts for $type
        where
            Self: Attribute,
        {
            const DEPTH: usize = T::DEPTH + 1;
            const CONTENT_RULES: Option<Rules> = Some(nested::<T>);

            fn fields() -> &'static Fields {
                T::fields()
            }
        }
    )*};
}

around! {
    [] Vec<T>;
    [] VecDeque<T>;
    [const N: usize] [T; N];
    [K: MapKey] BTreeMap<K, T>;
    [K: MapKey, S: BuildHasher + Default + 'static] HashMap<K, T, S>;
}

fn nested<S: Attribute<Native: Nested>>(
    value: &Value,
    found: &mut FieldViolations,
) -> Result<(), DecodeError> {
    found.nested(&S::from_value(value)?);
    Ok(())
}

/// Runs rules on a value in its stored form; called by generated code.
///
/// # Errors
///
/// A value that does not fit the type is a mismatch.
pub fn check<S: Attribute>(
    value: &Value,
    rules: impl FnOnce(&S::Native, &mut FieldViolations),
    found: &mut FieldViolations,
) -> Result<(), DecodeError> {
    rules(&S::from_value(value)?, found);
    Ok(())
}

/// Reads a document from an attribute; called by generated code.
///
/// # Errors
///
/// Attributes that are absent or do not fit are named, and so are unknown ones where they are denied.
pub fn read_document<D: Document>(from: &mut Reader<'_>, denies_unknown: bool) -> Result<D, DecodeError> {
    read_but::<D>(from, None, denies_unknown)
}

/// Reads a document beside which a tag stands; called by generated code.
///
/// # Errors
///
/// Attributes that are absent or do not fit are named.
pub fn read_tagged<D: Document>(from: &mut Reader<'_>, tag: &str) -> Result<D, DecodeError> {
    read_but::<D>(from, Some(tag), false)
}

#[inline]
fn read_but<D: Document>(
    from: &mut Reader<'_>,
    tag: Option<&str>,
    denies_unknown: bool,
) -> Result<D, DecodeError> {
    let mut slots = D::Slots::default();
    let mut names = from.begin_map()?;
    while let Some(name) = names.next(from)? {
        if tag.is_some_and(|tag| tag == name) {
            from.skip()?;
        } else if !D::read_attribute(&mut slots, &name, from)? {
            if denies_unknown {
                return Err(DecodeError::unknown().within(&name));
            }
            from.skip()?;
        }
    }
    from.end_map()?;
    D::finish(slots, false)
}

/// Writes a document as an attribute; called by generated code.
///
/// # Errors
///
/// Values that cannot be stored are refused.
pub fn write_document<D: Document>(document: &D, out: &mut Writer) -> Result<(), EncodeError> {
    out.begin_map();
    document.write_attributes(out)?;
    out.end_map();
    Ok(())
}

/// Stands for a document of the model `M` whose attributes are beside the others: `#[model(flatten)]`.
pub struct Flattened<M, D>(PhantomData<fn() -> (M, D)>);

impl<M, D> Flattened<M, D> {
    /// Makes the handle; called by generated code.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Stands for a field of the document, as an attribute of the model.
    #[must_use]
    pub const fn at<T, R>(self, field: Field<D, T, R>) -> Field<M, T, R> {
        field.of_model()
    }
}

impl<M, D> Clone for Flattened<M, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, D> Copy for Flattened<M, D> {}

impl<M, D> Default for Flattened<M, D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M, D> std::fmt::Debug for Flattened<M, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flattened")
    }
}

/// Stands for the attributes of the model `M` that no field is for: `#[model(rest)]`.
pub struct Rest<M>(PhantomData<fn() -> M>);

impl<M> Rest<M> {
    /// Makes the handle; called by generated code.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M> Clone for Rest<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Rest<M> {}

impl<M> Default for Rest<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> std::fmt::Debug for Rest<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rest")
    }
}

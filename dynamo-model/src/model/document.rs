//! Documents: structs that are stored as maps.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::BuildHasher;
use std::marker::PhantomData;

use dynamo_model_fields::capability::Contents;
use dynamo_model_fields::generated::{FoundName, KnownNames, NamesAmong};
use dynamo_model_fields::validate::{Each, FieldViolations, Nested, Place};
use dynamo_model_fields::{
    Attribute, CanBeEmpty, DecodeError, EmptyAbsent, EncodeError, MapKey, Reader, Value, Writer,
};

use crate::model::field::Field;
use crate::model::schema::{Fields, PartsSchema, Rules};

/// A struct that is stored as a map, or whose attributes stand beside those of a model.
///
/// Derive it; see the [derive macro](macro@crate::Document).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a document",
    label = "not a document",
    note = "a document is a struct of your own with `#[derive(Document)]`"
)]
pub trait Document: Attribute<Native = Self> + Sized {
    /// What was read so far.
    #[doc(hidden)]
    type Slots: Default;

    /// Describes the attributes.
    const FIELDS: &'static Fields;

    /// The names of the fields' attributes, older ones included.
    #[doc(hidden)]
    fn names() -> &'static KnownNames;

    /// Reads the attribute whose name is at this place of the names.
    #[doc(hidden)]
    fn read_known(slots: &mut Self::Slots, at: usize, from: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Reads an attribute of another name if a flattened document or the rest is for it, and says whether that is so.
    #[doc(hidden)]
    fn read_other(slots: &mut Self::Slots, name: &str, from: &mut Reader<'_>) -> Result<bool, DecodeError>;

    /// Reads an attribute if one of the fields is for it, and says whether that is so.
    #[doc(hidden)]
    fn read_attribute(
        slots: &mut Self::Slots,
        name: &str,
        from: &mut Reader<'_>,
    ) -> Result<bool, DecodeError> {
        match Self::names().find(name) {
            Some(at) => Self::read_known(slots, at, from).map(|()| true),
            None => Self::read_other(slots, name, from),
        }
    }

    /// Makes the struct of what was read.
    #[doc(hidden)]
    fn finish(slots: Self::Slots, fill: bool) -> Result<Self, DecodeError>;

    /// Writes the attributes as members of the object that is open.
    #[doc(hidden)]
    fn write_attributes(&self, out: &mut Writer) -> Result<(), EncodeError>;

    /// Reads a document beside which a tag stands.
    #[doc(hidden)]
    fn read_tagged(from: &mut Reader<'_>, tag: &str) -> Result<Self, DecodeError> {
        read_beside_tag(from, tag)
    }
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
    note = "derive `Document` for a struct and `Attribute` for an enum; rules for plain elements are put in `each(..)`"
)]
pub trait Parts: Attribute {
    /// How many lists or maps stand around a document.
    const DEPTH: usize;

    /// The rules of what the attribute holds directly, if that is documents.
    const CONTENT_RULES: Option<Rules> = None;

    /// Describes the attributes of the document.
    fn fields() -> &'static Fields;

    /// Describes the documents.
    #[doc(hidden)]
    const SCHEMA: PartsSchema =
        PartsSchema { depth: Self::DEPTH, fields: Self::fields, content: Self::CONTENT_RULES };

    /// Validates the documents in a value.
    #[doc(hidden)]
    fn check_nested(value: &Self::Native, found: &mut FieldViolations);
}

macro_rules! as_inside {
    ($([$($generic:tt)*] $wrapper:ty: |$value:ident, $found:ident| $check:expr;)*) => {$(
        impl<T: $($generic)*> Parts for $wrapper {
            const DEPTH: usize = T::DEPTH;
            const CONTENT_RULES: Option<Rules> = T::CONTENT_RULES;

            fn fields() -> &'static Fields {
                T::fields()
            }

            fn check_nested($value: &Self::Native, $found: &mut FieldViolations) {
                $check
            }
        }
    )*};
}

as_inside! {
    [Parts] Option<T>: |value, found| if let Some(value) = value { T::check_nested(value, found) };
    [Parts] Box<T>: |value, found| T::check_nested(value, found);
    [Parts + CanBeEmpty] EmptyAbsent<T>: |value, found| T::check_nested(value, found);
}

macro_rules! around {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<T: Parts<Native: Nested>, $($generic)*> Parts for $type
        where
            Self: Attribute<Native: Nested>,
        {
            const DEPTH: usize = T::DEPTH + 1;
            const CONTENT_RULES: Option<Rules> = Some(nested::<T>);

            fn fields() -> &'static Fields {
                T::fields()
            }

            fn check_nested(value: &Self::Native, found: &mut FieldViolations) {
                found.nested(value);
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

/// A type in which a field that holds a collection `T` can be stored, so that rules can be applied to each element.
#[diagnostic::on_unimplemented(
    message = "rule `each` needs a list, a set or a map, and `{Self}` is none",
    label = "has no elements",
    note = "put the rules of a single value outside of `each(..)`"
)]
pub trait Elements<T = Self> {
    /// What the rules apply to.
    type Element;

    /// Runs rules on each element of a collection.
    fn check_each(
        collection: &T,
        rules: impl Fn(&Self::Element, &mut FieldViolations),
        found: &mut FieldViolations,
    );

    /// Runs rules on one element in its stored form.
    ///
    /// # Errors
    ///
    /// A value that does not fit the type is a mismatch.
    fn check_element(
        value: &Value,
        rules: impl FnOnce(&Self::Element, &mut FieldViolations),
        found: &mut FieldViolations,
    ) -> Result<(), DecodeError>;
}

/// A collection, visited as its stored form says.
struct Visited<'a, S: Contents>(&'a S::Native);

impl<S: Contents> Each for Visited<'_, S> {
    type Element = <S::Content as Attribute>::Native;

    fn for_each(&self, visit: impl FnMut(Place<'_>, &Self::Element)) {
        S::for_each(self.0, visit);
    }
}

impl<T, S: Contents<Native = T>> Elements<T> for S {
    type Element = <S::Content as Attribute>::Native;

    fn check_each(
        collection: &T,
        rules: impl Fn(&Self::Element, &mut FieldViolations),
        found: &mut FieldViolations,
    ) {
        found.each(&Visited::<S>(collection), rules);
    }

    fn check_element(
        value: &Value,
        rules: impl FnOnce(&Self::Element, &mut FieldViolations),
        found: &mut FieldViolations,
    ) -> Result<(), DecodeError> {
        check::<S::Content>(value, rules, found)
    }
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
    let mut slots = D::Slots::default();
    let mut names = NamesAmong::new(D::names(), from.begin_map()?);
    while let Some(found) = names.next(from)? {
        match found {
            FoundName::Known(at) => D::read_known(&mut slots, at, from)?,
            FoundName::Other(name) if D::read_other(&mut slots, &name, from)? => {}
            FoundName::Other(name) if denies_unknown => return Err(DecodeError::unknown().within(&name)),
            FoundName::Other(_) => from.skip()?,
        }
    }
    from.end_map()?;
    D::finish(slots, false)
}

fn read_beside_tag<D: Document>(from: &mut Reader<'_>, tag: &str) -> Result<D, DecodeError> {
    let mut slots = D::Slots::default();
    let mut names = from.begin_map()?;
    while let Some(name) = names.next(from)? {
        if name == tag || !D::read_attribute(&mut slots, &name, from)? {
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

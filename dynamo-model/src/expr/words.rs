//! The methods of handles: comparisons and updates.

use std::marker::PhantomData;

use dynamo_model_fields::capability::{self, Add, Contains, List, Map, Numeric, Ordered, Prefix, Sizable};
use dynamo_model_fields::{Attribute, AttributeType, MapKey};

use crate::expr::arithmetic::{Arithmetic, IntoDelta};
use crate::expr::condition::Condition;
use crate::expr::operand::{Built, IntoOperand, Set, list_operand};
use crate::expr::path::Path;
use crate::expr::pins::{Any, Role};
use crate::expr::size::Size;
use crate::expr::tree::{Comparator, Expr, Operand, Sign};
use crate::expr::update::{Action, SetValue, Update};
use crate::model::document::DocumentField;
use crate::model::field::{Field, Plain, Removable};
use crate::model::value::IntoValue;

/// A role whose attribute may be updated.
#[diagnostic::on_unimplemented(
    message = "a key or read-only field cannot be updated",
    note = "an item cannot change its key: delete it and save it under the new one",
    note = "a field with `read_only` is written where the whole item is saved"
)]
pub trait Updatable {}
impl Updatable for Plain {}
impl Updatable for Removable {}

/// A role whose attribute may be removed.
#[diagnostic::on_unimplemented(
    message = "a required field cannot be removed",
    note = "an item without it could not be read: make the field an `Option`, or give it `#[model(default)]`"
)]
pub trait CanRemove {}
impl CanRemove for Removable {}

/// An operand of `append` and `prepend`: any iterable of elements, or a list field of the same model.
#[diagnostic::on_unimplemented(
    message = "a list of `{E}` cannot be extended by `{Self}`",
    note = "give an array, a vector, an iterator of elements, or a list field"
)]
pub trait IntoList<M, E, Mark> {
    #[doc(hidden)]
    fn into_list(self) -> Built;
}

/// Marks an iterable of elements.
#[derive(Debug)]
pub struct Elements;
/// Marks a list field.
#[derive(Debug)]
pub struct ListField<R>(PhantomData<fn() -> R>);

impl<M, E, I> IntoList<M, E, Elements> for I
where
    E: Attribute,
    I: IntoIterator,
    I::Item: IntoOperand<M, E>,
{
    fn into_list(self) -> Built {
        Built(list_operand::<M, E, I::Item>(self))
    }
}

impl<M, F: List, R> IntoList<M, F::Element, ListField<R>> for Field<M, F, R> {
    fn into_list(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

/// A handle of a whole attribute, not of a part of one.
#[diagnostic::on_unimplemented(
    message = "DynamoDB changes a set only where it is a whole attribute",
    label = "a part of an attribute",
    note = "`set` the part to the set that it is to be"
)]
pub trait Whole {}
impl<M, T, R> Whole for Field<M, T, R> {}

/// An operand for an attribute stored as `T`: a value that the attribute is absent for is that.
fn adapted<T: Attribute>(Built(operand): Built) -> Operand {
    match operand {
        Operand::Value(value) if T::is_absent_value(&value) => Operand::Absent,
        operand => operand,
    }
}

fn compare<M, K>(left: Operand, comparator: Comparator, right: Operand) -> Condition<M, K> {
    Condition::of(Expr::Compare(left, comparator, right))
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident $comparator:ident $(where $bound:ident)?;)*) => {$(
        $(#[$doc])*
        pub fn $name(self, value: impl IntoOperand<M, T::Operand>) -> Condition<M> $(where T: $bound)? {
            compare(Operand::Path(self.into_path()), Comparator::$comparator, adapted::<T>(value.into_operand()))
        }
    )*};
}

macro_rules! words {
    ([$($generic:tt)*] $place:ty, $role:ident, $eq:ty) => {
        impl<$($generic)*> $place
        where
            T: Attribute,
            $role: Role,
        {
            /// Holds if the attribute has this value.
            pub fn eq(self, value: impl IntoOperand<M, T::Operand>) -> Condition<M, $eq> {
                compare(Operand::Path(self.into_path()), Comparator::Eq, adapted::<T>(value.into_operand()))
            }

            comparisons! {
                /// Holds if the attribute has another value or type, or is absent.
                ne Ne;
                /// Holds if the attribute is less than this.
                lt Lt where Ordered;
                /// Holds if the attribute is at most this.
                le Le where Ordered;
                /// Holds if the attribute is greater than this.
                gt Gt where Ordered;
                /// Holds if the attribute is at least this.
                ge Ge where Ordered;
            }

            /// Holds if the attribute lies between these, both included. Reversed bounds never hold.
            pub fn between(
                self,
                low: impl IntoOperand<M, T::Operand>,
                high: impl IntoOperand<M, T::Operand>,
            ) -> Condition<M>
            where
                T: Ordered,
            {
                let value = Operand::Path(self.into_path());
                Condition::of(Expr::Between(value, low.into_operand().0, high.into_operand().0))
            }

            /// Holds if the attribute has one of these values. Of none, never.
            pub fn is_in<I>(self, values: I) -> Condition<M>
            where
                I: IntoIterator,
                I::Item: IntoOperand<M, T::Operand>,
            {
                let list = values.into_iter().map(|value| value.into_operand().0).collect();
                Condition::of(Expr::In(Operand::Path(self.into_path()), list))
            }

            /// Holds if the text or bytes begin with these.
            pub fn begins_with(self, prefix: impl IntoOperand<M, T::Operand>) -> Condition<M>
            where
                T: Prefix,
            {
                Condition::of(Expr::BeginsWith(self.into_path(), prefix.into_operand().0))
            }

            /// Holds if the text contains this text, or the set or list this element.
            pub fn contains(self, element: impl IntoOperand<M, T::Element>) -> Condition<M>
            where
                T: Contains,
            {
                Condition::of(Expr::Contains(self.into_path(), element.into_operand().0))
            }

            /// Holds if the attribute is there and is stored as this type. NULL is a type of its own.
            pub fn attribute_type(self, kind: AttributeType) -> Condition<M> {
                Condition::of(Expr::HasType(self.into_path(), kind))
            }

            /// Holds if the attribute is there, whatever its value.
            pub fn exists(self) -> Condition<M> {
                Condition::of(Expr::Exists(self.into_path()))
            }

            /// Holds if the attribute is absent.
            pub fn not_exists(self) -> Condition<M> {
                Condition::of(Expr::NotExists(self.into_path()))
            }

            /// Stands for the size of the attribute: bytes of text, elements of lists, sets and maps.
            pub fn size(self) -> Size<M>
            where
                T: Sizable,
            {
                Size::of(self.into_path())
            }

            /// Stands for an element of a list, counted from 0.
            pub fn index(self, index: usize) -> Path<M, T::Element, <$role as Role>::Part>
            where
                T: List,
            {
                Path::of(self.into_path().index(index))
            }

            /// Stands for the value under a key of a map.
            pub fn key(self, key: impl IntoValue<T::Key>) -> Path<M, T::Element, <$role as Role>::Part>
            where
                T: Map,
            {
                Path::of(self.into_path().key(key.into_value().to_name().into_owned()))
            }

            /// Stands for a field of the document: `User::ADDRESS.at(Address::CITY)`.
            pub fn at<U, Inner>(
                self,
                field: Field<T::Document, U, Inner>,
            ) -> Path<M, U, <$role as Role>::At<Inner>>
            where
                T: DocumentField,
            {
                Path::of(self.into_path().at(field))
            }

            /// Gives the sum of this number and a value or another number of the model, for `set`.
            pub fn plus(self, other: impl IntoDelta<M, T::Delta>) -> Arithmetic<M, T::Operand>
            where
                T: Add<Delta: Numeric>,
            {
                Arithmetic::of(Operand::Path(self.into_path()), Sign::Plus, other.into_delta())
            }

            /// Gives the difference of this number and a value or another number of the model, for `set`.
            pub fn minus(self, other: impl IntoDelta<M, T::Delta>) -> Arithmetic<M, T::Operand>
            where
                T: Add<Delta: Numeric>,
            {
                Arithmetic::of(Operand::Path(self.into_path()), Sign::Minus, other.into_delta())
            }

            /// Adds to the number, which counts as 0 where it is absent: `SET n = if_not_exists(n, 0) + by`. A field as
            /// `by` must be there.
            ///
            /// Done twice it counts twice: it is not sent again after its answer was lost, and ends as
            /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). Neither the amount nor the sum is validated.
            pub fn increment(self, by: impl IntoDelta<M, T::Delta>) -> Update<M>
            where
                T: Add<Delta: Numeric>,
                $role: Updatable,
            {
                Update::of(Action::count(self.into_path(), Sign::Plus, by.into_delta().0))
            }

            /// Takes from the number, which counts as 0 where it is absent; as `increment` otherwise.
            ///
            /// DynamoDB knows no unsigned numbers: below 0 the item cannot be read any more where the field is one. Guard it:
            /// `.only_if(Post::LIKES.ge(5))`.
            pub fn decrement(self, by: impl IntoDelta<M, T::Delta>) -> Update<M>
            where
                T: Add<Delta: Numeric>,
                $role: Updatable,
            {
                Update::of(Action::count(self.into_path(), Sign::Minus, by.into_delta().0))
            }

            /// Takes members out of the set; those that it does not hold do not matter, and an empty list of them
            /// changes nothing. A set without members is an absent attribute. Sends DELETE.
            pub fn delete(self, members: impl IntoOperand<M, T::Members>) -> Update<M>
            where
                T: capability::Set,
                $role: Updatable,
                Self: Whole,
            {
                Update::of(Action::delete(self.into_path(), members.into_operand().0))
            }

            /// Sets the attribute to a value, to what another field holds, or to what comes of
            /// [`plus`](Self::plus) or [`minus`](Self::minus).
            ///
            /// `None` and an empty set remove it. A part whose parent is absent is refused by DynamoDB; see
            /// [`UpdateOne::create_parents`](crate::UpdateOne::create_parents).
            pub fn set(self, value: impl IntoOperand<M, T::Operand, Set<$role>>) -> Update<M>
            where
                $role: Updatable,
            {
                Update::of(Action::set_as::<T>(self.into_path(), adapted::<T>(value.into_operand())))
            }

            /// Sets the attribute where it is absent, and leaves it as it is where it is there.
            pub fn set_if_not_exists(self, value: impl IntoOperand<M, T::Operand>) -> Update<M>
            where
                $role: Updatable,
            {
                Update::of(Action::set_if_not_exists(self.into_path(), adapted::<T>(value.into_operand())))
            }

            /// Removes the attribute.
            pub fn remove(self) -> Update<M>
            where
                $role: Updatable + CanRemove,
            {
                Update::of(Action::Remove(self.into_path()))
            }

            /// Puts elements behind the list, which may be absent.
            pub fn append<Mark>(self, elements: impl IntoList<M, T::Element, Mark>) -> Update<M>
            where
                T: List,
                $role: Updatable,
            {
                Update::of(Action::extend(self.into_path(), elements.into_list().0, SetValue::Append))
            }

            /// Puts elements before the list, which may be absent.
            pub fn prepend<Mark>(self, elements: impl IntoList<M, T::Element, Mark>) -> Update<M>
            where
                T: List,
                $role: Updatable,
            {
                Update::of(Action::extend(self.into_path(), elements.into_list().0, SetValue::Prepend))
            }
        }
    };
}

words!([M, T, R] Field<M, T, R>, R, <R as Role>::Eq);
words!([M, T, R] Path<M, T, R>, R, Any);

impl<M, T, R> Field<M, T, R> {
    /// Adds to a number, which counts as 0 where it is absent, or elements to a set. Sends ADD.
    ///
    /// Adding a number twice is not adding it once: such an update is not sent again after its answer was lost, and
    /// ends as [`is_outcome_unknown`](crate::Error::is_outcome_unknown).
    #[expect(clippy::should_implement_trait, reason = "the expression language's own word")]
    pub fn add(self, value: impl IntoOperand<M, T::Delta>) -> Update<M>
    where
        T: Add,
        R: Updatable,
    {
        Update::of(Action::add(self.into_path(), value.into_operand().0))
    }
}

impl<M, T, R> Path<M, T, R> {
    /// Adds to a number, which counts as 0 where it is absent. Sends what [`increment`](Path::increment) does, since
    /// ADD is for whole attributes.
    #[expect(clippy::should_implement_trait, reason = "the expression language's own word")]
    pub fn add(self, value: impl IntoDelta<M, T::Delta>) -> Update<M>
    where
        T: Add<Delta: Numeric>,
        R: Updatable,
    {
        Update::of(Action::add_number(self.into_path(), value.into_delta().0))
    }
}

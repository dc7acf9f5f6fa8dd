//! Conditions and updates by the name of an attribute.

use std::borrow::Cow;

use dynamo_model_fields::{Attribute, AttributeType, Value};

use crate::expr::condition::Condition;
use crate::expr::path::AttributePath;
use crate::expr::size::Size;
use crate::expr::tree::{Comparator, Expr, Operand, Sign};
use crate::expr::update::{Action, SetValue, Update};
use crate::untyped::Untyped;

/// Names an attribute, for conditions and updates of a [`Table`](crate::Table) without a model.
///
/// The name is taken as it is: a dot in it is a part of the name. Step into maps and lists with
/// [`key`](AttributeName::key) and [`index`](AttributeName::index).
pub fn attr(name: impl Into<Cow<'static, str>>) -> AttributeName {
    AttributeName(AttributePath::attribute(name))
}

/// The place of an attribute, or of a part of one, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributeName(AttributePath);

/// A value or another attribute, in a condition or an update by name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that DynamoDB stores",
    label = "give text, a number, a bool, bytes as `Binary`, a list, a set, a map, a `Value` or `attr(..)`"
)]
pub trait IntoNamed<Mark> {
    #[doc(hidden)]
    fn into_named(self) -> Named;
}

/// An operand whose form is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Named(pub(crate) Operand);

/// Marks a value of a type that fields have.
#[derive(Debug)]
pub struct ByValue;
/// Marks a reference to one.
#[derive(Debug)]
pub struct ByRef;
/// Marks text.
#[derive(Debug)]
pub struct ByText;
/// Marks an attribute.
#[derive(Debug)]
pub struct ByName;

/// A value stands for itself: what a field would leave absent is NULL here, or cannot be stored.
fn value<T: Attribute<Native = T>>(value: &T) -> Named {
    let absent = T::is_absent(value).then_some(Value::Null);
    Named(absent.map_or_else(|| Operand::of(T::to_value(value)), Operand::Value))
}

impl<T: Attribute<Native = T>> IntoNamed<ByValue> for T {
    fn into_named(self) -> Named {
        value(&self)
    }
}

impl<T: Attribute<Native = T>> IntoNamed<ByRef> for &T {
    fn into_named(self) -> Named {
        value(self)
    }
}

impl IntoNamed<ByText> for &str {
    fn into_named(self) -> Named {
        Named(Operand::Value(Value::from(self)))
    }
}

impl IntoNamed<ByName> for AttributeName {
    fn into_named(self) -> Named {
        Named(Operand::Path(self.0))
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident $comparator:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<Mark>(self, value: impl IntoNamed<Mark>) -> Condition<Untyped> {
            let right = value.into_named().0;
            Condition::of(Expr::Compare(Operand::Path(self.0), Comparator::$comparator, right))
        }
    )*};
}

impl AttributeName {
    /// Steps to the value under a key of a map.
    #[must_use]
    pub fn key(self, key: impl Into<Cow<'static, str>>) -> Self {
        Self(self.0.key(key))
    }

    /// Steps to an element of a list, counted from 0.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        Self(self.0.index(index))
    }

    comparisons! {
        /// Holds if the attribute has this value.
        eq Eq;
        /// Holds if the attribute has another value or type, or is absent.
        ne Ne;
        /// Holds if the attribute is less than this.
        lt Lt;
        /// Holds if the attribute is at most this.
        le Le;
        /// Holds if the attribute is greater than this.
        gt Gt;
        /// Holds if the attribute is at least this.
        ge Ge;
    }

    /// Holds if the attribute lies between these, both included. Reversed bounds never hold.
    pub fn between<A, B>(self, low: impl IntoNamed<A>, high: impl IntoNamed<B>) -> Condition<Untyped> {
        let (low, high) = (low.into_named().0, high.into_named().0);
        Condition::of(Expr::Between(Operand::Path(self.0), low, high))
    }

    /// Holds if the attribute has one of these values. Of none, never.
    pub fn is_in<Mark, I>(self, values: I) -> Condition<Untyped>
    where
        I: IntoIterator,
        I::Item: IntoNamed<Mark>,
    {
        let values = values.into_iter().map(|value| value.into_named().0).collect();
        Condition::of(Expr::In(Operand::Path(self.0), values))
    }

    /// Holds if the text or bytes begin with these.
    pub fn begins_with<Mark>(self, prefix: impl IntoNamed<Mark>) -> Condition<Untyped> {
        Condition::of(Expr::BeginsWith(self.0, prefix.into_named().0))
    }

    /// Holds if the text contains this text, or the set or list this element.
    pub fn contains<Mark>(self, element: impl IntoNamed<Mark>) -> Condition<Untyped> {
        Condition::of(Expr::Contains(self.0, element.into_named().0))
    }

    /// Holds if the attribute is there and is stored as this type. NULL is a type of its own.
    pub fn attribute_type(self, kind: AttributeType) -> Condition<Untyped> {
        Condition::of(Expr::HasType(self.0, kind))
    }

    /// Holds if the attribute is there, whatever its value.
    pub fn exists(self) -> Condition<Untyped> {
        Condition::of(Expr::Exists(self.0))
    }

    /// Holds if the attribute is absent.
    pub fn not_exists(self) -> Condition<Untyped> {
        Condition::of(Expr::NotExists(self.0))
    }

    /// Stands for the size of the attribute: bytes of text, elements of lists, sets and maps.
    pub fn size(self) -> Size<Untyped> {
        Size::of(self.0)
    }

    /// Sets the attribute to a value, or to what another attribute holds.
    pub fn set<Mark>(self, value: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::set(self.0, value.into_named().0))
    }

    /// Sets the attribute where it is absent, and leaves it as it is where it is there.
    pub fn set_if_not_exists<Mark>(self, value: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::set_if_not_exists(self.0, value.into_named().0))
    }

    /// Removes the attribute.
    pub fn remove(self) -> Update<Untyped> {
        Update::of(Action::Remove(self.0))
    }

    /// Adds to a number, which counts as 0 where it is absent, or members to a set. Sends ADD, which takes whole attributes
    /// only; not sent again after its answer was lost.
    #[expect(clippy::should_implement_trait, reason = "the expression language's own word")]
    pub fn add<Mark>(self, value: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::add(self.0, value.into_named().0))
    }

    /// Takes members out of a set. Sends DELETE, which takes whole attributes only.
    pub fn delete<Mark>(self, members: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::delete(self.0, members.into_named().0))
    }

    /// Adds to the number at any place, which counts as 0 where it is absent.
    pub fn increment<Mark>(self, by: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::count(self.0, Sign::Plus, by.into_named().0))
    }

    /// Takes from the number at any place, which counts as 0 where it is absent.
    pub fn decrement<Mark>(self, by: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::count(self.0, Sign::Minus, by.into_named().0))
    }

    /// Puts the elements of a list behind the list, which may be absent.
    pub fn append<Mark>(self, elements: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::extend(self.0, elements.into_named().0, SetValue::Append))
    }

    /// Puts the elements of a list before the list, which may be absent.
    pub fn prepend<Mark>(self, elements: impl IntoNamed<Mark>) -> Update<Untyped> {
        Update::of(Action::extend(self.0, elements.into_named().0, SetValue::Prepend))
    }
}

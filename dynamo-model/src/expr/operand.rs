//! What a field may be compared with or set to.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::sync::Arc;

use dynamo_model_fields::{
    As, Attribute, AttributeType, Binary, Element, EncodeError, SetMember, StoredAs, Value,
};

use crate::expr::path::Path;
use crate::expr::tree::Operand;
use crate::expr::update::absent_inside;
use crate::model::field::{Field, Removable};

/// The place of an operand in a condition.
#[derive(Debug)]
pub struct Compare;

/// The place of an operand in `set`, for a field in the role `R`.
#[derive(Debug)]
pub struct Set<R>(PhantomData<fn() -> R>);

/// A value for an attribute stored as `S`, or another field of the model `M` that is stored the same way.
///
/// Values may be given as they are or by reference; text also as `&str`, lists and sets also as arrays.
#[diagnostic::on_unimplemented(
    message = "a field stored as `{S}` cannot be compared with or set to `{Self}`",
    label = "not a `{S}`",
    note = "`None` is no operand of a comparison: ask with `exists()` or `not_exists()`",
    note = "a field with `as = ..` is stored as `As<T, _>` and takes a `T`"
)]
pub trait IntoOperand<M, S, At = Compare> {
    #[doc(hidden)]
    fn into_operand(self) -> Built;
}

/// An operand whose form is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Built(pub(crate) Operand);

fn built<S: Attribute>(value: &S::Native) -> Built {
    Built(if S::is_absent(value) { Operand::Absent } else { Operand::of(S::to_value(value)) })
}

impl<M, S: Attribute<Native = S>, At> IntoOperand<M, S, At> for S {
    fn into_operand(self) -> Built {
        built::<S>(&self)
    }
}

impl<M, S: Attribute<Native = S>, At> IntoOperand<M, S, At> for &S {
    fn into_operand(self) -> Built {
        built::<S>(self)
    }
}

// `PartialEq` keeps handles out, which stand for values and are none.
impl<M, T: StoredAs<F> + PartialEq, F: 'static, At> IntoOperand<M, As<T, F>, At> for T {
    fn into_operand(self) -> Built {
        built::<As<T, F>>(&self)
    }
}

impl<M, T: StoredAs<F> + PartialEq, F: 'static, At> IntoOperand<M, As<T, F>, At> for &T {
    fn into_operand(self) -> Built {
        built::<As<T, F>>(self)
    }
}

macro_rules! from_text {
    ($($text:ty),*) => {$(
        impl<M, At> IntoOperand<M, $text, At> for &str {
            fn into_operand(self) -> Built {
                Built(Operand::Value(Value::from(self)))
            }
        }
        impl<M, At> IntoOperand<M, $text, At> for &&str {
            fn into_operand(self) -> Built {
                Built(Operand::Value(Value::from(*self)))
            }
        }
        impl<M> IntoOperand<M, $text, Set<Removable>> for Option<&str> {
            fn into_operand(self) -> Built {
                Built(self.map_or(Operand::Absent, |text| Operand::Value(Value::from(text))))
            }
        }
    )*};
}

from_text!(String, Box<str>, Arc<str>, Cow<'static, str>);

#[cfg(feature = "compact_str")]
from_text!(compact_str::CompactString);
#[cfg(feature = "smol_str")]
from_text!(smol_str::SmolStr);

impl<M, At> IntoOperand<M, Binary, At> for &[u8] {
    fn into_operand(self) -> Built {
        Built(Operand::Value(Value::B(self.to_vec())))
    }
}

impl<M, At, const N: usize> IntoOperand<M, Binary, At> for &[u8; N] {
    fn into_operand(self) -> Built {
        Built(Operand::Value(Value::B(self.to_vec())))
    }
}

/// The values of a list of operands.
fn values<M, S: Attribute, U: IntoOperand<M, S>>(
    list: impl IntoIterator<Item = U>,
) -> Result<Vec<Value>, EncodeError> {
    list.into_iter()
        .map(|element| match element.into_operand().0 {
            Operand::Value(value) => Ok(value),
            Operand::Invalid(error) => Err(error),
            Operand::Absent => match absent_inside::<S>() {
                Operand::Invalid(error) => Err(error),
                _ => Ok(Value::Null),
            },
            Operand::Path(_) | Operand::Size(_) | Operand::Sum(_) => {
                Err(EncodeError::new("a field cannot stand inside a list of values"))
            }
        })
        .collect()
}

pub(crate) fn list_operand<M, S: Attribute, U: IntoOperand<M, S>>(
    list: impl IntoIterator<Item = U>,
) -> Operand {
    Operand::of(values(list).map(Value::L))
}

fn set_operand<M, S: SetMember, U: IntoOperand<M, S>>(list: impl IntoIterator<Item = U>) -> Operand {
    match values(list) {
        Ok(members) if members.is_empty() => Operand::Absent,
        Ok(members) => Operand::of(set_of(S::SET, members)),
        Err(error) => Operand::Invalid(error),
    }
}

fn set_of(kind: AttributeType, members: Vec<Value>) -> Result<Value, EncodeError> {
    let foreign = || EncodeError::new(format!("a member does not belong in a set of type {kind}"));
    match kind {
        AttributeType::Ss => {
            let text = |value| if let Value::S(text) = value { Ok(text) } else { Err(foreign()) };
            Ok(Value::Ss(members.into_iter().map(text).collect::<Result<_, _>>()?))
        }
        AttributeType::Ns => {
            let number = |value| if let Value::N(number) = value { Ok(number) } else { Err(foreign()) };
            Ok(Value::Ns(members.into_iter().map(number).collect::<Result<_, _>>()?))
        }
        _ => {
            let bytes = |value| if let Value::B(bytes) = value { Ok(bytes) } else { Err(foreign()) };
            Ok(Value::Bs(members.into_iter().map(bytes).collect::<Result<_, _>>()?))
        }
    }
}

macro_rules! from_array {
    ([$($generic:tt)*] $member:ident, $stored:ty, $make:ident) => {
        impl<M, At, U, $($generic)*, const N: usize> IntoOperand<M, $stored, At> for [U; N]
        where
            U: IntoOperand<M, $member>,
        {
            fn into_operand(self) -> Built {
                Built($make::<M, $member, U>(self))
            }
        }
    };
}

from_array!([T: Element] T, Vec<T>, list_operand);
from_array!([T: Element] T, VecDeque<T>, list_operand);
from_array!([T: SetMember] T, BTreeSet<T>, set_operand);
from_array!([T: SetMember, H: BuildHasher] T, HashSet<T, H>, set_operand);

impl<M, At, T: Element<Native = T>> IntoOperand<M, Vec<T>, At> for &[T] {
    fn into_operand(self) -> Built {
        Built(list_operand::<M, T, &T>(self))
    }
}

impl<M, F: Attribute, R, At> IntoOperand<M, F::Operand, At> for Field<M, F, R> {
    fn into_operand(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

impl<M, F: Attribute, R, At> IntoOperand<M, F::Operand, At> for Path<M, F, R> {
    fn into_operand(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

/// `set(None)` removes the attribute (W4).
impl<M, S: Attribute<Native = S>> IntoOperand<M, S, Set<Removable>> for Option<S> {
    fn into_operand(self) -> Built {
        match self {
            Some(value) => built::<S>(&value),
            None => Built(Operand::Absent),
        }
    }
}

impl<M, T: StoredAs<F> + PartialEq, F: 'static> IntoOperand<M, As<T, F>, Set<Removable>> for Option<T> {
    fn into_operand(self) -> Built {
        match self {
            Some(value) => built::<As<T, F>>(&value),
            None => Built(Operand::Absent),
        }
    }
}

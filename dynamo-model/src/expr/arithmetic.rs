//! Sums and differences, which `set` takes.

use std::fmt;
use std::marker::PhantomData;

use dynamo_model_fields::Attribute;
use dynamo_model_fields::capability::{Add, Numeric};

use crate::expr::operand::{Built, IntoOperand, Set};
use crate::expr::path::Path;
use crate::expr::tree::{Operand, Sign, Sum};
use crate::model::field::Field;

/// A number that DynamoDB works out from an attribute of the model `M`, stored as `T`: `User::VISITS.plus(1)`.
///
/// It stands in `set` only: `User::TOTAL.set(User::VISITS.plus(1))`. An item that lacks an attribute which is read for
/// it is refused by DynamoDB; [`increment`](Field::increment) counts an absent number as 0.
pub struct Arithmetic<M, T> {
    sum: Sum,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Arithmetic<M, T> {
    pub(crate) fn of(left: Operand, sign: Sign, Built(right): Built) -> Self {
        Self { sum: Sum { left, sign, right }, types: PhantomData }
    }
}

impl<M, T> Clone for Arithmetic<M, T> {
    fn clone(&self) -> Self {
        Self { sum: self.sum.clone(), types: PhantomData }
    }
}

impl<M, T> fmt::Debug for Arithmetic<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arithmetic({})", Operand::Sum(Box::new(self.sum.clone())))
    }
}

impl<M, T: Attribute, R> IntoOperand<M, T, Set<R>> for Arithmetic<M, T> {
    fn into_operand(self) -> Built {
        Built(Operand::Sum(Box::new(self.sum)))
    }
}

/// What can be added to or taken from a number that changes by a `D`: such a value, or a number field of the model `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to or taken from a number of `{M}`",
    label = "neither a `{D}` nor a number field of `{M}`"
)]
pub trait IntoDelta<M, D> {
    #[doc(hidden)]
    fn into_delta(self) -> Built;
}

impl<M, D: Numeric + Attribute<Native = D>> IntoDelta<M, D> for D {
    fn into_delta(self) -> Built {
        Built(Operand::of(D::to_value(&self)))
    }
}

impl<M, D: Numeric + Attribute<Native = D>> IntoDelta<M, D> for &D {
    fn into_delta(self) -> Built {
        Built(Operand::of(D::to_value(self)))
    }
}

impl<M, D, F: Add<Delta: Numeric>, R> IntoDelta<M, D> for Field<M, F, R> {
    fn into_delta(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

impl<M, D, F: Add<Delta: Numeric>, R> IntoDelta<M, D> for Path<M, F, R> {
    fn into_delta(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

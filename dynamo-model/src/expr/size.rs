//! The size of an attribute, which conditions compare.

use std::fmt;
use std::marker::PhantomData;

use dynamo_model_fields::capability::{Add, Numeric};
use dynamo_model_fields::{Attribute, Value};

use crate::expr::condition::Condition;
use crate::expr::operand::{Built, IntoOperand};
use crate::expr::path::{AttributePath, Path};
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::field::Field;

/// The size of an attribute of the model `M`: bytes of text and binary, elements of lists, sets and maps.
///
/// It is compared with a number, with another size, or with a number field of the same model; a number field may be
/// compared with it as well: `User::LIMIT.ge(User::TAGS.size())`. An absent attribute has no size, and makes every
/// comparison false but `ne`.
pub struct Size<M> {
    path: AttributePath,
    model: PhantomData<fn() -> M>,
}

impl<M> Size<M> {
    pub(crate) fn of(path: AttributePath) -> Self {
        Self { path, model: PhantomData }
    }
}

impl<M> Clone for Size<M> {
    fn clone(&self) -> Self {
        Self::of(self.path.clone())
    }
}

impl<M> fmt::Debug for Size<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Size({})", self.path)
    }
}

/// What a size is compared with: a `u64`, another size, or a number field of the model `M`.
#[diagnostic::on_unimplemented(
    message = "a size cannot be compared with `{Self}`",
    label = "neither a `u64`, nor a size or a number field of `{M}`"
)]
pub trait IntoSize<M> {
    #[doc(hidden)]
    fn into_size(self) -> Built;
}

impl<M> IntoSize<M> for u64 {
    fn into_size(self) -> Built {
        Built(Operand::Value(Value::from(self)))
    }
}

impl<M> IntoSize<M> for &u64 {
    fn into_size(self) -> Built {
        Built(Operand::Value(Value::from(*self)))
    }
}

impl<M> IntoSize<M> for Size<M> {
    fn into_size(self) -> Built {
        Built(Operand::Size(self.path))
    }
}

impl<M, T: Add<Delta: Numeric>, R> IntoSize<M> for Field<M, T, R> {
    fn into_size(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

impl<M, T: Add<Delta: Numeric>, R> IntoSize<M> for Path<M, T, R> {
    fn into_size(self) -> Built {
        Built(Operand::Path(self.into_path()))
    }
}

/// A number field is compared with a size.
impl<M, S: Attribute + Add<Delta: Numeric>> IntoOperand<M, S> for Size<M> {
    fn into_operand(self) -> Built {
        Built(Operand::Size(self.path))
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident $comparator:ident;)*) => {
        impl<M> Size<M> {
            $(
                $(#[$doc])*
                pub fn $name(self, size: impl IntoSize<M>) -> Condition<M> {
                    let left = Operand::Size(self.path);
                    Condition::of(Expr::Compare(left, Comparator::$comparator, size.into_size().0))
                }
            )*
        }
    };
}

comparisons! {
    /// Holds if the size is this.
    eq Eq;
    /// Holds if the size is another, or the attribute is absent or has no size.
    ne Ne;
    /// Holds if the size is less than this.
    lt Lt;
    /// Holds if the size is at most this.
    le Le;
    /// Holds if the size is greater than this.
    gt Gt;
    /// Holds if the size is at least this.
    ge Ge;
}

impl<M> Size<M> {
    /// Holds if the size lies between these, both included. Reversed bounds never hold.
    pub fn between(self, low: impl IntoSize<M>, high: impl IntoSize<M>) -> Condition<M> {
        Condition::of(Expr::Between(Operand::Size(self.path), low.into_size().0, high.into_size().0))
    }

    /// Holds if the size is one of these. Of none, never.
    pub fn is_in<I>(self, sizes: I) -> Condition<M>
    where
        I: IntoIterator,
        I::Item: IntoSize<M>,
    {
        let list = sizes.into_iter().map(|size| size.into_size().0).collect();
        Condition::of(Expr::In(Operand::Size(self.path), list))
    }
}

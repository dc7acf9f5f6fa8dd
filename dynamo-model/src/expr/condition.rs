//! Conditions, bound to a model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

use crate::expr::pins::{Any, Either, Join, Pins};
use crate::expr::tree::Expr;

/// A condition on an item of the model `M`. `K` records which keys it pins by `eq`.
///
/// Join conditions with `&` and `|` and turn them round with `!`, by value or by reference. Conditions that are
/// put together at run time all have the type `Condition<M>`: erase the pins with [`any`](Condition::any).
///
/// An absent attribute makes every comparison false but `<>`; so `!(a < b)` is not `a >= b`.
pub struct Condition<M, K = Any> {
    expr: Expr,
    types: PhantomData<fn() -> (M, K)>,
}

impl<M, K> Condition<M, K> {
    pub(crate) fn of(expr: Expr) -> Self {
        Self { expr, types: PhantomData }
    }

    pub(crate) fn expr(&self) -> &Expr {
        &self.expr
    }

    pub(crate) fn into_expr(self) -> Expr {
        self.expr
    }

    /// Forgets which keys are pinned, so that conditions of several types fit one variable or list.
    #[must_use]
    pub fn any(self) -> Condition<M> {
        Condition::of(self.expr)
    }
}

impl<M> Condition<M> {
    /// Holds if all of these hold; of none, always.
    pub fn all_of(conditions: impl IntoIterator<Item = Condition<M>>) -> Self {
        Self::of(conditions.into_iter().map(Condition::into_expr).fold(Expr::always(), Expr::and))
    }

    /// Holds if one of these holds; of none, never.
    pub fn any_of(conditions: impl IntoIterator<Item = Condition<M>>) -> Self {
        Self::of(conditions.into_iter().map(Condition::into_expr).fold(Expr::never(), Expr::or))
    }
}

/// A condition of the model `M`, or a reference to one.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a condition of `{M}`")]
pub trait IntoCondition<M> {
    /// Converts into a condition whose pins are forgotten.
    fn into_condition(self) -> Condition<M>;
}

impl<M, K> IntoCondition<M> for Condition<M, K> {
    fn into_condition(self) -> Condition<M> {
        self.any()
    }
}

impl<M, K> IntoCondition<M> for &Condition<M, K> {
    fn into_condition(self) -> Condition<M> {
        self.clone().any()
    }
}

impl<M, K> Clone for Condition<M, K> {
    fn clone(&self) -> Self {
        Self::of(self.expr.clone())
    }
}

/// As a person would write it: `email = "a@b.io" AND year_of_birth <= 2000`.
impl<M, K> fmt::Display for Condition<M, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}

impl<M, K> fmt::Debug for Condition<M, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({})", self.expr)
    }
}

macro_rules! join {
    ([$($one:lifetime)?] $left:ty, [$($two:lifetime)?] $right:ty, $other:ty) => {
        impl<$($one,)? $($two,)? M, H, R, X, H2, R2, X2> BitAnd<$right> for $left
        where
            H: Join<H2>,
            R: Join<R2>,
            X: Either<X2>,
        {
            type Output = Condition<M, Pins<H::Out, R::Out, X::Out>>;

            fn bitand(self, other: $right) -> Self::Output {
                Condition::of(self.clone().into_expr().and(other.clone().into_expr()))
            }
        }

        impl<$($one,)? $($two,)? M, H, R, X, K> BitOr<$other> for $left {
            type Output = Condition<M>;

            fn bitor(self, other: $other) -> Condition<M> {
                Condition::of(self.clone().into_expr().or(other.clone().into_expr()))
            }
        }
    };
}

join!(['a] &'a Condition<M, Pins<H, R, X>>, ['b] &'b Condition<M, Pins<H2, R2, X2>>, &'b Condition<M, K>);
join!(['a] &'a Condition<M, Pins<H, R, X>>, [] Condition<M, Pins<H2, R2, X2>>, Condition<M, K>);
join!([] Condition<M, Pins<H, R, X>>, ['b] &'b Condition<M, Pins<H2, R2, X2>>, &'b Condition<M, K>);

impl<M, H, R, X, H2, R2, X2> BitAnd<Condition<M, Pins<H2, R2, X2>>> for Condition<M, Pins<H, R, X>>
where
    H: Join<H2>,
    R: Join<R2>,
    X: Either<X2>,
{
    type Output = Condition<M, Pins<H::Out, R::Out, X::Out>>;

    fn bitand(self, other: Condition<M, Pins<H2, R2, X2>>) -> Self::Output {
        Condition::of(self.expr.and(other.expr))
    }
}

impl<M, H, R, X, K> BitOr<Condition<M, K>> for Condition<M, Pins<H, R, X>> {
    type Output = Condition<M>;

    fn bitor(self, other: Condition<M, K>) -> Condition<M> {
        Condition::of(self.expr.or(other.expr))
    }
}

impl<M, K> Not for Condition<M, K> {
    type Output = Condition<M>;

    fn not(self) -> Condition<M> {
        Condition::of(Expr::Not(Box::new(self.expr)))
    }
}

impl<M, K> Not for &Condition<M, K> {
    type Output = Condition<M>;

    fn not(self) -> Condition<M> {
        !self.clone()
    }
}

impl<M, K> BitAndAssign<Condition<M, K>> for Condition<M> {
    fn bitand_assign(&mut self, other: Condition<M, K>) {
        let mine = std::mem::replace(&mut self.expr, Expr::always());
        self.expr = mine.and(other.expr);
    }
}

impl<M, K> BitOrAssign<Condition<M, K>> for Condition<M> {
    fn bitor_assign(&mut self, other: Condition<M, K>) {
        let mine = std::mem::replace(&mut self.expr, Expr::never());
        self.expr = mine.or(other.expr);
    }
}

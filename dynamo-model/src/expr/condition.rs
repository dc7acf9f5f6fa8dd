//! Conditions, bound to a model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

use dynamo_model_fields::Value;

use crate::expr::pins::{Any, Either, Join, Pins};
use crate::expr::raw::Raw;
use crate::expr::tree::Expr;
use crate::model::Model;

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

impl<M: Model> Condition<M> {
    /// Takes a condition in DynamoDB's own words, with a placeholder for each value and, where it is wanted, each name.
    ///
    /// An attribute may stand by its name, even if that is a reserved word. The placeholders are given with their `#` or `:` or without, and are renamed when the condition is sent, so that
    /// nothing clashes where it is joined with others. It pins no key. Only DynamoDB evaluates it: it stands in the
    /// conditions of writes and in the filters of Query and Scan, and a read that would have to evaluate it here (among
    /// listed keys, say, or on a key of the table that a Query reads) is refused.
    ///
    /// Displayed, it shows names and values in the place of their placeholders; values are hidden where a
    /// `#[model(sensitive)]` field is named, or a part of a document of which that is not known.
    ///
    /// # Errors
    ///
    /// When it is used, [`is_refused`](crate::Error::is_refused) says what is wrong: parentheses that do not match or
    /// are nested more than 300 deep, more than 4 KB, a placeholder that is not declared or not used, a quote or
    /// another character that no condition holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use dynamo_model::Item;
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     email: String,
    ///     name: String,
    ///     #[model(default)]
    ///     tags: Vec<String>,
    /// }
    ///
    /// let many = Condition::<User>::raw("size(#t) > :least", [("#t", "tags")], [(":least", 3)]);
    /// assert_eq!((many | User::NAME.exists()).to_string(), "(size(tags) > 3) OR name exists");
    /// // An empty `Item` declares no value.
    /// let named = Condition::<User>::raw("attribute_exists(tags)", [], Item::new());
    /// # let _ = named;
    /// ```
    pub fn raw<'n, P, V>(
        text: impl AsRef<str>,
        names: impl IntoIterator<Item = (&'n str, &'n str)>,
        values: impl IntoIterator<Item = (P, V)>,
    ) -> Self
    where
        P: AsRef<str>,
        V: Into<Value>,
    {
        let names = names.into_iter().map(|(placeholder, name)| (placeholder, name.to_owned())).collect();
        let values = values
            .into_iter()
            .map(|(placeholder, value)| (placeholder.as_ref().to_owned(), value.into()))
            .collect();
        Self::of(Expr::Raw(Box::new(Raw::new(text.as_ref(), names, values, M::schema().fields()))))
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

impl<M, K> BitAndAssign<&Condition<M, K>> for Condition<M> {
    fn bitand_assign(&mut self, other: &Condition<M, K>) {
        *self &= other.clone();
    }
}

impl<M, K> BitOrAssign<&Condition<M, K>> for Condition<M> {
    fn bitor_assign(&mut self, other: &Condition<M, K>) {
        *self |= other.clone();
    }
}

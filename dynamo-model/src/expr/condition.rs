//! Conditions, bound to a model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};
use std::sync::Arc;

use dynamo_model_fields::Value;

use crate::error::Error;
use crate::expr::pins::{Any, Either, Join, Pins};
use crate::expr::raw::Raw;
use crate::expr::tree::Expr;
use crate::model::Model;

/// How deep conditions may be nested, so that none exhausts the stack of a thread.
const MAX_NESTING: usize = 100;

/// A condition on an item of the model `M`. `K` records which keys it pins by `eq`.
///
/// Join conditions with `&` and `|` and turn them round with `!`, by value or by reference. Conditions that are
/// put together at run time all have the type `Condition<M>`: erase the pins with [`any`](Condition::any).
///
/// An absent attribute makes every comparison false but `<>`; so `!(a < b)` is not `a >= b`.
///
/// Lists of any length join with `&` and `|`. What is nested more than 100 deep is refused when it is used, with
/// [`is_refused`](crate::Error::is_refused): a condition may come out of what a caller sent.
#[must_use = "a condition does nothing until it is given to a verb"]
pub struct Condition<M, K = Any> {
    expr: Expr,
    /// How deep the expression is nested, at most.
    depth: usize,
    types: PhantomData<fn() -> (M, K)>,
}

impl<M, K> Condition<M, K> {
    /// A condition that holds no other.
    pub(crate) fn of(expr: Expr) -> Self {
        Self { expr, depth: 0, types: PhantomData }
    }

    /// A condition that holds others, and is so deep.
    fn nested(expr: Expr, depth: usize) -> Self {
        if depth > MAX_NESTING {
            let error = Error::refused(format!("the condition is nested more than {MAX_NESTING} deep"));
            return Self::of(Expr::refused(error));
        }
        Self { expr, depth, types: PhantomData }
    }

    fn both<A, B>(one: Condition<M, A>, two: Condition<M, B>) -> Self {
        let within = |expr: &Expr, depth| if matches!(expr, Expr::All(_)) { depth } else { depth + 1 };
        let depth = within(&one.expr, one.depth).max(within(&two.expr, two.depth));
        Self::nested(one.expr.and(two.expr), depth)
    }

    fn either<A, B>(one: Condition<M, A>, two: Condition<M, B>) -> Self {
        let within = |expr: &Expr, depth| if matches!(expr, Expr::Any(_)) { depth } else { depth + 1 };
        let depth = within(&one.expr, one.depth).max(within(&two.expr, two.depth));
        Self::nested(one.expr.or(two.expr), depth)
    }

    pub(crate) fn expr(&self) -> &Expr {
        &self.expr
    }

    pub(crate) fn into_expr(self) -> Expr {
        self.expr
    }

    /// Forgets which keys are pinned, so that conditions of several types fit one variable or list.
    pub fn any(self) -> Condition<M> {
        Condition { expr: self.expr, depth: self.depth, types: PhantomData }
    }
}

impl<M> Condition<M> {
    /// Holds if all of these hold; of none, always.
    pub fn all_of(conditions: impl IntoIterator<Item = Condition<M>>) -> Self {
        conditions.into_iter().fold(Self::of(Expr::always()), Self::both)
    }

    /// Holds if one of these holds; of none, never.
    pub fn any_of(conditions: impl IntoIterator<Item = Condition<M>>) -> Self {
        conditions.into_iter().fold(Self::of(Expr::never()), Self::either)
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
        Self::of(Expr::Raw(Arc::new(Raw::new(text.as_ref(), names, values, M::schema().fields()))))
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
        Self { expr: self.expr.clone(), depth: self.depth, types: PhantomData }
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
                Condition::both(self.clone(), other.clone())
            }
        }

        impl<$($one,)? $($two,)? M, H, R, X, K> BitOr<$other> for $left {
            type Output = Condition<M>;

            fn bitor(self, other: $other) -> Condition<M> {
                Condition::either(self.clone(), other.clone())
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
        Condition::both(self, other)
    }
}

impl<M, H, R, X, K> BitOr<Condition<M, K>> for Condition<M, Pins<H, R, X>> {
    type Output = Condition<M>;

    fn bitor(self, other: Condition<M, K>) -> Condition<M> {
        Condition::either(self, other)
    }
}

impl<M, K> Not for Condition<M, K> {
    type Output = Condition<M>;

    fn not(self) -> Condition<M> {
        Condition::nested(Expr::Not(Box::new(self.expr)), self.depth + 1)
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
        let mine = std::mem::replace(self, Self::of(Expr::always()));
        *self = Self::both(mine, other);
    }
}

impl<M, K> BitOrAssign<Condition<M, K>> for Condition<M> {
    fn bitor_assign(&mut self, other: Condition<M, K>) {
        let mine = std::mem::replace(self, Self::of(Expr::never()));
        *self = Self::either(mine, other);
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

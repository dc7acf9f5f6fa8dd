//! The forms that name many items.

use std::marker::PhantomData;

use crate::expr::condition::Condition;
use crate::model::Model;
use crate::strategy::Strategy;
use crate::strategy::key::{ByCondition, IntoTarget};

/// Marks a list of what the mark inside marks.
#[derive(Debug)]
pub struct ByList<Mark>(PhantomData<fn() -> Mark>);
/// Marks a reference to a condition.
#[derive(Debug)]
pub struct ByRef<K>(PhantomData<fn() -> K>);

/// What names many items of the model `M`: a condition, or a list of whatever names one item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name items of `{M}`",
    label = "give a condition, or a list of keys or instances"
)]
pub trait IntoStrategy<M: Model, Mark> {
    #[doc(hidden)]
    fn into_strategy(self) -> Chosen;
}

/// A strategy whose form is ours alone.
#[doc(hidden)]
#[derive(Debug)]
pub struct Chosen(pub(crate) Strategy);

impl<M: Model, K> IntoStrategy<M, ByCondition<K>> for Condition<M, K> {
    fn into_strategy(self) -> Chosen {
        Chosen(Strategy::Condition(self.into_expr()))
    }
}

impl<M: Model, K> IntoStrategy<M, ByRef<K>> for &Condition<M, K> {
    fn into_strategy(self) -> Chosen {
        Chosen(Strategy::Condition(self.expr().clone()))
    }
}

impl<M: Model, Mark, I> IntoStrategy<M, ByList<Mark>> for I
where
    I: IntoIterator,
    I::Item: IntoTarget<M, Mark>,
{
    fn into_strategy(self) -> Chosen {
        let aims = self.into_iter().map(|element| element.into_target().into_aim()).collect();
        Chosen(Strategy::Targets(aims))
    }
}

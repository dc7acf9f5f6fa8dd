//! The forms that name one item and say of which model, for calls that are of no model of their own.

use crate::expr::condition::Condition;
use crate::expr::pins::{PinsKey, PinsKeyAndMore};
use crate::model::Model;
use crate::model::key::Key;
use crate::strategy::key::{ByCondition, ByKey, ByModel, ByStruct, ByTarget, IntoTarget, KeyStruct, Target};

/// What names one item and says of which model, perhaps with conditions on it: `User::key_of(..)`, `&user`, the generated
/// key struct, conditions that pin each key field, or `User::target(..)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say of which model's item it is the key",
    label = "give `Model::key_of(..)`, `&instance`, or conditions that pin every key field by `eq`"
)]
pub trait NamesItem<Mark> {
    /// The model of the item.
    type Model: Model;

    /// Converts into the one form that all others have in common.
    fn into_named(self) -> Target<Self::Model>;
}

macro_rules! names {
    ($([$($generic:tt)*] $mark:ty, $form:ty => $model:ty;)*) => {$(
        impl<$($generic)*> NamesItem<$mark> for $form {
            type Model = $model;

            fn into_named(self) -> Target<$model> {
                IntoTarget::<$model, $mark>::into_target(self)
            }
        }
    )*};
}

names! {
    [M: Model] ByKey, Key<M> => M;
    [M: Model] ByKey, &Key<M> => M;
    [M: Model] ByModel, &M => M;
    [M: Model] ByTarget, Target<M> => M;
    [K: KeyStruct] ByStruct, K => K::Model;
    [M: Model, K: PinsKeyAndMore<M>] ByCondition<K>, Condition<M, K> => M;
    [M: Model, K: PinsKeyAndMore<M>] ByCondition<K>, &Condition<M, K> => M;
}

/// What names one item, says of which model, and says nothing else of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the key of an item, and nothing else",
    label = "give `Model::key_of(..)`, `&instance`, or conditions that pin every key field by `eq`"
)]
pub trait NamesKey<Mark>: NamesItem<Mark> {}

impl<M: Model> NamesKey<ByKey> for Key<M> {}
impl<M: Model> NamesKey<ByKey> for &Key<M> {}
impl<M: Model> NamesKey<ByModel> for &M {}
impl<K: KeyStruct> NamesKey<ByStruct> for K {}
impl<M: Model, K: PinsKey<M> + PinsKeyAndMore<M>> NamesKey<ByCondition<K>> for Condition<M, K> {}
impl<M: Model, K: PinsKey<M> + PinsKeyAndMore<M>> NamesKey<ByCondition<K>> for &Condition<M, K> {}

//! The forms that name one item.

use std::fmt;
use std::marker::PhantomData;

use dynamo_model_fields::Item;
use dynamo_model_fields::capability::KeyType;

use crate::error::{Error, Result};
use crate::expr::condition::Condition;
use crate::expr::pins::{PinsKey, PinsKeyAndMore};
use crate::model::Model;
use crate::model::key::{Composite, HashOnly, Key, PrimaryKey};
use crate::model::value::IntoValue;
use crate::strategy::{Aim, aim_of};

/// The value of a hash key, or a `(hash, range)` pair.
pub trait KeyValue<Shape> {
    #[doc(hidden)]
    fn into_key_values<M: Model>(self) -> Key<M>;
}

impl<H: KeyType, T: IntoValue<H::Native>> KeyValue<HashOnly<H>> for T {
    fn into_key_values<M: Model>(self) -> Key<M> {
        Key::of_hash(H::to_key(&self.into_value()), M::schema().hash_key().name())
    }
}

fn pair<M: Model, H: KeyType, R: KeyType>(hash: &H::Native, range: &R::Native) -> Key<M> {
    let schema = M::schema();
    let range_name = schema.range_key().map_or("", |key| key.name());
    Key::of_pair((H::to_key(hash), schema.hash_key().name()), (R::to_key(range), range_name))
}

impl<H: KeyType, R: KeyType, A, B> KeyValue<Composite<H, R>> for (A, B)
where
    A: IntoValue<H::Native>,
    B: IntoValue<R::Native>,
{
    fn into_key_values<M: Model>(self) -> Key<M> {
        pair::<M, H, R>(&self.0.into_value(), &self.1.into_value())
    }
}

impl<'a, H: KeyType, R: KeyType, A, B> KeyValue<Composite<H, R>> for &'a (A, B)
where
    &'a A: IntoValue<H::Native>,
    &'a B: IntoValue<R::Native>,
{
    fn into_key_values<M: Model>(self) -> Key<M> {
        pair::<M, H, R>(&(&self.0).into_value(), &(&self.1).into_value())
    }
}

/// The struct of key fields that the derive makes: `UserKey { email }`.
pub trait KeyStruct {
    /// The model whose key it is.
    type Model: Model;

    /// Converts into the key.
    fn into_key(self) -> Key<Self::Model>;
}

/// Marks a value or a pair.
#[derive(Debug)]
pub struct ByValue;
/// Marks a reference to an instance.
#[derive(Debug)]
pub struct ByModel;
/// Marks an instance.
#[derive(Debug)]
pub struct ByOwned;
/// Marks a [`Key`].
#[derive(Debug)]
pub struct ByKey;
/// Marks a generated key struct.
#[derive(Debug)]
pub struct ByStruct;
/// Marks a map of attributes.
#[derive(Debug)]
pub struct ByItem;
/// Marks a [`Target`].
#[derive(Debug)]
pub struct ByTarget;
/// Marks a condition.
#[derive(Debug)]
pub struct ByCondition<K>(PhantomData<fn() -> K>);

/// What names one item of the model `M` and nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{M}`",
    label = "a key is the hash value where there is no range key, a `(hash, range)` pair, `&instance`, or conditions that pin every key field by `eq`",
    note = "each key field needs exactly one `.eq(..)`, joined with `&`, and nothing else may stand beside them"
)]
pub trait IntoKey<M: Model, Mark> {
    #[doc(hidden)]
    fn into_primary_key(self) -> Result<PrimaryKey>;
}

/// What names one item of the model `M`, perhaps with conditions on it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name one item of `{M}`",
    label = "the hash value where there is no range key, a `(hash, range)` pair, `&instance`, or conditions that pin every key field by `eq`"
)]
pub trait IntoTarget<M: Model, Mark> {
    /// Converts into the one form that all others have in common.
    fn into_target(self) -> Target<M>;
}

/// One item of the model `M`, however it was named; see [`Verbs::target`](crate::Verbs::target).
pub struct Target<M> {
    // An unusable key is reported when the target is used, so that making one cannot fail.
    aim: Result<Aim>,
    model: PhantomData<fn() -> M>,
}

impl<M> Target<M> {
    fn of(aim: Result<Aim>) -> Self {
        Self { aim, model: PhantomData }
    }

    pub(crate) fn into_aim(self) -> Result<Aim> {
        self.aim
    }
}

impl<M> fmt::Debug for Target<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Target")
    }
}

impl<M: Model> IntoTarget<M, ByTarget> for Target<M> {
    fn into_target(self) -> Target<M> {
        self
    }
}

macro_rules! keys {
    ($([$($generic:tt)*] $mark:ident, $form:ty, |$this:ident| $key:expr;)*) => {$(
        impl<$($generic)*> IntoKey<M, $mark> for $form {
            fn into_primary_key(self) -> Result<PrimaryKey> {
                let $this = self;
                $key
            }
        }

        impl<$($generic)*> IntoTarget<M, $mark> for $form {
            fn into_target(self) -> Target<M> {
                let key = IntoKey::<M, $mark>::into_primary_key(self);
                Target::of(key.map(|key| Aim { key, condition: None }))
            }
        }
    )*};
}

keys! {
    [M: Model, T: KeyValue<M::Key>] ByValue, T, |value| value.into_key_values::<M>().into_values();
    [M: Model] ByModel, &M, |model| model.key().into_values();
    [M: Model] ByOwned, M, |model| model.key().into_values();
    [M: Model] ByKey, Key<M>, |key| key.into_values();
    [M: Model] ByKey, &Key<M>, |key| key.clone().into_values();
    [M: Model, K: KeyStruct<Model = M>] ByStruct, K, |key| key.into_key().into_values();
    [M: Model] ByItem, Item, |item| of_item::<M>(&item);
    [M: Model] ByItem, &Item, |item| of_item::<M>(item);
}

fn of_item<M: Model>(item: &Item) -> Result<PrimaryKey> {
    let key = PrimaryKey::of_item(item, M::schema())?;
    key.check(M::schema())?;
    Ok(key)
}

impl<M: Model, K: PinsKey<M>> IntoKey<M, ByCondition<K>> for Condition<M, K> {
    fn into_primary_key(self) -> Result<PrimaryKey> {
        key_alone::<M>(self.into_expr())
    }
}

impl<M: Model, K: PinsKeyAndMore<M>> IntoTarget<M, ByCondition<K>> for Condition<M, K> {
    fn into_target(self) -> Target<M> {
        let aim = aim_of(self.into_expr(), M::schema()).and_then(|aim| {
            aim.key.check(M::schema())?;
            Ok(aim)
        });
        Target::of(aim)
    }
}

impl<M: Model, K: PinsKey<M>> IntoKey<M, ByCondition<K>> for &Condition<M, K> {
    fn into_primary_key(self) -> Result<PrimaryKey> {
        key_alone::<M>(self.expr().clone())
    }
}

impl<M: Model, K: PinsKeyAndMore<M>> IntoTarget<M, ByCondition<K>> for &Condition<M, K> {
    fn into_target(self) -> Target<M> {
        self.clone().into_target()
    }
}

/// A condition that was put together at run time becomes a key: each key field by `eq`, once, and nothing else.
impl<M: Model, K> TryFrom<Condition<M, K>> for Key<M> {
    type Error = Error;

    fn try_from(condition: Condition<M, K>) -> Result<Self> {
        key_alone::<M>(condition.into_expr()).map(|key| Key::of(Ok(key)))
    }
}

fn key_alone<M: Model>(expr: crate::expr::tree::Expr) -> Result<PrimaryKey> {
    let schema = M::schema();
    let aim = aim_of(expr, schema)?;
    if let Some(rest) = aim.condition {
        let words =
            format!("a key is each key field by `eq`, once, and nothing else; besides them stands: {rest}");
        return Err(Error::refused(words).of_model(schema.model()));
    }
    aim.key.check(schema)?;
    Ok(aim.key)
}

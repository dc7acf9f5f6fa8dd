//! What a condition pins, recorded in its type.

use std::marker::PhantomData;

use crate::model::Model;
use crate::model::field::{HashKey, Plain, RangeKey, ReadOnly, Removable};
use crate::model::key::{Composite, HashOnly};

/// Not pinned, or nothing but keys.
#[derive(Debug)]
pub struct No;
/// Pinned once, or something besides keys.
#[derive(Debug)]
pub struct Yes;
/// Pinned more than once, which no verb for one item accepts.
#[derive(Debug)]
pub struct Twice;

/// What a condition pins by `eq`: the hash key `H`, the range key `R`; and whether other terms stand beside them, `X`.
#[derive(Debug)]
pub struct Pins<H, R, X>(PhantomData<fn() -> (H, R, X)>);

/// The pins of a condition of which nothing is known.
pub type Any = Pins<No, No, Yes>;

/// What `eq` on a handle in this role pins.
pub trait Role {
    /// The pins of `field.eq(value)`.
    type Eq;
    /// The role of a part of the field: an element of a list, or the value under a key of a map.
    type Part;
    /// The role of a field of the document that the field is, where it has the role `R` in that.
    type At<R>;
}

impl Role for HashKey {
    type Eq = Pins<Yes, No, No>;
    type Part = ReadOnly;
    type At<R> = ReadOnly;
}
impl Role for RangeKey {
    type Eq = Pins<No, Yes, No>;
    type Part = ReadOnly;
    type At<R> = ReadOnly;
}
impl Role for Plain {
    type Eq = Any;
    type Part = Removable;
    type At<R> = R;
}
impl Role for Removable {
    type Eq = Any;
    type Part = Removable;
    type At<R> = R;
}
impl Role for ReadOnly {
    type Eq = Any;
    type Part = ReadOnly;
    type At<R> = ReadOnly;
}

/// What two terms joined by `&` pin together.
pub trait Join<B> {
    /// Pinned by neither, one or both.
    type Out;
}

macro_rules! join {
    ($($one:ty, $two:ty => $out:ty;)*) => {$(
        impl Join<$two> for $one {
            type Out = $out;
        }
    )*};
}

join! {
    No, No => No;
    No, Yes => Yes;
    No, Twice => Twice;
    Yes, No => Yes;
    Yes, Yes => Twice;
    Yes, Twice => Twice;
    Twice, No => Twice;
    Twice, Yes => Twice;
    Twice, Twice => Twice;
}

/// Whether one of two conditions has terms besides keys.
pub trait Either<B> {
    /// Yes if one has.
    type Out;
}

impl Either<No> for No {
    type Out = No;
}
impl Either<Yes> for No {
    type Out = Yes;
}
impl Either<No> for Yes {
    type Out = Yes;
}
impl Either<Yes> for Yes {
    type Out = Yes;
}

/// Pins that are the whole primary key of a shape, and nothing else.
pub trait PinsShape<Shape> {}
impl<H> PinsShape<HashOnly<H>> for Pins<Yes, No, No> {}
impl<H, R> PinsShape<Composite<H, R>> for Pins<Yes, Yes, No> {}

/// Pins that are the whole primary key of `M`, and nothing else.
#[diagnostic::on_unimplemented(
    message = "this condition does not pin the whole primary key of `{M}`",
    label = "every key field needs exactly one `.eq(..)`, joined with `&`, and nothing else may stand beside them"
)]
pub trait PinsKey<M> {}
impl<M: Model, K: PinsShape<M::Key>> PinsKey<M> for K {}

/// Pins that are the whole primary key of a shape, perhaps among other terms.
pub trait PinsShapeAndMore<Shape> {}
impl<H, X> PinsShapeAndMore<HashOnly<H>> for Pins<Yes, No, X> {}
impl<H, R, X> PinsShapeAndMore<Composite<H, R>> for Pins<Yes, Yes, X> {}

/// Pins that are the whole primary key of `M`, perhaps among other terms.
#[diagnostic::on_unimplemented(
    message = "this condition does not pin the whole primary key of `{M}`",
    label = "every key field needs exactly one `.eq(..)`, joined with `&`"
)]
pub trait PinsKeyAndMore<M> {}
impl<M: Model, K: PinsShapeAndMore<M::Key>> PinsKeyAndMore<M> for K {}

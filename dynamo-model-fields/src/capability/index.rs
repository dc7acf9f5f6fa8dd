//! What an index and time to live ask of an attribute.

use std::num::NonZero;

use crate::attribute::{As, Attribute, StoredAs};
use crate::form::EpochSeconds;

use super::{KeyType, ScalarType};

/// An attribute that can be part of the key of an index: one that can be part of a key, or an `Option` of it.
///
/// An item without the attribute is not in the index.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of an index in DynamoDB",
    label = "not a type of key",
    note = "the key of an index is text, a number or `Binary`, or an `Option` of one"
)]
pub trait IndexKey: Attribute {
    /// How DynamoDB stores the key.
    const STORED: ScalarType;

    /// Returns the size of the value in bytes; `None` where it cannot be too small or too large, or is absent.
    fn indexed_size(value: &Self::Native) -> Option<usize>;
}

#[diagnostic::do_not_recommend]
impl<T: KeyType> IndexKey for T {
    const STORED: ScalarType = T::SCALAR;

    #[inline]
    fn indexed_size(value: &Self::Native) -> Option<usize> {
        if T::is_absent(value) { None } else { T::key_size(value) }
    }
}

impl<T: KeyType> IndexKey for Option<T> {
    const STORED: ScalarType = T::SCALAR;

    #[inline]
    fn indexed_size(value: &Self::Native) -> Option<usize> {
        value.as_ref().and_then(<T as IndexKey>::indexed_size)
    }
}

/// An attribute that can say when an item expires: whole seconds since 1970, as a number.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html>
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot say when an item expires",
    label = "not stored as seconds since 1970",
    note = "time to live needs a time with `as = \"epoch_seconds\"`, or an integer that counts seconds since 1970"
)]
pub trait ExpiryTime: Attribute {}

impl<T: StoredAs<EpochSeconds>> ExpiryTime for As<T, EpochSeconds> {}

impl<T: ExpiryTime> ExpiryTime for Option<T> {}

macro_rules! seconds {
    ($($integer:ty)*) => {$(
        impl ExpiryTime for $integer {}

        impl ExpiryTime for NonZero<$integer> {}
    )*};
}

// What is smaller ends before 1970 has.
seconds!(u32 u64 u128 usize i32 i64 i128 isize);

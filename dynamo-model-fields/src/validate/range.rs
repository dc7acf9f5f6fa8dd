//! The rule about ranges of numbers.

use std::sync::Arc;

use serde::Serialize;
use validator::{ValidateRange, ValidationError};

use crate::number::Number;

use super::outcome::{add_param, unless};

/// Bounds of a number, or of anything else that has an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range<T> {
    /// The least value.
    pub min: Option<T>,
    /// The greatest value.
    pub max: Option<T>,
    /// What the value must exceed.
    pub exclusive_min: Option<T>,
    /// What the value must stay below.
    pub exclusive_max: Option<T>,
}

impl<T> Default for Range<T> {
    fn default() -> Self {
        Self { min: None, max: None, exclusive_min: None, exclusive_max: None }
    }
}

/// Makes the bound of a rule.
pub fn bound<T>(value: T) -> Option<T> {
    Some(value)
}

/// A value that can be compared with bounds of type `T`.
// There is one `T` for each plain type, so that bounds take the field's type, or are named as mistakes.
#[diagnostic::on_unimplemented(
    message = "rule `range` needs a number, and `{Self}` is none",
    label = "not a number",
    note = "the rule for text and collections is `length`"
)]
pub trait Ranged<T> {
    /// Tells whether the value, unless it is absent, is within the bounds.
    fn is_within(&self, bounds: Range<T>) -> bool;
}

/// Finds a value outside the bounds; the code is `range`, and the params are the bounds.
///
/// What is not a number is within no bounds.
pub fn range<T, V>(value: &V, bounds: Range<T>) -> Option<ValidationError>
where
    V: Ranged<T>,
    T: Clone + Serialize,
{
    let mut error = unless(value.is_within(bounds.clone()), "range")?;
    let Range { min, max, exclusive_min, exclusive_max } = bounds;
    for (name, bound) in
        [("min", min), ("max", max), ("exclusive_min", exclusive_min), ("exclusive_max", exclusive_max)]
    {
        if let Some(bound) = bound {
            add_param(&mut error, name, &bound);
        }
    }
    Some(error)
}

fn is_in<T: ValidateRange<T>>(value: &T, bounds: Range<T>) -> bool {
    value.validate_range(bounds.min, bounds.max, bounds.exclusive_min, bounds.exclusive_max)
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl Ranged<$integer> for $integer {
            fn is_within(&self, bounds: Range<$integer>) -> bool {
                is_in(self, bounds)
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Ranged<$float> for $float {
            fn is_within(&self, bounds: Range<$float>) -> bool {
                // `validator` asks whether a bound is passed, which NaN never does.
                !self.is_nan() && is_in(self, bounds)
            }
        }
    )*};
}

floats!(f32 f64);

/// Exact decimals are compared with whole bounds: a literal with a fraction is a float, which is not exact.
macro_rules! decimals {
    ($($decimal:ty)*) => {$(
        impl Ranged<i64> for $decimal {
            fn is_within(&self, bounds: Range<i64>) -> bool {
                let Range { min, max, exclusive_min, exclusive_max } = bounds;
                let exact = |bound: Option<i64>| bound.map(Self::from);
                exact(min).is_none_or(|min| *self >= min)
                    && exact(max).is_none_or(|max| *self <= max)
                    && exact(exclusive_min).is_none_or(|min| *self > min)
                    && exact(exclusive_max).is_none_or(|max| *self < max)
            }
        }
    )*};
}

decimals!(Number);
#[cfg(feature = "bigdecimal")]
decimals!(bigdecimal::BigDecimal);
#[cfg(feature = "rust_decimal")]
decimals!(rust_decimal::Decimal);

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T, V: Ranged<T>> Ranged<T> for $pointer {
            fn is_within(&self, bounds: Range<T>) -> bool {
                V::is_within(self, bounds)
            }
        }
    )*};
}

pointers!(&V Box<V> Arc<V>);

impl<T, V: Ranged<T>> Ranged<T> for Option<V> {
    fn is_within(&self, bounds: Range<T>) -> bool {
        self.as_ref().is_none_or(|value| value.is_within(bounds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_compared_exactly() {
        let from_one = Range { min: Some(1), exclusive_max: Some(2), ..Range::default() };
        for (text, is_within) in [
            ("0.9999999999999999999999999999999999999", false),
            ("1", true),
            ("1.9999999999999999999999999999999999999", true),
            ("2.0", false),
        ] {
            let number = Number::new(text).unwrap();
            assert_eq!(range(&number, from_one).is_none(), is_within, "{text}");
        }
        let positive = Range { exclusive_min: Some(0), max: Some(5), ..Range::default() };
        assert!(range(&Some(Number::from(0)), positive).is_some());
        assert!(range(&None::<Number>, positive).is_none());
    }

    #[cfg(feature = "rust_decimal")]
    #[test]
    fn a_decimal_has_whole_bounds() {
        let from_zero = Range { min: Some(0), ..Range::default() };
        assert!(range(&rust_decimal::Decimal::new(-1, 2), from_zero).is_some());
        assert!(range(&rust_decimal::Decimal::new(1, 2), from_zero).is_none());
    }
}

//! Rules about what a value must equal.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use validator::ValidationError;

use super::outcome::{add_param, unless};
use super::text::Text;

/// A value that can be looked up in a list of `T`.
// There is one `T` for each plain type, so that the list takes the field's type, or is named as a mistake.
#[diagnostic::on_unimplemented(
    message = "rule `one_of` needs text, a whole number or a character, and `{Self}` is none",
    label = "neither text, a whole number nor a character"
)]
pub trait OneOf<T> {
    /// Tells whether the value, unless it is absent, is in the list.
    fn is_one_of(&self, allowed: &[T]) -> bool;
}

/// Finds a value that is not in the list; the code is `one_of`, and the param `allowed` is the list.
pub fn one_of<T, V>(value: &V, allowed: &[T]) -> Option<ValidationError>
where
    V: OneOf<T> + ?Sized,
    T: Serialize,
{
    let mut error = unless(value.is_one_of(allowed), "one_of")?;
    add_param(&mut error, "allowed", allowed);
    Some(error)
}

/// Finds a value that differs from another field's; the code is `must_match`.
///
/// An absent value matches only an absent one.
// `validator` asks for `Eq`, which floats and what holds them lack.
pub fn must_match<T: PartialEq + ?Sized>(value: &T, other: &T) -> Option<ValidationError> {
    unless(value == other, "must_match")
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl<'a> OneOf<&'a str> for $text {
            fn is_one_of(&self, allowed: &[&'a str]) -> bool {
                self.text().is_none_or(|text| allowed.contains(&text))
            }
        }
    )*};
}

texts!(str String Cow<'_, str>);

macro_rules! plain {
    ($($plain:ident)*) => {$(
        impl OneOf<$plain> for $plain {
            fn is_one_of(&self, allowed: &[$plain]) -> bool {
                allowed.contains(self)
            }
        }
    )*};
}

plain!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize char);

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T, V: OneOf<T> + ?Sized> OneOf<T> for $pointer {
            fn is_one_of(&self, allowed: &[T]) -> bool {
                V::is_one_of(self, allowed)
            }
        }
    )*};
}

pointers!(&V Box<V> Arc<V>);

impl<T, V: OneOf<T>> OneOf<T> for Option<V> {
    fn is_one_of(&self, allowed: &[T]) -> bool {
        self.as_ref().is_none_or(|value| value.is_one_of(allowed))
    }
}

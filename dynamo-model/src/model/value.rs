//! What may stand where a field's value is expected, in `new` and in keys.

use std::borrow::Cow;
use std::sync::Arc;

use dynamo_model_fields::Binary;

/// A value for a field of the type `T`: the Rust value itself, a reference to it, or `&str` for text.
#[diagnostic::on_unimplemented(
    message = "a value for `{T}` is expected here, not `{Self}`",
    label = "not a `{T}`"
)]
pub trait IntoValue<T> {
    /// Gives the value as the struct's field holds it.
    fn into_value(self) -> T;
}

impl<T> IntoValue<T> for T {
    fn into_value(self) -> T {
        self
    }
}

impl<T: Clone> IntoValue<T> for &T {
    fn into_value(self) -> T {
        self.clone()
    }
}

macro_rules! from_text {
    ($($text:ty),*) => {$(
        impl IntoValue<$text> for &str {
            fn into_value(self) -> $text {
                self.into()
            }
        }
        impl IntoValue<$text> for &&str {
            fn into_value(self) -> $text {
                (*self).into()
            }
        }
    )*};
}

from_text!(String, Box<str>, Arc<str>);

#[cfg(feature = "compact_str")]
from_text!(compact_str::CompactString);
#[cfg(feature = "smol_str")]
from_text!(smol_str::SmolStr);

impl IntoValue<Cow<'static, str>> for &'static str {
    fn into_value(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

impl IntoValue<String> for char {
    fn into_value(self) -> String {
        self.to_string()
    }
}

impl IntoValue<Binary> for &[u8] {
    fn into_value(self) -> Binary {
        Binary::from(self)
    }
}

impl<const N: usize> IntoValue<Binary> for &[u8; N] {
    fn into_value(self) -> Binary {
        Binary::from(self.as_slice())
    }
}

//! What is text to a rule.

use std::borrow::Cow;
use std::sync::Arc;

/// A value that rules about text apply to.
///
/// To let all rules about text see a type, implement [`HasLength`](super::HasLength),
/// [`Searched`](super::Searched) and [`OneOf`](super::OneOf) for it too.
#[diagnostic::on_unimplemented(
    message = "rule `email`, `url`, `ip`, `regex`, `contains` and their like need text, and `{Self}` is none",
    label = "not text",
    note = "for the elements of a list, a set or a map, put the rule in `each(..)`"
)]
pub trait Text {
    /// Returns the text, or `None` if it is absent.
    fn text(&self) -> Option<&str>;
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        impl Text for $text {
            fn text(&self) -> Option<&str> {
                Some(self)
            }
        }
    )*};
}

texts!(str String Cow<'_, str>);

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T: Text + ?Sized> Text for $pointer {
            fn text(&self) -> Option<&str> {
                T::text(self)
            }
        }
    )*};
}

pointers!(&T Box<T> Arc<T>);

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref()?.text()
    }
}

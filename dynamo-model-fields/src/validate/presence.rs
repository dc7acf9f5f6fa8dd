//! Fields that must be there.

use validator::{ValidateRequired, ValidationError};

use super::outcome::unless;

/// A value that may be absent.
#[diagnostic::on_unimplemented(
    message = "rule `required` needs an `Option`, and `{Self}` is none",
    label = "always there",
    note = "remove the rule, or write the type as an `Option`"
)]
pub trait MayBeAbsent {
    /// Tells whether the value is there.
    fn is_there(&self) -> bool;
}

impl<T> MayBeAbsent for Option<T> {
    fn is_there(&self) -> bool {
        self.validate_required()
    }
}

/// Finds a value that is absent; the code is `required`.
pub fn required<T: MayBeAbsent>(value: &T) -> Option<ValidationError> {
    unless(value.is_there(), "required")
}

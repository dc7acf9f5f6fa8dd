//! Fields that must be there.

use validator::{ValidateRequired, ValidationError};

use super::outcome::unless;

/// Finds a value that is absent; the code is `required`.
pub fn required<T>(value: &Option<T>) -> Option<ValidationError> {
    unless(value.validate_required(), "required")
}

//! What a rule returns.

use serde::Serialize;
use validator::ValidationError;

/// Returns what a function of the user's own found.
pub fn custom(outcome: Result<(), ValidationError>) -> Option<ValidationError> {
    outcome.err()
}

/// Gives the violation, if there is one, another code or message.
pub fn worded(
    code: Option<&'static str>,
    message: Option<&'static str>,
    found: Option<ValidationError>,
) -> Option<ValidationError> {
    let mut error = found?;
    if let Some(code) = code {
        error.code = code.into();
    }
    if let Some(message) = message {
        error.message = Some(message.into());
    }
    Some(error)
}

/// Returns the violation that bears the code unless the rule is obeyed.
pub(super) fn unless(is_obeyed: bool, code: &'static str) -> Option<ValidationError> {
    (!is_obeyed).then(|| ValidationError::new(code))
}

/// Tells in the violation what the rule asks for.
// `ValidationError::add_param` panics on what JSON cannot hold, such as a large u128.
pub(super) fn add_param<T: Serialize + ?Sized>(error: &mut ValidationError, name: &'static str, value: &T) {
    if let Ok(value) = serde_json::to_value(value) {
        error.params.insert(name.into(), value);
    }
}

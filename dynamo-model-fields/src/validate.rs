//! The rules of validation that derived code calls, one function a rule.

use std::borrow::Cow;

use serde::Serialize;
use validator::{ValidateEmail, ValidateLength, ValidateRange};

pub use validator::{Validate, ValidationError, ValidationErrors};

/// Bounds of a length: characters of text, elements of a collection, bytes of `Binary`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// The least length.
    pub min: Option<u64>,
    /// The greatest length.
    pub max: Option<u64>,
    /// The only length; the other two are then ignored.
    pub equal: Option<u64>,
}

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

/// Adds an error under the field's name unless the text is an e-mail address.
pub fn email<T: ValidateEmail>(value: &T, name: &'static str, errors: &mut ValidationErrors) {
    if !value.validate_email() {
        errors.add(name, ValidationError::new("email"));
    }
}

/// Runs a rule, and gives its errors another code or message.
pub fn worded(
    code: Option<&'static str>,
    message: Option<&'static str>,
    name: &'static str,
    errors: &mut ValidationErrors,
    rule: impl FnOnce(&mut ValidationErrors),
) {
    let mut found = ValidationErrors::new();
    rule(&mut found);
    for error in found.field_errors().into_values().flatten() {
        let mut error = error.clone();
        if let Some(code) = code {
            error.code = code.into();
        }
        if let Some(message) = message {
            error.message = Some(message.into());
        }
        errors.add(name, error);
    }
}

/// Adds an error under the field's name unless the length is within the bounds.
pub fn length<T: ValidateLength<u64>>(
    value: &T,
    bounds: Length,
    name: &'static str,
    errors: &mut ValidationErrors,
) {
    if value.validate_length(bounds.min, bounds.max, bounds.equal) {
        return;
    }
    let mut error = ValidationError::new("length");
    add_bound(&mut error, "min", bounds.min);
    add_bound(&mut error, "max", bounds.max);
    add_bound(&mut error, "equal", bounds.equal);
    errors.add(name, error);
}

/// Adds an error under the field's name unless the value is within the bounds.
pub fn range<T, V>(value: &V, bounds: Range<T>, name: &'static str, errors: &mut ValidationErrors)
where
    T: Clone + Serialize,
    V: ValidateRange<T>,
{
    let Range { min, max, exclusive_min, exclusive_max } = bounds.clone();
    if value.validate_range(min, max, exclusive_min, exclusive_max) {
        return;
    }
    let mut error = ValidationError::new("range");
    add_bound(&mut error, "min", bounds.min);
    add_bound(&mut error, "max", bounds.max);
    add_bound(&mut error, "exclusive_min", bounds.exclusive_min);
    add_bound(&mut error, "exclusive_max", bounds.exclusive_max);
    errors.add(name, error);
}

// `ValidationError::add_param` panics on what JSON cannot hold, such as a large u128.
fn add_bound<T: Serialize>(error: &mut ValidationError, name: &'static str, bound: Option<T>) {
    if let Some(Ok(bound)) = bound.map(serde_json::to_value) {
        error.params.insert(Cow::Borrowed(name), bound);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn years<T>(min: T, max: T) -> Range<T> {
        Range { min: Some(min), max: Some(max), ..Range::default() }
    }

    fn codes(errors: &ValidationErrors, name: &str) -> Vec<String> {
        errors
            .field_errors()
            .get(name)
            .map_or_else(Vec::new, |errors| errors.iter().map(|error| error.code.to_string()).collect())
    }

    #[test]
    fn infers_the_type_of_bounds_from_the_field() {
        let mut errors = ValidationErrors::new();
        range(&Some(2019_u16), years(1900, 2018), "year", &mut errors);
        range(&1899_u16, years(1900, 2018), "year", &mut errors);
        range(&None::<u16>, years(1900, 2018), "none", &mut errors);
        range(&Some(-1_i64), years(0, 5), "count", &mut errors);
        range(&2.5_f32, years(0.0, 1.0), "ratio", &mut errors);
        assert_eq!(codes(&errors, "year"), ["range", "range"]);
        assert_eq!(codes(&errors, "count"), ["range"]);
        assert_eq!(codes(&errors, "ratio"), ["range"]);
        assert!(codes(&errors, "none").is_empty());
        let year = &errors.field_errors()["year"][0];
        assert_eq!(year.params["min"], json!(1900));
        assert_eq!(year.params["max"], json!(2018));
        assert_eq!(year.params.len(), 2, "the value itself is not repeated");
    }

    #[test]
    fn keeps_exclusive_bounds_out() {
        let below = |max| Range { exclusive_max: Some(max), ..Range::default() };
        let mut errors = ValidationErrors::new();
        range(&9, below(10), "a", &mut errors);
        range(&u128::MAX, below(u128::MAX), "b", &mut errors);
        assert!(codes(&errors, "a").is_empty());
        assert_eq!(codes(&errors, "b"), ["range"]);
    }

    #[test]
    fn counts_characters_and_elements() {
        let at_most = |max| Length { max: Some(max), ..Length::default() };
        let mut errors = ValidationErrors::new();
        length(&"日本".to_owned(), at_most(2), "text", &mut errors);
        length(&None::<String>, at_most(0), "none", &mut errors);
        assert!(errors.is_empty());
        length(&Some("日本語".to_owned()), at_most(2), "text", &mut errors);
        length(&vec![1, 2, 3], at_most(2), "list", &mut errors);
        length(&crate::Binary::from([1, 2, 3]), at_most(2), "bytes", &mut errors);
        for name in ["text", "list", "bytes"] {
            assert_eq!(codes(&errors, name), ["length"]);
        }
    }

    #[test]
    fn knows_an_address() {
        let mut errors = ValidationErrors::new();
        email(&"a@b.io".to_owned(), "good", &mut errors);
        email(&None::<String>, "none", &mut errors);
        assert!(errors.is_empty());
        email(&Some("a.b.io".to_owned()), "bad", &mut errors);
        assert_eq!(codes(&errors, "bad"), ["email"]);
    }
}

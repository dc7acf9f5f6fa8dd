//! The violations of a struct and of its fields, while they are found.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::capability::{Each, Place};

use super::merge::keep;
use super::nested::Nested;

/// The name under which `validator` keeps the violations of a whole struct.
pub(super) const WHOLE: Cow<'static, str> = Cow::Borrowed("__all__");

/// The violations of one struct, while they are found.
#[derive(Debug, Default)]
pub struct Violations {
    errors: ValidationErrors,
}

impl Violations {
    /// Makes a collection that holds none yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs the rules of a field, and keeps what they find under its name.
    ///
    /// Violations of elements stand under names that are paths, such as `lines[2]`; those of nested documents under
    /// the field's name, or under paths, such as `address.city`, if the field has violations of its own.
    pub fn field(&mut self, name: &'static str, rules: impl FnOnce(&mut FieldViolations)) {
        let mut found = FieldViolations::new();
        rules(&mut found);
        found.keep_in(&mut self.errors, name);
    }

    /// Keeps a violation of a rule about the whole struct, under validator's own name for these, `__all__`.
    pub fn whole(&mut self, found: Option<ValidationError>) {
        if let Some(error) = found {
            keep(&mut self.errors, WHOLE, ValidationErrorsKind::Field(vec![error]));
        }
    }

    /// Tells whether no rule has found anything.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Ends the validation.
    ///
    /// # Errors
    ///
    /// The violations, if there are any.
    pub fn finish(self) -> Result<(), ValidationErrors> {
        if self.is_empty() { Ok(()) } else { Err(self.errors) }
    }
}

/// The violations of one field.
#[derive(Debug, Default)]
pub struct FieldViolations {
    own: Vec<ValidationError>,
    nested: Vec<ValidationErrorsKind>,
    elements: Vec<(String, FieldViolations)>,
}

impl FieldViolations {
    /// Makes a collection that holds none yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps what a rule has found, in the order in which the rules run.
    pub fn add(&mut self, found: Option<ValidationError>) {
        self.own.extend(found);
    }

    /// Runs rules on each element of a collection.
    pub fn each<C: Each>(
        &mut self,
        collection: &C,
        mut rules: impl FnMut(&C::Element, &mut FieldViolations),
    ) {
        collection.for_each(|place: Place<'_>, element| {
            let mut found = FieldViolations::new();
            rules(element, &mut found);
            if !found.is_empty() {
                self.elements.push((place.to_string(), found));
            }
        });
    }

    /// Validates a document, or each document of a collection, by its own rules.
    pub fn nested<T: Nested>(&mut self, value: &T) {
        self.nested.extend(value.nested());
    }

    /// Tells whether no rule has found anything.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.nested.is_empty() && self.elements.is_empty()
    }

    /// Gives the violations under a path, such as `address.lines[2]`.
    pub fn into_errors(self, path: impl Into<String>) -> ValidationErrors {
        let mut errors = ValidationErrors::new();
        self.keep_in(&mut errors, &path.into());
        errors
    }

    fn keep_in(self, errors: &mut ValidationErrors, path: &str) {
        if !self.own.is_empty() {
            keep(errors, path.to_owned().into(), ValidationErrorsKind::Field(self.own));
        }
        for (place, element) in self.elements {
            element.keep_in(errors, &format!("{path}{place}"));
        }
        for kind in self.nested {
            keep(errors, path.to_owned().into(), kind);
        }
    }
}

//! The violations of an item that failed validation, by path.

use std::fmt;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

/// How `validator` names what is about the whole.
const WHOLE: &str = "__all__";

/// A rule that a field breaks; see [`Error::violations`](crate::Error::violations).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    path: String,
    code: String,
    message: String,
}

impl Violation {
    /// Gives the path of the field, such as `address.lines[2]`, by the names in Rust; empty for a rule about the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Names the rule, such as `length`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Says what the rule demands: in the words that the model gives for it, failing those in ours. The value is never
    /// among them.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Such as `` `email` is not an e-mail address ``.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "the whole {}", self.message)
        } else {
            write!(f, "`{}` {}", self.path, self.message)
        }
    }
}

/// Every violation, in the order of the paths.
pub(super) fn list(errors: &ValidationErrors) -> Vec<Violation> {
    let mut found = Vec::new();
    collect("", errors, &mut found);
    found.sort();
    found
}

/// Every violation in one line, in the order in which they read.
pub(super) fn line(errors: &ValidationErrors) -> String {
    let mut lines: Vec<String> = list(errors).iter().map(ToString::to_string).collect();
    lines.sort();
    lines.join("; ")
}

fn collect(prefix: &str, errors: &ValidationErrors, found: &mut Vec<Violation>) {
    for (name, kind) in errors.errors() {
        let path = match (prefix, name.as_ref()) {
            (prefix, WHOLE) => prefix.to_owned(),
            ("", name) => name.to_owned(),
            (prefix, name) if name.starts_with('[') => format!("{prefix}{name}"),
            (prefix, name) => format!("{prefix}.{name}"),
        };
        match kind {
            ValidationErrorsKind::Struct(nested) => collect(&path, nested, found),
            ValidationErrorsKind::List(list) => {
                for (index, nested) in list {
                    collect(&format!("{path}[{index}]"), nested, found);
                }
            }
            ValidationErrorsKind::Field(broken) => found.extend(broken.iter().map(|error| Violation {
                path: path.clone(),
                code: error.code.to_string(),
                message: message(error),
            })),
        }
    }
}

/// What a rule demands: the user's own message, or words for the rules that are known.
fn message(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.to_string();
    }
    match error.code.as_ref() {
        "email" => "is not an e-mail address".to_owned(),
        "url" => "is not a URL".to_owned(),
        "ip" => "is not an IP address".to_owned(),
        "ipv4" => "is not an IPv4 address".to_owned(),
        "ipv6" => "is not an IPv6 address".to_owned(),
        "regex" => "does not have the form that is asked for".to_owned(),
        "required" => "is required".to_owned(),
        "must_match" => "must be the same as the field beside it".to_owned(),
        "non_control_character" => "must not hold control characters".to_owned(),
        "contains" => format!("must contain {}", param(error, "needle")),
        "does_not_contain" => format!("must not contain {}", param(error, "needle")),
        "one_of" => format!("must be one of {}", param(error, "allowed")),
        "length" => format!("must have a length of {}", bounds(error)),
        "range" => format!("must be {}", bounds(error)),
        code => format!("breaks the rule `{code}`"),
    }
}

fn param(error: &ValidationError, name: &str) -> String {
    error.params.get(name).map_or_else(|| "what is allowed".to_owned(), ToString::to_string)
}

fn bounds(error: &ValidationError) -> String {
    let known = [
        ("equal", "exactly"),
        ("min", "at least"),
        ("exclusive_min", "more than"),
        ("max", "at most"),
        ("exclusive_max", "less than"),
    ];
    let named =
        known.iter().filter_map(|(name, words)| Some(format!("{words} {}", error.params.get(*name)?)));
    named.collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_the_field_and_are_in_order() {
        let broken = |code| {
            let mut errors = ValidationErrors::new();
            errors.add("lines", ValidationError::new(code));
            errors
        };
        let mut errors = ValidationErrors::new();
        errors.add(WHOLE, ValidationError::new("either"));
        errors
            .errors_mut()
            .insert("address".into(), ValidationErrorsKind::Struct(Box::new(broken("required"))));
        let told = list(&errors);
        let told: Vec<_> = told.iter().map(|found| (found.path(), found.code(), found.to_string())).collect();
        let expected = [
            ("", "either", "the whole breaks the rule `either`".to_owned()),
            ("address.lines", "required", "`address.lines` is required".to_owned()),
        ];
        assert_eq!(told, expected);
    }
}

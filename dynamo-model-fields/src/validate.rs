//! What derived code validates with: a function for each rule, and the collection of what they find.
//!
//! A rule is pure: it takes a value and returns the violation, if it finds one. `validator` does the checking, and its
//! [`ValidationErrors`] are the result. No rule repeats the value in what it returns, so that errors can be logged.

mod equality;
mod format;
mod length;
mod merge;
mod nested;
mod outcome;
mod presence;
mod range;
mod search;
mod text;
mod texts;
mod violations;

pub use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

pub use crate::capability::{Each, Place};
pub use equality::{OneOf, must_match, one_of};
pub use format::{IpVersion, email, ip, non_control_character, regex, url};
pub use length::{HasLength, Length, length};
pub use nested::{Nested, of_document};
pub use outcome::{custom, worded};
pub use presence::required;
pub use range::{Range, Ranged, bound, range};
pub use search::{Searched, contains, does_not_contain};
pub use text::Text;
pub use violations::{FieldViolations, Violations};

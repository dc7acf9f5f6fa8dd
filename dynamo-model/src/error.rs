//! What can go wrong, and how a caller tells one thing from another.

mod cancellation;
mod construct;
mod kind;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use dynamo_model_fields::{DecodeError, EncodeError, Item, ReadItem};
use validator::{ValidationError, ValidationErrors};

pub use cancellation::{CancellationKind, CancellationReason};
pub use kind::ErrorKind;

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

pub(crate) type BoxError = Box<dyn StdError + Send + Sync + 'static>;

/// An operation that did not do what it was asked to.
///
/// The type is opaque: ask [`kind`](Error::kind) or one of the `is_*` predicates what happened. It is one pointer
/// wide and cheap to clone, and it converts into `anyhow` and its like with `?`. The error of the SDK, where there was one, is its
/// [`source`](StdError::source).
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    detail: Detail,
    place: Place,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// Where an error happened, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) operation: Option<&'static str>,
    pub(crate) table: Option<String>,
    pub(crate) model: Option<&'static str>,
    pub(crate) region: Option<String>,
    /// Which action of a transaction, or write of a batch.
    pub(crate) action: Option<String>,
}

enum Detail {
    Validation(ValidationErrors),
    ConditionFailed {
        item: Option<Item>,
        /// True if the condition was that there is no item.
        on_absence: bool,
    },
    Decode {
        error: DecodeError,
        /// What was done all the same, such as `the item was deleted`.
        done: Option<&'static str>,
        item: Option<Item>,
    },
    /// The actions of a transaction that are to blame.
    Cancelled(Vec<CancellationReason>),
    Encode(EncodeError),
    ItemTooLarge {
        at_least: usize,
    },
    /// A kind that needs no data but its words.
    Said(ErrorKind, String),
    Service {
        kind: ErrorKind,
        /// What it means here, where that can be said.
        meaning: Option<String>,
        code: Option<String>,
        message: Option<String>,
        status: Option<u16>,
    },
}

impl Error {
    /// Tells what happened.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match &self.0.detail {
            Detail::Validation(_) => ErrorKind::Validation,
            Detail::ConditionFailed { .. } => ErrorKind::ConditionFailed,
            Detail::Decode { .. } => ErrorKind::Decode,
            Detail::Cancelled(_) => ErrorKind::TransactionCancelled,
            Detail::Encode(_) => ErrorKind::Encode,
            Detail::ItemTooLarge { .. } => ErrorKind::ItemTooLarge,
            Detail::Said(kind, _) | Detail::Service { kind, .. } => *kind,
        }
    }

    /// Gives the violations of an item that failed validation, by field.
    #[must_use]
    pub fn validation_errors(&self) -> Option<&ValidationErrors> {
        match &self.0.detail {
            Detail::Validation(errors) => Some(errors),
            _ => None,
        }
    }

    /// Gives the item that was there when a condition failed, or that a write gave back and the model cannot read.
    ///
    /// It is absent where the table held none, and where the server does not return it.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        match &self.0.detail {
            Detail::ConditionFailed { item, .. } | Detail::Decode { item, .. } => item.as_ref(),
            _ => None,
        }
    }

    /// Reads the item that was there when a condition failed as a model.
    ///
    /// # Errors
    ///
    /// [`is_decode`](Error::is_decode) if the item does not fit the model.
    pub fn item_as<M: ReadItem>(&self) -> Result<Option<M>> {
        self.item().map(dynamo_model_fields::from_item::<M>).transpose().map_err(Error::decode)
    }

    /// Gives the actions that had a transaction cancelled, in order: each with its position, its reason and the item that
    /// was there. The others stood in nobody's way.
    #[must_use]
    pub fn cancellation_reasons(&self) -> &[CancellationReason] {
        match &self.0.detail {
            Detail::Cancelled(reasons) => reasons,
            _ => &[],
        }
    }

    /// Gives the attribute that could not be read, and why.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.detail {
            Detail::Decode { error, .. } => Some(error),
            _ => None,
        }
    }

    /// Gives the error code of the service, such as `ThrottlingException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Service { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The words of the service.
    pub(crate) fn service_message(&self) -> Option<&str> {
        match &self.0.detail {
            Detail::Service { message, .. } => message.as_deref(),
            _ => None,
        }
    }

    /// Gives the HTTP status of the service's answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match &self.0.detail {
            Detail::Service { status, .. } => *status,
            _ => None,
        }
    }

    /// Names the operation that was sent or would have been, such as `PutItem`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.place.operation
    }

    /// Names the table, with its prefix.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.0.place.table.as_deref()
    }

    /// Names the model's type.
    #[must_use]
    pub fn model(&self) -> Option<&'static str> {
        self.0.place.model
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.0.place;
        if let Some(action) = &place.action {
            write!(f, "{action}: ")?;
        }
        match &self.0.detail {
            Detail::Validation(errors) => {
                write!(f, "invalid {}: {}", place.model.unwrap_or("item"), violations(errors))?;
            }
            Detail::ConditionFailed { on_absence: true, .. } => {
                f.write_str("an item of this key is there already")?;
            }
            Detail::ConditionFailed { item: Some(_), .. } => {
                f.write_str("the condition failed on the item that was there")?;
            }
            Detail::ConditionFailed { item: None, .. } => f.write_str("the condition failed")?,
            Detail::Decode { error, done, .. } => {
                if let Some(done) = done {
                    write!(f, "{done}, but what came back does not fit: ")?;
                }
                match place.model {
                    Some(model) => write!(f, "cannot read {model}: {error}")?,
                    None => write!(f, "{error}")?,
                }
            }
            Detail::Cancelled(reasons) => {
                f.write_str("the transaction was cancelled")?;
                cancellation::write_reasons(f, reasons)?;
            }
            Detail::Encode(error) => match place.model {
                Some(model) => write!(f, "cannot store {model}: {error}")?,
                None => write!(f, "cannot store a value: {error}")?,
            },
            Detail::ItemTooLarge { at_least } => write!(
                f,
                "{} of at least {at_least} bytes exceeds DynamoDB's limit of {} bytes (400 KB)",
                place.model.map_or("an item".to_owned(), |model| format!("an item of {model}")),
                dynamo_model_fields::size::MAX_ITEM_SIZE
            )?,
            Detail::Said(_, words) => match place.model {
                Some(model) => write!(f, "{model}: {words}")?,
                None => f.write_str(words)?,
            },
            Detail::Service { kind, meaning, code, message, status } => {
                f.write_str(meaning.as_deref().unwrap_or(kind.words()))?;
                if let Some(code) = code {
                    write!(f, ": {code}")?;
                }
                if let Some(message) = message {
                    write!(f, ": {message}")?;
                }
                if let (None, Some(status)) = (code, status) {
                    write!(f, ": status {status}")?;
                }
            }
        }
        let Some(operation) = place.operation else { return Ok(()) };
        write!(f, " ({operation}")?;
        if let Some(table) = &place.table {
            write!(f, " on table `{table}`")?;
        }
        if let Some(region) = &place.region {
            write!(f, " in {region}")?;
        }
        f.write_str(")")
    }
}

/// Every violation in one line, in the order of the field paths.
fn violations(errors: &ValidationErrors) -> String {
    let mut lines: Vec<String> = Vec::new();
    collect_violations("", errors, &mut lines);
    lines.sort();
    lines.join("; ")
}

fn collect_violations(prefix: &str, errors: &ValidationErrors, lines: &mut Vec<String>) {
    use validator::ValidationErrorsKind as Kind;
    for (name, kind) in errors.errors() {
        let path = match (prefix, name.as_ref()) {
            // What is about the whole has no name of its own.
            ("", name) => name.to_owned(),
            (prefix, "__all__") => prefix.to_owned(),
            (prefix, name) if name.starts_with('[') => format!("{prefix}{name}"),
            (prefix, name) => format!("{prefix}.{name}"),
        };
        match kind {
            Kind::Struct(nested) => collect_violations(&path, nested, lines),
            Kind::List(list) => {
                for (index, nested) in list {
                    collect_violations(&format!("{path}[{index}]"), nested, lines);
                }
            }
            Kind::Field(found) => {
                let place = if path == "__all__" { "the whole".to_owned() } else { format!("`{path}`") };
                lines.extend(found.iter().map(|error| format!("{place} {}", violation(error))));
            }
        }
    }
}

/// What a rule demands: the user's own message, or words for the rules that are known.
fn violation(error: &ValidationError) -> String {
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

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind()).field("message", &self.to_string());
        if let Some(source) = &self.0.source {
            out.field("source", &source.to_string());
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

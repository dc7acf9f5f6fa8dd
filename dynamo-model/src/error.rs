//! What can go wrong, and how a caller tells one thing from another.

mod cancellation;
mod construct;
mod kind;
mod status;
mod violation;
#[cfg(feature = "axum")]
mod words;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use dynamo_model_fields::{DecodeError, EncodeError, Item, ReadItem};
use validator::ValidationErrors;

pub(crate) use cancellation::STATEMENT;
pub use cancellation::{CancellationKind, CancellationReason};
pub use kind::ErrorKind;
pub use violation::Violation;

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
    /// Of the answer that told it.
    request_id: Option<String>,
    /// True if whoever asks is to be told to come later, though nobody throttles.
    is_rate_limited: bool,
    /// True if it is about a map of attributes that the caller gave, and that does not fit the model.
    is_of_input: bool,
}

/// Where an error happened, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) operation: Option<&'static str>,
    pub(crate) table: Option<String>,
    pub(crate) model: Option<&'static str>,
    /// Of an item that cannot be read.
    pub(crate) key: Option<String>,
    /// Such as `in eu-west-1`, or `at http://localhost:8000`.
    pub(crate) whereabouts: Option<String>,
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

    /// Gives the violations of an item that failed validation as `validator` holds them: nested, as the fields are. For
    /// a list see [`violations`](Error::violations).
    #[must_use]
    pub fn validation_errors(&self) -> Option<&ValidationErrors> {
        match &self.0.detail {
            Detail::Validation(errors) => Some(errors),
            _ => None,
        }
    }

    /// Gives the violations of an item that failed validation, in the order of their paths; none for other errors.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(Model, Debug)]
    /// struct User {
    ///     #[model(hash_key)]
    ///     #[validate(email)]
    ///     email: String,
    /// }
    ///
    /// # async fn run() -> dynamo_model::Result<()> {
    /// let db = Connection::embedded()?;
    /// let error = User::save_one(&db, User::new("nobody")).await.unwrap_err();
    /// let [violation] = &error.violations()[..] else { panic!("{error}") };
    /// assert_eq!((violation.path(), violation.code()), ("email", "email"));
    /// assert_eq!(violation.message(), "is not an e-mail address");
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
    /// ```
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.validation_errors().map(violation::list).unwrap_or_default()
    }

    /// Gives the item that was there when a condition failed, or the item that the model cannot read: as it came, with its key.
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

    /// Gives the words of the service.
    #[must_use]
    pub fn service_message(&self) -> Option<&str> {
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

    /// Gives the id of the request that ended so, by which AWS's support finds it; `None` where no answer came.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Names the operation that was sent, such as `PutItem`; `None` for most of what was refused before.
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
                write!(f, "invalid {}: {}", place.model.unwrap_or("item"), violation::line(errors))?;
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
                match (place.model, &place.key) {
                    (Some(model), Some(key)) => write!(f, "cannot read {model} of key {key}: {error}")?,
                    (Some(model), None) => write!(f, "cannot read {model}: {error}")?,
                    (None, _) => write!(f, "{error}")?,
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
        if let Some(whereabouts) = &place.whereabouts {
            write!(f, " {whereabouts}")?;
        }
        f.write_str(")")
    }
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

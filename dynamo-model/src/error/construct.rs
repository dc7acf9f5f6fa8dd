//! How the rooms below make errors.

use std::sync::Arc;

use dynamo_model_fields::{DecodeError, EncodeError, Item};
use validator::ValidationErrors;

use super::{BoxError, CancellationReason, Detail, Error, ErrorKind, Inner, Place};

impl Error {
    fn of(detail: Detail) -> Self {
        Self(Arc::new(Inner {
            detail,
            place: Place::default(),
            source: None,
            request_id: None,
            is_rate_limited: false,
            is_of_input: false,
        }))
    }

    // A clone that is out already keeps what it says.
    fn change(&mut self, change: impl FnOnce(&mut Inner)) {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            change(inner);
        }
    }

    pub(crate) fn validation(errors: ValidationErrors) -> Self {
        Self::of(Detail::Validation(errors))
    }

    pub(crate) fn decode(error: DecodeError) -> Self {
        Self::of(Detail::Decode { error, done: None, item: None })
    }

    /// The model cannot read this item, which was read, or which a write gave back that was done.
    pub(crate) fn unreadable(error: DecodeError, done: Option<&'static str>, item: Option<Item>) -> Self {
        Self::of(Detail::Decode { error, done, item })
    }

    pub(crate) fn encode(error: EncodeError) -> Self {
        Self::of(Detail::Encode(error))
    }

    pub(crate) fn condition_failed(item: Option<Item>) -> Self {
        Self::of(Detail::ConditionFailed { item, on_absence: false })
    }

    pub(crate) fn cancelled(reasons: Vec<CancellationReason>) -> Self {
        Self::of(Detail::Cancelled(reasons))
    }

    /// Says of a failed condition that it asked for there being no item.
    pub(crate) fn on_absence(mut self) -> Self {
        self.change(|inner| {
            if let Detail::ConditionFailed { on_absence, .. } = &mut inner.detail {
                *on_absence = true;
            }
        });
        self
    }

    pub(crate) fn item_too_large(at_least: usize) -> Self {
        Self::of(Detail::ItemTooLarge { at_least })
    }

    pub(crate) fn invalid_key(words: impl Into<String>) -> Self {
        Self::said(ErrorKind::InvalidKey, words)
    }

    pub(crate) fn invalid_cursor(words: impl Into<String>) -> Self {
        Self::said(ErrorKind::InvalidCursor, words)
    }

    /// Makes the error of an absent item, for where there must be one: `found.ok_or_else(Error::item_not_found)`.
    ///
    /// The verbs of one item say it by `.or_not_found()`, and name the model and the table besides. It is answered with
    /// 404 ([`http_status`](Error::http_status)).
    ///
    /// ```
    /// use dynamo_model::Error;
    ///
    /// let found: Option<u32> = None;
    /// let error = found.ok_or_else(Error::item_not_found).unwrap_err();
    /// assert!(error.is_item_not_found());
    /// assert_eq!((error.to_string(), error.http_status()), ("there is no such item".to_owned(), 404));
    /// ```
    #[must_use]
    pub fn item_not_found() -> Self {
        Self::said(ErrorKind::ItemNotFound, "there is no such item")
    }

    pub(crate) fn refused(words: impl Into<String>) -> Self {
        Self::said(ErrorKind::Refused, words)
    }

    pub(crate) fn said(kind: ErrorKind, words: impl Into<String>) -> Self {
        Self::of(Detail::Said(kind, words.into()))
    }

    pub(crate) fn service(
        kind: ErrorKind,
        code: Option<String>,
        message: Option<String>,
        status: Option<u16>,
    ) -> Self {
        Self::of(Detail::Service { kind, meaning: None, code, message, status })
    }

    /// Says of an error of the service that it is of a kind which its code does not tell.
    pub(crate) fn known_as(mut self, known: ErrorKind) -> Self {
        self.change(|inner| {
            if let Detail::Service { kind, .. } = &mut inner.detail {
                *kind = known;
            }
        });
        self
    }

    /// Says in words of ours what the service's mean.
    pub(crate) fn explained(mut self, words: String) -> Self {
        self.change(|inner| {
            if let Detail::Service { meaning, .. } = &mut inner.detail {
                *meaning = Some(words);
            }
        });
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.change(|inner| inner.source = Some(Arc::from(source.into())));
        self
    }

    /// Says by the answer to which request it was told.
    pub(crate) fn answering(mut self, request_id: Option<&str>) -> Self {
        if let Some(id) = request_id {
            self.change(|inner| inner.request_id = Some(id.to_owned()));
        }
        self
    }

    /// Says where it happened, as far as that was not said already.
    pub(crate) fn at(mut self, operation: &'static str, table: &str) -> Self {
        self.change(|inner| {
            let Place { operation: known, table: named, .. } = &mut inner.place;
            known.get_or_insert(operation);
            named.get_or_insert_with(|| table.to_owned());
        });
        self
    }

    /// Says while doing what it happened, where several tables were in it.
    pub(crate) fn during(mut self, operation: &'static str) -> Self {
        self.change(|inner| {
            inner.place.operation.get_or_insert(operation);
        });
        self
    }

    /// Says of which action of several it is.
    pub(crate) fn of_action(mut self, position: usize, action: &str, table: &str) -> Self {
        self.change(|inner| {
            inner.place.action.get_or_insert_with(|| format!("action {position}, {action} of `{table}`"));
        });
        self
    }

    /// Says that it happened where another did.
    pub(crate) fn placed_as(mut self, other: &Self) -> Self {
        self.change(|inner| inner.place = other.0.place.clone());
        self
    }

    /// Has whoever asks be told that the attributes which they gave do not fit.
    pub(crate) fn of_input(mut self) -> Self {
        self.change(|inner| inner.is_of_input = true);
        self
    }

    /// Has whoever asks be told to come later, though nobody throttles.
    pub(crate) fn rate_limited(mut self) -> Self {
        self.change(|inner| inner.is_rate_limited = true);
        self
    }

    /// Says in which region, or at which endpoint, it happened: `in eu-west-1`.
    pub(crate) fn located(mut self, whereabouts: String) -> Self {
        self.change(|inner| {
            inner.place.whereabouts.get_or_insert(whereabouts);
        });
        self
    }

    /// Says of an item that cannot be read what its key is.
    pub(crate) fn of_key(mut self, key: String) -> Self {
        self.change(|inner| {
            inner.place.key.get_or_insert(key);
        });
        self
    }

    /// Says of which model it is; of none where the name is empty, as a table without a model has it.
    pub(crate) fn of_model(mut self, model: &'static str) -> Self {
        if model.is_empty() {
            return self;
        }
        self.change(|inner| {
            inner.place.model.get_or_insert(model);
        });
        self
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::decode(error)
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::encode(error)
    }
}

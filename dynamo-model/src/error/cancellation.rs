//! Why a transaction was cancelled: the actions that are to blame.

use std::fmt;

use dynamo_model_fields::{Item, ReadItem};

use super::{Error, Result};

/// An action that had its transaction cancelled, and why; see [`Error::cancellation_reasons`].
#[derive(Clone, PartialEq)]
pub struct CancellationReason {
    position: usize,
    action: &'static str,
    table: Option<String>,
    kind: CancellationKind,
    message: Option<String>,
    item: Option<Item>,
    /// True if the condition was that there is no item.
    on_absence: bool,
}

/// Why an action could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CancellationKind {
    /// Its condition did not hold for the item that was there.
    ConditionFailed,
    /// Its condition did not hold since there was no item: an update or a delete of one that is gone, say.
    Absent,
    /// Another transaction or write was at the item, to the last try.
    Conflict,
    /// The service asked to slow down, to the last try.
    Throttled,
    /// The items of one hash key would exceed the 10 GB that they may have in a table with local indexes.
    ItemCollectionTooLarge,
    /// The service refused it as malformed.
    Invalid,
    /// Anything else; see [`message`](CancellationReason::message).
    Other,
}

impl CancellationKind {
    /// True if the same may go through later.
    pub(crate) fn is_passing(self) -> bool {
        matches!(self, Self::Conflict | Self::Throttled)
    }
}

/// The action of a statement.
pub(crate) const STATEMENT: &str = "statement";

impl CancellationReason {
    /// Says of which action it is: its position, what it does, and its table.
    pub(crate) fn of(position: usize, action: &'static str, table: Option<String>) -> Self {
        let kind = CancellationKind::Other;
        Self { position, action, table, kind, message: None, item: None, on_absence: false }
    }

    pub(crate) fn because(mut self, kind: CancellationKind, message: Option<String>) -> Self {
        (self.kind, self.message) = (kind, message);
        self
    }

    pub(crate) fn with_item(mut self, item: Option<Item>) -> Self {
        self.item = item;
        self
    }

    /// Says of a failed condition that it asked for there being no item.
    pub(crate) fn on_absence(mut self) -> Self {
        self.on_absence = true;
        self
    }

    /// True if a failed condition that comes without an item means that there is none. What a statement asked is not
    /// known here.
    pub(crate) fn tells_absence(&self) -> bool {
        !self.on_absence && self.action != STATEMENT
    }

    /// Gives the place of the action in the transaction, from 0.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Names what the action does: `put`, `update`, `delete`, `check` or `get`; `statement` for one of PartiQL's.
    #[must_use]
    pub fn action(&self) -> &'static str {
        self.action
    }

    /// Names the table, with its prefix; `None` for an action that a hook has added, and for a statement.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.table.as_deref()
    }

    /// Tells what stood in the way.
    #[must_use]
    pub fn kind(&self) -> CancellationKind {
        self.kind
    }

    /// Gives the words of the service.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Gives the item that was there when the condition failed.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.item.as_ref()
    }

    /// Reads the item that was there when the condition failed as a model.
    ///
    /// # Errors
    ///
    /// [`is_decode`](Error::is_decode) if the item does not fit the model.
    pub fn item_as<M: ReadItem>(&self) -> Result<Option<M>> {
        self.item().map(dynamo_model_fields::from_item::<M>).transpose().map_err(Error::decode)
    }
}

/// Such as ``action 2, update of `users`: there is no item``.
impl fmt::Display for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "action {}, {}", self.position, self.action)?;
        if let Some(table) = &self.table {
            write!(f, " of `{table}`")?;
        }
        f.write_str(match self.kind {
            CancellationKind::ConditionFailed if self.on_absence => ": an item of this key is there already",
            CancellationKind::ConditionFailed if self.item.is_some() => {
                ": the condition failed on the item that was there"
            }
            CancellationKind::ConditionFailed => ": the condition failed",
            CancellationKind::Absent => ": there is no item",
            CancellationKind::Conflict => ": another write was at the item",
            CancellationKind::Throttled => ": throttled",
            CancellationKind::ItemCollectionTooLarge => {
                ": the items of its hash key would exceed the 10 GB that a table with local indexes allows"
            }
            CancellationKind::Invalid => ": refused",
            CancellationKind::Other => ": not carried out",
        })?;
        match (&self.message, self.kind) {
            (Some(message), CancellationKind::Invalid | CancellationKind::Other) => write!(f, ": {message}"),
            _ => Ok(()),
        }
    }
}

// The item stays out of logs.
impl fmt::Debug for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationReason")
            .field("kind", &self.kind)
            .field("reason", &self.to_string())
            .finish_non_exhaustive()
    }
}

/// The first reasons, and how many more there are.
pub(super) fn write_reasons(f: &mut fmt::Formatter<'_>, reasons: &[CancellationReason]) -> fmt::Result {
    const SHOWN: usize = 5;
    for (number, reason) in reasons.iter().take(SHOWN).enumerate() {
        f.write_str(if number == 0 { ": " } else { "; " })?;
        write!(f, "{reason}")?;
    }
    if reasons.len() > SHOWN { write!(f, "; and {} more", reasons.len() - SHOWN) } else { Ok(()) }
}

//! How long to wait, how often to look, and whom to tell.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::table::info::{IndexStatus, TableInfo};

/// How long a table may take, unless the builder says otherwise.
pub(crate) const DEFAULT_WAIT: Duration = Duration::from_mins(5);

/// What is told while a table is waited for.
///
/// Displays as `` `users` after 4s: CREATING; `by_email` CREATING ``.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableProgress {
    /// The full name of the table.
    pub table: String,
    /// What was found; `None` where there is no table, or not yet.
    pub found: Option<TableInfo>,
    /// How long it has been waited for.
    pub elapsed: Duration,
}

/// Who is told.
pub(crate) type OnProgress = Arc<dyn Fn(&TableProgress) + Send + Sync>;

/// The options of all builders that wait.
#[derive(Clone)]
pub(crate) struct Patience {
    pub(crate) limit: Duration,
    /// How long to wait between two looks; longer each time where nothing is said.
    pub(crate) every: Option<Duration>,
    pub(crate) on_progress: Option<OnProgress>,
}

impl Patience {
    pub(crate) fn of(limit: Duration) -> Self {
        Self { limit, every: None, on_progress: None }
    }
}

impl fmt::Debug for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Patience");
        out.field("limit", &self.limit).field("every", &self.every).finish_non_exhaustive()
    }
}

impl fmt::Display for TableProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` after {:?}: ", self.table, self.elapsed)?;
        write_status(f, self.found.as_ref())
    }
}

/// Says what a table and those of its indexes that are not active are doing.
pub(crate) fn write_status(f: &mut impl fmt::Write, found: Option<&TableInfo>) -> fmt::Result {
    let Some(info) = found else { return f.write_str("there is none") };
    write!(f, "{}", info.status)?;
    for index in info.indexes.iter().filter(|index| index.status != IndexStatus::Active) {
        write!(f, "; `{}` {}", index.name, index.status)?;
        if index.backfilling {
            f.write_str(", being filled")?;
        }
    }
    Ok(())
}

/// Gives a builder the words about waiting.
macro_rules! patient {
    ([$($generics:tt)*] $builder:ty, $default:literal) => {
        impl<$($generics)*> $builder {
            #[doc = concat!("Waits at most this long; ", $default, " by default.")]
            pub fn wait_at_most(mut self, limit: std::time::Duration) -> Self {
                self.patience.limit = limit;
                self
            }

            /// Looks this often. By default after 20 milliseconds, and then after twice as long each time, up to two seconds.
            pub fn poll_every(mut self, interval: std::time::Duration) -> Self {
                self.patience.every = Some(interval);
                self
            }

            /// Calls this after each look at a table, with what was found.
            pub fn on_progress(
                mut self,
                tell: impl Fn(&$crate::table::patience::TableProgress) + Send + Sync + 'static,
            ) -> Self {
                self.patience.on_progress = Some(std::sync::Arc::new(tell));
                self
            }
        }
    };
}

pub(crate) use patient;

//! What goes with a request to where it leaves, and where it may have to wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::wire::outcome::Doubt;

/// Notes how long a request waited for its turn, and that it left.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    doubt: Option<Doubt>,
    /// Whatever measures the wait.
    waited: Vec<Waited>,
}

impl Ticket {
    pub(crate) fn new(doubt: Option<Doubt>, waited: Vec<Waited>) -> Self {
        Self { doubt, waited }
    }

    /// The request waits from now on, until what is given is dropped.
    pub(crate) fn wait(&self) -> Waiting {
        Waiting { since: Instant::now(), waited: self.waited.clone() }
    }

    /// The request leaves now.
    pub(crate) fn depart(&self) {
        if let Some(doubt) = &self.doubt {
            doubt.note_sent();
        }
    }
}

/// A request that waits; also one that is given up meanwhile has waited.
#[derive(Debug)]
pub(crate) struct Waiting {
    since: Instant,
    waited: Vec<Waited>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let time = self.since.elapsed();
        self.waited.iter().for_each(|waited| waited.add(time));
    }
}

/// How long requests waited for their turn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waited(Arc<AtomicU64>);

impl Waited {
    fn add(&self, time: Duration) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(nanos, Ordering::Relaxed);
    }

    pub(crate) fn total(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}

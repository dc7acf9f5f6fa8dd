//! Ends a process that hangs, and says where.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// Looks at the number of the input now and then.
pub(super) struct Watch(Arc<AtomicU64>);

impl Watch {
    /// Watches until it is dropped.
    pub(super) fn over(target: &'static str, patience: Duration) -> Self {
        let number = Arc::new(AtomicU64::new(u64::MAX));
        let seen = Arc::downgrade(&number);
        thread::spawn(move || {
            let mut last = None;
            loop {
                thread::sleep(patience);
                let Some(number) = seen.upgrade() else { return };
                let now = Some(number.load(Ordering::Relaxed)).filter(|number| *number != u64::MAX);
                if now.is_some() && now == last {
                    eprintln!("{target}: input {} takes more than {patience:?}", now.unwrap_or_default());
                    std::process::abort();
                }
                last = now;
            }
        });
        Self(number)
    }

    /// Tells which input is fed next.
    pub(super) fn begins(&self, number: u64) {
        self.0.store(number, Ordering::Relaxed);
    }
}

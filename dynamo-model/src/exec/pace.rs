//! How fast reads may consume capacity.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// What takes longer than this takes for ever.
const LONGEST: Duration = Duration::from_hours(30 * 365 * 24);

/// So many capacity units a second: each read is paid for before the next one is sent.
#[derive(Debug)]
pub(crate) struct Pace {
    rate: f64,
    /// When all that was consumed is paid for.
    paid: Mutex<Instant>,
}

impl Pace {
    pub(crate) fn of(rate: f64) -> Self {
        Self { rate, paid: Mutex::new(Instant::now()) }
    }

    /// When the next read may be sent.
    pub(crate) fn next(&self) -> Instant {
        *self.paid.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says what a read has consumed.
    pub(crate) fn spend(&self, units: f64, now: Instant) {
        let time = Duration::try_from_secs_f64(units / self.rate).unwrap_or(LONGEST).min(LONGEST);
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        *paid = (*paid).max(now) + time;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_consumed_is_paid_for_in_time() {
        let pace = Pace::of(10.0);
        let start = pace.next();
        pace.spend(5.0, start);
        pace.spend(2.5, start);
        assert_eq!(pace.next() - start, Duration::from_millis(750));
        pace.spend(1.0, start + Duration::from_secs(2));
        assert_eq!(pace.next() - start, Duration::from_millis(2100));
        let hardly = Pace::of(1e-300);
        hardly.spend(1.0, start);
        assert!(hardly.next() - start >= LONGEST);
    }
}

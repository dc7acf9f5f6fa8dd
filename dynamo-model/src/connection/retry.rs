//! How requests are retried.

use std::time::Duration;

use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryMode};

/// How the SDK retries a request that was throttled, or was not answered: how often, after which pauses, and in which
/// mode.
///
/// It is given to a connection ([`ConnectionBuilder::retry`](crate::ConnectionBuilder::retry)), or to one call by
/// `.retry(..)`, which then is all that counts for it. What is not said is as the SDK has it: 3 attempts, a base of a
/// second, a cap of 20 seconds, the standard mode. The SDK's own `RetryConfig` can be given in its place.
///
/// The pause before the attempt `n + 1` is a random part of `base * 2^(n - 1)`, and never longer than the cap. What a
/// batch has left over, and transactions that conflict, are tried again besides, with pauses of their own.
///
/// ```
/// use std::time::Duration;
///
/// use dynamo_model::Retry;
/// use dynamo_model::faults::{Fault, Faults};
/// use dynamo_model::prelude::*;
///
/// #[derive(Model, Debug)]
/// struct Ticket {
///     #[model(hash_key)]
///     number: u32,
/// }
///
/// # async fn run() -> dynamo_model::Result<()> {
/// let faults = Faults::embedded()?;
/// let patient = Retry::attempts(5).base(Duration::from_millis(1)).cap(Duration::from_millis(20));
/// let db = Connection::builder().local(faults.clone()).retry(patient).build()?;
/// Ticket::create_table(&db).await?;
///
/// faults.forget().always(Fault::Throttle);
/// assert!(Ticket::get_one(&db, 1).await.unwrap_err().is_throttled());
/// assert_eq!(faults.requests().len(), 5);
///
/// // A user who waits is better told at once.
/// faults.forget();
/// assert!(Ticket::get_one(&db, 1).retry(Retry::never()).await.unwrap_err().is_throttled());
/// assert_eq!(faults.requests().len(), 1);
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is given to a connection or a call"]
pub struct Retry {
    attempts: u32,
    base: Option<Duration>,
    cap: Option<Duration>,
    is_adaptive: bool,
}

impl Retry {
    /// Sends a request at most so often, the first time among them; at least once.
    pub const fn attempts(attempts: u32) -> Self {
        let attempts = if attempts == 0 { 1 } else { attempts };
        Self { attempts, base: None, cap: None, is_adaptive: false }
    }

    /// Sends each request once.
    pub const fn never() -> Self {
        Self::attempts(1)
    }

    /// Waits at most so long before the second attempt, and before each later one at most twice as long as before.
    pub const fn base(mut self, pause: Duration) -> Self {
        self.base = Some(pause);
        self
    }

    /// Waits never longer than this.
    pub const fn cap(mut self, pause: Duration) -> Self {
        self.cap = Some(pause);
        self
    }

    /// Has the SDK learn from throttled requests how many it may send, and hold back others: its adaptive mode.
    ///
    /// All requests of the client are held back alike, whatever their table, so it is for programs with one busy table.
    pub const fn adaptive(mut self) -> Self {
        self.is_adaptive = true;
        self
    }
}

impl From<Retry> for RetryConfig {
    fn from(policy: Retry) -> Self {
        let mode = if policy.is_adaptive { RetryMode::Adaptive } else { RetryMode::Standard };
        let config = Self::standard().with_retry_mode(mode).with_max_attempts(policy.attempts);
        let config = match policy.base {
            Some(pause) => config.with_initial_backoff(pause),
            None => config,
        };
        match policy.cap {
            Some(pause) => config.with_max_backoff(pause),
            None => config,
        }
    }
}

/// Reads a number of attempts.
pub(crate) fn parse_attempts(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(attempts) if attempts > 0 => Ok(attempts),
        _ => Err(format!("is no number of attempts, which is 1 or more: `{text}`")),
    }
}

/// Refuses what is no mode of the SDK's.
pub(crate) fn check_mode(text: &str) -> Result<(), String> {
    let is_known = text.parse::<RetryMode>().is_ok();
    if is_known { Ok(()) } else { Err(format!("is neither `standard` nor `adaptive`: `{text}`")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_the_sdks_with_what_was_said() {
        let second = Duration::from_secs(1);
        let standard = RetryConfig::standard();
        let table = [
            (Retry::attempts(3), standard.clone()),
            (Retry::attempts(0), standard.clone().with_max_attempts(1)),
            (Retry::never(), standard.clone().with_max_attempts(1)),
            (
                Retry::attempts(7).base(second / 10).cap(second * 2),
                standard.with_max_attempts(7).with_initial_backoff(second / 10).with_max_backoff(second * 2),
            ),
            (Retry::attempts(4).adaptive(), RetryConfig::adaptive().with_max_attempts(4)),
        ];
        for (policy, expected) in table {
            assert_eq!(RetryConfig::from(policy), expected, "{policy:?}");
        }
    }
}

//! How long to wait before a batch sends again what was left over.

use std::time::Duration;

/// How often a batch sends what is left over before it gives up on it.
pub(crate) const MAX_TRIES: u32 = 10;

const BASE: Duration = Duration::from_millis(50);
const CAP: Duration = Duration::from_secs(5);

/// Waits before try number `attempt` (the first resend is 1): exponential, with full jitter.
///
/// <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>
pub(crate) async fn pause(attempt: u32) {
    tokio::time::sleep(ceiling(attempt).mul_f64(fastrand::f64())).await;
}

fn ceiling(attempt: u32) -> Duration {
    BASE.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1))).min(CAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_a_cap() {
        let millis: Vec<u128> = (1..=9).map(|attempt| ceiling(attempt).as_millis()).collect();
        assert_eq!(millis, [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    }
}

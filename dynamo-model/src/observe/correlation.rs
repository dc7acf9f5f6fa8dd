//! Which request of the caller's own a call is for.

use std::future::Future;
use std::sync::Arc;

tokio::task_local! {
    static ID: Arc<str>;
}

/// Runs a future in which every call has this correlation id, such as that of the request which a service answers.
///
/// A call takes the id that holds where it is first polled. A task that is spawned within has none of its own: give it the
/// same one.
///
/// ```
/// use dynamo_model::observe::{correlate, correlation_id};
///
/// # async fn run() {
/// correlate("request-7", async {
///     assert_eq!(correlation_id().as_deref(), Some("request-7"));
///
///     let id = correlation_id().unwrap();
///     let without = tokio::spawn(async { correlation_id() });
///     let with = tokio::spawn(correlate(id, async { correlation_id() }));
///     assert_eq!(without.await.unwrap(), None);
///     assert_eq!(with.await.unwrap().as_deref(), Some("request-7"));
/// })
/// .await;
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(run());
/// ```
pub fn correlate<F: Future>(id: impl Into<Arc<str>>, future: F) -> impl Future<Output = F::Output> {
    ID.scope(id.into(), future)
}

/// Gives the correlation id that holds here, to hand it on.
#[must_use]
pub fn correlation_id() -> Option<Arc<str>> {
    ID.try_with(Arc::clone).ok()
}

//! Who is told.

use crate::error::Error;
use crate::observe::call::ObservedCall;
use crate::observe::measurement::Measurement;

/// Is told of attempts, calls and errors; see [`ConnectionBuilder::observer`](crate::ConnectionBuilder::observer).
///
/// It is told in the task of the call, which waits meanwhile: so it should be quick, and hand on what takes time, by a
/// channel for instance. It cannot change what the call gives. Where it panics, an error event says so, and the call goes
/// on.
///
/// A closure that takes a [`Measurement`] is an observer of attempts.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use dynamo_model::Error;
/// use dynamo_model::observe::{ObservedCall, Observer};
/// use dynamo_model::prelude::*;
///
/// #[derive(Default)]
/// struct Failures(AtomicU64);
///
/// impl Observer for Failures {
///     fn error(&self, error: &Error, call: &ObservedCall<'_>) {
///         eprintln!("{} after {} attempts: {error}", call.verb, call.measurements.len());
///         self.0.fetch_add(1, Ordering::Relaxed);
///     }
/// }
///
/// #[derive(Model, Debug)]
/// struct Ticket {
///     #[model(hash_key)]
///     number: u32,
/// }
///
/// # async fn run() -> dynamo_model::Result<()> {
/// let failures = Arc::<Failures>::default();
/// let db = Connection::builder().local(dynamo_model::Embedded::memory()?).observer(Arc::clone(&failures)).build()?;
/// assert!(Ticket::get_one(&db, 7).await.unwrap_err().is_table_not_found());
/// assert_eq!(failures.0.load(Ordering::Relaxed), 1);
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run()).unwrap();
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Is told of an attempt that has ended.
    fn attempt(&self, measurement: &Measurement) {
        let _ = measurement;
    }

    /// Is told of a call that has ended, however it did.
    fn call(&self, call: &ObservedCall<'_>) {
        let _ = call;
    }

    /// Is told of a call that has ended in error; after [`call`](Self::call) was.
    fn error(&self, error: &Error, call: &ObservedCall<'_>) {
        let _ = (error, call);
    }
}

impl<F: Fn(&Measurement) + Send + Sync + 'static> Observer for F {
    fn attempt(&self, measurement: &Measurement) {
        self(measurement);
    }
}

impl<O: Observer + ?Sized> Observer for std::sync::Arc<O> {
    fn attempt(&self, measurement: &Measurement) {
        (**self).attempt(measurement);
    }

    fn call(&self, call: &ObservedCall<'_>) {
        (**self).call(call);
    }

    fn error(&self, error: &Error, call: &ObservedCall<'_>) {
        (**self).error(error, call);
    }
}

//! What becomes of the inputs of a batch, one by one (W8).

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures::stream::{self, BoxStream, Stream, StreamExt};

use crate::error::{Error, Result};
use crate::exec::bulk::{Bulk, Fresh, Work};
use crate::exec::call::Call;
use crate::verbs::batch_result::{Entry, Outcome};
use crate::verbs::called::{Called, streamed};

/// What becomes of each input, in the order in which they end: a [`Stream`] of entries, which tell the input's position.
///
/// Each input is reported once, whatever became of it. An `Err` is the last element, and about no input of its own: the
/// read that finds the items failed, or the time was over before all inputs were taken. A stream that is dropped sends
/// nothing more.
#[must_use = "nothing is sent until it is polled"]
pub struct Outcomes<'a, T>(BoxStream<'a, Result<Entry<T>>>);

impl<T> Stream for Outcomes<'_, T> {
    type Item = Result<Entry<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for Outcomes<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outcomes")
    }
}

impl<'a, T: Send + 'a> Outcomes<'a, T> {
    /// Reports what becomes of the jobs that are made of `inputs`.
    pub(super) fn of<W, S>(
        call: Call,
        bulk: Bulk<'a, W, S>,
        inputs: Inputs<T>,
        outcome: fn(Result<W::Done>) -> Outcome,
    ) -> Self
    where
        W: Work + 'a,
        S: Stream<Item = Fresh<W::Load>> + Send + Unpin + 'a,
    {
        let state = Some((bulk, inputs));
        let outcomes = stream::unfold(state, move |state| {
            let call = call.clone();
            async move {
                let (mut bulk, inputs) = state?;
                if let Some((position, ended)) = bulk.next().await {
                    let entry = Entry { position, input: inputs.take(position)?, outcome: outcome(ended) };
                    return Some((Ok(entry), Some((bulk, inputs))));
                }
                let cut = bulk.was_cut().then(|| call.cut());
                inputs.failure().or(cut).map(|error| (Err(error), None))
            }
        });
        Self(outcomes.boxed())
    }

    /// Reports what the call does, of which who observes is told.
    pub(super) fn called<C: Called>(call: C, run: impl FnOnce(C) -> Self) -> Self {
        Self(streamed(call, |call| run(call).0))
    }

    /// Reports nothing but that the call could not be made.
    pub(super) fn refused(error: Error) -> Self {
        Self(stream::once(async { Err(error) }).boxed())
    }
}

/// The inputs whose outcome is not known yet.
#[derive(Debug)]
pub(super) struct Inputs<T>(Arc<Mutex<State<T>>>);

#[derive(Debug)]
struct State<T> {
    taken: usize,
    held: HashMap<usize, T>,
    /// Why no more come, if that is an error.
    failure: Option<Error>,
}

impl<T> Inputs<T> {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(State { taken: 0, held: HashMap::new(), failure: None })))
    }

    /// Keeps an input, and gives its position.
    pub(super) fn put(&self, input: T) -> usize {
        let mut state = self.lock();
        let position = state.taken;
        state.taken += 1;
        state.held.insert(position, input);
        position
    }

    /// Ends the inputs with an error.
    pub(super) fn fail(&self, error: Error) {
        self.lock().failure = Some(error);
    }

    fn take(&self, position: usize) -> Option<T> {
        self.lock().held.remove(&position)
    }

    fn failure(&self) -> Option<Error> {
        self.lock().failure.take()
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // No invariant spans two steps, so a panic of another holder leaves it usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Inputs<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Calls back as inputs end.
pub(crate) struct Progress<'a>(Option<Callback<'a>>);

type Callback<'a> = Box<dyn FnMut(usize, usize) + Send + 'a>;

impl<'a> Progress<'a> {
    pub(crate) fn none() -> Self {
        Self(None)
    }

    pub(crate) fn of(callback: impl FnMut(usize, usize) + Send + 'a) -> Self {
        Self(Some(Box::new(callback)))
    }

    pub(crate) fn tell(&mut self, done: usize, total: usize) {
        if let Some(callback) = &mut self.0 {
            callback(done, total);
        }
    }
}

impl fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Progress" } else { "None" })
    }
}

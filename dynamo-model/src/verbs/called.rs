//! A call from its beginning to its end, for who observes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::stream::{BoxStream, Stream, StreamExt};
use tracing::Instrument;

use crate::connection::Connection;
use crate::error::Result;
use crate::observe::record::Recording;

/// A builder whose call has a name, and a connection.
pub(crate) trait Called: Sized {
    /// The verb that users call.
    const VERB: &'static str;

    fn connection_mut(&mut self) -> &mut Connection;
}

/// Says of a builder by which verb it is made, and where its connection is.
macro_rules! verb {
    ([$($generics:tt)*] $builder:ty, $verb:literal, |$call:ident| $connection:expr) => {
        impl<$($generics)*> $crate::verbs::called::Called for $builder {
            const VERB: &'static str = $verb;

            fn connection_mut(&mut self) -> &mut $crate::connection::Connection {
                let $call = self;
                $connection
            }
        }
    };
}

/// Carries a call out; who observes is told how it ends. Nothing is done besides where nobody does.
#[expect(clippy::manual_async_fn, reason = "the future of an `async fn` holds the builder twice")]
pub(crate) fn called<C, T, F, R>(mut call: C, run: R) -> impl Future<Output = Result<T>>
where
    C: Called,
    F: Future<Output = Result<T>>,
    R: FnOnce(C) -> F,
{
    async move {
        match call.connection_mut().begin_call(C::VERB) {
            // Boxed, so that the future of a call that nobody observes has no room for this one.
            Some(recording) => Box::pin(recorded(recording, run(call))).await,
            None => run(call).await,
        }
    }
}

/// The same for a call that has no builder.
pub(crate) async fn observed<T, F>(
    db: &Connection,
    verb: &'static str,
    run: impl FnOnce(Connection) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut db = db.clone();
    match db.begin_call(verb) {
        Some(recording) => recorded(recording, run(db)).await,
        None => run(db).await,
    }
}

async fn recorded<T>(mut recording: Recording, call: impl Future<Output = Result<T>>) -> Result<T> {
    let ended = call.instrument(recording.span()).await;
    recording.end(ended.as_ref().err());
    ended
}

/// The same for a call that gives one thing after another.
pub(crate) fn streamed<'a, C, T>(
    call: C,
    run: impl FnOnce(C) -> BoxStream<'a, Result<T>>,
) -> BoxStream<'a, Result<T>>
where
    C: Called,
    T: Send + 'a,
{
    let mut call = call;
    match call.connection_mut().begin_call(C::VERB) {
        Some(recording) => Recorded { stream: run(call), recording }.boxed(),
        None => run(call),
    }
}

/// A stream whose end is recorded. What it holds is dropped before the record ends.
struct Recorded<'a, T> {
    stream: BoxStream<'a, Result<T>>,
    recording: Recording,
}

impl<T> Stream for Recorded<'_, T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let span = self.recording.span();
        let polled = span.in_scope(|| self.stream.poll_next_unpin(context));
        match &polled {
            // After an error there is nothing more.
            Poll::Ready(Some(Err(error))) => self.recording.end(Some(error)),
            Poll::Ready(None) => self.recording.end(None),
            Poll::Ready(Some(Ok(_))) | Poll::Pending => {}
        }
        polled
    }
}

pub(crate) use verb;

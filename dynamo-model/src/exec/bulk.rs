//! Many small things to do: several requests at once, what is left over sent again, each reported once.

mod queue;

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;

use futures::future::{Either, FutureExt, select};
use futures::stream::{Fuse, FuturesUnordered, Stream, StreamExt};

use crate::error::{Error, ErrorKind, Result};
use crate::exec::BoxFuture;
use crate::exec::call::Call;
use crate::exec::retry::{MAX_TRIES, pause};

pub(crate) use queue::Job;
use queue::Queue;

/// How many jobs may wait for another of the same key before no more are taken in.
const MAX_WAITING: usize = 400;

/// How many outcomes may wait to be fetched before no more jobs are taken in.
const MAX_ENDED: usize = 100;

/// A job, or the position of an input that cannot become one and why.
pub(crate) type Fresh<L> = std::result::Result<Job<L>, (usize, Error)>;

/// How jobs are sent.
pub(crate) trait Work: Send + Sync {
    type Load: Send;
    type Done: Send;

    /// How many jobs one request holds at most.
    const MOST: usize;
    /// How many bytes one request holds at most.
    const MAX_SIZE: usize = usize::MAX;

    /// About what a job adds to a request, in bytes.
    fn size(_: &Job<Self::Load>) -> usize {
        0
    }

    /// Sends one request.
    fn send(&self, jobs: Vec<Job<Self::Load>>)
    -> impl Future<Output = Answer<Self::Load, Self::Done>> + Send;

    /// What is said of a job that was not done when the tries are used up.
    fn unprocessed(&self) -> Error;

    /// Says where the error of a job happened.
    fn place(&self, job: &Job<Self::Load>, error: Error) -> Error;

    /// True if every other request would end the same way.
    fn is_hopeless(&self, error: &Error) -> bool {
        error.kind().is_hopeless()
    }
}

/// How the jobs of one request ended.
pub(crate) struct Answer<L, D> {
    pub(crate) ended: Vec<(Job<L>, Result<D>)>,
    /// Not done, and worth another try.
    pub(crate) left: Vec<Job<L>>,
    /// Refused together, and to be tried each by itself.
    pub(crate) parted: Vec<Job<L>>,
    /// Why some are left, where the service did not just leave them over.
    pub(crate) why: Option<Reason>,
    /// True if they are left since the answer holds no more: nothing need be waited for.
    pub(crate) is_full: bool,
}

impl<L, D> Answer<L, D> {
    pub(crate) fn new() -> Self {
        Self { ended: Vec::new(), left: Vec::new(), parted: Vec::new(), why: None, is_full: false }
    }
}

/// Why jobs are left over.
pub(crate) struct Reason {
    pub(crate) error: Error,
    /// True if they may have been done all the same.
    pub(crate) is_lost: bool,
}

/// Jobs that come one by one, and what becomes of each.
///
/// Each is either done, or failed with its reason. Those that the service leaves over are sent again, packed together
/// with the next, a bounded number of times. Jobs are taken in as requests are made, so that what is held is bounded.
pub(crate) struct Bulk<'a, W: Work, S: Stream> {
    call: Call,
    work: Arc<W>,
    fresh: Fuse<S>,
    queue: Queue<W::Load>,
    sending: FuturesUnordered<BoxFuture<'a, Answer<W::Load, W::Done>>>,
    in_flight: usize,
    ended: VecDeque<(usize, Result<W::Done>)>,
    /// How many tries in a row got nowhere; several requests in flight at once are one try.
    tries: u32,
    /// True while one request tries the water.
    is_probing: bool,
    why: Option<Reason>,
    /// An error after which every other request would end the same way.
    hopeless: Option<Error>,
}

impl<'a, W, S> Bulk<'a, W, S>
where
    W: Work + 'a,
    S: Stream<Item = Fresh<W::Load>> + Send + Unpin + 'a,
{
    /// `distinct`: no two jobs have the same key.
    pub(crate) fn new(call: &Call, work: W, fresh: S, in_flight: usize, distinct: bool) -> Self {
        Self {
            call: call.clone(),
            work: Arc::new(work),
            fresh: fresh.fuse(),
            queue: Queue::new(distinct, W::MOST),
            sending: FuturesUnordered::new(),
            in_flight,
            ended: VecDeque::new(),
            tries: 0,
            is_probing: false,
            why: None,
            hopeless: None,
        }
    }

    /// Gives the outcomes, in the order in which they come.
    pub(crate) fn outcomes(self) -> impl Stream<Item = (usize, Result<W::Done>)> + Send + 'a {
        futures::stream::unfold(self, |mut bulk| async move {
            let ended = bulk.next().await?;
            Some((ended, bulk))
        })
    }

    /// True if the time was over before all inputs were taken in.
    pub(crate) fn was_cut(&self) -> bool {
        self.call.is_over() && !self.fresh.is_done()
    }

    /// Gives the next outcome; `None` once each job has ended.
    pub(crate) async fn next(&mut self) -> Option<(usize, Result<W::Done>)> {
        loop {
            if let Some(ended) = self.ended.pop_front() {
                return Some(ended);
            }
            self.fill();
            if !self.ended.is_empty() {
                continue;
            }
            if !self.sending.is_empty() {
                self.listen().await;
            } else if self.is_at_end() {
                return self.give_up().await;
            } else if self.tries > 0 {
                self.probe().await;
            } else if self.fresh.is_done() {
                return None;
            } else if let Some(Some(fresh)) = self.call.within(self.fresh.next()).await {
                self.accept(fresh);
            }
        }
    }

    /// True if nothing more is sent.
    fn is_at_end(&self) -> bool {
        self.hopeless.is_some() || self.call.is_over() || self.tries >= MAX_TRIES
    }

    /// What was left over waits for a pause, so that a table that throttles is not pressed.
    fn may_send(&self) -> bool {
        self.tries == 0 && !self.is_at_end() && self.sending.len() < self.in_flight
    }

    /// Sends what can be sent now. A request that is not full waits for more, unless nothing else is under way.
    fn fill(&mut self) {
        while self.may_send() {
            self.take_in();
            let sendable = self.queue.sendable();
            let may_grow = sendable < W::MOST && !self.fresh.is_done();
            if sendable == 0 || (may_grow && (!self.sending.is_empty() || !self.ended.is_empty())) {
                break;
            }
            self.send_chunk();
        }
    }

    /// Takes in what there is without waiting, as much as one request holds.
    fn take_in(&mut self) {
        while self.queue.sendable() < W::MOST && self.may_take_in() {
            match self.fresh.next().now_or_never() {
                Some(Some(fresh)) => self.accept(fresh),
                Some(None) | None => break,
            }
        }
    }

    fn may_take_in(&self) -> bool {
        !self.fresh.is_done() && self.queue.waiting() < MAX_WAITING && self.ended.len() < MAX_ENDED
    }

    fn accept(&mut self, fresh: Fresh<W::Load>) {
        match fresh {
            Ok(job) => self.queue.add(job),
            Err((position, error)) => self.ended.push_back((position, Err(error))),
        }
    }

    fn send_chunk(&mut self) {
        let jobs = self.queue.next_chunk(W::MOST, W::MAX_SIZE, W::size);
        let work = Arc::clone(&self.work);
        self.sending.push(Box::pin(async move { work.send(jobs).await }));
    }

    /// Waits for an answer, or for what fills the next request.
    async fn listen(&mut self) {
        if !(self.may_send() && self.may_take_in()) {
            if let Some(answer) = self.sending.next().await {
                self.settle(answer);
            }
            return;
        }
        match select(self.sending.next(), self.fresh.next()).await {
            Either::Left((Some(answer), _)) => self.settle(answer),
            Either::Right((Some(fresh), _)) => self.accept(fresh),
            Either::Left((None, _)) | Either::Right((None, _)) => {}
        }
    }

    /// Waits, and sends one request; the others follow once it went through.
    async fn probe(&mut self) {
        if self.call.within(pause(self.tries)).await.is_none() {
            return;
        }
        self.tries += 1;
        self.is_probing = true;
        self.take_in();
        self.send_chunk();
    }

    fn settle(&mut self, answer: Answer<W::Load, W::Done>) {
        let progressed = !answer.ended.is_empty();
        self.ended.reserve(answer.ended.len());
        for (job, result) in answer.ended {
            if let Err(error) = &result
                && self.work.is_hopeless(error)
            {
                self.hopeless.get_or_insert_with(|| error.clone());
            }
            self.queue.release(&job.key);
            self.ended.push_back((job.position, result));
        }
        answer.parted.into_iter().for_each(|job| self.queue.put_back(job));
        if answer.left.is_empty() || answer.is_full {
            if self.is_probing {
                self.tries = 0;
            }
        } else {
            self.tries = if progressed { 1 } else { self.tries.max(1) };
            self.why = answer.why;
        }
        answer.left.into_iter().for_each(|job| self.queue.put_back(job));
        self.is_probing = false;
    }

    /// Reports a job, or an input, for which nothing more is sent.
    async fn give_up(&mut self) -> Option<(usize, Result<W::Done>)> {
        if let Some(job) = self.queue.pop() {
            let error = self.end_of(&job);
            return Some((job.position, Err(error)));
        }
        let fresh = if self.call.is_over() {
            // An input that is not there yet is not waited for.
            self.fresh.next().now_or_never()??
        } else {
            self.call.within(self.fresh.next()).await??
        };
        Some(match fresh {
            Ok(job) => (job.position, Err(self.end_of(&job))),
            Err((position, error)) => (position, Err(error)),
        })
    }

    /// What is said of a job for which nothing more is sent.
    fn end_of(&self, job: &Job<W::Load>) -> Error {
        if let Some(error) = &self.hopeless {
            return self.work.ended(job, error.clone());
        }
        if self.call.is_over() {
            return self.work.ended(job, self.work.place(job, self.call.unsent()));
        }
        match &self.why {
            // The answer that was lost last was another job's.
            Some(reason) if job.doubt || !reason.is_lost => self.work.ended(job, reason.error.clone()),
            _ => self.work.ended(job, self.work.place(job, self.work.unprocessed())),
        }
    }
}

/// What is said of jobs that ended badly.
pub(crate) trait Ended<L> {
    fn ended(&self, job: &Job<L>, error: Error) -> Error;
}

impl<W: Work> Ended<W::Load> for W {
    /// After an attempt in doubt no later refusal says that the job was not done (W1).
    fn ended(&self, job: &Job<W::Load>, error: Error) -> Error {
        if job.doubt { self.place(job, crate::wire::failure::unknown(error)) } else { error }
    }
}

/// True if a request that ended so may go through later.
pub(crate) fn is_worth_another_try(kind: ErrorKind) -> bool {
    kind.asks_to_slow_down() || kind.is_no_answer() || kind == ErrorKind::Conflict
}

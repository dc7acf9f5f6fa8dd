//! What is still to be sent: what was left over first, and no two jobs of one key at once (W6).

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};

use crate::model::key::PrimaryKey;

/// One thing to do.
pub(crate) struct Job<L> {
    /// Where the caller's list holds it.
    pub(crate) position: usize,
    pub(crate) key: PrimaryKey,
    pub(crate) load: L,
    /// True once an attempt may have done it although its answer was lost.
    pub(crate) doubt: bool,
    /// True once a request that held others as well was refused: it goes by itself, so that one bad job does not fail
    /// the others.
    pub(crate) is_alone: bool,
}

impl<L> Job<L> {
    pub(crate) fn new(position: usize, key: PrimaryKey, load: L) -> Self {
        Self { position, key, load, doubt: false, is_alone: false }
    }
}

/// The jobs that are known and not under way.
pub(super) struct Queue<L> {
    left: VecDeque<Job<L>>,
    ready: VecDeque<Job<L>>,
    /// Those whose key is under way, or stands before them.
    waiting: VecDeque<Job<L>>,
    held: Option<Held>,
}

/// Counts the jobs of each key that have not ended.
///
/// By the key's hash: two keys that share one wait for each other, which does no harm.
#[derive(Default)]
struct Held {
    hasher: RandomState,
    counts: HashMap<u64, usize>,
}

impl<L> Queue<L> {
    /// `distinct`: no two jobs have the same key. There is room for `usual` jobs before it grows.
    pub(super) fn new(distinct: bool, usual: usize) -> Self {
        let held = if distinct { None } else { Some(Held::default()) };
        let ready = VecDeque::with_capacity(usual);
        Self { left: VecDeque::new(), ready, waiting: VecDeque::new(), held }
    }

    /// Takes a job in.
    pub(super) fn add(&mut self, job: Job<L>) {
        let is_held = self.held.as_mut().is_some_and(|held| held.add(&job.key));
        if is_held { self.waiting.push_back(job) } else { self.ready.push_back(job) }
    }

    /// Takes a job back, to be sent before those that were not sent yet.
    pub(super) fn put_back(&mut self, job: Job<L>) {
        self.left.push_back(job);
    }

    /// Says that a job of this key has ended, so that the next one may go.
    pub(super) fn release(&mut self, key: &PrimaryKey) {
        let Some(held) = &mut self.held else { return };
        let hash = held.hasher.hash_one(key);
        if !held.remove(hash) {
            return;
        }
        let next = self.waiting.iter().position(|job| held.hasher.hash_one(&job.key) == hash);
        self.ready.extend(next.and_then(|next| self.waiting.remove(next)));
    }

    /// How many could be sent now.
    pub(super) fn sendable(&self) -> usize {
        self.left.len() + self.ready.len()
    }

    /// How many wait for a job of the same key.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Takes the next job, whether it may be sent or not.
    pub(super) fn pop(&mut self) -> Option<Job<L>> {
        self.left.pop_front().or_else(|| self.ready.pop_front()).or_else(|| self.waiting.pop_front())
    }

    /// Takes jobs that go together: at most so many, and of at most so many bytes.
    pub(super) fn next_chunk(
        &mut self,
        most: usize,
        max: usize,
        size: impl Fn(&Job<L>) -> usize,
    ) -> Vec<Job<L>> {
        let mut chunk: Vec<Job<L>> = Vec::with_capacity(most.min(self.sendable()));
        let mut total = 0;
        while chunk.len() < most {
            let Some(job) = self.left.pop_front().or_else(|| self.ready.pop_front()) else { break };
            total += size(&job);
            if !chunk.is_empty() && (job.is_alone || total > max) {
                self.left.push_front(job);
                break;
            }
            let is_alone = job.is_alone;
            chunk.push(job);
            if is_alone {
                break;
            }
        }
        chunk
    }
}

impl Held {
    /// True if there was a job of this key already.
    fn add(&mut self, key: &PrimaryKey) -> bool {
        let count = self.counts.entry(self.hasher.hash_one(key)).or_default();
        *count += 1;
        *count > 1
    }

    /// True if there is another job of this key.
    fn remove(&mut self, hash: u64) -> bool {
        let Some(count) = self.counts.get_mut(&hash) else { return false };
        *count -= 1;
        let is_more = *count > 0;
        if !is_more {
            self.counts.remove(&hash);
        }
        is_more
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::KeyPart;

    use super::*;

    fn job(position: usize, key: &str) -> Job<usize> {
        Job::new(position, PrimaryKey::new(KeyPart::S(key.to_owned()), None), position)
    }

    fn chunk(queue: &mut Queue<usize>, most: usize) -> Vec<usize> {
        queue.next_chunk(most, 10, |job| job.load).into_iter().map(|job| job.position).collect()
    }

    #[test]
    fn w6_a_later_job_of_a_key_waits_until_the_earlier_one_has_ended() {
        let mut queue = Queue::new(false, 25);
        for job in [job(0, "a"), job(1, "b"), job(2, "a"), job(3, "a")] {
            queue.add(job);
        }
        assert_eq!((chunk(&mut queue, 25), queue.waiting()), (vec![0, 1], 2));
        queue.release(&job(1, "b").key);
        assert!(chunk(&mut queue, 25).is_empty());
        queue.release(&job(0, "a").key);
        assert_eq!((chunk(&mut queue, 25), queue.waiting()), (vec![2], 1));
        queue.release(&job(2, "a").key);
        assert_eq!((chunk(&mut queue, 25), queue.waiting()), (vec![3], 0));
    }

    #[test]
    fn what_was_left_over_goes_first() {
        let mut queue = Queue::new(true, 25);
        queue.add(job(0, "a"));
        queue.put_back(job(1, "b"));
        assert_eq!(chunk(&mut queue, 25), [1, 0]);
    }

    #[test]
    fn a_chunk_is_bounded_in_number_and_size() {
        let mut queue = Queue::new(true, 25);
        (1..=5).for_each(|size| queue.add(job(size, &size.to_string())));
        assert_eq!(chunk(&mut queue, 2), [1, 2]);
        assert_eq!(chunk(&mut queue, 25), [3, 4]);
        assert_eq!(chunk(&mut queue, 25), [5]);
    }

    #[test]
    fn one_job_larger_than_a_chunk_goes_all_the_same() {
        let mut queue = Queue::new(true, 25);
        for size in [11, 1] {
            queue.add(job(size, &size.to_string()));
        }
        assert_eq!(chunk(&mut queue, 25), [11]);
        assert_eq!(chunk(&mut queue, 25), [1]);
    }

    #[test]
    fn a_job_that_goes_alone_goes_alone() {
        let mut queue = Queue::new(true, 25);
        queue.add(job(0, "a"));
        queue.add(Job { is_alone: true, ..job(1, "b") });
        queue.add(job(2, "c"));
        assert_eq!([chunk(&mut queue, 25), chunk(&mut queue, 25), chunk(&mut queue, 25)], [[0], [1], [2]]);
    }
}

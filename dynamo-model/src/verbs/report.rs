//! The report of a batch, as it is put together (W6, W8).

use std::collections::HashMap;
use std::hash::Hash;

use futures::stream::Stream;

use crate::error::Result;
use crate::exec::bulk::{Bulk, Fresh, Work};
use crate::verbs::batch_result::Outcome;
use crate::verbs::outcomes::Progress;

/// What is known of the inputs of a batch.
pub(crate) struct Report<'a> {
    outcomes: Vec<Option<Outcome>>,
    /// The inputs that a later one of the same key replaces.
    earlier: HashMap<usize, Vec<usize>>,
    done: usize,
    progress: Progress<'a>,
}

impl<'a> Report<'a> {
    pub(crate) fn of(inputs: usize, progress: Progress<'a>) -> Self {
        let outcomes = std::iter::repeat_with(|| None).take(inputs).collect();
        Self { outcomes, earlier: HashMap::new(), done: 0, progress }
    }

    /// Says what became of an input, and so of those that it replaces.
    pub(crate) fn note(&mut self, position: usize, outcome: Outcome) {
        for earlier in self.earlier.remove(&position).unwrap_or_default() {
            self.outcomes[earlier] = Some(outcome.of_earlier(position));
            self.done += 1;
        }
        self.outcomes[position] = Some(outcome);
        self.done += 1;
        self.progress.tell(self.done, self.outcomes.len());
    }

    /// Of the positions of each key, gives the last, which replaces the others (W6).
    pub(crate) fn last_of_each(&mut self, groups: Vec<Vec<usize>>) -> Vec<usize> {
        let last = |mut positions: Vec<usize>| {
            let last = positions.pop()?;
            if !positions.is_empty() {
                self.earlier.insert(last, positions);
            }
            Some(last)
        };
        groups.into_iter().filter_map(last).collect()
    }

    /// Carries jobs out, and notes what becomes of each.
    pub(crate) async fn follow<'w, W, S>(
        &mut self,
        mut bulk: Bulk<'w, W, S>,
        outcome: fn(Result<W::Done>) -> Outcome,
    ) where
        W: Work + 'w,
        S: Stream<Item = Fresh<W::Load>> + Send + Unpin + 'w,
    {
        while let Some((position, ended)) = bulk.next().await {
            self.note(position, outcome(ended));
        }
    }

    /// Gives what became of each input, in order.
    pub(crate) fn finish(self) -> impl Iterator<Item = Outcome> {
        let outcome = |outcome: Option<Outcome>| match outcome {
            Some(outcome) => outcome,
            None => unreachable!("each input is reported once"),
        };
        self.outcomes.into_iter().map(outcome)
    }
}

/// The positions of each key, in order, each key at its first place. An input without a key is left out.
pub(crate) fn by_key<K: Copy + Eq + Hash>(keys: &[Option<K>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::with_capacity(keys.len());
    let mut place: HashMap<K, usize> = HashMap::with_capacity(keys.len());
    for (position, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        let group = *place.entry(*key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(position);
    }
    groups
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::KeyPart;

    use super::*;
    use crate::model::key::PrimaryKey;

    #[test]
    fn w6_each_key_stands_at_its_first_place() {
        let key = |text: &str| PrimaryKey::new(KeyPart::S(text.to_owned()), None);
        let (a, b) = (key("a"), key("b"));
        let keys = [Some(&b), None, Some(&a), Some(&b)];
        assert_eq!(by_key(&keys), [vec![0, 3], vec![2]]);
    }

    #[test]
    fn w6_what_is_replaced_ends_with_what_replaces_it() {
        let mut report = Report::of(3, Progress::none());
        assert_eq!(report.last_of_each(vec![vec![0, 2], vec![1]]), [2, 1]);
        report.note(1, Outcome::Absent);
        report.note(2, Outcome::Done);
        let outcomes: Vec<Outcome> = report.finish().collect();
        assert!(matches!(outcomes[..], [Outcome::Superseded { by: 2 }, Outcome::Absent, Outcome::Done]));
    }
}

//! The report of a batch, as it is put together (W6, W8).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
        // Asked first: most batches replace nothing, and a map that is empty hashes what it is asked for all the same.
        if !self.earlier.is_empty() {
            for earlier in self.earlier.remove(&position).unwrap_or_default() {
                self.outcomes[earlier] = Some(outcome.of_earlier(position));
                self.done += 1;
            }
        }
        self.outcomes[position] = Some(outcome);
        self.done += 1;
        self.progress.tell(self.done, self.outcomes.len());
    }

    /// Of the positions of each key, gives the last, which replaces the others (W6).
    pub(crate) fn last_of_each(&mut self, groups: Vec<Group>) -> Vec<usize> {
        let last = |Group { earlier, last }: Group| {
            if !earlier.is_empty() {
                self.earlier.insert(last, earlier);
            }
            last
        };
        groups.into_iter().map(last).collect()
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

/// The positions of the inputs of one key, in order. Of most there is one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    earlier: Vec<usize>,
    last: usize,
}

impl Group {
    /// Tells whether the key has one input only.
    pub(crate) fn is_of_one(&self) -> bool {
        self.earlier.is_empty()
    }

    /// Leaves out some of the inputs; `None` if nothing is left.
    pub(crate) fn filter(mut self, mut keep: impl FnMut(usize) -> bool) -> Option<Self> {
        self.earlier.retain(|position| keep(*position));
        if keep(self.last) {
            return Some(self);
        }
        let last = self.earlier.pop()?;
        Some(Self { last, ..self })
    }
}

/// The inputs of each key, each key at its first place. An input without a key is left out.
pub(crate) fn by_key<K: Copy + Ord + Hash>(keys: &[Option<K>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::with_capacity(keys.len());
    // Inputs often come in ascending order, and then each has a key of its own: to compare costs less than to hash.
    if keys.first().is_some_and(Option::is_some) && keys.is_sorted_by(|one, next| one < next) {
        groups.extend((0..keys.len()).map(|last| Group { earlier: Vec::new(), last }));
        return groups;
    }
    let mut place: HashMap<K, usize> = HashMap::with_capacity(keys.len());
    for (position, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        match place.entry(*key) {
            Entry::Vacant(vacant) => {
                vacant.insert(groups.len());
                groups.push(Group { earlier: Vec::new(), last: position });
            }
            Entry::Occupied(group) => {
                let Group { earlier, last } = &mut groups[*group.get()];
                earlier.push(std::mem::replace(last, position));
            }
        }
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
        let groups = by_key(&keys);
        assert_eq!(groups, [Group { earlier: vec![0], last: 3 }, Group { earlier: vec![], last: 2 }]);
    }

    #[test]
    fn w6_keys_that_are_sorted_are_told_apart_as_others_are() {
        let alone = |last| Group { earlier: vec![], last };
        for keys in [
            vec![],
            vec![None],
            vec![Some(1)],
            vec![Some(1), Some(2), Some(4)],
            vec![None, Some(1)],
            vec![Some(1), None],
            vec![Some(1), None, Some(2)],
            vec![Some(2), Some(1)],
        ] {
            let given = (0..keys.len()).filter(|position| keys[*position].is_some());
            assert_eq!(by_key(&keys), given.map(alone).collect::<Vec<_>>(), "{keys:?}");
        }
        assert_eq!(by_key(&[Some(1), Some(1), Some(2)]), [Group { earlier: vec![0], last: 1 }, alone(2)]);
    }

    #[test]
    fn w6_what_is_left_of_a_key_keeps_its_order() {
        let group = || Group { earlier: vec![0, 3, 4], last: 7 };
        assert_eq!(group().filter(|position| position != 3), Some(Group { earlier: vec![0, 4], last: 7 }));
        assert_eq!(group().filter(|position| position < 4), Some(Group { earlier: vec![0], last: 3 }));
        assert_eq!(group().filter(|_| false), None);
    }

    #[test]
    fn w6_what_is_replaced_ends_with_what_replaces_it() {
        let mut report = Report::of(3, Progress::none());
        let groups = vec![Group { earlier: vec![0], last: 2 }, Group { earlier: vec![], last: 1 }];
        assert_eq!(report.last_of_each(groups), [2, 1]);
        report.note(1, Outcome::Absent);
        report.note(2, Outcome::Done);
        let outcomes: Vec<Outcome> = report.finish().collect();
        assert!(matches!(outcomes[..], [Outcome::Superseded { by: 2 }, Outcome::Absent, Outcome::Done]));
    }
}

//! What a batch owes to inputs of one key: the effect is as if all were written one after another (W6).

use std::collections::HashMap;
use std::sync::OnceLock;

use futures::StreamExt;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::{Encoded, batch_write};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::verbs::batch_result::Outcome;
use crate::verbs::builder::BoxFuture;

/// The positions of each key, in order, each key at its first place. An input without a key is left out.
pub(super) fn by_key(keys: &[Option<&PrimaryKey>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::with_capacity(keys.len());
    let mut place: HashMap<&PrimaryKey, usize> = HashMap::with_capacity(keys.len());
    for (position, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        let group = *place.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(position);
    }
    groups
}

/// Writes the last input of each key in batches, where it replaces the earlier ones.
pub(super) async fn last_of_each(
    db: &Connection,
    schema: &'static Schema,
    table: &str,
    groups: Vec<Vec<usize>>,
    write: impl Fn(usize) -> Encoded + Send,
    outcomes: &mut [Option<Outcome>],
) {
    let mut last = Vec::with_capacity(groups.len());
    let mut superseded: Vec<(usize, usize)> = Vec::new();
    for mut positions in groups {
        let Some(by) = positions.pop() else { continue };
        superseded.extend(positions.into_iter().map(|position| (position, by)));
        last.push(by);
    }
    batch_write(db, schema, table, last.into_iter().map(write), |position, result| {
        outcomes[position] = Some(result.map_or_else(Outcome::Failed, |()| Outcome::Done));
    })
    .await;
    for (position, by) in superseded {
        outcomes[position] = outcomes[by].as_ref().map(|outcome| outcome.of_earlier(by));
    }
}

/// Writes each input by itself: several keys at once, those of one key one after another.
pub(super) async fn each_in_turn<'w>(
    db: &Connection,
    groups: Vec<Vec<usize>>,
    write: impl Fn(usize) -> BoxFuture<'w, Outcome> + Send + Sync,
    outcomes: &mut [Option<Outcome>],
) {
    let write = &write;
    // Boxed, so that a future takes its room only while it is in flight.
    let turns = groups.into_iter().map(|positions| -> BoxFuture<'_, Vec<(usize, Outcome)>> {
        Box::pin(async move {
            let mut ended = Vec::with_capacity(positions.len());
            for position in positions {
                ended.push((position, write(position).await));
            }
            ended
        })
    });
    let mut ended = futures::stream::iter(turns).buffer_unordered(db.settings().in_flight);
    while let Some(group) = ended.next().await {
        for (position, outcome) in group {
            outcomes[position] = Some(outcome);
        }
    }
}

/// The first error after which every other write of the call would end the same way.
#[derive(Default)]
pub(super) struct Hopeless(OnceLock<Error>);

impl Hopeless {
    /// Gives the error, where there was one, instead of another write.
    pub(super) fn check(&self) -> Result<()> {
        self.0.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// Looks at how a write ended.
    pub(super) fn note<T>(&self, ended: Result<T>) -> Result<T> {
        if let Err(error) = &ended
            && error.kind().is_hopeless()
        {
            self.0.get_or_init(|| error.clone());
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::KeyPart;

    use super::*;

    #[test]
    fn w6_each_key_stands_at_its_first_place() {
        let key = |text: &str| PrimaryKey::new(KeyPart::S(text.to_owned()), None);
        let (a, b) = (key("a"), key("b"));
        let keys = [Some(&b), None, Some(&a), Some(&b)];
        assert_eq!(by_key(&keys), [vec![0, 3], vec![2]]);
    }
}

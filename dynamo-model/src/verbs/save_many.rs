//! `save_many`: many items, each accounted for.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::OnceLock;

use dynamo_model_fields::Item;
use futures::StreamExt;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::{Body, Write, batch_write};
use crate::exec::single;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::plan::write::{Overwrite, put, put_many};
use crate::plan::{Plan, PutPlan};
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::builder::BoxFuture;
use crate::verbs::save_one::{IntoOverwrite, checked, of_item};

/// What may stand in a list that is saved as the model `M`: instances, references to them, or maps of attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a `{M}`",
    label = "give instances of `{M}`, references to them, or `Item`s"
)]
pub trait IntoSaved<M: Model, Mark>: Send + Sync {
    #[doc(hidden)]
    fn to_saved(&self) -> Result<Saved<'_, M>>;
}

/// An instance, borrowed or made.
#[doc(hidden)]
#[derive(Debug)]
pub enum Saved<'a, M> {
    Borrowed(&'a M),
    Owned(Box<M>),
}

impl<M> std::ops::Deref for Saved<'_, M> {
    type Target = M;

    fn deref(&self) -> &M {
        match self {
            Self::Borrowed(item) => item,
            Self::Owned(item) => item,
        }
    }
}

/// Marks an instance, or whatever borrows one.
#[derive(Debug)]
pub struct ByBorrow;
/// Marks a map of attributes.
#[derive(Debug)]
pub struct ByInput;

impl<M: Model, B: Borrow<M> + Send + Sync> IntoSaved<M, ByBorrow> for B {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        Ok(Saved::Borrowed(self.borrow()))
    }
}

impl<M: Model> IntoSaved<M, ByInput> for &Item {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        of_item(self).map(|item| Saved::Owned(Box::new(item)))
    }
}

impl<M: Model> IntoSaved<M, ByInput> for Item {
    fn to_saved(&self) -> Result<Saved<'_, M>> {
        of_item(self).map(|item| Saved::Owned(Box::new(item)))
    }
}

/// A batch of saves that was not sent yet; see [`Verbs::save_many`](crate::Verbs::save_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct SaveMany<'a, M, I, Mark = ByBorrow> {
    db: Connection,
    inputs: Vec<I>,
    overwrite: Overwrite,
    types: PhantomData<(fn() -> (M, Mark), &'a ())>,
}

impl<'a, M: Model, I: IntoSaved<M, Mark> + 'a, Mark: 'a> SaveMany<'a, M, I, Mark> {
    pub(crate) fn new(db: &Connection, inputs: Vec<I>) -> Self {
        Self { db: db.clone(), inputs, overwrite: Overwrite::Always, types: PhantomData }
    }

    /// Says whether items of the same key may be replaced; see [`SaveOne::overwrite`](crate::SaveOne::overwrite).
    ///
    /// With anything but `true` each item is sent as a conditional PutItem of its own.
    pub fn overwrite(mut self, overwrite: impl IntoOverwrite<M>) -> Self {
        self.overwrite = overwrite.into_overwrite().0;
        self
    }

    /// Says what would be sent, if every input is valid and has a key of its own.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    pub fn explain(&self) -> Result<Plan> {
        let schema = M::schema();
        put_many(schema, &self.table(), self.inputs.len(), &self.overwrite)
            .map(Plan::BatchWrite)
            .map_err(|error| error.of_model(schema.model()))
    }

    /// Sends it; the same as `.await` on the builder.
    pub fn send(self) -> BoxFuture<'a, Result<BatchResult<I>>> {
        Box::pin(self.run())
    }

    fn table(&self) -> String {
        self.db.table_name(M::schema().table())
    }

    async fn run(self) -> Result<BatchResult<I>> {
        let schema = M::schema();
        let table = self.table();
        let plan = put(schema, &table, &self.overwrite).map_err(|error| error.of_model(schema.model()))?;
        let mut outcomes: Vec<Option<Outcome>> = self.inputs.iter().map(|_| None).collect();
        {
            // An `Item` is converted once, so that what was validated is what is sent.
            let saved = self.inputs.iter().map(IntoSaved::to_saved).collect();
            let saving: Saving<'_, M> = Saving { db: &self.db, saved };
            let groups = saving.by_key(&mut outcomes);
            if plan.condition.is_none() {
                saving.replace_all(&table, groups, &mut outcomes).await;
            } else {
                saving.put_each(&plan, groups, &mut outcomes).await;
            }
        }
        let outcome = |outcome: Option<Outcome>| match outcome {
            Some(outcome) => outcome,
            None => unreachable!("each input is reported once"),
        };
        Ok(BatchResult::of(self.inputs.into_iter().zip(outcomes.into_iter().map(outcome))))
    }
}

/// The instances of one call.
struct Saving<'s, M> {
    db: &'s Connection,
    saved: Vec<Result<Saved<'s, M>>>,
}

impl<M: Model> Saving<'_, M> {
    /// Sorts the valid inputs by key, each key at its first place; the invalid ones have failed already.
    fn by_key(&self, outcomes: &mut [Option<Outcome>]) -> Vec<(PrimaryKey, Vec<usize>)> {
        let mut groups: Vec<(PrimaryKey, Vec<usize>)> = Vec::with_capacity(self.saved.len());
        let mut place: HashMap<PrimaryKey, usize> = HashMap::with_capacity(self.saved.len());
        for (position, outcome) in outcomes.iter_mut().enumerate() {
            match self.checked_key(position) {
                Ok(key) => {
                    let group = *place.entry(key.clone()).or_insert_with(|| {
                        groups.push((key, Vec::new()));
                        groups.len() - 1
                    });
                    groups[group].1.push(position);
                }
                Err(error) => *outcome = Some(Outcome::Failed(error)),
            }
        }
        // Of several inputs of one key the last that can be stored wins, so all of them are tried; one alone is
        // written only once, when its turn comes.
        for (_, positions) in groups.iter_mut().filter(|(_, positions)| positions.len() > 1) {
            positions.retain(|position| match self.json(*position) {
                Ok(_) => true,
                Err(error) => {
                    outcomes[*position] = Some(Outcome::Failed(error));
                    false
                }
            });
        }
        groups
    }

    fn json(&self, position: usize) -> Result<Vec<u8>> {
        single::encoded(self.item(position)?).map_err(|error| error.of_model(M::schema().model()))
    }

    fn item(&self, position: usize) -> Result<&M> {
        self.saved[position].as_deref().map_err(Clone::clone)
    }

    /// Validates one input, and gives its key.
    fn checked_key(&self, position: usize) -> Result<PrimaryKey> {
        let item = self.item(position)?;
        checked(item)?;
        item.key().into_values()
    }

    /// Only the last input of each key is sent: the effect is as if all were written one after another (W6).
    async fn replace_all(
        &self,
        table: &str,
        groups: Vec<(PrimaryKey, Vec<usize>)>,
        outcomes: &mut [Option<Outcome>],
    ) {
        let mut superseded: Vec<(usize, usize)> = Vec::new();
        let mut last: Vec<(PrimaryKey, usize)> = Vec::with_capacity(groups.len());
        for (key, mut positions) in groups {
            let Some(by) = positions.pop() else { continue };
            superseded.extend(positions.into_iter().map(|position| (position, by)));
            last.push((key, by));
        }
        let writes = last.into_iter().map(|(key, position)| match self.json(position) {
            Ok(json) => Ok(Write::new(position, key, Body::Put(json))),
            Err(error) => Err((position, error)),
        });
        batch_write(self.db, M::schema(), table, writes, |position, result| {
            outcomes[position] = Some(result.map_or_else(Outcome::Failed, |()| Outcome::Done));
        })
        .await;
        for (position, by) in superseded {
            outcomes[position] = outcomes[by].as_ref().map(|outcome| outcome.of_earlier(by));
        }
    }

    /// Each input is a conditional PutItem; those of one key go one after another (W6).
    async fn put_each(
        &self,
        plan: &PutPlan,
        groups: Vec<(PrimaryKey, Vec<usize>)>,
        outcomes: &mut [Option<Outcome>],
    ) {
        let hopeless = &OnceLock::new();
        // Boxed, so that a future takes its room only while it is in flight.
        let puts = groups.into_iter().map(|(_, positions)| -> BoxFuture<'_, Vec<(usize, Outcome)>> {
            Box::pin(async move {
                let mut ended = Vec::with_capacity(positions.len());
                for position in positions {
                    let outcome = match self.put_one(plan, position, hopeless).await {
                        Ok(()) => Outcome::Done,
                        Err(error) => Outcome::Failed(error),
                    };
                    ended.push((position, outcome));
                }
                ended
            })
        });
        let mut ended = futures::stream::iter(puts).buffer_unordered(self.db.settings().in_flight);
        while let Some(group) = ended.next().await {
            for (position, outcome) in group {
                outcomes[position] = Some(outcome);
            }
        }
    }

    async fn put_one(&self, plan: &PutPlan, position: usize, hopeless: &OnceLock<Error>) -> Result<()> {
        let json = self.json(position)?;
        if let Some(error) = hopeless.get() {
            return Err(error.clone());
        }
        let ended = single::put(self.db, M::schema(), plan, json).await;
        if let Err(error) = &ended
            && error.kind().is_hopeless()
        {
            hopeless.get_or_init(|| error.clone());
        }
        ended
    }
}

impl<'a, M: Model, I: IntoSaved<M, Mark> + 'a, Mark: 'a> IntoFuture for SaveMany<'a, M, I, Mark> {
    type Output = Result<BatchResult<I>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

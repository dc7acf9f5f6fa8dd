//! `save_many`: many items, each accounted for.

use std::borrow::Borrow;
use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_model_fields::Item;

use crate::connection::Connection;
use crate::error::Result;
use crate::exec::batch_write::{Body, Encoded, Write};
use crate::exec::single;
use crate::model::Model;
use crate::model::key::PrimaryKey;
use crate::plan::write::{Overwrite, put, put_many};
use crate::plan::{Plan, PutPlan};
use crate::verbs::batch_order::{Hopeless, by_key, each_in_turn, last_of_each};
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
        self.db.tell(|| self.explain());
        let mut outcomes: Vec<Option<Outcome>> = self.inputs.iter().map(|_| None).collect();
        {
            // An `Item` is converted once, so that what was validated is what is sent.
            let saved = self.inputs.iter().map(IntoSaved::to_saved).collect();
            let saving: Saving<'_, M> = Saving { db: &self.db, saved };
            let keys = saving.keys(&mut outcomes);
            let groups = saving.by_key(&keys, &mut outcomes);
            if plan.condition.is_none() {
                let write = |position| saving.write(position, &keys);
                last_of_each(&self.db, schema, &table, groups, write, &mut outcomes).await;
            } else {
                let hopeless = Hopeless::default();
                let put =
                    |position| -> BoxFuture<'_, Outcome> { Box::pin(saving.put(&plan, position, &hopeless)) };
                each_in_turn(&self.db, groups, put, &mut outcomes).await;
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
    /// The keys of the valid inputs; the invalid ones have failed already.
    fn keys(&self, outcomes: &mut [Option<Outcome>]) -> Vec<Option<PrimaryKey>> {
        let key = |(position, outcome): (usize, &mut Option<Outcome>)| match self.checked_key(position) {
            Ok(key) => Some(key),
            Err(error) => {
                *outcome = Some(Outcome::Failed(error));
                None
            }
        };
        outcomes.iter_mut().enumerate().map(key).collect()
    }

    /// Sorts the inputs by key. Of several of one key the last that can be stored wins, so all of them are tried; one
    /// alone is written only once, when its turn comes.
    fn by_key(&self, keys: &[Option<PrimaryKey>], outcomes: &mut [Option<Outcome>]) -> Vec<Vec<usize>> {
        let keys: Vec<Option<&PrimaryKey>> = keys.iter().map(Option::as_ref).collect();
        let mut groups = by_key(&keys);
        for positions in groups.iter_mut().filter(|positions| positions.len() > 1) {
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

    /// One write of a batch.
    fn write(&self, position: usize, keys: &[Option<PrimaryKey>]) -> Encoded {
        let json = self.json(position).map_err(|error| (position, error))?;
        match &keys[position] {
            Some(key) => Ok(Write::new(position, key.clone(), Body::Put(json))),
            None => unreachable!("only inputs with a key are sorted"),
        }
    }

    /// One conditional PutItem.
    async fn put(&self, plan: &PutPlan, position: usize, hopeless: &Hopeless) -> Outcome {
        let put = async {
            let json = self.json(position)?;
            hopeless.check()?;
            hopeless.note(single::put(self.db, M::schema(), plan, json).await)
        };
        put.await.map_or_else(Outcome::Failed, |()| Outcome::Done)
    }
}

impl<'a, M: Model, I: IntoSaved<M, Mark> + 'a, Mark: 'a> IntoFuture for SaveMany<'a, M, I, Mark> {
    type Output = Result<BatchResult<I>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

//! Plans without a connection, for tests and for looking at what a call would do.

use std::marker::PhantomData;

use dynamo_model_fields::capability::Ordered;

use crate::error::{Error, Result};
use crate::expr::update::Update;
use crate::model::Model;
use crate::model::field::Field;
use crate::model::index::Index;
use crate::model::projection::Projection;
use crate::plan::options::{IndexSet, Missing, ReadOptions, Segments};
use crate::plan::write::UpdateOptions;
use crate::plan::{Plan, ScanPolicy, read, write};
use crate::strategy::{Chosen, IntoKey, IntoStrategy, IntoTarget, Strategy};
use crate::verbs::read_options::read_options;
use crate::verbs::save_one::IntoOverwrite;

/// What the verbs of a model would send, made without a connection: a table has its name without a prefix, and reads
/// are eventually consistent unless they say otherwise.
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(Model)]
/// struct Post {
///     #[model(hash_key)]
///     user: String,
///     #[model(range_key)]
///     at: u64,
/// }
///
/// # fn main() -> dynamo_model::Result<()> {
/// let plan = Post::plan_get_many(Post::USER.eq("ann") & Post::AT.ge(5)).descending().limit(20).plan()?;
/// assert_eq!(plan.operation(), Some("Query"));
/// # Ok(())
/// # }
/// ```
pub trait Plans: Model {
    /// Plans [`get_many`](crate::Verbs::get_many).
    fn plan_get_many<Mark>(strategy: impl IntoStrategy<Self, Mark>) -> PlanGetMany<Self> {
        let Chosen(strategy) = strategy.into_strategy();
        PlanGetMany { strategy, options: ReadOptions::default(), model: PhantomData }
    }

    /// Plans [`get_one`](crate::Verbs::get_one).
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if the key cannot be used.
    fn plan_get_one<Mark>(key: impl IntoKey<Self, Mark>) -> Result<Plan> {
        let key = key.into_primary_key()?;
        Ok(Plan::Get(read::read_one(Self::schema().table(), key, false)))
    }

    /// Plans [`save_one`](crate::Verbs::save_one) with `overwrite`.
    ///
    /// # Errors
    ///
    /// [`is_refused`](crate::Error::is_refused) if the condition cannot be sent.
    fn plan_save_one(overwrite: impl IntoOverwrite<Self>) -> Result<Plan> {
        let schema = Self::schema();
        write::put(schema, schema.table(), &overwrite.into_overwrite().0)
            .map(Plan::Put)
            .map_err(of_model::<Self>)
    }

    /// Plans [`update_one`](crate::Verbs::update_one).
    ///
    /// # Errors
    ///
    /// Those that `update_one` gives before anything is sent.
    fn plan_update_one<Mark>(
        target: impl IntoTarget<Self, Mark>,
        updates: impl IntoIterator<Item = Update<Self>>,
    ) -> Result<Plan> {
        let (schema, aim) = (Self::schema(), target.into_target().into_aim()?);
        let actions = updates.into_iter().map(Update::into_action).collect();
        let options = UpdateOptions::default();
        write::update(schema, schema.table(), aim, actions, &options)
            .map(Plan::Update)
            .map_err(of_model::<Self>)
    }

    /// Plans [`delete_one`](crate::Verbs::delete_one).
    ///
    /// # Errors
    ///
    /// Those that `delete_one` gives before anything is sent.
    fn plan_delete_one<Mark>(target: impl IntoTarget<Self, Mark>) -> Result<Plan> {
        let aim = target.into_target().into_aim()?;
        write::delete(Self::schema().table(), aim).map(Plan::Delete).map_err(of_model::<Self>)
    }
}

impl<M: Model> Plans for M {}

fn of_model<M: Model>(error: Error) -> Error {
    error.of_model(M::schema().model())
}

/// A read that is planned and never sent; see [`Plans::plan_get_many`].
#[derive(Debug)]
#[must_use = "it is no plan until `plan()` makes it one"]
pub struct PlanGetMany<M> {
    strategy: Strategy,
    options: ReadOptions,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> PlanGetMany<M> {
    read_options!();

    /// Plans to read the attributes that a projection names, instead of whole items.
    pub fn project<P: Projection<M>>(mut self) -> Self {
        self.options.attributes = P::attributes();
        self
    }

    /// Refuses a plan that needs more requests than this at the least.
    pub fn max_requests(mut self, requests: usize) -> Self {
        self.options.max_requests = Some(requests);
        self
    }

    /// Plans as a connection that does without this index; see
    /// [`ConnectionBuilder::without_index`](crate::ConnectionBuilder::without_index).
    pub fn without_index(mut self, index: Index<M>) -> Self {
        let without = IndexSet::of(M::schema(), |declared| declared.name() == index.name());
        self.options.without = self.options.without.with(without);
        self
    }

    /// Makes the plan.
    ///
    /// # Errors
    ///
    /// Those that [`get_many`](crate::Verbs::get_many) gives before anything is sent.
    pub fn plan(self) -> Result<Plan> {
        let schema = M::schema();
        read::read(schema, schema.table(), &self.strategy, &self.options).map_err(of_model::<M>)
    }
}

//! The items that a write of many is for: named one by one, or found by a condition (W7).

use std::marker::PhantomData;

use futures::StreamExt;
use futures::stream::{self, BoxStream};

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::bulk::Fresh;
use crate::exec::call::Call;
use crate::exec::reads;
use crate::expr::tree::Expr;
use crate::model::Model;
use crate::model::key::{Key, PrimaryKey};
use crate::plan::options::ReadOptions;
use crate::plan::{Plan, again, read};
use crate::strategy::{Aim, Chosen, Strategy};
use crate::verbs::builder::CallOptions;
use crate::verbs::outcomes::Inputs;

/// A strategy, and what is asked of the write besides.
#[derive(Debug)]
pub(super) struct Selection<M> {
    pub(super) db: Connection,
    strategy: Strategy,
    pub(super) options: ReadOptions,
    pub(super) call: CallOptions,
    pub(super) unchecked: bool,
    pub(super) whole_table: bool,
    model: PhantomData<fn() -> M>,
}

/// What there is to do, once it was decided.
pub(super) enum Selected {
    /// No item can be meant.
    Nothing(Box<Plan>),
    /// Keys are known, each perhaps with a condition of its own.
    Named(Vec<Result<Aim>>),
    /// A condition names these keys whole, so that nothing is read; what is left of it is asked with each write.
    Known { keys: Vec<PrimaryKey>, condition: Option<Expr> },
    /// Items are read first, and written while they still satisfy `condition`.
    Found { read: Box<Plan>, condition: Option<Expr> },
}

impl<M: Model> Selection<M> {
    pub(super) fn new(db: &Connection, strategy: Chosen) -> Self {
        Self {
            db: db.clone(),
            strategy: strategy.0,
            // Only keys are read, and what is evaluated here.
            options: ReadOptions { attributes: Some(&[]), ..db.read_options(M::schema()) },
            call: CallOptions::default(),
            unchecked: false,
            whole_table: false,
            model: PhantomData,
        }
    }

    pub(super) fn table(&self) -> String {
        self.call.table_of::<M>(&self.db)
    }

    pub(super) fn decide(&self) -> Result<Selected> {
        let schema = M::schema();
        let place = |error: Error| error.of_model(schema.model());
        let expr = match &self.strategy {
            Strategy::Targets(aims) if !aims.is_empty() => return Ok(Selected::Named(aims.clone())),
            Strategy::Targets(_) => &Expr::never(),
            Strategy::Condition(expr) => expr,
        };
        let read = read::read(schema, &self.table(), &self.strategy, &self.options).map_err(place)?;
        if let Plan::Nothing(_) = read {
            return Ok(Selected::Nothing(Box::new(read)));
        }
        let condition = again::remaining(schema, expr).map_err(place)?;
        if read::is_unconditional(schema, expr) && !self.whole_table {
            return Err(place(Error::refused(
                "the condition always holds, and would be of the whole table; `.whole_table()` permits it",
            )));
        }
        let keys = match &read {
            Plan::Get(plan) => Some(vec![plan.key.clone()]),
            Plan::BatchGet(plan) => Some(plan.keys.clone()),
            Plan::Query(plan) => read::whole_key(schema, plan).map(|key| vec![key]),
            _ => None,
        };
        Ok(match keys {
            Some(keys) => Selected::Known { keys, condition },
            None => Selected::Found { read: Box::new(read), condition },
        })
    }

    /// The writes of items that a condition names by their whole keys. Nothing was read, so what is left of it is always
    /// asked.
    pub(super) fn each_known(
        &self,
        keys: Vec<PrimaryKey>,
        condition: Option<Expr>,
    ) -> impl Iterator<Item = Result<Aim>> + Send + use<M> {
        let is_asked = condition.is_some() || !self.unchecked;
        keys.into_iter().map(move |key| {
            Ok(if is_asked {
                again::aim(M::schema(), key, condition.as_ref())
            } else {
                Aim { key, condition: None }
            })
        })
    }

    /// The write of an item that was read: it asks the condition again, unless unchecked.
    fn found(&self, key: PrimaryKey, condition: Option<&Expr>) -> Aim {
        if self.unchecked { Aim { key, condition: None } } else { again::aim(M::schema(), key, condition) }
    }

    /// The writes, as their items are named or found. An error of the stream itself is one of the read, and ends it.
    pub(super) fn aims(self, call: &Call, selected: Selected) -> BoxStream<'static, Result<Result<Aim>>> {
        match selected {
            Selected::Nothing(_) => stream::empty().boxed(),
            Selected::Named(aims) => stream::iter(aims.into_iter().map(Ok)).boxed(),
            Selected::Known { keys, condition } => {
                stream::iter(self.each_known(keys, condition).map(Ok)).boxed()
            }
            Selected::Found { read, condition } => {
                let aim = move |item| {
                    let key = PrimaryKey::of_item(&item?, M::schema())?;
                    Ok(Ok(self.found(key, condition.as_ref())))
                };
                reads::keys(call.clone(), M::schema(), *read).map(aim).boxed()
            }
        }
    }
}

/// The key that an aim names, as the report tells it.
pub(super) fn key_of<M: Model>(aim: &Result<Aim>) -> Key<M> {
    Key::of(aim.as_ref().map(|aim| aim.key.clone()).map_err(Clone::clone))
}

/// Makes jobs of aims, and keeps the key of each until its outcome is known.
pub(super) fn keyed<M: Model, L: Send + 'static>(
    aims: BoxStream<'static, Result<Result<Aim>>>,
    inputs: &Inputs<Key<M>>,
    job: impl Fn(usize, Aim) -> Fresh<L> + Send + 'static,
) -> BoxStream<'static, Fresh<L>> {
    let inputs = inputs.clone();
    let jobs = aims.scan((), move |(), aim| {
        let fresh = match aim {
            Ok(aim) => {
                let position = inputs.put(key_of(&aim));
                Some(aim.map_err(|error| (position, error)).and_then(|aim| job(position, aim)))
            }
            Err(error) => {
                inputs.fail(error);
                None
            }
        };
        std::future::ready(fresh)
    });
    jobs.boxed()
}

/// Gives a builder with a `selection` the words for it.
macro_rules! selection_options {
    () => {
        /// Reads what all earlier writes left, where a condition is read first.
        pub fn consistent(mut self) -> Self {
            self.selection.options.consistent = true;
            self
        }

        /// Permits a Scan in this call, and does without the warning.
        pub fn allow_scan(mut self) -> Self {
            self.selection.options.scan = crate::plan::ScanPolicy::Allow;
            self
        }

        /// Has a Scan that finds the items read so many segments side by side; see
        /// [`GetMany::segments`](crate::GetMany::segments).
        pub fn segments(mut self, segments: u32) -> Self {
            self.selection.options.segments = Some(crate::plan::options::Segments::All(segments));
            self
        }

        /// Permits a condition that always holds, and so is of every item of the table.
        pub fn whole_table(mut self) -> Self {
            self.selection.whole_table = true;
            self
        }

        call_options!(selection.call);
    };
}

pub(super) use selection_options;

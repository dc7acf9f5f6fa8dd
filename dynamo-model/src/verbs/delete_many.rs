//! `delete_many`: the items that a strategy names, each accounted for.

use std::marker::PhantomData;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::{Body, Write};
use crate::exec::{reads, single};
use crate::expr::tree::Expr;
use crate::model::Model;
use crate::model::key::{Key, PrimaryKey};
use crate::plan::options::ReadOptions;
use crate::plan::{DeletePlan, Plan, ScanPolicy, read, write};
use crate::strategy::{Aim, Chosen, Strategy};
use crate::verbs::batch_order::{Hopeless, by_key, each_in_turn, last_of_each};
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::builder::{BoxFuture, awaited};
use crate::wire::decode::Counted;

/// A batch of deletes that was not sent yet; see [`Verbs::delete_many`](crate::Verbs::delete_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DeleteMany<M> {
    db: Connection,
    strategy: Strategy,
    options: ReadOptions,
    unchecked: bool,
    whole_table: bool,
    model: PhantomData<fn() -> M>,
}

/// What there is to do, once it was decided.
enum Work {
    /// No item can be meant.
    Nothing(Box<Plan>),
    /// Keys are known: BatchWriteItem, or conditional DeleteItems.
    Named(Vec<Result<Aim>>),
    /// A condition names these keys whole, so that nothing is read; what is left of it is asked with each delete.
    Known { keys: Vec<PrimaryKey>, condition: Option<Expr> },
    /// Items are read first, and deleted while they still satisfy `condition`.
    Found { read: Box<Plan>, condition: Option<Expr> },
}

impl<M: Model> DeleteMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Chosen) -> Self {
        Self {
            db: db.clone(),
            strategy: strategy.0,
            // Only keys are read, and what is evaluated here.
            options: ReadOptions { attributes: Some(&[]), ..db.read_options() },
            unchecked: false,
            whole_table: false,
            model: PhantomData,
        }
    }

    /// Reads what all earlier writes left, where a condition is read first.
    pub fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }

    /// Permits a Scan in this call, and does without the warning.
    pub fn allow_scan(mut self) -> Self {
        self.options.scan = ScanPolicy::Allow;
        self
    }

    /// Deletes what was read by BatchWriteItem, without asking the condition again: faster, and an item that changed
    /// in between is deleted all the same.
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// Permits a condition that always holds, which empties the table.
    pub fn whole_table(mut self) -> Self {
        self.whole_table = true;
        self
    }

    /// Says what would be sent: the deletes of a list of keys, or the read that finds the items of a condition.
    ///
    /// # Errors
    ///
    /// Those that awaiting it would give before anything is sent.
    pub fn explain(&self) -> Result<Plan> {
        let table = self.table();
        Ok(match self.work()? {
            Work::Nothing(plan) => *plan,
            Work::Named(aims) => Plan::BatchWrite(write::delete_many(&table, &aims)),
            Work::Known { keys, condition } => {
                Plan::BatchWrite(write::delete_many(&table, &self.named(keys, condition)))
            }
            Work::Found { read, condition } => {
                let condition = (!self.unchecked).then(|| write::still(M::schema(), condition));
                Plan::DeleteFound(write::delete_found(&table, *read, condition))
            }
        })
    }

    /// The deletes of items that were read by a condition: each asks it again, unless unchecked (W7).
    fn asking(&self, keys: Vec<PrimaryKey>, condition: Option<Expr>) -> Vec<Result<Aim>> {
        let condition = (!self.unchecked).then(|| write::still(M::schema(), condition));
        aims(keys, condition.as_ref())
    }

    /// The deletes of keys that a condition names whole. Nothing was read, so what is left of it is always asked.
    fn named(&self, keys: Vec<PrimaryKey>, condition: Option<Expr>) -> Vec<Result<Aim>> {
        let is_asked = condition.is_some() || !self.unchecked;
        let condition = is_asked.then(|| write::still(M::schema(), condition));
        aims(keys, condition.as_ref())
    }

    fn table(&self) -> String {
        self.db.table_name(M::schema().table())
    }

    fn work(&self) -> Result<Work> {
        let schema = M::schema();
        let place = |error: Error| error.of_model(schema.model());
        let expr = match &self.strategy {
            Strategy::Targets(aims) if !aims.is_empty() => return Ok(Work::Named(aims.clone())),
            Strategy::Targets(_) => &Expr::never(),
            Strategy::Condition(expr) => expr,
        };
        let read = read::read(schema, &self.table(), &self.strategy, &self.options).map_err(place)?;
        if let Plan::Nothing(_) = read {
            return Ok(Work::Nothing(Box::new(read)));
        }
        let condition = write::remaining(schema, expr).map_err(place)?;
        if read::is_unconditional(schema, expr) && !self.whole_table {
            return Err(place(Error::refused(
                "the condition always holds, and would empty the table; `.whole_table()` permits it",
            )));
        }
        let keys = match &read {
            Plan::Get(plan) => Some(vec![plan.key.clone()]),
            Plan::BatchGet(plan) => Some(plan.keys.clone()),
            Plan::Query(plan) => read::whole_key(schema, plan).map(|key| vec![key]),
            _ => None,
        };
        Ok(match keys {
            Some(keys) => Work::Known { keys, condition },
            None => Work::Found { read: Box::new(read), condition },
        })
    }

    async fn run(self) -> Result<BatchResult<Key<M>>> {
        self.db.tell(|| self.explain());
        let (aims, found) = match self.work()? {
            Work::Nothing(_) => (Vec::new(), false),
            Work::Named(aims) => (aims, false),
            Work::Known { keys, condition } => (self.named(keys, condition), true),
            Work::Found { read, condition } => {
                let items = reads::keys(&self.db, M::schema(), *read).await?;
                let keys = items.iter().map(|item| PrimaryKey::of_item(item, M::schema()));
                (self.asking(keys.collect::<Result<_>>()?, condition), true)
            }
        };
        let keys = aims.iter().map(|aim| Key::of(aim.clone().map(|aim| aim.key))).collect::<Vec<_>>();
        let mut outcomes: Vec<Option<Outcome>> =
            aims.iter().map(|aim| aim.as_ref().err().map(|error| Outcome::Failed(error.clone()))).collect();
        if aims.iter().flatten().all(|aim| aim.condition.is_none()) {
            self.delete_keys(&aims, &mut outcomes).await;
        } else {
            self.delete_each(aims, found, &mut outcomes).await;
        }
        let entries = keys.into_iter().zip(outcomes).map(|(key, outcome)| match outcome {
            Some(outcome) => (key, outcome),
            None => unreachable!("each key is reported once"),
        });
        Ok(BatchResult::of(entries))
    }

    /// BatchWriteItems. A key that is given twice is deleted once, at its last place (W6).
    async fn delete_keys(&self, aims: &[Result<Aim>], outcomes: &mut [Option<Outcome>]) {
        let write = |position: usize| match &aims[position] {
            Ok(aim) => Ok(Write::new(position, aim.key.clone(), Body::Delete)),
            Err(error) => Err((position, error.clone())),
        };
        last_of_each(&self.db, M::schema(), &self.table(), groups(aims), write, outcomes).await;
    }

    /// A DeleteItem for each; those of one key go one after another (W6). `found`: a condition named them, so that one
    /// that changed or is gone is no error (W7).
    async fn delete_each(&self, aims: Vec<Result<Aim>>, found: bool, outcomes: &mut [Option<Outcome>]) {
        let table = self.table();
        let groups = groups(&aims);
        let plans: Vec<Result<DeletePlan>> =
            aims.into_iter().map(|aim| write::delete(&table, aim?)).collect();
        let hopeless = Hopeless::default();
        let delete = |position: usize| -> BoxFuture<'_, Outcome> {
            Box::pin(self.delete_one(&plans[position], found, &hopeless))
        };
        each_in_turn(&self.db, groups, delete, outcomes).await;
    }

    async fn delete_one(&self, plan: &Result<DeletePlan>, found: bool, hopeless: &Hopeless) -> Outcome {
        let delete = async {
            let plan = plan.as_ref().map_err(Clone::clone)?;
            hopeless.check()?;
            hopeless.note(single::delete::<Counted>(&self.db, M::schema(), plan).await)
        };
        match delete.await {
            Ok(Some(_)) => Outcome::Done,
            Ok(None) => Outcome::Absent,
            Err(error) if found && error.is_condition_failed() => Outcome::Changed,
            Err(error) => Outcome::Failed(error),
        }
    }
}

fn aims(keys: Vec<PrimaryKey>, condition: Option<&Expr>) -> Vec<Result<Aim>> {
    keys.into_iter().map(|key| Ok(Aim { key, condition: condition.cloned() })).collect()
}

fn groups(aims: &[Result<Aim>]) -> Vec<Vec<usize>> {
    let keys: Vec<Option<&PrimaryKey>> =
        aims.iter().map(|aim| aim.as_ref().ok().map(|aim| &aim.key)).collect();
    by_key(&keys)
}

awaited!(DeleteMany<M> => BatchResult<Key<M>>);

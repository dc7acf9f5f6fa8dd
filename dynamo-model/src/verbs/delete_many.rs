//! `delete_many`: the items that a strategy names, each accounted for.

use std::collections::HashMap;
use std::marker::PhantomData;

use dynamo_model_fields::Item;
use futures::StreamExt;

use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::exec::batch_write::{Body, Write, batch_write};
use crate::exec::pages::{self, Source};
use crate::exec::single;
use crate::expr::tree::Expr;
use crate::model::Model;
use crate::model::key::{Key, PrimaryKey};
use crate::plan::options::ReadOptions;
use crate::plan::{DeletePlan, Plan, ScanPolicy, read, write};
use crate::strategy::{Aim, Chosen, Strategy};
use crate::verbs::batch_result::{BatchResult, Outcome};
use crate::verbs::builder::awaited;
use crate::wire::decode::Counted;

/// A batch of deletes that was not sent yet; see [`Verbs::delete_many`](crate::Verbs::delete_many).
#[derive(Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct DeleteMany<M> {
    db: Connection,
    strategy: Result<Strategy>,
    options: ReadOptions,
    unchecked: bool,
    whole_table: bool,
    model: PhantomData<fn() -> M>,
}

/// What there is to do, once it was decided.
enum Work {
    /// Keys are known: BatchWriteItem, or conditional DeleteItems.
    Named(Vec<Aim>),
    /// Items are read first, and deleted while they still satisfy `condition`.
    Found { read: Box<Plan>, condition: Option<Expr> },
}

impl<M: Model> DeleteMany<M> {
    pub(crate) fn new(db: &Connection, strategy: Result<Chosen>) -> Self {
        let settings = db.settings();
        Self {
            db: db.clone(),
            strategy: strategy.map(|chosen| chosen.0),
            options: ReadOptions {
                consistent: settings.consistent,
                scan: settings.scan_policy,
                ..ReadOptions::default()
            },
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
        Ok(match self.work()? {
            Work::Named(aims) => Plan::BatchWrite(write::delete_many(&self.table(), &aims)),
            Work::Found { read, .. } => *read,
        })
    }

    fn table(&self) -> String {
        self.db.table_name(M::schema().table())
    }

    fn work(&self) -> Result<Work> {
        let schema = M::schema();
        let strategy = self.strategy.as_ref().map_err(Clone::clone)?;
        let place = |error: Error| error.of_model(schema.model());
        let Strategy::Condition(expr) = strategy else {
            let Strategy::Targets(aims) = strategy else { unreachable!("a strategy is one or the other") };
            return Ok(Work::Named(aims.clone()));
        };
        let read = read::read(schema, &self.table(), strategy, &self.options).map_err(place)?;
        if let Plan::Nothing(_) = read {
            return Ok(Work::Named(Vec::new()));
        }
        let condition = write::remaining(schema, expr).map_err(place)?;
        if condition.is_none() && read::is_unconditional(expr) && !self.whole_table {
            return Err(place(Error::refused(
                "the condition always holds, and would empty the table; `.whole_table()` permits it",
            )));
        }
        Ok(Work::Found { read: Box::new(read), condition })
    }

    async fn run(self) -> Result<BatchResult<Key<M>>> {
        match self.work()? {
            Work::Named(aims) if aims.iter().all(|aim| aim.condition.is_none()) => {
                let keys = aims.into_iter().map(|aim| aim.key).collect();
                Ok(self.delete_keys(keys).await)
            }
            Work::Named(aims) => self.delete_each(aims, false).await,
            Work::Found { read, condition } => {
                let keys = self.find(*read).await?;
                if self.unchecked {
                    return Ok(self.delete_keys(keys).await);
                }
                let still = write::still(M::schema(), condition);
                let aims = keys.into_iter().map(|key| Aim { key, condition: Some(still.clone()) });
                self.delete_each(aims.collect(), true).await
            }
        }
    }

    /// The keys of the items that a condition names. Whole keys need not be read.
    async fn find(&self, plan: Plan) -> Result<Vec<PrimaryKey>> {
        let schema = M::schema();
        let source = match plan {
            Plan::Get(plan) => return Ok(vec![plan.key]),
            Plan::BatchGet(plan) => return Ok(plan.keys),
            Plan::Query(plan) => match read::whole_key(schema, &plan) {
                Some(key) => return Ok(vec![key]),
                None => Source::Query(plan),
            },
            Plan::Scan(plan) => Source::Scan(plan),
            _ => unreachable!("read plans hold no writes"),
        };
        let items: Vec<Item> = pages::keys(self.db.clone(), schema, source).await?;
        items.iter().map(|item| PrimaryKey::of_item(item, schema)).collect()
    }

    async fn delete_keys(&self, keys: Vec<PrimaryKey>) -> BatchResult<Key<M>> {
        let mut outcomes: Vec<Option<Outcome>> = keys.iter().map(|_| None).collect();
        let mut place: HashMap<&PrimaryKey, usize> = HashMap::with_capacity(keys.len());
        for (position, key) in keys.iter().enumerate() {
            place.insert(key, position);
        }
        // A key that is given twice is deleted once, at its last place (W6).
        let last: Vec<usize> = keys.iter().map(|key| place[key]).collect();
        let write = |position: usize| Write {
            position,
            key: keys[position].clone(),
            body: Body::Delete,
            doubt: false,
        };
        let writes: Vec<Write> = last
            .iter()
            .enumerate()
            .filter(|(position, by)| position == *by)
            .map(|(_, by)| write(*by))
            .collect();
        batch_write(&self.db, M::schema(), &self.table(), writes.into_iter(), |position, result| {
            outcomes[position] = Some(result.map_or_else(Outcome::Failed, |()| Outcome::Done));
        })
        .await;
        for (position, by) in last.iter().copied().enumerate().filter(|(position, by)| position != by) {
            outcomes[position] = Some(match &outcomes[by] {
                Some(Outcome::Failed(error)) => Outcome::Failed(error.clone()),
                _ => Outcome::Superseded { by },
            });
        }
        report(keys, outcomes)
    }

    /// A DeleteItem for each; those of one key go one after another (W6). `found`: they were read by a condition, so
    /// that one that changed or is gone is no error (W7).
    async fn delete_each(&self, aims: Vec<Aim>, found: bool) -> Result<BatchResult<Key<M>>> {
        let table = self.table();
        let keys: Vec<PrimaryKey> = aims.iter().map(|aim| aim.key.clone()).collect();
        let plans: Vec<DeletePlan> =
            aims.into_iter().map(|aim| write::delete(&table, aim)).collect::<Result<_>>()?;
        let mut groups: Vec<Vec<usize>> = Vec::with_capacity(keys.len());
        let mut place: HashMap<&PrimaryKey, usize> = HashMap::with_capacity(keys.len());
        for (position, key) in keys.iter().enumerate() {
            let group = *place.entry(key).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(position);
        }
        let plans = &plans;
        let deletes = groups.into_iter().map(|positions| async move {
            let mut ended = Vec::with_capacity(positions.len());
            for position in positions {
                ended.push((position, self.delete_one(&plans[position], found).await));
            }
            ended
        });
        let mut outcomes: Vec<Option<Outcome>> = keys.iter().map(|_| None).collect();
        let mut ended =
            futures::stream::iter(deletes.collect::<Vec<_>>()).buffer_unordered(self.db.settings().in_flight);
        while let Some(group) = ended.next().await {
            for (position, outcome) in group {
                outcomes[position] = Some(outcome);
            }
        }
        drop(ended);
        Ok(report(keys, outcomes))
    }

    async fn delete_one(&self, plan: &DeletePlan, found: bool) -> Outcome {
        match single::delete::<Counted>(&self.db, M::schema(), plan).await {
            Ok(Some(_)) => Outcome::Done,
            Ok(None) => Outcome::Absent,
            Err(error) if found && error.is_condition_failed() => Outcome::Changed,
            Err(error) => Outcome::Failed(error),
        }
    }
}

fn report<M: Model>(keys: Vec<PrimaryKey>, outcomes: Vec<Option<Outcome>>) -> BatchResult<Key<M>> {
    let entries = keys.into_iter().zip(outcomes).map(|(key, outcome)| match outcome {
        Some(outcome) => (Key::from_values(key), outcome),
        None => unreachable!("each key is reported once"),
    });
    BatchResult::of(entries)
}

awaited!(DeleteMany<M> => BatchResult<Key<M>>);

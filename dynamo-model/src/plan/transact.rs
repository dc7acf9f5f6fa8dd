//! Plans for transactions: up to 100 writes or reads, all of them or none (W9).

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::steps::Reasons;
use crate::plan::write::{self, Overwrite, UpdateOptions};
use crate::plan::{GetPlan, UpdatePlan, attributes, read};
use crate::strategy::Aim;

/// The most actions that one transaction may hold.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
pub(crate) const MAX_ACTIONS: usize = 100;

/// The most bytes that the items of one transaction may have together; see [`MAX_ACTIONS`].
pub(crate) const MAX_SIZE: usize = 4 * 1024 * 1024;

/// A TransactWriteItems: all of the actions, or none.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactWritePlan {
    pub(crate) actions: Vec<TransactAction>,
    pub(crate) why: Reasons,
}

/// One action of a transaction that writes.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactAction {
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) condition: Option<Expr>,
    pub(crate) deed: Deed,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Deed {
    Put {
        /// True if the condition is that there is no item.
        on_absence: bool,
    },
    Update(Vec<Action>),
    Delete,
    /// Nothing: the condition must hold, or no other action is carried out.
    Check,
}

/// A TransactGetItems: what all items were at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct TransactGetPlan {
    pub(crate) gets: Vec<GetPlan>,
    pub(crate) why: Reasons,
}

impl TransactWritePlan {
    /// Gives the actions, in order.
    #[must_use]
    pub fn actions(&self) -> &[TransactAction] {
        &self.actions
    }
}

impl TransactAction {
    /// Names the table, with its prefix.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Names what it does: `put`, `update`, `delete` or `check`.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self.deed {
            Deed::Put { .. } => "put",
            Deed::Update(_) => "update",
            Deed::Delete => "delete",
            Deed::Check => "check",
        }
    }

    /// Shows the condition that DynamoDB checks.
    #[must_use]
    pub fn condition(&self) -> Option<String> {
        self.condition.as_ref().map(ToString::to_string)
    }
}

impl TransactGetPlan {
    /// Gives the reads, in order.
    #[must_use]
    pub fn gets(&self) -> &[GetPlan] {
        &self.gets
    }
}

/// An action as it was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    Put { key: PrimaryKey, overwrite: Overwrite },
    Update { aim: Aim, actions: Vec<Action>, options: Box<UpdateOptions> },
    Delete(Aim),
    Check(Aim),
}

/// Plans one action.
pub(crate) fn action(schema: &Schema, table: &str, wanted: Wanted) -> Result<TransactAction> {
    let table = table.to_owned();
    Ok(match wanted {
        Wanted::Put { key, overwrite } => {
            let plan = write::put(schema, &table, &overwrite)?;
            let deed = Deed::Put { on_absence: plan.on_absence };
            TransactAction { table, key, condition: plan.condition, deed }
        }
        Wanted::Update { aim, actions, options } => {
            of_update(write::update(schema, &table, aim, actions, &options)?)
        }
        Wanted::Delete(aim) => {
            let plan = write::delete(&table, aim)?;
            TransactAction { table, key: plan.key, condition: plan.condition, deed: Deed::Delete }
        }
        Wanted::Check(aim) => {
            let plan = write::delete(&table, aim)?;
            if plan.condition.is_none() {
                return Err(Error::refused("the condition of this check always holds, so it checks nothing"));
            }
            TransactAction { table, key: plan.key, condition: plan.condition, deed: Deed::Check }
        }
    })
}

/// Makes an action of a planned update.
pub(crate) fn of_update(plan: UpdatePlan) -> TransactAction {
    let UpdatePlan { table, key, condition, actions, .. } = plan;
    TransactAction { table, key, condition, deed: Deed::Update(actions) }
}

/// Plans a transaction of actions whose items have so many bytes at the least.
pub(crate) fn write(actions: Vec<TransactAction>, size: usize) -> Result<TransactWritePlan> {
    bounded(actions.len(), "actions")?;
    if size > MAX_SIZE {
        return Err(Error::refused(format!(
            "the items of this transaction have at least {size} bytes, and DynamoDB takes {MAX_SIZE} (4 MB)"
        )));
    }
    if let Some((first, second)) = twice(actions.iter().map(|action| (&*action.table, &action.key))) {
        let table = &actions[second].table;
        return Err(Error::refused(format!(
            "actions {first} and {second} are about the same item of `{table}`, and a transaction takes one action for \
             each item"
        )));
    }
    let why = "all actions are carried out or none, at twice the write units".into();
    Ok(TransactWritePlan { actions, why: vec![why] })
}

/// An item that is read in a transaction.
#[derive(Clone, Debug)]
pub(crate) struct WantedItem {
    pub(crate) schema: &'static Schema,
    pub(crate) table: String,
    pub(crate) key: PrimaryKey,
    pub(crate) attributes: Option<&'static [&'static str]>,
}

/// Plans the reads of a transaction.
pub(crate) fn get(items: Vec<WantedItem>) -> Result<TransactGetPlan> {
    bounded(items.len(), "items")?;
    let get = |item: WantedItem| {
        let mut plan = read::read_one(&item.table, item.key, true);
        attributes::project_one(&mut plan, item.schema, item.attributes);
        plan
    };
    let gets: Vec<GetPlan> = items.into_iter().map(get).collect();
    if let Some((first, second)) = twice(gets.iter().map(|get| (&*get.table, &get.key))) {
        let table = &gets[second].table;
        return Err(Error::refused(format!(
            "items {first} and {second} of this transaction are the same item of `{table}`, which DynamoDB does not read \
             twice"
        )));
    }
    let why = "all items are read as they are at one moment, at twice the read units".into();
    Ok(TransactGetPlan { gets, why: vec![why] })
}

fn bounded(count: usize, unit: &str) -> Result<()> {
    match count {
        0 => Err(Error::refused(format!("this transaction has no {unit}"))),
        1..=MAX_ACTIONS => Ok(()),
        _ => Err(Error::refused(format!(
            "this transaction has {count} {unit}, and DynamoDB takes {MAX_ACTIONS}"
        ))),
    }
}

/// The positions of the first item that stands there twice, by its canonical key (V4).
fn twice<'a>(items: impl Iterator<Item = (&'a str, &'a PrimaryKey)>) -> Option<(usize, usize)> {
    let mut places = HashMap::new();
    items.enumerate().find_map(|(position, item)| Some((places.insert(item, position)?, position)))
}

//! Plans for writes: the operation, and the condition that it carries.

use crate::error::{Error, Result};
use crate::expr::fold::fold;
use crate::expr::path::AttributePath;
use crate::expr::tree::Expr;
use crate::expr::update::{Action, checked, repeat_safely};
use crate::model::schema::{FieldSchema, Schema};
use crate::plan::read::spelled_out;
use crate::plan::steps::{Reasons, Returned, WriteKind};
use crate::plan::{
    BatchWritePlan, DeleteFoundPlan, DeletePlan, Plan, PutPlan, UpdateFoundPlan, UpdatePlan, limits, parents,
    rules,
};
use crate::strategy::Aim;

/// Whether a save may replace an item that is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Overwrite {
    #[default]
    Always,
    Never,
    If(Expr),
}

/// Plans a PutItem.
pub(crate) fn put(schema: &Schema, table: impl Into<String>, overwrite: &Overwrite) -> Result<PutPlan> {
    let (condition, why) = match overwrite {
        Overwrite::Always => (None, "an item of the same key is replaced"),
        Overwrite::Never => (Some(is_absent(schema)), "an item of the same key is left as it is"),
        Overwrite::If(expr) => {
            (write_condition(expr)?, "an item of the same key is replaced only if the condition holds")
        }
    };
    let on_absence = *overwrite == Overwrite::Never;
    Ok(PutPlan { table: table.into(), condition, on_absence, why: vec![why.into()] })
}

/// Plans the writes of many items.
pub(crate) fn put_many(
    schema: &Schema,
    table: &str,
    writes: Option<usize>,
    overwrite: &Overwrite,
) -> Result<BatchWritePlan> {
    let one = put(schema, table, overwrite)?;
    let is_single = one.condition.is_some();
    let why = if is_single {
        "BatchWriteItem takes no condition, so each item is a PutItem"
    } else {
        "no condition stands in the way of BatchWriteItem"
    };
    let why = vec![why.into()];
    let (table, actions) = (table.to_owned(), Vec::new());
    Ok(BatchWritePlan { table, writes, kind: WriteKind::Put, actions, is_single, why })
}

/// Plans a DeleteItem.
pub(crate) fn delete(table: &str, aim: Aim) -> Result<DeletePlan> {
    let condition = aim.condition.as_ref().map(write_condition).transpose()?.flatten();
    let why = match condition {
        None => "the whole key is given",
        Some(_) => "the whole key is given, and the item is kept unless the other conditions hold",
    };
    Ok(DeletePlan { table: table.to_owned(), key: aim.key, condition, why: vec![why.into()] })
}

/// Plans the deletes of many items by key.
pub(crate) fn delete_many(table: &str, aims: &[Result<Aim>]) -> BatchWritePlan {
    let is_single = aims.iter().flatten().any(|aim| aim.condition.is_some());
    let why = if is_single {
        "BatchWriteItem takes no condition, so each item is a DeleteItem"
    } else {
        "the keys are known, and no condition stands in the way of BatchWriteItem"
    };
    let why = vec![why.into()];
    let (table, actions) = (table.to_owned(), Vec::new());
    BatchWritePlan { table, writes: Some(aims.len()), kind: WriteKind::Delete, actions, is_single, why }
}

/// Plans the updates of many items by key.
pub(crate) fn update_many(table: &str, aims: &[Result<Aim>], change: &Change) -> BatchWritePlan {
    BatchWritePlan {
        table: table.to_owned(),
        writes: Some(aims.len()),
        kind: WriteKind::Update,
        actions: change.actions.clone(),
        is_single: true,
        why: change.why.clone(),
    }
}

/// Plans the updates of the items that a read finds.
pub(crate) fn update_found(
    table: &str,
    read: Plan,
    change: &Change,
    condition: Option<Expr>,
) -> UpdateFoundPlan {
    let again = if condition.is_some() {
        "each update asks the condition again, so that an item which changed in between is kept; `.unchecked()` does not"
    } else {
        "unchecked: what was found is updated, even if it changed in between"
    };
    let mut why: Reasons = vec![again.into()];
    // The first reason is of a key that was given.
    why.extend(change.why.iter().skip(1).cloned());
    let (read, actions) = (Box::new(read), change.actions.clone());
    UpdateFoundPlan { table: table.to_owned(), read, actions, condition, why }
}

/// Plans the deletes of the items that a read finds.
pub(crate) fn delete_found(table: &str, read: Plan, condition: Option<Expr>) -> DeleteFoundPlan {
    let why = if condition.is_some() {
        "each delete asks the condition again, so that an item which changed in between is kept; `.unchecked()` does not"
    } else {
        "unchecked: what was found is deleted, even if it changed in between"
    };
    DeleteFoundPlan { table: table.to_owned(), read: Box::new(read), condition, why: vec![why.into()] }
}

/// How an item is changed, beside the changes themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct UpdateOptions {
    pub(crate) only_if: Option<Expr>,
    /// Whether an absent item is created.
    pub(crate) upsert: bool,
    /// Whether maps are made that the updates step into and that are absent.
    pub(crate) create_parents: bool,
    /// What it gives back.
    pub(crate) returned: Returned,
    /// Whether it is sent again after a lost answer, whatever it may count (W1).
    pub(crate) retry_unknown: bool,
}

impl UpdateOptions {
    /// Adds a condition that must hold as well.
    pub(crate) fn and_only_if(mut self, condition: Expr) -> Self {
        self.only_if = Some(condition.besides(self.only_if));
        self
    }
}

/// Plans an UpdateItem.
pub(crate) fn update(
    schema: &Schema,
    table: &str,
    aim: Aim,
    actions: Vec<Action>,
    options: &UpdateOptions,
) -> Result<UpdatePlan> {
    Change::new(schema, actions, options)?.of(schema, table, aim)
}

/// What is done to an item, whichever it is: checked once for many.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    actions: Vec<Action>,
    options: UpdateOptions,
    repeats: bool,
    why: Reasons,
}

impl Change {
    pub(crate) fn new(schema: &Schema, actions: Vec<Action>, options: &UpdateOptions) -> Result<Self> {
        let actions = checked(actions)?;
        rules::check(schema.fields(), &actions)?;
        rules::check_index_keys(schema, &actions)?;
        if options.upsert {
            creates_what_can_be_read(schema, &actions)?;
        }
        let mut why: Reasons = vec![if options.upsert {
            "the whole key is given, and an absent item is created, as asked".into()
        } else {
            "the whole key is given, and an absent item is not created".into()
        }];
        let repeats = match (repeat_safely(&actions), options.retry_unknown) {
            (false, false) => {
                why.push("done twice it would count twice, so it is not resent after a lost answer".into());
                false
            }
            (false, true) => {
                why.push("it is resent after a lost answer, as asked, and may then count twice".into());
                true
            }
            (true, _) => true,
        };
        Ok(Self { actions, options: options.clone(), repeats, why })
    }

    pub(crate) fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Plans it for one item.
    pub(crate) fn of(&self, schema: &Schema, table: &str, aim: Aim) -> Result<UpdatePlan> {
        let there = if self.options.upsert { Expr::always() } else { is_there(schema) };
        let conditions = aim.condition.into_iter().chain(self.options.only_if.clone());
        let condition = write_condition(&conditions.fold(there, Expr::and))?;
        limits::check_update(&self.actions, condition.as_ref())?;
        let plan = UpdatePlan {
            table: table.to_owned(),
            key: aim.key,
            actions: self.actions.clone(),
            condition,
            repeats: self.repeats,
            upsert: self.options.upsert,
            returned: self.options.returned,
            parents: None,
            why: self.why.clone(),
        };
        if self.options.create_parents { parents::first(plan) } else { Ok(plan) }
    }
}

/// Refuses an upsert that could create an item which cannot be read (W3).
fn creates_what_can_be_read(schema: &Schema, actions: &[Action]) -> Result<()> {
    let is_written = |field: &FieldSchema| {
        let whole = |path: &AttributePath| path.is_attribute(field.name());
        actions.iter().any(|action| match action {
            Action::Set(path, _) | Action::Add(path, _) => whole(path),
            Action::Remove(_) | Action::Delete(..) | Action::Nothing => false,
        })
    };
    let missing: Vec<String> = schema
        .fields()
        .iter()
        .filter(|field| !schema.is_key(field.name()) && !field.may_be_absent() && !is_written(field))
        .map(|field| format!("`{}`", field.name()))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::refused(format!(
        "`upsert` could create an item that cannot be read: the updates do not write {}; set them too, perhaps with \
         `set_if_not_exists`",
        missing.join(", ")
    )))
}

/// That there is an item.
pub(crate) fn is_there(schema: &Schema) -> Expr {
    Expr::Exists(AttributePath::of_key(schema.hash_key()))
}

fn is_absent(schema: &Schema) -> Expr {
    Expr::NotExists(AttributePath::of_key(schema.hash_key()))
}

/// A condition as it is sent with a write; `None` if it always holds.
pub(crate) fn write_condition(expr: &Expr) -> Result<Option<Expr>> {
    expr.check()?;
    let folded = spelled_out(fold(expr.clone()));
    if folded.is_always() {
        return Ok(None);
    }
    if folded.is_never() {
        return Err(Error::refused("the condition of this write can never hold"));
    }
    limits::check_condition(&folded)?;
    Ok(Some(folded))
}

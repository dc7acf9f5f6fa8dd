//! Plans for writes: the operation, and the condition that it carries.

use crate::error::{Error, Result};
use crate::expr::fold::fold;
use crate::expr::path::AttributePath;
use crate::expr::tree::Expr;
use crate::expr::update::{Action, checked, repeat_safely};
use crate::model::schema::Schema;
use crate::plan::read::spelled_out;
use crate::plan::steps::{Reasons, WriteKind};
use crate::plan::{BatchWritePlan, DeleteFoundPlan, DeletePlan, Plan, PutPlan, UpdatePlan, limits, rules};
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
pub(crate) fn put(schema: &Schema, table: &str, overwrite: &Overwrite) -> Result<PutPlan> {
    let (condition, why) = match overwrite {
        Overwrite::Always => (None, "an item of the same key is replaced"),
        Overwrite::Never => (Some(is_absent(schema)), "an item of the same key is left as it is"),
        Overwrite::If(expr) => {
            (write_condition(expr)?, "an item of the same key is replaced only if the condition holds")
        }
    };
    let on_absence = *overwrite == Overwrite::Never;
    Ok(PutPlan { table: table.to_owned(), condition, on_absence, why: vec![why.into()] })
}

/// Plans the writes of many items.
pub(crate) fn put_many(
    schema: &Schema,
    table: &str,
    writes: usize,
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
    Ok(BatchWritePlan { table: table.to_owned(), writes, kind: WriteKind::Put, is_single, why })
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
    BatchWritePlan { table: table.to_owned(), writes: aims.len(), kind: WriteKind::Delete, is_single, why }
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

/// Plans an UpdateItem that changes an item and never creates one.
pub(crate) fn update(
    schema: &Schema,
    table: &str,
    aim: Aim,
    actions: Vec<Action>,
    only_if: Option<&Expr>,
) -> Result<UpdatePlan> {
    let actions = checked(actions)?;
    rules::check(schema.fields(), &actions)?;
    let repeats = repeat_safely(&actions);
    let conditions = aim.condition.into_iter().chain(only_if.cloned());
    let there = Expr::Exists(AttributePath::of_key(schema.hash_key()));
    let condition = write_condition(&conditions.fold(there, Expr::and))?;
    let mut why: Reasons = vec!["the whole key is given, and an absent item is not created".into()];
    if !repeats {
        why.push(COUNTS_TWICE.into());
    }
    Ok(UpdatePlan { table: table.to_owned(), key: aim.key, actions, condition, repeats, why })
}

/// The plan of an update that is sent again after a lost answer, whatever it may count (W1).
pub(crate) fn resent(mut plan: UpdatePlan) -> UpdatePlan {
    if !plan.repeats {
        plan.repeats = true;
        plan.why.retain(|why| why != COUNTS_TWICE);
        plan.why.push("it is resent after a lost answer, as asked, and may then count twice".into());
    }
    plan
}

const COUNTS_TWICE: &str = "done twice it would count twice, so it is not resent after a lost answer";

/// What is left of a condition for an item whose key is known to satisfy it: the terms that name other attributes.
pub(crate) fn remaining(schema: &Schema, expr: &Expr) -> Result<Option<Expr>> {
    expr.check()?;
    let about_others = |term: &Expr| {
        let mut others = term.is_never();
        term.roots(&mut |root| others |= !schema.is_key(root));
        others
    };
    // A long list of keys is not sent, so the limits of an expression do not bound it.
    let terms = fold(expr.clone()).into_terms().into_iter().filter(about_others).collect();
    write_condition(&Expr::all(terms))
}

/// The condition of a delete that must find what it deletes, as it was found (W7).
pub(crate) fn still(schema: &Schema, condition: Option<Expr>) -> Expr {
    let there = Expr::Exists(AttributePath::of_key(schema.hash_key()));
    condition.into_iter().fold(there, Expr::and)
}

fn is_absent(schema: &Schema) -> Expr {
    Expr::NotExists(AttributePath::of_key(schema.hash_key()))
}

/// A condition as it is sent with a write; `None` if it always holds.
fn write_condition(expr: &Expr) -> Result<Option<Expr>> {
    expr.check()?;
    let folded = spelled_out(fold(expr.clone()));
    if folded.is_always() {
        return Ok(None);
    }
    if folded.is_never() {
        return Err(Error::refused("the condition of this write can never hold"));
    }
    if !limits::fits(&folded) {
        return Err(Error::refused(
            "the condition of this write is more than DynamoDB takes: 4 KB of text, 300 operators, 100 operands of IN, \
             and no attribute compared with itself",
        ));
    }
    Ok(Some(folded))
}

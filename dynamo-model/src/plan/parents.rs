//! Updates of parts whose parent map may be absent (W5).
//!
//! One expression cannot say both, since the paths overlap. So the parts are set under the condition that their parents
//! are there; an item without one of them fails that condition and comes back, and is then given the whole parent, under
//! the condition that it is still absent.

use dynamo_model_fields::{Item, Number, Value};

use crate::error::{Error, Result};
use crate::expr::evaluate::holds;
use crate::expr::path::{AttributePath, Step};
use crate::expr::tree::{Expr, Operand, Sign};
use crate::expr::update::{Action, SetValue};
use crate::plan::steps::Parents;
use crate::plan::{UpdatePlan, limits, write};

/// How often an update is planned again for the item as it is by then; each time another writer must have been faster.
pub(crate) const MAX_TRIES: usize = 5;

/// Plans the update for an item that has every parent.
pub(crate) fn first(mut plan: UpdatePlan) -> Result<UpdatePlan> {
    if !plan.actions.iter().any(|action| made_parent(action).is_some()) {
        return Ok(plan);
    }
    plan.why.push("where a parent is absent, the whole parent is set in its place, as asked".into());
    let parents =
        Parents { actions: plan.actions.clone(), condition: plan.condition.clone(), missing: Vec::new() };
    fitted(&plan, parents)
}

/// Plans the update again for an item as it is; `None` if the plan at hand is the one for it.
pub(crate) fn again(plan: &UpdatePlan, item: &Item) -> Result<Option<UpdatePlan>> {
    let Some(parents) = &plan.parents else { return Ok(None) };
    let mut missing: Vec<AttributePath> = Vec::new();
    for action in &parents.actions {
        let Some(parent) = made_parent(action) else { continue };
        let absent = ancestors(parent).find(|path| !holds(&Expr::Exists(path.clone()), item));
        if let Some(absent) = absent
            && !missing.contains(&absent)
        {
            missing.push(absent);
        }
    }
    if missing == parents.missing {
        return Ok(None);
    }
    fitted(plan, Parents { missing, ..(**parents).clone() }).map(Some)
}

/// The plan for an item that lacks these maps, and no other that the updates step into.
fn fitted(plan: &UpdatePlan, parents: Parents) -> Result<UpdatePlan> {
    let is_below = |path: &AttributePath| parents.missing.iter().any(|parent| parent.overlaps(path));
    let (below, mut actions): (Vec<&Action>, Vec<&Action>) =
        parents.actions.iter().partition(|action| action.path().is_some_and(is_below));
    let made: Vec<Action> =
        parents.missing.iter().map(|parent| whole(parent, &below)).collect::<Result<_>>()?;
    actions.extend(&made);
    let actions: Vec<Action> = actions.into_iter().cloned().collect();

    let mut terms: Vec<Expr> = Vec::new();
    for parent in &parents.missing {
        terms.push(Expr::NotExists(parent.clone()));
        terms.extend(parent.parent().map(Expr::Exists));
    }
    for parent in parents.actions.iter().filter_map(made_parent).filter(|parent| !is_below(parent)) {
        terms.push(Expr::Exists(parent));
    }
    let mut condition = parents.condition.clone().unwrap_or_else(Expr::always);
    for (position, term) in terms.iter().enumerate() {
        if !terms[..position].contains(term) {
            condition = condition.and(term.clone());
        }
    }
    let condition = write::write_condition(&condition)?;
    limits::check_update(&actions, condition.as_ref())?;
    Ok(UpdatePlan { actions, condition, parents: Some(Box::new(parents)), ..plan.clone() })
}

/// The map that an update steps into last and that can be made for it: one that is reached through maps alone.
fn made_parent(action: &Action) -> Option<AttributePath> {
    let Action::Set(path, _) = action else { return None };
    let through_maps = path.steps().iter().all(|step| matches!(step, Step::Key(_)));
    if through_maps { path.parent() } else { None }
}

/// The path and what it steps through, outermost first.
fn ancestors(path: AttributePath) -> impl Iterator<Item = AttributePath> {
    let mut all = vec![path];
    while let Some(parent) = all.last().and_then(AttributePath::parent) {
        all.push(parent);
    }
    all.into_iter().rev()
}

/// Sets an absent map to what the updates of its parts would make of it.
fn whole(parent: &AttributePath, below: &[&Action]) -> Result<Action> {
    let mut map = Item::new();
    for action in below {
        let Some(path) = action.path().filter(|path| parent.overlaps(path)) else { continue };
        // What is to be removed is not put in.
        let Action::Set(_, value) = action else { continue };
        let value = value_where_absent(path, value)?;
        put(&mut map, &path.steps()[parent.steps().len()..], value)?;
    }
    Ok(Action::Set(parent.clone(), SetValue::To(Operand::Value(Value::M(map)))))
}

fn put(map: &mut Item, steps: &[Step], value: Value) -> Result<()> {
    let (Some(Step::Key(name)), inside) = (steps.first(), &steps[1.min(steps.len())..]) else {
        return Err(Error::refused("`create_parents` makes maps only, and a list is absent"));
    };
    if inside.is_empty() {
        map.insert(name.to_string(), value);
        return Ok(());
    }
    let entry = map.entry(name.to_string()).or_insert_with(|| Value::M(Item::new()));
    match entry {
        Value::M(inner) => put(inner, inside, value),
        _ => unreachable!("the paths of checked updates do not overlap"),
    }
}

/// What an update makes of a part that is absent.
fn value_where_absent(path: &AttributePath, value: &SetValue) -> Result<Value> {
    let reads_another = || {
        Err(Error::refused(format!(
            "the parent of `{path}` is absent, and cannot be made by an update that reads another field"
        )))
    };
    match value {
        SetValue::To(Operand::Value(value))
        | SetValue::IfNotExists(Operand::Value(value))
        | SetValue::Append(Operand::Value(value))
        | SetValue::Prepend(Operand::Value(value))
        | SetValue::Count(Sign::Plus, Operand::Value(value)) => Ok(value.clone()),
        SetValue::Count(Sign::Minus, Operand::Value(Value::N(number))) => {
            let text = number.as_str();
            let negative = text.strip_prefix('-').map_or_else(|| format!("-{text}"), ToOwned::to_owned);
            Ok(Value::N(Number::new(&negative)?))
        }
        _ => reads_another(),
    }
}

#[cfg(test)]
mod tests;

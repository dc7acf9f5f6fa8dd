//! Which terms fit into one expression of DynamoDB's (R8).

use dynamo_model_fields::Value;

use crate::error::{Error, Result};
use crate::expr::path::AttributePath;
use crate::expr::render::{MAX_EXPRESSION_SIZE, MAX_IN_OPERANDS, MAX_OPERATORS, Renderer, Weight};
use crate::expr::tree::{Expr, Operand};
use crate::expr::update::Action;
use crate::plan::{Plan, QueryPlan, ScanPlan};

/// DynamoDB's limit for the names and values of one request together, in bytes; see [`MAX_EXPRESSION_SIZE`].
const MAX_VALUES_SIZE: usize = 2 * 1024 * 1024;

/// DynamoDB's limit for the steps of a document path, and for the nesting of a value; see [`MAX_EXPRESSION_SIZE`].
const MAX_DEPTH: usize = 32;

/// Splits terms that must all hold into those that one expression can carry, and those that are left over.
///
/// Terms stay whole and keep their order. Those that only DynamoDB can evaluate have the first right to the room.
pub(crate) fn split(terms: Vec<Expr>) -> (Vec<Expr>, Vec<Expr>) {
    let mut terms: Vec<(usize, Expr)> = terms.into_iter().enumerate().collect();
    terms.sort_by_key(|(_, term)| !term.holds_raw());
    let (mut carried, mut left) = (Vec::new(), Vec::new());
    let mut weight = Weight::default();
    for (position, term) in terms {
        // AND counts as an operator too.
        let more = weight.with(Weight::of(&term)).with(Weight { operators: 1, in_operands: 0 });
        if more.fits() && meets_itself(&term).is_none() && deep_path(&term).is_none() {
            weight = more;
            carried.push((position, term));
        } else {
            left.push((position, term));
        }
    }
    // The text is bounded as well; what is long is dropped from the end.
    while !carried.is_empty() && !rendered_fits(&carried) {
        left.extend(carried.pop());
    }
    (in_order(carried), in_order(left))
}

fn in_order(mut terms: Vec<(usize, Expr)>) -> Vec<Expr> {
    terms.sort_by_key(|(position, _)| *position);
    terms.into_iter().map(|(_, term)| term).collect()
}

/// Refuses a plan that would evaluate a raw condition here.
pub(crate) fn leave_raw_to_dynamodb(plan: &Plan) -> Result<()> {
    if let Plan::Query(QueryPlan { fetch: Some(fetch), .. }) | Plan::Scan(ScanPlan { fetch: Some(fetch), .. }) =
        plan
        && fetch.condition.as_ref().is_some_and(Expr::holds_raw)
    {
        return Err(Error::refused(
            "only DynamoDB evaluates a raw condition, and what is fetched from the table is asked again here",
        ));
    }
    let (local, why) = match plan {
        Plan::BatchGet(plan) => (plan.local.as_ref(), "a BatchGetItem takes no condition"),
        Plan::Query(plan) => {
            (plan.local.as_ref(), "the filter of this Query cannot carry it: it names a key, or is too long")
        }
        Plan::Scan(plan) => (plan.local.as_ref(), "the filter of this Scan cannot carry it: it is too long"),
        Plan::Union(plan) => return plan.parts.iter().try_for_each(leave_raw_to_dynamodb),
        _ => return Ok(()),
    };
    if local.is_some_and(Expr::holds_raw) {
        return Err(Error::refused(format!("only DynamoDB evaluates a raw condition, and {why}")));
    }
    Ok(())
}

/// Refuses the condition of a write that DynamoDB is certain to refuse, and says which limit it exceeds.
pub(crate) fn check_condition(expr: &Expr) -> Result<()> {
    let Weight { operators, in_operands } = Weight::of(expr);
    bounded("the condition of this write has", operators, "operators and functions", MAX_OPERATORS)?;
    bounded("the condition of this write has", in_operands, "operands of IN", MAX_IN_OPERANDS)?;
    check_form(expr)?;
    let mut renderer = Renderer::default();
    let size = renderer.condition(expr).len();
    bounded("the condition of this write has", size, "bytes", MAX_EXPRESSION_SIZE)?;
    check_values(&renderer)
}

/// Refuses the condition of a write that DynamoDB is certain to refuse however short it is.
pub(crate) fn check_form(expr: &Expr) -> Result<()> {
    if let Some(operand) = meets_itself(expr) {
        return Err(Error::refused(format!(
            "the condition of this write compares `{operand}` with itself, which DynamoDB does not"
        )));
    }
    let mut deep = Ok(());
    expr.paths(&mut |path| deep = deep.clone().and_then(|()| shallow(path)));
    deep
}

/// The same for an update, whose condition was checked by itself.
pub(crate) fn check_update(actions: &[Action], condition: Option<&Expr>) -> Result<()> {
    let operators = actions.iter().map(Action::operators).sum();
    bounded("this update has", operators, "operators and functions", MAX_OPERATORS)?;
    for action in actions {
        let read = action.operand().map(Operand::paths).unwrap_or_default();
        action.path().into_iter().chain(read).try_for_each(shallow)?;
    }
    let mut renderer = Renderer::default();
    let size = renderer.update(actions).len();
    bounded("this update has", size, "bytes", MAX_EXPRESSION_SIZE)?;
    condition.map(|expr| renderer.condition(expr));
    check_values(&renderer)
}

fn bounded(what: &str, count: usize, unit: &str, limit: usize) -> Result<()> {
    if count <= limit {
        return Ok(());
    }
    Err(Error::refused(format!("{what} {count} {unit}, and DynamoDB takes {limit}")))
}

fn check_values(renderer: &Renderer) -> Result<()> {
    bounded("the names and values of this write have", sent_size(renderer), "bytes", MAX_VALUES_SIZE)?;
    let (_, values) = renderer.declared();
    if values.iter().any(|value| nesting(value) > MAX_DEPTH) {
        return Err(Error::refused(format!("a value of this write is nested more than {MAX_DEPTH} deep")));
    }
    Ok(())
}

fn shallow(path: &AttributePath) -> Result<()> {
    let steps = path.steps().len();
    if steps <= MAX_DEPTH {
        return Ok(());
    }
    bounded(&format!("the path to a part of `{}` has", path.root()), steps, "steps", MAX_DEPTH)
}

fn deep_path(expr: &Expr) -> Option<&AttributePath> {
    let mut deep = None;
    expr.paths(&mut |path| deep = deep.or_else(|| shallow(path).is_err().then_some(path)));
    deep
}

/// The least that names and values come to.
fn sent_size(renderer: &Renderer) -> usize {
    let (names, values) = renderer.declared();
    names.iter().map(String::len).sum::<usize>() + values.iter().map(least_size).sum::<usize>()
}

/// A lower bound of what DynamoDB counts for a value.
fn least_size(value: &Value) -> usize {
    match value {
        Value::S(text) => text.len(),
        Value::B(bytes) => bytes.len(),
        Value::N(_) | Value::Bool(_) | Value::Null => 1,
        Value::L(elements) => elements.iter().map(least_size).sum(),
        Value::M(entries) => entries.iter().map(|(name, value)| name.len() + least_size(value)).sum(),
        Value::Ss(members) => members.iter().map(String::len).sum(),
        Value::Ns(members) => members.len(),
        Value::Bs(members) => members.iter().map(Vec::len).sum(),
    }
}

/// How many lists and maps stand around the innermost value, at most.
fn nesting(value: &Value) -> usize {
    match value {
        Value::L(elements) => 1 + elements.iter().map(nesting).max().unwrap_or_default(),
        Value::M(entries) => 1 + entries.values().map(nesting).max().unwrap_or_default(),
        _ => 0,
    }
}

/// The operand that stands on both sides of one operator anywhere, which DynamoDB refuses.
fn meets_itself(expr: &Expr) -> Option<Operand> {
    match expr {
        Expr::All(list) | Expr::Any(list) => list.iter().find_map(meets_itself),
        Expr::Not(inner) => meets_itself(inner),
        Expr::Compare(left, _, right) => (left == right).then(|| left.clone()),
        Expr::Between(value, low, high) => (value == low || value == high).then(|| value.clone()),
        Expr::In(value, list) => list.contains(value).then(|| value.clone()),
        Expr::BeginsWith(path, operand) | Expr::Contains(path, operand) => {
            matches!(operand, Operand::Path(other) if other == path).then(|| operand.clone())
        }
        Expr::Exists(_) | Expr::NotExists(_) | Expr::HasType(..) | Expr::Keys(_) | Expr::Raw(_) => None,
    }
}

// Most conditions are far from the limits, and need not be rendered to know that.
fn rendered_fits(terms: &[(usize, Expr)]) -> bool {
    let terms = terms.iter().map(|(_, term)| term);
    let weight = terms.clone().map(Weight::of);
    let parts: usize = weight.map(|weight| weight.operators + weight.in_operands).sum();
    if parts < 40 && !terms.clone().any(may_be_long) {
        return true;
    }
    let mut renderer = Renderer::default();
    let size = renderer.condition(&Expr::All(terms.cloned().collect())).len();
    size <= MAX_EXPRESSION_SIZE && sent_size(&renderer) <= MAX_VALUES_SIZE
}

fn may_be_long(expr: &Expr) -> bool {
    let mut found = expr.holds_raw();
    expr.paths(&mut |path| found |= path.steps().len() > 4);
    expr.values(&mut |value| found |= least_size(value) > MAX_VALUES_SIZE / 50);
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dynamo_model_fields::Value;

    use super::*;
    use crate::expr::tree::{Comparator, Sign};

    fn is_in(count: i64) -> Expr {
        let list = (0..count).map(|n| Operand::Value(Value::from(n))).collect();
        Expr::In(Operand::Path(AttributePath::attribute("a")), list)
    }

    #[test]
    fn r8_a_long_in_is_left_over_whole() {
        assert_eq!(split(vec![is_in(100), is_in(101)]), (vec![is_in(100)], vec![is_in(101)]));
        assert!(check_condition(&is_in(100)).is_ok());
    }

    #[test]
    fn what_compares_an_attribute_with_itself_is_left_over() {
        let path = || AttributePath::attribute("a");
        let itself = Expr::Compare(Operand::Path(path()), Comparator::Le, Operand::Path(path()));
        let size = Expr::Compare(Operand::Path(path()), Comparator::Le, Operand::Size(path()));
        let contains = Expr::Contains(path(), Operand::Path(path())).or(is_in(1));
        let terms = vec![itself.clone(), size.clone(), contains.clone()];
        assert_eq!(split(terms), (vec![size], vec![itself, contains]));
    }

    #[test]
    fn r8_a_write_that_exceeds_a_limit_is_refused_with_its_name() {
        let exists = || Expr::Exists(AttributePath::attribute("a"));
        let compared =
            |value| Expr::Compare(Operand::Path(AttributePath::attribute("a")), Comparator::Eq, value);
        let itself = compared(Operand::Path(AttributePath::attribute("a")));
        let deep = (0..33).fold(AttributePath::attribute("a"), AttributePath::index);
        let nested = (0..33).fold(Value::Null, |inner, _| Value::L(vec![inner]));
        let long = AttributePath::attribute("a").key("x").key("y");
        let long: Vec<Expr> = vec![Expr::BeginsWith(long.clone(), Operand::Path(long.key("z"))); 140];
        let large = |n: usize| compared(Operand::Value(Value::S(n.to_string().repeat(1_000_000))));
        let table = [
            (
                Expr::All(vec![exists(); 151]),
                "the condition of this write has 301 operators and functions, and DynamoDB takes 300",
            ),
            (is_in(101), "the condition of this write has 101 operands of IN, and DynamoDB takes 100"),
            (itself, "the condition of this write compares `a` with itself, which DynamoDB does not"),
            (Expr::Exists(deep), "the path to a part of `a` has 33 steps, and DynamoDB takes 32"),
            (Expr::Any(long), "the condition of this write has 6296 bytes, and DynamoDB takes 4096"),
            (
                Expr::All(vec![large(1), large(2), large(3)]),
                "the names and values of this write have 3000001 bytes, and DynamoDB takes 2097152",
            ),
            (compared(Operand::Value(nested)), "a value of this write is nested more than 32 deep"),
        ];
        for (expr, expected) in table {
            let error = check_condition(&expr).expect_err(expected);
            assert!(error.is_refused());
            assert_eq!(error.to_string(), expected);
        }
        // What stands twice is declared once.
        assert!(check_condition(&Expr::All(vec![large(1), large(1), large(1)])).is_ok());
    }

    #[test]
    fn r8_an_update_that_exceeds_a_limit_is_refused_with_its_name() {
        let path = |n: usize| AttributePath::attribute(format!("a{n}"));
        let one = || Operand::Value(Value::from(1));
        let count = |n| Action::count(path(n), Sign::Plus, one());
        let set = |n| Action::set(path(n), one());
        let table = [
            (
                (0..151).map(count).collect(),
                "this update has 302 operators and functions, and DynamoDB takes 300",
            ),
            ((0..400).map(set).collect(), "this update has 5092 bytes, and DynamoDB takes 4096"),
            (
                vec![Action::Remove((0..33).fold(path(0), AttributePath::index))],
                "the path to a part of `a0` has 33 steps, and DynamoDB takes 32",
            ),
            (
                vec![Action::set(path(0), Operand::Value(Value::S("x".repeat(3_000_000))))],
                "the names and values of this write have 3000002 bytes, and DynamoDB takes 2097152",
            ),
        ];
        for (actions, expected) in table {
            let actions: Vec<Action> = actions;
            assert_eq!(check_update(&actions, None).expect_err(expected).to_string(), expected);
        }
        assert!(check_update(&(0..100).map(count).collect::<Vec<_>>(), None).is_ok());
    }

    #[test]
    fn r8_deep_paths_and_large_values_are_left_over() {
        let deep = Expr::Exists((0..33).fold(AttributePath::attribute("a"), AttributePath::index));
        let large = |n: usize| {
            let value = Operand::Value(Value::S(n.to_string().repeat(1_500_000)));
            Expr::Compare(Operand::Path(AttributePath::attribute("a")), Comparator::Eq, value)
        };
        let terms = vec![deep.clone(), large(1), large(2)];
        assert_eq!(split(terms), (vec![large(1)], vec![deep, large(2)]));
    }

    #[test]
    fn r4_a_raw_term_has_the_first_right_to_the_room() {
        let exists = Expr::Exists(AttributePath::attribute("a"));
        let text = format!("b{}", " = c AND b".repeat(49)) + " = c";
        let fields = &crate::model::schema::Fields::new(&[], &[], true);
        let raw = Expr::Raw(Arc::new(crate::expr::raw::Raw::new(&text, Vec::new(), Vec::new(), fields)));
        let mut terms = vec![exists; 150];
        terms.push(raw.clone());
        let (carried, left) = split(terms);
        assert_eq!((carried.len(), left.len()), (101, 50));
        assert_eq!(carried.last(), Some(&raw));
    }

    #[test]
    fn r8_operators_are_bounded() {
        let exists = Expr::Exists(AttributePath::attribute("a"));
        let (carried, left) = split(vec![exists; 400]);
        assert_eq!((carried.len(), left.len()), (150, 250));
    }
}

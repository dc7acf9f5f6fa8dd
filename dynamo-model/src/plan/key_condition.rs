//! The tightest legal condition on a range key (R2).

use std::cmp::Ordering;

use dynamo_model_fields::{KeyPart, Value};

use crate::expr::fold::order;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::key::MAX_RANGE_KEY_SIZE;

/// What the range terms of a Query come to.
#[derive(Debug, PartialEq)]
pub(crate) enum RangeCondition {
    /// No item can satisfy them.
    Never,
    /// One legal key condition, or none, and the terms that it does not say exactly.
    Legal { condition: Option<Box<Expr>>, rest: Vec<Expr> },
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
struct End {
    value: Value,
    inclusive: bool,
}

#[derive(Default)]
struct Hull {
    low: Option<End>,
    high: Option<End>,
    prefix: Option<Value>,
    never: bool,
}

/// Joins the terms that bound the range key into one legal condition; all others are left over.
pub(crate) fn range_condition(terms: Vec<Expr>, key: &AttributePath) -> RangeCondition {
    let mut hull = Hull::default();
    let mut rest = Vec::new();
    for term in terms {
        if !hull.take(&term, key.root()) {
            rest.push(term);
        }
    }
    if hull.never || hull.is_empty() {
        return RangeCondition::Never;
    }
    let condition = hull.into_condition(key, &mut rest).map(Box::new);
    RangeCondition::Legal { condition, rest }
}

impl Hull {
    /// Takes a term in, if it is one that can bound a range key.
    fn take(&mut self, term: &Expr, name: &str) -> bool {
        match term {
            Expr::Compare(Operand::Path(path), comparator, Operand::Value(value))
                if path.is_attribute(name) =>
            {
                match comparator {
                    Comparator::Lt => self.upper(value, false),
                    Comparator::Le => self.upper(value, true),
                    Comparator::Gt => self.lower(value, false),
                    Comparator::Ge => self.lower(value, true),
                    Comparator::Eq | Comparator::Ne => false,
                }
            }
            Expr::Between(Operand::Path(path), Operand::Value(low), Operand::Value(high))
                if path.is_attribute(name) && fits(low) && fits(high) =>
            {
                self.lower(low, true) && self.upper(high, true)
            }
            Expr::BeginsWith(path, Operand::Value(prefix)) if path.is_attribute(name) => {
                self.starting(prefix)
            }
            _ => false,
        }
    }

    // An empty lower end or prefix says nothing, and nothing is below an empty upper end (R14).
    fn lower(&mut self, value: &Value, inclusive: bool) -> bool {
        if !fits(value) {
            return false;
        }
        if !is_blank(value) {
            raise(&mut self.low, value, inclusive, Ordering::Greater);
        }
        true
    }

    fn upper(&mut self, value: &Value, inclusive: bool) -> bool {
        if !fits(value) {
            return false;
        }
        if is_blank(value) {
            self.never = true;
        } else {
            raise(&mut self.high, value, inclusive, Ordering::Less);
        }
        true
    }

    fn starting(&mut self, prefix: &Value) -> bool {
        if !fits(prefix) {
            return false;
        }
        match &self.prefix {
            _ if is_blank(prefix) => {}
            Some(known) if starts_with(known, prefix) => {}
            Some(known) if !starts_with(prefix, known) => self.never = true,
            _ => self.prefix = Some(prefix.clone()),
        }
        true
    }

    fn is_empty(&self) -> bool {
        let (Some(low), Some(high)) = (&self.low, &self.high) else { return false };
        match order(&low.value, &high.value) {
            Some(Ordering::Less) => false,
            Some(Ordering::Equal) => !(low.inclusive && high.inclusive),
            Some(Ordering::Greater) | None => true,
        }
    }

    /// One condition; what it does not say exactly is evaluated here.
    fn into_condition(self, key: &AttributePath, rest: &mut Vec<Expr>) -> Option<Expr> {
        let path = || Operand::Path(key.clone());
        let low = |end: &End| {
            let comparator = if end.inclusive { Comparator::Ge } else { Comparator::Gt };
            Expr::Compare(path(), comparator, Operand::Value(end.value.clone()))
        };
        let high = |end: &End| {
            let comparator = if end.inclusive { Comparator::Le } else { Comparator::Lt };
            Expr::Compare(path(), comparator, Operand::Value(end.value.clone()))
        };
        if let Some(prefix) = self.prefix {
            rest.extend(self.low.as_ref().map(low));
            rest.extend(self.high.as_ref().map(high));
            return Some(Expr::BeginsWith(key.clone(), Operand::Value(prefix)));
        }
        match (self.low, self.high) {
            (Some(from), Some(to)) => {
                rest.extend(Some(&from).filter(|end| !end.inclusive).map(low));
                rest.extend(Some(&to).filter(|end| !end.inclusive).map(high));
                Some(Expr::Between(path(), Operand::Value(from.value), Operand::Value(to.value)))
            }
            (Some(from), None) => Some(low(&from)),
            (None, Some(to)) => Some(high(&to)),
            (None, None) => None,
        }
    }
}

/// Keeps the tighter of two ends; `tighter` is how a tighter value compares to the one that is known.
fn raise(known: &mut Option<End>, value: &Value, inclusive: bool, tighter: Ordering) {
    let end = End { value: value.clone(), inclusive };
    match known {
        None => *known = Some(end),
        Some(known) => match order(value, &known.value) {
            Some(Ordering::Equal) => known.inclusive &= inclusive,
            Some(found) if found == tighter => *known = end,
            _ => {}
        },
    }
}

fn starts_with(value: &Value, prefix: &Value) -> bool {
    match (value, prefix) {
        (Value::S(text), Value::S(prefix)) => text.starts_with(prefix.as_str()),
        (Value::B(bytes), Value::B(prefix)) => bytes.starts_with(prefix),
        _ => false,
    }
}

fn is_blank(value: &Value) -> bool {
    KeyPart::from_value(value).is_some_and(|part| part.is_empty())
}

/// True for a value that DynamoDB takes in a key condition.
fn fits(value: &Value) -> bool {
    KeyPart::from_value(value).is_some_and(|part| part.len() <= MAX_RANGE_KEY_SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(comparator: Comparator, number: i64) -> Expr {
        let path = AttributePath::attribute("r");
        Expr::Compare(Operand::Path(path), comparator, Operand::Value(Value::from(number)))
    }

    fn text(comparator: Comparator, text: &str) -> Expr {
        let path = AttributePath::attribute("r");
        Expr::Compare(Operand::Path(path), comparator, Operand::Value(Value::from(text)))
    }

    fn prefix(text: &str) -> Expr {
        Expr::BeginsWith(AttributePath::attribute("r"), Operand::Value(Value::from(text)))
    }

    fn shown(terms: Vec<Expr>) -> (String, String) {
        match range_condition(terms, &AttributePath::attribute("r")) {
            RangeCondition::Never => ("(never)".to_owned(), String::new()),
            RangeCondition::Legal { condition, rest } => {
                (condition.map(|c| c.to_string()).unwrap_or_default(), Expr::all(rest).to_string())
            }
        }
    }

    #[test]
    fn r2_range_terms_become_the_tightest_legal_condition() {
        use Comparator::*;
        let table: Vec<(Vec<Expr>, &str, &str)> = vec![
            (vec![], "", "(always)"),
            (vec![compare(Gt, 1)], "r > 1", "(always)"),
            (vec![compare(Ge, 1), compare(Ge, 3)], "r >= 3", "(always)"),
            (vec![compare(Gt, 3), compare(Ge, 3)], "r > 3", "(always)"),
            (vec![compare(Ge, 1), compare(Le, 9)], "r BETWEEN 1 AND 9", "(always)"),
            (vec![compare(Ge, 1), compare(Lt, 9)], "r BETWEEN 1 AND 9", "r < 9"),
            (vec![compare(Gt, 1), compare(Lt, 9)], "r BETWEEN 1 AND 9", "r > 1 AND r < 9"),
            (vec![compare(Gt, 9), compare(Lt, 1)], "(never)", ""),
            (vec![compare(Gt, 1), compare(Le, 1)], "(never)", ""),
            (vec![compare(Ne, 1)], "", "r <> 1"),
            (vec![compare(Ne, 1), compare(Lt, 5)], "r < 5", "r <> 1"),
            (vec![prefix("a"), text(Ge, "ab")], "begins_with(r, \"a\")", "r >= \"ab\""),
            (vec![prefix("a"), prefix("ab")], "begins_with(r, \"ab\")", "(always)"),
            (vec![prefix("ab"), prefix("a"), prefix("ab")], "begins_with(r, \"ab\")", "(always)"),
            (vec![prefix("ab"), prefix("")], "begins_with(r, \"ab\")", "(always)"),
            (vec![prefix("ab"), prefix("ac")], "(never)", ""),
        ];
        for (terms, condition, rest) in table {
            assert_eq!(shown(terms), (condition.to_owned(), rest.to_owned()));
        }
    }

    #[test]
    fn r14_empty_operands_follow_logic() {
        use Comparator::*;
        for nothing_said in [prefix(""), text(Ge, ""), text(Gt, "")] {
            assert_eq!(shown(vec![nothing_said]), (String::new(), "(always)".to_owned()));
        }
        for impossible in [text(Lt, ""), text(Le, "")] {
            assert_eq!(shown(vec![impossible]), ("(never)".to_owned(), String::new()));
        }
    }
}

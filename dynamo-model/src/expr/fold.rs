//! What is known of a condition before it is sent: impossible terms fold away (R3).

use std::cmp::Ordering;
use std::collections::HashSet;

use dynamo_model_fields::Value;

use crate::expr::tree::{Comparator, Expr, Operand};

/// Removes the parts that always or never hold, anywhere in the tree.
///
/// Nothing else changes: `!(a < b)` stays as it is, since an absent attribute answers it differently from `a >= b`.
pub(crate) fn fold(expr: Expr) -> Expr {
    match expr {
        Expr::All(terms) => {
            let mut kept = Vec::with_capacity(terms.len());
            for term in terms.into_iter().map(fold) {
                if term.is_never() {
                    return Expr::never();
                }
                term.add_to(&mut kept);
            }
            Expr::all(kept)
        }
        Expr::Any(branches) => {
            let mut kept = Vec::with_capacity(branches.len());
            for branch in branches.into_iter().map(fold) {
                match branch {
                    Expr::Any(inner) => kept.extend(inner),
                    branch if branch.is_always() => return Expr::always(),
                    branch => kept.push(branch),
                }
            }
            Expr::any(kept)
        }
        Expr::Not(inner) => match fold(*inner) {
            inner if inner.is_never() => Expr::always(),
            inner if inner.is_always() => Expr::never(),
            Expr::Not(twice) => *twice,
            inner => Expr::Not(Box::new(inner)),
        },
        Expr::Compare(left, comparator, right) => fold_compare(left, comparator, right),
        Expr::In(value, list) => fold_in(value, list),
        Expr::Between(value, low, high) => fold_between(value, low, high),
        Expr::BeginsWith(_, Operand::Absent) => Expr::never(),
        // What is an absent attribute elsewhere is NULL inside a list (V1).
        Expr::Contains(path, Operand::Absent) => Expr::Contains(path, Operand::Value(Value::Null)),
        Expr::Keys(list) if list.keys.is_empty() && list.invalid.is_none() => Expr::never(),
        other => other,
    }
}

fn fold_compare(left: Operand, comparator: Comparator, right: Operand) -> Expr {
    use Comparator::{Eq, Gt, Lt, Ne};
    match (left, comparator, right) {
        // An operand that is stored as an absent attribute asks whether the attribute is absent (W4).
        (Operand::Path(path), Eq, Operand::Absent) => Expr::NotExists(path),
        (Operand::Path(path), Ne, Operand::Absent) => Expr::Exists(path),
        (_, _, Operand::Absent) => Expr::never(),
        // DynamoDB refuses to compare an attribute with itself.
        (Operand::Path(path), Eq, Operand::Path(other)) if path == other => Expr::Exists(path),
        (Operand::Path(path), Ne, Operand::Path(other)) if path == other => Expr::NotExists(path),
        (Operand::Path(path), Lt | Gt, Operand::Path(other)) if path == other => Expr::never(),
        (left, comparator, right) => Expr::Compare(left, comparator, right),
    }
}

fn fold_in(value: Operand, list: Vec<Operand>) -> Expr {
    // An attribute always equals itself, if it is there.
    if let Operand::Path(path) = &value
        && list.contains(&value)
    {
        return Expr::any(
            vec![Expr::Exists(path.clone())].into_iter().chain(absence(&value, &list)).collect(),
        );
    }
    let absence = absence(&value, &list);
    let mut seen = HashSet::with_capacity(list.len());
    let mut kept: Vec<Operand> = Vec::with_capacity(list.len());
    for operand in list {
        let is_new = match &operand {
            Operand::Value(value) => seen.insert(value.clone()),
            Operand::Absent => false,
            other => !kept.contains(other),
        };
        if is_new {
            kept.push(operand);
        }
    }
    let is_one = if kept.is_empty() { None } else { Some(Expr::In(value, kept)) };
    Expr::any(absence.into_iter().chain(is_one).collect())
}

/// Among the values of IN, one that is stored as an absent attribute asks whether the attribute is absent (W4).
fn absence(value: &Operand, list: &[Operand]) -> Option<Expr> {
    match value {
        Operand::Path(path) if list.contains(&Operand::Absent) => Some(Expr::NotExists(path.clone())),
        _ => None,
    }
}

fn fold_between(value: Operand, low: Operand, high: Operand) -> Expr {
    match (&low, &high) {
        (Operand::Absent, _) | (_, Operand::Absent) => Expr::never(),
        (Operand::Value(from), Operand::Value(to)) if is_reversed(from, to) => Expr::never(),
        // One of the bounds is the attribute itself, which says nothing and which DynamoDB refuses.
        _ if value == low => Expr::Compare(value, Comparator::Le, high),
        _ if value == high => Expr::Compare(value, Comparator::Ge, low),
        _ => Expr::Between(value, low, high),
    }
}

fn is_reversed(low: &Value, high: &Value) -> bool {
    order(low, high).is_none_or(|order| order == Ordering::Greater)
}

/// How DynamoDB orders two values; `None` for two types, or one that has no order.
///
/// Numbers compare as decimals, text by its UTF-8 bytes (R4).
pub(crate) fn order(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::S(one), Value::S(two)) => Some(one.as_bytes().cmp(two.as_bytes())),
        (Value::N(one), Value::N(two)) => Some(one.cmp(two)),
        (Value::B(one), Value::B(two)) => Some(one.cmp(two)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::path::AttributePath;

    fn value(number: i64) -> Operand {
        Operand::Value(Value::from(number))
    }

    fn a() -> Operand {
        Operand::Path(AttributePath::attribute("a"))
    }

    fn exists() -> Expr {
        Expr::Exists(AttributePath::attribute("b"))
    }

    #[test]
    fn r3_impossible_terms_fold_to_false_and_under_not_to_true() {
        let reversed = Expr::Between(a(), value(9), value(1));
        let empty = Expr::In(a(), Vec::new());
        for impossible in [reversed, empty] {
            assert_eq!(fold(impossible.clone()), Expr::never());
            assert_eq!(fold(Expr::Not(Box::new(impossible.clone()))), Expr::always());
            assert_eq!(fold(impossible.clone().and(exists())), Expr::never());
            assert_eq!(fold(impossible.clone().or(exists())), exists());
            assert_eq!(fold(Expr::Not(Box::new(impossible)).and(exists())), exists());
        }
    }

    #[test]
    fn w4_a_comparison_with_an_empty_set_asks_for_absence() {
        let path = AttributePath::attribute("a");
        assert_eq!(fold(Expr::Compare(a(), Comparator::Eq, Operand::Absent)), Expr::NotExists(path.clone()));
        assert_eq!(fold(Expr::Compare(a(), Comparator::Ne, Operand::Absent)), Expr::Exists(path));
    }

    #[test]
    fn w4_an_empty_set_among_others_asks_for_absence() {
        let path = AttributePath::attribute("a");
        let absent = Expr::NotExists(path.clone());
        assert_eq!(fold(Expr::In(a(), vec![Operand::Absent])), absent);
        let rest = Expr::In(a(), vec![value(1)]);
        assert_eq!(fold(Expr::In(a(), vec![value(1), Operand::Absent, value(1)])), absent.or(rest));
    }

    #[test]
    fn v1_an_absent_element_of_a_list_is_null() {
        let contains = |operand| Expr::Contains(AttributePath::attribute("a"), operand);
        assert_eq!(fold(contains(Operand::Absent)), contains(Operand::Value(Value::Null)));
    }

    #[test]
    fn r3_an_absent_operand_bounds_nothing() {
        let path = AttributePath::attribute("a");
        for impossible in [
            Expr::Between(a(), Operand::Absent, value(1)),
            Expr::Between(a(), value(1), Operand::Absent),
            Expr::BeginsWith(path, Operand::Absent),
            Expr::Compare(a(), Comparator::Lt, Operand::Absent),
        ] {
            assert_eq!(fold(impossible), Expr::never());
        }
    }

    #[test]
    fn an_attribute_is_never_compared_with_itself() {
        use Comparator::*;
        let path = AttributePath::attribute("a");
        let there = Expr::Exists(path.clone());
        let itself = |comparator| Expr::Compare(a(), comparator, a());
        let table = [
            (itself(Eq), there.clone()),
            (itself(Ne), Expr::NotExists(path)),
            (itself(Lt), Expr::never()),
            (itself(Gt), Expr::never()),
            // These hold only for text, numbers and bytes, which no other expression says.
            (itself(Le), itself(Le)),
            (itself(Ge), itself(Ge)),
            (Expr::In(a(), vec![value(1), a()]), there),
            (Expr::Between(a(), a(), value(1)), Expr::Compare(a(), Le, value(1))),
            (Expr::Between(a(), value(1), a()), Expr::Compare(a(), Ge, value(1))),
        ];
        for (expr, expected) in table {
            assert_eq!(fold(expr.clone()), expected, "{expr}");
        }
    }

    #[test]
    fn not_twice_says_nothing() {
        let not = |expr| Expr::Not(Box::new(expr));
        let both = exists().and(Expr::Exists(AttributePath::attribute("c")));
        assert_eq!(fold(not(not(both.clone()))), both);
        let joined = fold(not(not(both.clone())).and(Expr::NotExists(AttributePath::attribute("d"))));
        assert_eq!(joined.into_terms().len(), 3);
    }

    #[test]
    fn not_less_than_stays_not_less_than() {
        let not = Expr::Not(Box::new(Expr::Compare(a(), Comparator::Lt, value(1))));
        assert_eq!(fold(not.clone()), not);
    }
}

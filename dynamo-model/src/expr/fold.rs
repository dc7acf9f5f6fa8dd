//! What is known of a condition before it is sent: impossible terms fold away (R3).

use std::cmp::Ordering;

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
                kept.extend(term.into_terms());
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
            inner => Expr::Not(Box::new(inner)),
        },
        // An operand that is stored as an absent attribute asks whether the attribute is absent (W4).
        Expr::Compare(Operand::Path(path), Comparator::Eq, Operand::Absent) => Expr::NotExists(path),
        Expr::Compare(Operand::Path(path), Comparator::Ne, Operand::Absent) => Expr::Exists(path),
        Expr::Compare(_, _, Operand::Absent) => Expr::never(),
        Expr::In(value, list) => fold_in(value, list),
        Expr::Between(_, Operand::Value(low), Operand::Value(high)) if is_reversed(&low, &high) => {
            Expr::never()
        }
        Expr::Keys(list) if list.keys.is_empty() && list.invalid.is_none() => Expr::never(),
        other => other,
    }
}

fn fold_in(value: Operand, list: Vec<Operand>) -> Expr {
    let before = list.len();
    let mut kept: Vec<Operand> = Vec::with_capacity(before);
    for operand in list.into_iter().filter(|operand| *operand != Operand::Absent) {
        if !kept.contains(&operand) {
            kept.push(operand);
        }
    }
    if kept.is_empty() { Expr::never() } else { Expr::In(value, kept) }
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
    fn not_less_than_stays_not_less_than() {
        let not = Expr::Not(Box::new(Expr::Compare(a(), Comparator::Lt, value(1))));
        assert_eq!(fold(not.clone()), not);
    }
}

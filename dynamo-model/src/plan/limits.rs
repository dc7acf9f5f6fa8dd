//! Which terms fit into one expression of DynamoDB's (R8).

use crate::expr::render::{MAX_EXPRESSION_SIZE, Renderer, Weight};
use crate::expr::tree::{Expr, Operand};

/// Splits terms that must all hold into those that one expression can carry, and those that are left over.
///
/// Terms stay whole and keep their order.
pub(crate) fn split(terms: Vec<Expr>) -> (Vec<Expr>, Vec<Expr>) {
    let (mut carried, mut left) = (Vec::new(), Vec::new());
    let mut weight = Weight::default();
    for term in terms {
        // AND counts as an operator too.
        let more = weight.with(Weight::of(&term)).with(Weight { operators: 1, in_operands: 0 });
        if more.fits() && !meets_itself(&term) {
            weight = more;
            carried.push(term);
        } else {
            left.push(term);
        }
    }
    // The text is bounded as well; what is long is dropped from the end.
    while !carried.is_empty() && rendered_size(&carried) > MAX_EXPRESSION_SIZE {
        left.extend(carried.pop());
    }
    (carried, left)
}

/// True if one expression can carry the condition.
pub(crate) fn fits(expr: &Expr) -> bool {
    Weight::of(expr).fits()
        && !meets_itself(expr)
        && rendered_size(std::slice::from_ref(expr)) <= MAX_EXPRESSION_SIZE
}

/// True if an attribute stands on both sides of one operator anywhere, which DynamoDB refuses.
fn meets_itself(expr: &Expr) -> bool {
    match expr {
        Expr::All(list) | Expr::Any(list) => list.iter().any(meets_itself),
        Expr::Not(inner) => meets_itself(inner),
        Expr::Compare(left, _, right) => left == right,
        Expr::Between(value, low, high) => value == low || value == high,
        Expr::In(value, list) => list.contains(value),
        Expr::BeginsWith(path, operand) | Expr::Contains(path, operand) => {
            matches!(operand, Operand::Path(other) if other == path)
        }
        Expr::Exists(_) | Expr::NotExists(_) | Expr::Keys(_) => false,
    }
}

// Most conditions are far from the limit, and their size need not be known exactly.
fn rendered_size(terms: &[Expr]) -> usize {
    let operators: usize = terms.iter().map(|term| Weight::of(term).operators).sum();
    let operands: usize = terms.iter().map(|term| Weight::of(term).in_operands).sum();
    if operators + operands < 40 && !terms.iter().any(has_long_path) {
        return 0;
    }
    Renderer::default().condition(&Expr::All(terms.to_vec())).len()
}

fn has_long_path(expr: &Expr) -> bool {
    let mut found = false;
    expr.paths(&mut |path| found |= path.steps().len() > 4);
    found
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::Value;

    use super::*;
    use crate::expr::path::AttributePath;
    use crate::expr::tree::Comparator;

    fn is_in(count: i64) -> Expr {
        let list = (0..count).map(|n| Operand::Value(Value::from(n))).collect();
        Expr::In(Operand::Path(AttributePath::attribute("a")), list)
    }

    #[test]
    fn r8_a_long_in_is_left_over_whole() {
        assert_eq!(split(vec![is_in(100), is_in(101)]), (vec![is_in(100)], vec![is_in(101)]));
        assert!(fits(&is_in(100)) && !fits(&is_in(101)));
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
    fn r8_operators_are_bounded() {
        let exists = Expr::Exists(AttributePath::attribute("a"));
        let (carried, left) = split(vec![exists; 400]);
        assert_eq!((carried.len(), left.len()), (150, 250));
    }
}

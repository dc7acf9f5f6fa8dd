//! A condition as alternatives, each a list of terms that must all hold (R7).

use crate::expr::fold::fold;
use crate::expr::tree::Expr;

/// The most alternatives that AND is distributed over.
pub(crate) const MAX_BRANCHES: usize = 100;

/// Distributes AND over OR; `None` where that gives more than 100 branches.
///
/// `pins` tells which attributes matter: an OR that names none of them stays as it is.
pub(crate) fn branches(terms: &[Expr], pins: &dyn Fn(&str) -> bool) -> Option<Vec<Vec<Expr>>> {
    let mut all: Vec<Vec<Expr>> = vec![Vec::new()];
    for term in terms {
        let alternatives = alternatives(term, pins)?;
        if all.len().saturating_mul(alternatives.len()) > MAX_BRANCHES {
            return None;
        }
        let longer = |branch: &Vec<Expr>| {
            let branch = branch.clone();
            let join = move |more: &Vec<Expr>| branch.iter().chain(more).cloned().collect::<Vec<Expr>>();
            alternatives.iter().map(join).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    // What was apart may meet now, and can never hold together.
    let folded = all.into_iter().map(|branch| fold(Expr::all(branch)));
    Some(folded.filter(|branch| !branch.is_never()).map(Expr::into_terms).collect())
}

fn alternatives(term: &Expr, pins: &dyn Fn(&str) -> bool) -> Option<Vec<Vec<Expr>>> {
    let matters = |expr: &Expr| {
        let mut found = false;
        expr.roots(&mut |root| found |= pins(root));
        found
    };
    match term {
        Expr::Any(list) if matters(term) => {
            let mut all = Vec::new();
            for branch in list {
                all.extend(alternatives(branch, pins)?);
                if all.len() > MAX_BRANCHES {
                    return None;
                }
            }
            Some(all)
        }
        Expr::All(list) if matters(term) => branches(list, pins),
        other => Some(vec![vec![other.clone()]]),
    }
}

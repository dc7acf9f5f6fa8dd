//! What a write asks again of an item that was found by a condition (W7).

use dynamo_model_fields::Item;

use crate::error::Result;
use crate::expr::evaluate::holds;
use crate::expr::fold::fold;
use crate::expr::tree::Expr;
use crate::expr::update::Action;
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;
use crate::plan::write::{is_there, write_condition};
use crate::plan::{Plan, limits};
use crate::strategy::Aim;

/// What is left of a condition for items whose keys are known to satisfy it: the terms that name other attributes.
///
/// # Errors
///
/// If it cannot be sent with any item, whatever its key is.
pub(crate) fn remaining(schema: &Schema, expr: &Expr) -> Result<Option<Expr>> {
    expr.check()?;
    // A long list of keys is not sent, so the limits of an expression do not bound it.
    let terms = fold(expr.clone()).into_terms();
    let terms: Vec<Expr> = terms.into_iter().filter(|term| !is_of_key(schema, term)).collect();
    terms.iter().try_for_each(limits::check_form)?;
    // What names keys as well becomes shorter once they are known.
    let whole: Vec<Expr> = terms.iter().filter(|term| !names_key(schema, term)).cloned().collect();
    write_condition(&Expr::all(whole))?;
    Ok(if terms.is_empty() { None } else { Some(Expr::all(terms)) })
}

/// The write of one item that must be there, and be as it was found.
pub(crate) fn aim(schema: &Schema, key: PrimaryKey, condition: Option<&Expr>) -> Aim {
    let condition = condition.map(|expr| simplified(schema, expr, &key));
    let condition = condition.into_iter().fold(is_there(schema), Expr::and);
    Aim { key, condition: Some(fold(condition)) }
}

/// The condition of every write, as far as it is the same for all of them.
pub(crate) fn shown(schema: &Schema, condition: Option<Expr>) -> Expr {
    condition.into_iter().fold(is_there(schema), Expr::and)
}

/// True if the read may find an item again once these actions have changed it: through an index whose key they change,
/// or in another part of the union.
pub(crate) fn may_find_again(schema: &Schema, read: &Plan, actions: &[Action]) -> bool {
    let changes = |name: &str| actions.iter().filter_map(Action::path).any(|path| path.root() == name);
    let index_changes = |index: Option<&str>| schema.index_keys(index).any(|key| changes(key.name()));
    match read {
        Plan::Query(plan) => index_changes(plan.index),
        Plan::Scan(plan) => index_changes(plan.index),
        // The groups of one source never overlap, and no update changes the key of the table.
        Plan::Union(plan) => plan.parts.iter().any(|part| match part {
            Plan::Query(part) => part.index.is_some(),
            _ => false,
        }),
        _ => false,
    }
}

/// The condition for an item of this key: what it says of keys alone is answered.
fn simplified(schema: &Schema, expr: &Expr, key: &PrimaryKey) -> Expr {
    let item: Item = key.named(schema).map(|(name, part)| (name.to_owned(), part.to_value())).collect();
    fold(answered(schema, expr.clone(), &item))
}

fn answered(schema: &Schema, expr: Expr, key: &Item) -> Expr {
    let each = |list: Vec<Expr>| list.into_iter().map(|expr| answered(schema, expr, key)).collect();
    match expr {
        Expr::All(terms) => Expr::All(each(terms)),
        Expr::Any(branches) => Expr::Any(each(branches)),
        Expr::Not(inner) => Expr::Not(Box::new(answered(schema, *inner, key))),
        leaf if is_of_key(schema, &leaf) => {
            if holds(&leaf, key) {
                Expr::always()
            } else {
                Expr::never()
            }
        }
        leaf => leaf,
    }
}

/// True for a term that names attributes of the primary key, and no others.
fn is_of_key(schema: &Schema, term: &Expr) -> bool {
    let (mut keys, mut others) = (false, term.holds_raw());
    term.roots(&mut |root| if schema.is_key(root) { keys = true } else { others = true });
    keys && !others
}

fn names_key(schema: &Schema, term: &Expr) -> bool {
    let mut keys = false;
    term.roots(&mut |root| keys |= schema.is_key(root));
    keys
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::KeyPart;

    use super::*;
    use crate::expr::condition::Condition;
    use crate::plan::testing::{NOTES, Note};

    /// What is asked again of the item of Ann's at 5.
    fn asked<K>(condition: &Condition<Note, K>) -> String {
        let remaining = match remaining(&NOTES, condition.expr()) {
            Ok(remaining) => remaining,
            Err(error) => return error.to_string(),
        };
        let key = PrimaryKey::new(KeyPart::S("ann".to_owned()), Some(KeyPart::N(5_u32.into())));
        aim(&NOTES, key, remaining.as_ref()).condition.map_or_else(String::new, |expr| expr.to_string())
    }

    #[test]
    fn w7_a_condition_is_simplified_for_the_key_of_the_item() {
        let ann = || Note::USER.eq("ann");
        let rows = [
            (asked(&ann()), "user exists"),
            (asked(&(ann() & Note::AT.gt(3))), "user exists"),
            (asked(&(ann() & Note::STARS.gt(3))), "user exists AND stars > 3"),
            (
                asked(&((Note::AT.gt(9) & Note::STARS.gt(3)) | (Note::AT.gt(4) & Note::TEXT.eq("x")))),
                "user exists AND text = \"x\"",
            ),
            (asked(&(Note::AT.gt(4) | Note::STARS.gt(3))), "user exists"),
            (asked(&(!(Note::AT.gt(4) & Note::STARS.gt(3)))), "user exists AND NOT stars > 3"),
            (
                asked(&((Note::AT.gt(9) & Note::STARS.gt(3)) | (Note::AT.lt(2) & Note::TEXT.exists()))),
                "(never)",
            ),
        ];
        for (asked, expected) in rows {
            assert_eq!(asked, expected);
        }
    }

    #[test]
    fn w7_a_long_alternative_of_keys_is_short_for_each() {
        let each = |at: u64| (Note::USER.eq("ann") & Note::AT.eq(at) & Note::STARS.eq(at)).any();
        assert_eq!(
            asked(&Condition::any_of((0..400).map(each).collect::<Vec<_>>())),
            "user exists AND stars = 5"
        );
        let long =
            Condition::any_of((0..400_u64).map(|stars| Note::STARS.eq(stars).any()).collect::<Vec<_>>());
        assert_eq!(
            asked(&long),
            "the condition of this write has 799 operators and functions, and DynamoDB takes 300"
        );
    }
}

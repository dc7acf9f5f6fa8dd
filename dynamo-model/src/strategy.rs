//! What a caller may name items by, and what it says: keys, targets, lists and conditions.

mod key;
mod list;
mod named;

use dynamo_model_fields::KeyPart;

use crate::error::{Error, Result};
use crate::expr::tree::{Comparator, Expr, Operand};
use crate::model::key::PrimaryKey;
use crate::model::schema::Schema;

pub use key::{IntoKey, IntoTarget, KeyStruct, Target};
pub(crate) use list::Chosen;
pub use list::IntoStrategy;
pub use named::{NamesItem, NamesKey};

/// One item, perhaps with a condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aim {
    pub(crate) key: PrimaryKey,
    pub(crate) condition: Option<Expr>,
}

impl Aim {
    /// Adds a condition that must hold as well.
    pub(crate) fn and(mut self, condition: Expr) -> Self {
        self.condition = Some(condition.besides(self.condition));
        self
    }
}

/// Items: by condition, or one by one.
#[derive(Clone, Debug)]
pub(crate) enum Strategy {
    Condition(Expr),
    /// A target that cannot be used is reported in its place.
    Targets(Vec<Result<Aim>>),
}

/// Takes the key terms out of a condition; what is left over stays a condition.
pub(crate) fn aim_of(expr: Expr, schema: &Schema) -> Result<Aim> {
    expr.check()?;
    let mut parts: Vec<Option<KeyPart>> = schema.key_attributes().map(|_| None).collect();
    let mut rest = Vec::new();
    for term in expr.into_terms() {
        let pinned = schema.key_attributes().position(|key| pins(&term, key.name()));
        match (pinned, &term) {
            (Some(position), Expr::Compare(_, _, Operand::Value(value))) if parts[position].is_none() => {
                parts[position] = KeyPart::from_value(value);
            }
            _ => rest.push(term),
        }
    }
    let mut parts = parts.into_iter().zip(schema.key_attributes()).map(|(part, key)| {
        part.ok_or_else(|| {
            let words = format!("the condition does not pin the key `{}` to a value", key.name());
            Error::refused(words).of_model(schema.model())
        })
    });
    let hash = parts.next().unwrap_or_else(|| unreachable!("every schema has a hash key"))?;
    let key = PrimaryKey::new(hash, parts.next().transpose()?).hidden_by(schema);
    let condition = if rest.is_empty() { None } else { Some(Expr::all(rest)) };
    Ok(Aim { key, condition })
}

/// True for `name = value`.
pub(crate) fn pins(term: &Expr, name: &str) -> bool {
    matches!(term, Expr::Compare(Operand::Path(path), Comparator::Eq, Operand::Value(_)) if path.is_attribute(name))
}

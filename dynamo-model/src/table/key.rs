//! The key of a table or an index, as it is declared or as it is found.

use std::fmt;

use dynamo_model_fields::capability::ScalarType;

use crate::model::schema::KeySchema;

/// One attribute of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyAttribute {
    /// The stored name.
    pub name: String,
    /// The stored type; `None` where the table does not tell it.
    pub scalar: Option<ScalarType>,
}

/// The key of a table or an index.
///
/// Displays as `` (`user` S, `at` N) ``; hash keys of several attributes stand in parentheses of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyAttributes {
    /// The hash key: one attribute, or up to four of a global index.
    pub hash: Vec<KeyAttribute>,
    /// The range key: none, one attribute, or up to four of a global index.
    pub range: Vec<KeyAttribute>,
}

impl KeyAttributes {
    /// The key that a schema declares.
    pub(crate) fn declared(hash: &[KeySchema], range: &[KeySchema]) -> Self {
        let of = |keys: &[KeySchema]| keys.iter().map(KeyAttribute::declared).collect();
        Self { hash: of(hash), range: of(range) }
    }

    /// Gives each attribute, hash first.
    pub fn iter(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.hash.iter().chain(&self.range)
    }

    /// True if both have the same names in the same places.
    pub(crate) fn has_names_of(&self, other: &Self) -> bool {
        let same = |one: &[KeyAttribute], two: &[KeyAttribute]| {
            one.iter().map(|key| &key.name).eq(two.iter().map(|key| &key.name))
        };
        same(&self.hash, &other.hash) && same(&self.range, &other.range)
    }
}

impl KeyAttribute {
    pub(crate) fn declared(key: &KeySchema) -> Self {
        Self { name: key.name().to_owned(), scalar: Some(key.scalar()) }
    }
}

impl fmt::Display for KeyAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.name, self.scalar.map_or("?", ScalarType::as_str))
    }
}

impl fmt::Display for KeyAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |keys: &[KeyAttribute]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        let hash = list(&self.hash).join(", ");
        let hash = if self.hash.len() > 1 { format!("({hash})") } else { hash };
        let parts = [vec![hash], list(&self.range)].concat();
        write!(f, "({})", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_several_hash_attributes_is_told_from_one_with_a_range() {
        let key = |name| KeySchema::new(name, ScalarType::S);
        let shown =
            |hash: &[KeySchema], range: &[KeySchema]| KeyAttributes::declared(hash, range).to_string();
        assert_eq!(shown(&[key("a")], &[]), "(`a` S)");
        assert_eq!(shown(&[key("a")], &[key("b")]), "(`a` S, `b` S)");
        assert_eq!(shown(&[key("a"), key("b")], &[key("c")]), "((`a` S, `b` S), `c` S)");
    }
}

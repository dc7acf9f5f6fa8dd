//! Names that are known only at run time, for as long as the process lives.

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use dynamo_model_fields::capability::ScalarType;

use crate::model::schema::{Fields, KeySchema, Schema};

/// Keeps a name, once, until the process ends.
///
/// Meant for names of keys and indexes, of which a program has few.
pub(crate) fn name(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

type KeyNames = (&'static str, Option<&'static str>);

/// The schema of a table of which nothing is known but the names of its keys; their types are those of the values.
pub(crate) fn schema(hash: &str, range: Option<&str>) -> &'static Schema {
    static SCHEMAS: LazyLock<Mutex<HashMap<KeyNames, &'static Schema>>> = LazyLock::new(Mutex::default);
    let key: KeyNames = (name(hash), range.map(name));
    let mut schemas = SCHEMAS.lock().unwrap_or_else(PoisonError::into_inner);
    schemas.entry(key).or_insert_with(|| {
        let part = |name| KeySchema::new(name, ScalarType::S);
        let fields = Fields::new(&[], &[], true);
        Box::leak(Box::new(Schema::new("", "", part(key.0), key.1.map(part), fields)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_schema_are_kept_once() {
        assert!(std::ptr::eq(name("user"), name(["us", "er"].concat().as_str())));
        assert!(std::ptr::eq(schema("user", Some("at")), schema("user", Some("at"))));
        assert!(!std::ptr::eq(schema("user", Some("at")), schema("user", None)));
    }
}

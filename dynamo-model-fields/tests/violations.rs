//! What is found in fields, elements and nested documents is kept, each under its path.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use dynamo_model_fields::validate::{
    FieldViolations, Nested, Range, Validate, ValidationError, ValidationErrors, ValidationErrorsKind,
    Violations, custom, must_match, of_document, range, required,
};
use serde_json::{Value, json};

/// A document whose rule is that the city is there.
#[derive(Clone)]
struct Address {
    city: Option<&'static str>,
}

const HERE: Address = Address { city: Some("Ulm") };
const NOWHERE: Address = Address { city: None };

impl Validate for Address {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut found = Violations::new();
        found.field("city", |found| found.add(required(&self.city)));
        found.finish()
    }
}

impl Nested for Address {
    fn nested(&self) -> Option<ValidationErrorsKind> {
        of_document(self.validate())
    }
}

/// What the field `f` comes to, with only the codes of its violations.
fn of_field(rules: impl FnOnce(&mut FieldViolations)) -> Value {
    let mut found = Violations::new();
    found.field("f", rules);
    found.finish().map_or_else(|errors| codes(&errors), |()| Value::Null)
}

/// The JSON of the errors, with its code in the place of each violation.
fn codes(errors: &ValidationErrors) -> Value {
    fn shorten(value: Value) -> Value {
        match value {
            Value::Object(mut violation) if violation.contains_key("code") => violation["code"].take(),
            Value::Object(names) => names.into_iter().map(|(name, value)| (name, shorten(value))).collect(),
            Value::Array(violations) => violations.into_iter().map(shorten).collect(),
            other => other,
        }
    }
    shorten(json!(errors))
}

fn broken(code: &'static str) -> Option<ValidationError> {
    custom(Err(ValidationError::new(code)))
}

fn at_most(max: u8) -> Range<u8> {
    Range { max: Some(max), ..Range::default() }
}

#[test]
fn a_struct_without_violations_is_valid() {
    let mut found = Violations::new();
    found.whole(None);
    found.field("a", |found| found.add(None));
    found.field("b", |found| found.nested(&vec![HERE]));
    found.field("c", |found| found.each(&[1, 2], |n, found| found.add(range(n, at_most(2)))));
    assert!(found.is_empty());
    assert_eq!(found.finish(), Ok(()));
}

#[test]
fn serialises_as_validator_does() {
    let mut found = Violations::new();
    found.field("year", |found| found.add(range(&3, at_most(2))));
    found.field("address", |found| found.nested(&NOWHERE));
    found.field("addresses", |found| found.nested(&vec![HERE, NOWHERE]));
    found.field("by_name", |found| found.nested(&BTreeMap::from([("home".to_owned(), NOWHERE)])));
    found.field("lines", |found| found.each(&vec![1, 3], |n, found| found.add(range(n, at_most(2)))));
    found.whole(must_match(&1, &2));
    let errors = found.finish().unwrap_err();
    let no_city = json!({"city": [{"code": "required", "message": null, "params": {}}]});
    let out_of_range = json!([{"code": "range", "message": null, "params": {"max": 2}}]);
    assert_eq!(
        json!(errors),
        json!({
            "year": out_of_range,
            "address": no_city,
            "addresses": {"1": no_city},
            "by_name": {"home": no_city},
            "lines[1]": out_of_range,
            "__all__": [{"code": "must_match", "message": null, "params": {}}],
        })
    );
}

#[test]
fn keeps_violations_in_the_order_of_the_rules() {
    let found = of_field(|found| {
        found.add(broken("b"));
        found.add(None);
        found.add(broken("a"));
    });
    assert_eq!(found, json!({"f": ["b", "a"]}));
}

#[test]
fn names_elements_by_their_place() {
    let low = |number: &u8, found: &mut FieldViolations| found.add(range(number, at_most(2)));
    let second = json!({"f[1]": ["range"]});
    assert_eq!(of_field(|found| found.each(&vec![1, 3], low)), second);
    assert_eq!(of_field(|found| found.each(&[1, 3], low)), second);
    assert_eq!(of_field(|found| found.each(&VecDeque::from([1, 3]), low)), second);
    assert_eq!(of_field(|found| found.each(&BTreeSet::from([1, 3]), low)), second);
    assert_eq!(of_field(|found| found.each(&Some(Box::new(vec![1, 3])), low)), second);
    assert_eq!(of_field(|found| found.each(&None::<Vec<u8>>, low)), Value::Null);
    assert_eq!(of_field(|found| found.each(&HashSet::from([3]), low)), json!({"f[0]": ["range"]}));
    let by_key = json!({"f.12": ["range"]});
    assert_eq!(of_field(|found| found.each(&HashMap::from([(12_u8, 3), (13, 1)]), low)), by_key);
    assert_eq!(of_field(|found| found.each(&BTreeMap::from([("12".to_owned(), 3)]), low)), by_key);
}

#[test]
fn names_elements_of_elements_by_each_place() {
    let rows = vec![vec!["a"], vec!["b", "c", "d"]];
    let found = of_field(|found| {
        found.each(&rows, |row, found| {
            found.each(row, |cell, found| found.add(broken("d").filter(|_| *cell == "d")));
        });
    });
    assert_eq!(found, json!({"f[1][2]": ["d"]}));
    let by_key = BTreeMap::from([("k".to_owned(), vec![1, 3])]);
    let found = of_field(|found| {
        found.each(&by_key, |row, found| {
            found.add(broken("row"));
            found.each(row, |cell, found| found.add(range(cell, at_most(2))));
        });
    });
    assert_eq!(found, json!({"f.k": ["row"], "f.k[1]": ["range"]}));
}

#[test]
fn a_field_with_elements_keeps_its_own_violations() {
    let found = of_field(|found| {
        found.each(&[3], |n, found| found.add(range(n, at_most(2))));
        found.add(broken("length"));
        found.each(&[3], |_, found| found.add(broken("odd")));
    });
    assert_eq!(found, json!({"f": ["length"], "f[0]": ["range", "odd"]}));
}

#[test]
fn nests_documents_by_what_holds_them() {
    let nested = |value: &dyn Fn(&mut FieldViolations)| of_field(value);
    let document = json!({"f": {"city": ["required"]}});
    assert_eq!(nested(&|found| found.nested(&NOWHERE)), document);
    assert_eq!(nested(&|found| found.nested(&Some(Box::new(NOWHERE)))), document);
    assert_eq!(nested(&|found| found.nested(&Arc::new(NOWHERE))), document);
    let list = json!({"f": {"1": {"city": ["required"]}}});
    assert_eq!(nested(&|found| found.nested(&vec![HERE, NOWHERE, HERE])), list);
    assert_eq!(nested(&|found| found.nested(&[Some(HERE), Some(NOWHERE), None])), list);
    assert_eq!(nested(&|found| found.nested(&Some(VecDeque::from([HERE, NOWHERE])))), list);
    let map = json!({"f": {"7": {"city": ["required"]}}});
    assert_eq!(nested(&|found| found.nested(&HashMap::from([(7_u8, NOWHERE), (8, HERE)]))), map);
    assert_eq!(nested(&|found| found.nested(&BTreeMap::from([("7".to_owned(), NOWHERE)]))), map);
    assert_eq!(nested(&|found| found.nested(&None::<Address>)), Value::Null);
    assert_eq!(nested(&|found| found.nested(&Vec::<Address>::new())), Value::Null);
}

#[test]
fn nests_collections_of_collections() {
    let lists = vec![vec![], vec![HERE, NOWHERE]];
    assert_eq!(of_field(|found| found.nested(&lists)), json!({"f": {"1": {"[1]": {"city": ["required"]}}}}));
    let lists = BTreeMap::from([("k".to_owned(), vec![HERE, NOWHERE])]);
    assert_eq!(of_field(|found| found.nested(&lists)), json!({"f": {"k": {"1": {"city": ["required"]}}}}));
    let maps = vec![BTreeMap::from([("k".to_owned(), NOWHERE)])];
    assert_eq!(of_field(|found| found.nested(&maps)), json!({"f": {"0": {"k": {"city": ["required"]}}}}));
}

#[test]
fn nested_violations_move_to_paths_beside_own_ones() {
    let found = of_field(|found| {
        found.nested(&NOWHERE);
        found.add(broken("own"));
    });
    assert_eq!(found, json!({"f": ["own"], "f.city": ["required"]}));
    let found = of_field(|found| {
        found.add(broken("own"));
        found.nested(&vec![NOWHERE, HERE, NOWHERE]);
    });
    assert_eq!(found, json!({"f": ["own"], "f[0].city": ["required"], "f[2].city": ["required"]}));
    let found = of_field(|found| {
        found.add(broken("own"));
        found.nested(&vec![vec![HERE], vec![HERE, NOWHERE]]);
    });
    assert_eq!(found, json!({"f": ["own"], "f[1][1].city": ["required"]}));
    let found = of_field(|found| {
        found.add(broken("own"));
        found.nested(&BTreeMap::from([("k".to_owned(), NOWHERE)]));
    });
    assert_eq!(found, json!({"f": ["own"], "f.k.city": ["required"]}));
}

#[test]
fn nested_violations_stay_beside_those_of_elements() {
    let addresses = vec![HERE, NOWHERE];
    let found = of_field(|found| {
        found.each(&addresses, |_, found| found.add(broken("element")));
        found.nested(&addresses);
    });
    assert_eq!(found, json!({"f": {"1": {"city": ["required"]}}, "f[0]": ["element"], "f[1]": ["element"]}));
    let found = of_field(|found| {
        found.each(&addresses, |address, found| {
            found.add(broken("element"));
            found.nested(address);
        });
    });
    assert_eq!(found, json!({"f[0]": ["element"], "f[1]": ["element"], "f[1].city": ["required"]}));
}

#[test]
fn a_field_that_is_looked_at_twice_keeps_all() {
    let mut found = Violations::new();
    found.field("f", |found| found.nested(&vec![HERE, NOWHERE]));
    found.field("f", |found| found.nested(&vec![NOWHERE, NOWHERE]));
    found.field("g", |found| found.nested(&NOWHERE));
    found.field("g", |found| found.add(broken("own")));
    found.field("g", |found| found.nested(&NOWHERE));
    found.whole(broken("a"));
    found.whole(broken("b"));
    assert_eq!(
        codes(&found.finish().unwrap_err()),
        json!({
            "f": {"0": {"city": ["required"]}, "1": {"city": ["required", "required"]}},
            "g": ["own"],
            "g.city": ["required", "required"],
            "__all__": ["a", "b"],
        })
    );
}

#[test]
fn a_nested_struct_keeps_what_is_wrong_with_the_whole_of_it() {
    let mut whole = Violations::new();
    whole.whole(broken("odd"));
    let outcome = whole.finish();
    assert_eq!(json!(of_document(outcome.clone())).pointer("/__all__/0/code"), Some(&json!("odd")));
    assert_eq!(of_document(Ok(())), None);
}

#[test]
fn gives_violations_under_any_path() {
    let mut found = FieldViolations::new();
    assert!(found.is_empty());
    assert_eq!(FieldViolations::new().into_errors("a"), ValidationErrors::new());
    found.add(broken("own"));
    found.each(&[1], |_, found| found.add(broken("element")));
    found.nested(&NOWHERE);
    assert!(!found.is_empty());
    assert_eq!(
        codes(&found.into_errors("a.lines[2]")),
        json!({"a.lines[2]": ["own"], "a.lines[2][0]": ["element"], "a.lines[2].city": ["required"]})
    );
}

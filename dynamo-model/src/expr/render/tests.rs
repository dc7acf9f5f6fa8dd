//! Each form as text, and what holds of every text.

use std::collections::BTreeSet;
use std::sync::Arc;

use dynamo_model_fields::AttributeType;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::expr::fold::fold;
use crate::expr::raw::Raw;
use crate::expr::tree::{Comparator, KeyList};
use crate::expr::update::{checked, repeat_safely};
use crate::model::key::PrimaryKey;
use crate::model::schema::Fields;
use crate::plan::read::spelled_out;

fn a() -> AttributePath {
    AttributePath::attribute("a")
}

fn value(number: i64) -> Operand {
    Operand::Value(Value::from(number))
}

fn less(number: i64) -> Expr {
    Expr::Compare(Operand::Path(a()), Comparator::Lt, value(number))
}

fn b() -> AttributePath {
    AttributePath::attribute("b")
}

const NO_FIELDS: &Fields = &Fields::new(&[], &[], true);

fn raw(text: &str) -> Expr {
    let names = vec![("#n0", "a".to_owned()), ("odd", "b.c".to_owned())];
    let values = vec![(":v0".to_owned(), Value::from(2))];
    Expr::Raw(Arc::new(Raw::new(text, names, values, NO_FIELDS)))
}

fn sum(sign: Sign, right: Operand) -> Operand {
    Operand::Sum(Box::new(Sum { left: Operand::Path(b()), sign, right }))
}

fn rendered(expr: &Expr) -> (String, Vec<String>, Vec<String>) {
    let mut renderer = Renderer::default();
    let text = renderer.condition(expr);
    let names = renderer.names().map(|(placeholder, name)| format!("{placeholder} {name}")).collect();
    let values = renderer.values().map(|(placeholder, value)| format!("{placeholder} {value}")).collect();
    (text, names, values)
}

#[test]
fn renders_each_form() {
    let path = || Operand::Path(a());
    let table = [
        (less(1), "#n0 < :v0"),
        (less(1).and(less(2)), "#n0 < :v0 AND #n0 < :v1"),
        (less(1).and(less(2).or(less(1))), "#n0 < :v0 AND (#n0 < :v1 OR #n0 < :v0)"),
        (less(1).and(less(2)).or(less(1)), "(#n0 < :v0 AND #n0 < :v1) OR #n0 < :v0"),
        (Expr::Not(Box::new(less(1))), "NOT #n0 < :v0"),
        (Expr::Not(Box::new(less(1).and(less(2)))), "NOT (#n0 < :v0 AND #n0 < :v1)"),
        (Expr::Between(path(), value(1), value(2)), "#n0 BETWEEN :v0 AND :v1"),
        (Expr::In(path(), vec![value(1), value(2)]), "#n0 IN (:v0, :v1)"),
        (Expr::Exists(a()), "attribute_exists(#n0)"),
        (Expr::NotExists(a()), "attribute_not_exists(#n0)"),
        (Expr::BeginsWith(a().key("b").index(3), value(1)), "begins_with(#n0.#n1[3], :v0)"),
        (Expr::Contains(a(), value(1)), "contains(#n0, :v0)"),
        (Expr::Compare(Operand::Size(a()), Comparator::Ge, value(1)), "size(#n0) >= :v0"),
        (Expr::Compare(path(), Comparator::Ne, Operand::Path(a().key("a"))), "#n0 <> #n0.#n0"),
        (Expr::HasType(a().key("b"), AttributeType::Ss), "attribute_type(#n0.#n1, :v0)"),
        (Expr::Compare(Operand::Size(a()), Comparator::Gt, Operand::Size(b())), "size(#n0) > size(#n1)"),
        (Expr::Compare(Operand::Size(a()), Comparator::Gt, Operand::Path(b())), "size(#n0) > #n1"),
        (
            Expr::Between(Operand::Size(a()), value(1), Operand::Size(b())),
            "size(#n0) BETWEEN :v0 AND size(#n1)",
        ),
        (Expr::In(Operand::Size(a()), vec![value(1), Operand::Path(b())]), "size(#n0) IN (:v0, #n1)"),
        (raw("( #n0 = :v0 OR  size(#odd)>:v0 )"), "#n0 = :v0 OR size(#n1)>:v0"),
        (less(1).and(raw("size(#odd) < :v0 or #n0 = :v0")), "#n0 < :v0 AND (size(#n1) < :v1 or #n0 = :v1)"),
        (Expr::Not(Box::new(raw("#n0 = :v0 AND #odd = :v0"))), "NOT (#n0 = :v0 AND #n1 = :v0)"),
    ];
    for (expr, expected) in table {
        assert_eq!(rendered(&expr).0, expected);
    }
}

#[test]
fn declares_each_name_and_value_once() {
    let (_, names, values) = rendered(&less(1).and(less(2)).and(less(1)));
    assert_eq!(names, ["#n0 a"]);
    assert_eq!(values, [":v0 1", ":v1 2"]);
}

#[test]
fn updates_come_in_a_fixed_order_of_sections() {
    let list = || Operand::Value(Value::L(vec![Value::Null]));
    let actions = [
        Action::add(AttributePath::attribute("n"), value(1)),
        Action::Remove(b()),
        Action::set(a(), value(2)),
        Action::extend(AttributePath::attribute("l"), list(), SetValue::Append),
        Action::extend(AttributePath::attribute("m"), list(), SetValue::Prepend),
        Action::set_if_not_exists(AttributePath::attribute("o"), value(2)),
        Action::delete(AttributePath::attribute("s"), Operand::Value(Value::Ss(["x".to_owned()].into()))),
        Action::set(AttributePath::attribute("p"), sum(Sign::Minus, value(2))),
        Action::set(AttributePath::attribute("q"), sum(Sign::Plus, Operand::Path(a().index(0)))),
        Action::count(AttributePath::attribute("r"), Sign::Minus, value(1)),
        Action::add_number(b().key("t"), value(1)),
    ];
    let text = Renderer::default().update(&actions);
    assert_eq!(
        text,
        "SET #n0 = :v0, #n1 = list_append(if_not_exists(#n1, :v1), :v2), \
         #n2 = list_append(:v2, if_not_exists(#n2, :v1)), #n3 = if_not_exists(#n3, :v0), \
         #n4 = #n5 - :v0, #n6 = #n5 + #n0[0], #n7 = if_not_exists(#n7, :v3) - :v4, \
         #n5.#n8 = if_not_exists(#n5.#n8, :v3) + :v4 \
         REMOVE #n5 ADD #n9 :v4 DELETE #n10 :v5"
    );
}

fn paths() -> impl Strategy<Value = AttributePath> {
    let attribute = prop_oneof![Just("a"), Just("name"), Just("a.b"), Just("#n0"), Just(":v0"), Just("")];
    (
        attribute,
        vec(
            prop_oneof![Just(Step::Index(0)), Just(Step::Key("a".into())), Just(Step::Key("size".into()))],
            0..3,
        ),
    )
        .prop_map(|(attribute, steps)| {
            steps.into_iter().fold(AttributePath::attribute(attribute), |path, step| match step {
                Step::Index(index) => path.index(index),
                Step::Key(key) => path.key(key),
            })
        })
}

fn operands() -> impl Strategy<Value = Operand> {
    let texts = prop_oneof![Just(":v0"), Just("(("), Just(" AND "), Just("")];
    prop_oneof![
        4 => (0_i64..5).prop_map(value),
        2 => texts.prop_map(|text| Operand::Value(Value::from(text))),
        1 => Just(Operand::Absent),
        2 => paths().prop_map(Operand::Path),
        1 => paths().prop_map(Operand::Size),
    ]
}

fn leaves() -> impl Strategy<Value = Expr> {
    use Comparator::*;
    let comparators = prop_oneof![Just(Eq), Just(Ne), Just(Lt), Just(Le), Just(Gt), Just(Ge)];
    let keys =
        vec((0_u32..3).prop_map(|n| PrimaryKey::new(dynamo_model_fields::KeyPart::N(n.into()), None)), 0..3);
    let place = || prop_oneof![4 => paths().prop_map(Operand::Path), 1 => paths().prop_map(Operand::Size)];
    prop_oneof![
        (place(), comparators, operands()).prop_map(|(left, by, right)| Expr::Compare(left, by, right)),
        (place(), operands(), operands()).prop_map(|(value, low, high)| Expr::Between(value, low, high)),
        (place(), vec(operands(), 0..4)).prop_map(|(value, list)| Expr::In(value, list)),
        paths().prop_map(Expr::Exists),
        paths().prop_map(Expr::NotExists),
        (paths(), operands()).prop_map(|(path, prefix)| Expr::BeginsWith(path, prefix)),
        (paths(), operands()).prop_map(|(path, element)| Expr::Contains(path, element)),
        paths().prop_map(|path| Expr::HasType(path, AttributeType::Bool)),
        prop_oneof![
            Just("(#n0 = :v0)"),
            Just("#n0 BETWEEN :v0 AND :v0 OR (attribute_exists(#odd.#n0[3]))"),
            Just("NOT (#n0 = :v0 OR #n0 < size(#odd))"),
        ]
        .prop_map(|text| raw(&format!("{text} OR #n0 <> :v0 OR #odd = :v0"))),
        keys.prop_map(|keys| Expr::Keys(KeyList { hash: "id", range: None, keys, invalid: None })),
    ]
}

fn trees() -> impl Strategy<Value = Expr> {
    leaves().prop_recursive(5, 40, 4, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Expr::All),
            vec(inner.clone(), 0..4).prop_map(Expr::Any),
            two.clone().prop_map(|(one, two)| one.and(two)),
            two.prop_map(|(one, two)| one.or(two)),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

/// The placeholders of a text that start with a mark.
fn placeholders(text: &str, mark: char) -> BTreeSet<String> {
    let is_part = |c: char| c.is_alphanumeric();
    text.match_indices(mark)
        .map(|(at, _)| {
            text[at..]
                .chars()
                .enumerate()
                .take_while(|(n, c)| *n == 0 || is_part(*c))
                .map(|(_, c)| c)
                .collect()
        })
        .collect()
}

/// True if a pair of parentheses holds nothing but another pair, which is an error to DynamoDB.
fn has_redundant_parentheses(text: &str) -> bool {
    let mut open = Vec::new();
    let mut pairs = BTreeSet::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => {
                pairs.insert((open.pop().expect("parentheses are balanced"), at));
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "parentheses are balanced");
    pairs.iter().any(|(from, to)| pairs.contains(&(from + 1, to - 1)))
        // Nor does a pair hold the whole text, or one bare term.
        || pairs.contains(&(0, text.len() - 1))
}

#[test]
fn every_text_declares_what_it_uses_and_no_more() {
    let config = Config { cases: 2000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&trees(), |tree| {
        let folded = spelled_out(fold(tree));
        if folded.is_always() || folded.is_never() {
            return Ok(());
        }
        let mut renderer = Renderer::default();
        let text = renderer.condition(&folded);
        let names: Vec<(String, &str)> = renderer.names().collect();
        let values: Vec<(String, &Value)> = renderer.values().collect();
        let declared: BTreeSet<String> = names.iter().map(|(placeholder, _)| placeholder.clone()).collect();
        prop_assert_eq!(placeholders(&text, '#'), declared, "names of {}", text);
        let declared: BTreeSet<String> = values.iter().map(|(placeholder, _)| placeholder.clone()).collect();
        prop_assert_eq!(placeholders(&text, ':'), declared, "values of {}", text);
        let distinct: BTreeSet<&str> = names.iter().map(|(_, name)| *name).collect();
        prop_assert_eq!(distinct.len(), names.len(), "a name is declared once");
        for (at, (_, value)) in values.iter().enumerate() {
            prop_assert!(values[..at].iter().all(|(_, other)| other != value), "{} is declared once", value);
        }
        prop_assert!(!has_redundant_parentheses(&text), "{}", text);
        prop_assert_eq!(Renderer::default().condition(&folded.clone()), text, "the same text again");
        prop_assert_eq!(fold(folded.clone()), folded, "what is folded stays as it is");
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let places = prop_oneof![3 => paths().prop_map(Operand::Path), 2 => (0_i64..5).prop_map(value)];
    let sums = (paths(), any::<bool>(), places.clone()).prop_map(|(left, plus, right)| {
        let sign = if plus { Sign::Plus } else { Sign::Minus };
        Operand::Sum(Box::new(Sum { left: Operand::Path(left), sign, right }))
    });
    let members = || Operand::Value(Value::Ss([":v0".to_owned()].into()));
    let action = prop_oneof![
        (paths(), prop_oneof![places.clone(), sums]).prop_map(|(path, to)| Action::set(path, to)),
        (paths(), places.clone()).prop_map(|(path, to)| Action::set_if_not_exists(path, to)),
        (paths(), places.clone()).prop_map(|(path, list)| Action::extend(path, list, SetValue::Append)),
        (paths(), places.clone()).prop_map(|(path, list)| Action::extend(path, list, SetValue::Prepend)),
        (paths(), places).prop_map(|(path, by)| Action::count(path, Sign::Minus, by)),
        paths().prop_map(|path| Action::add_number(path, value(1))),
        paths().prop_map(Action::Remove),
        paths().prop_map(move |path| Action::delete(path, members())),
    ];
    vec(action, 1..6)
}

#[test]
fn every_update_declares_what_it_uses_and_no_more() {
    let config = Config { cases: 2000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&(actions(), trees()), |(actions, tree)| {
        let Ok(actions) = checked(actions) else { return Ok(()) };
        let mut renderer = Renderer::default();
        let update = renderer.update(&actions);
        let folded = spelled_out(fold(tree));
        let condition =
            if folded.is_always() || folded.is_never() { String::new() } else { renderer.condition(&folded) };
        let text = format!("{update} {condition}");
        let declared: BTreeSet<String> = renderer.names().map(|(placeholder, _)| placeholder).collect();
        prop_assert_eq!(placeholders(&text, '#'), declared, "names of {}", text);
        let declared: BTreeSet<String> = renderer.values().map(|(placeholder, _)| placeholder).collect();
        prop_assert_eq!(placeholders(&text, ':'), declared, "values of {}", text);
        let sections: Vec<&str> =
            update.split(' ').filter(|word| ["SET", "REMOVE", "ADD", "DELETE"].contains(word)).collect();
        let in_order: Vec<&str> =
            ["SET", "REMOVE", "ADD", "DELETE"].into_iter().filter(|word| sections.contains(word)).collect();
        prop_assert_eq!(sections, in_order, "each section once, in order: {}", update);
        prop_assert_eq!(&Renderer::default().update(&actions), &update, "the same text again");
        let counts = update.contains(" + ") || update.contains(" - ") || update.contains("list_append");
        prop_assert!(!(counts && repeat_safely(&actions)), "{} counts twice", update);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn redundant_parentheses_are_recognised() {
    for redundant in ["((a))", "(a)", "b AND ((a OR c))"] {
        assert!(has_redundant_parentheses(redundant), "{redundant}");
    }
    for needed in ["((a AND b) OR c) AND d", "(a) OR (b)", "f(a)"] {
        assert!(!has_redundant_parentheses(needed), "{needed}");
    }
}

#[test]
fn placeholders_are_numbered_in_decimal() {
    let placeholders = [0, 9, 10, 99, 100, 1234].map(|position| super::placeholder(super::NAME, position));
    assert_eq!(placeholders, ["#n0", "#n9", "#n10", "#n99", "#n100", "#n1234"]);
}

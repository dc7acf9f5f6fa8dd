//! What is sent for an item that has the parents, and for one that lacks them.

use dynamo_model_fields::KeyPart;

use super::*;
use crate::expr::render::Renderer;
use crate::model::key::PrimaryKey;

fn path(text: &'static str) -> AttributePath {
    let mut names = text.split('.');
    let root = AttributePath::attribute(names.next().unwrap_or_default());
    names.fold(root, AttributePath::key)
}

fn number(number: i64) -> Operand {
    Operand::Value(Value::from(number))
}

fn plan(actions: Vec<Action>) -> UpdatePlan {
    let plan = UpdatePlan {
        table: "t".to_owned(),
        key: PrimaryKey::new(KeyPart::N(1_u32.into()), None),
        actions,
        condition: Some(Expr::Exists(path("id"))),
        repeats: true,
        upsert: false,
        returned: crate::plan::steps::Returned::New,
        parents: None,
        why: Vec::new(),
    };
    first(plan).expect("it can be planned")
}

fn shown(plan: &UpdatePlan) -> (String, String) {
    let updates: Vec<String> = plan.actions.iter().map(ToString::to_string).collect();
    (updates.join(", "), plan.condition.as_ref().map(ToString::to_string).unwrap_or_default())
}

fn map(entries: &[(&str, Value)]) -> Value {
    Value::M(entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

fn item(entries: &[(&str, Value)]) -> Item {
    entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

#[test]
fn w5_the_child_first_and_else_the_whole_parent() {
    let plan = plan(vec![Action::set(path("a.b"), number(1))]);
    assert_eq!(shown(&plan), ("SET a.b = 1".into(), "id exists AND a exists".into()));
    let again = super::again(&plan, &item(&[("id", Value::from(1))])).expect("it can be planned");
    let again = again.expect("the parent is absent");
    assert_eq!(shown(&again), ("SET a = {b: 1}".into(), "id exists AND a not exists".into()));
    // The parent is there by then: the child again, and then the condition of the caller has failed.
    let there = item(&[("a", map(&[]))]);
    let back = super::again(&again, &there).expect("it can be planned").expect("the parent is there");
    assert_eq!(shown(&back), shown(&plan));
    assert_eq!(super::again(&back, &there).expect("it can be planned"), None);
}

#[test]
fn w5_several_parents_are_made_where_each_is_absent() {
    let plan = plan(vec![
        Action::set(path("a.b.c"), number(1)),
        Action::count(path("a.b.n"), Sign::Minus, number(2)),
        Action::Remove(path("a.x")),
        Action::set(path("d.e"), number(3)),
        Action::set(path("f"), number(4)),
    ]);
    let lacks = |entries: &[(&str, Value)]| {
        let again = super::again(&plan, &item(entries)).expect("it can be planned");
        shown(&again.expect("a parent is absent"))
    };
    assert_eq!(
        lacks(&[("d", map(&[]))]),
        (
            "SET d.e = 3, SET f = 4, SET a = {b: {c: 1, n: -2}}".into(),
            "id exists AND a not exists AND d exists".into()
        )
    );
    assert_eq!(
        lacks(&[("a", map(&[]))]),
        (
            "REMOVE a.x, SET f = 4, SET a.b = {c: 1, n: -2}, SET d = {e: 3}".into(),
            "id exists AND a.b not exists AND a exists AND d not exists".into()
        )
    );
    let text = Renderer::default().update(&plan.actions);
    assert!(text.starts_with("SET #n0.#n1.#n2 = :v0, "), "{text}");
}

#[test]
fn w5_what_reads_another_field_makes_no_parent() {
    let plan = plan(vec![Action::set(path("a.b"), Operand::Path(path("c")))]);
    let error = super::again(&plan, &Item::new()).expect_err("it cannot be made");
    assert_eq!(
        error.to_string(),
        "the parent of `a.b` is absent, and cannot be made by an update that reads another field"
    );
}

#[test]
fn w5_an_update_of_whole_attributes_has_no_parents() {
    let plan =
        plan(vec![Action::set(path("a"), number(1)), Action::set(path("l").index(0).key("x"), number(1))]);
    assert_eq!(plan.parents, None);
}

//! No violation is lost, moved or a panic, whatever it is mixed with.

use std::collections::BTreeMap;

use dynamo_model_fields::validate::{
    FieldViolations, Nested, ValidationError, ValidationErrors, ValidationErrorsKind, Violations,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// Violations as a document's own implementation may return them.
#[derive(Clone, Debug)]
struct Document(ValidationErrorsKind);

impl Nested for Document {
    fn nested(&self) -> Option<ValidationErrorsKind> {
        Some(self.0.clone())
    }
}

/// What is done with a field.
#[derive(Clone, Debug)]
enum Step {
    Own,
    Each(Vec<Vec<Step>>),
    EachValue(BTreeMap<String, Vec<Step>>),
    Document(Document),
    Documents(Vec<Document>),
    DocumentsByName(BTreeMap<String, Document>),
}

fn take(steps: &[Step], found: &mut FieldViolations) {
    for step in steps {
        match step {
            Step::Own => found.add(Some(ValidationError::new("own"))),
            Step::Each(elements) => found.each(elements, |steps, found| take(steps, found)),
            Step::EachValue(values) => found.each(values, |steps, found| take(steps, found)),
            Step::Document(document) => found.nested(document),
            Step::Documents(documents) => found.nested(documents),
            Step::DocumentsByName(documents) => found.nested(documents),
        }
    }
}

/// The path of each violation that the steps add.
fn expected(path: &str, steps: &[Step], paths: &mut Vec<String>) {
    for step in steps {
        match step {
            Step::Own => paths.push(path.to_owned()),
            Step::Each(elements) => {
                for (position, steps) in elements.iter().enumerate() {
                    expected(&format!("{path}[{position}]"), steps, paths);
                }
            }
            Step::EachValue(values) => {
                for (key, steps) in values {
                    expected(&format!("{path}.{key}"), steps, paths);
                }
            }
            Step::Document(document) => of_kind(path, &document.0, paths),
            Step::Documents(documents) => {
                for (position, document) in documents.iter().enumerate() {
                    of_element(&format!("{path}[{position}]"), &document.0, paths);
                }
            }
            Step::DocumentsByName(documents) => {
                for (name, document) in documents {
                    of_kind(&join(path, name), &document.0, paths);
                }
            }
        }
    }
}

fn of_kind(path: &str, kind: &ValidationErrorsKind, paths: &mut Vec<String>) {
    match kind {
        ValidationErrorsKind::Field(found) => paths.extend(found.iter().map(|_| path.to_owned())),
        ValidationErrorsKind::Struct(errors) => of_errors(path, errors, paths),
        ValidationErrorsKind::List(elements) => {
            for (position, errors) in elements {
                of_errors(&format!("{path}[{position}]"), errors, paths);
            }
        }
    }
}

/// An element of a list must have names: what it has without one is about the whole of it.
fn of_element(path: &str, kind: &ValidationErrorsKind, paths: &mut Vec<String>) {
    let whole = join(path, "__all__");
    of_kind(if matches!(kind, ValidationErrorsKind::Field(_)) { &whole } else { path }, kind, paths);
}

fn of_errors(path: &str, errors: &ValidationErrors, paths: &mut Vec<String>) {
    for (name, kind) in errors.errors() {
        of_kind(&join(path, name), kind, paths);
    }
}

fn join(path: &str, name: &str) -> String {
    if name.starts_with('[') { format!("{path}{name}") } else { format!("{path}.{name}") }
}

/// Names, of which some look like the paths to others.
fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "a.b", "a[0]", "[0]", "__all__"]).prop_map(str::to_owned)
}

fn errors(kinds: BTreeMap<String, ValidationErrorsKind>) -> ValidationErrors {
    ValidationErrors(kinds.into_iter().map(|(name, kind)| (name.into(), kind)).collect())
}

fn document() -> impl Strategy<Value = Document> {
    let own = (1..3_usize)
        .prop_map(|count| ValidationErrorsKind::Field(vec![ValidationError::new("nested"); count]));
    let kind = own.prop_recursive(3, 12, 3, |inner| {
        let names = btree_map(name(), inner, 0..3).prop_map(errors).boxed();
        prop_oneof![
            names.clone().prop_map(|errors| ValidationErrorsKind::Struct(Box::new(errors))),
            btree_map(0..3_usize, names.prop_map(Box::new), 0..3).prop_map(ValidationErrorsKind::List),
        ]
    });
    kind.prop_map(Document)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        Just(Step::Own),
        document().prop_map(Step::Document),
        vec(document(), 0..3).prop_map(Step::Documents),
        btree_map(name(), document(), 0..3).prop_map(Step::DocumentsByName),
    ];
    let step = step.prop_recursive(3, 24, 4, |inner| {
        let steps = vec(inner, 0..4);
        prop_oneof![
            vec(steps.clone(), 0..3).prop_map(Step::Each),
            btree_map(name(), steps, 0..3).prop_map(Step::EachValue),
        ]
    });
    vec(step, 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        rng_seed: RngSeed::Fixed(21),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_violation_keeps_its_path(
        fields in vec((select(vec!["a", "a.b", "a[0]", "b"]), steps()), 0..4),
        whole in any::<bool>(),
    ) {
        let mut violations = Violations::new();
        let mut paths = Vec::new();
        for (name, steps) in &fields {
            violations.field(name, |found| take(steps, found));
            expected(name, steps, &mut paths);
        }
        if whole {
            violations.whole(Some(ValidationError::new("whole")));
            paths.push("__all__".to_owned());
        }
        let mut kept = Vec::new();
        if let Err(errors) = violations.finish() {
            for (name, kind) in errors.errors() {
                of_kind(name, kind, &mut kept);
            }
            prop_assert!(serde_json::to_string(&errors).is_ok());
        }
        paths.sort();
        kept.sort();
        prop_assert_eq!(kept, paths);
    }

    #[test]
    fn a_field_alone_keeps_each_path(steps in steps(), path in select(vec!["a", "a[0]", ""])) {
        let mut found = FieldViolations::new();
        take(&steps, &mut found);
        let mut paths = Vec::new();
        expected(path, &steps, &mut paths);
        prop_assert!(!found.is_empty() || paths.is_empty());
        let mut kept = Vec::new();
        for (name, kind) in found.into_errors(path).errors() {
            of_kind(name, kind, &mut kept);
        }
        paths.sort();
        kept.sort();
        prop_assert_eq!(kept, paths);
    }
}

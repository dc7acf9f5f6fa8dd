//! The rules of the model, asked of what an update writes.

use dynamo_model_fields::validate::{FieldViolations, ValidationErrors};
use dynamo_model_fields::{DecodeError, Value};

use crate::error::{Error, Result};
use crate::expr::path::{AttributePath, Step};
use crate::expr::tree::Operand;
use crate::expr::update::{Action, SetValue};
use crate::model::index_key::check_value;
use crate::model::schema::{FieldSchema, Fields, Rules, Schema};

/// Refuses updates that write what the rules of the fields do not allow. What is added to a number or a list is no
/// value of the field, so only the elements that a list or set gets are looked at.
pub(crate) fn check(fields: &Fields, actions: &[Action]) -> Result<()> {
    let mut errors = ValidationErrors::new();
    for action in actions {
        match action {
            Action::Set(
                path,
                SetValue::To(Operand::Value(value)) | SetValue::IfNotExists(Operand::Value(value)),
            ) => {
                keep(&mut errors, told(fields, path), rules_at(fields, path), value)?;
            }
            Action::Set(
                path,
                SetValue::Append(Operand::Value(value)) | SetValue::Prepend(Operand::Value(value)),
            )
            | Action::Add(path, Operand::Value(value)) => {
                let (rules, path) = (rules_of_elements(fields, path), told(fields, path));
                for (position, element) in elements(value).into_iter().enumerate() {
                    keep(&mut errors, format!("{path}[{position}]"), rules.clone(), &element)?;
                }
            }
            _ => {}
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::validation(errors)) }
}

/// Refuses updates that write what the key of an index cannot be (R14).
pub(crate) fn check_index_keys(schema: &Schema, actions: &[Action]) -> Result<()> {
    if schema.indexes().is_empty() {
        return Ok(());
    }
    actions.iter().try_for_each(|action| match action {
        Action::Set(
            path,
            SetValue::To(Operand::Value(value)) | SetValue::IfNotExists(Operand::Value(value)),
        ) if path.steps().is_empty() => check_value(schema, path.root(), value),
        _ => Ok(()),
    })
}

fn keep(errors: &mut ValidationErrors, path: String, rules: Vec<Rules>, value: &Value) -> Result<()> {
    let mut found = FieldViolations::new();
    for rules in rules {
        let unfit = |error: DecodeError| Error::decode(error.hidden().within(&path));
        rules(value, &mut found).map_err(unfit)?;
    }
    errors.errors_mut().extend(found.into_errors(path).into_errors());
    Ok(())
}

/// The path by the names of the struct's fields, as the violations of an item have them.
fn told(fields: &Fields, path: &AttributePath) -> String {
    let field = fields.find(path.root());
    let mut told = field.map_or(path.root(), |field| field.field()).to_owned();
    let mut parts = field.and_then(FieldSchema::parts);
    let mut depth = 0;
    for step in path.steps() {
        match (step, parts) {
            (Step::Key(name), Some(inside)) if depth == inside.depth => {
                let field = (inside.fields)().find(name);
                told = format!("{told}.{}", field.map_or(&**name, |field| field.field()));
                parts = field.and_then(FieldSchema::parts);
                depth = 0;
            }
            (step, _) => {
                told = match step {
                    Step::Key(name) => format!("{told}.{name}"),
                    Step::Index(index) => format!("{told}[{index}]"),
                };
                depth += 1;
            }
        }
    }
    told
}

/// The rules of what stands at the path.
fn rules_at(fields: &Fields, path: &AttributePath) -> Vec<Rules> {
    match find(fields, path) {
        Some((field, [])) => field.rules().into_iter().collect(),
        Some((field, [_])) => field.element_rules().collect(),
        _ => Vec::new(),
    }
}

/// The rules of the elements of what stands at the path.
fn rules_of_elements(fields: &Fields, path: &AttributePath) -> Vec<Rules> {
    match find(fields, path) {
        Some((field, [])) => field.element_rules().collect(),
        _ => Vec::new(),
    }
}

/// The innermost field on the path, and the steps that lead into it.
fn find<'a>(fields: &Fields, path: &'a AttributePath) -> Option<(&'static FieldSchema, &'a [Step])> {
    let mut field = fields.find(path.root())?;
    let mut steps = path.steps();
    while let Some(parts) = field.parts() {
        let Some((Step::Key(name), inside)) = steps.get(parts.depth..).and_then(<[Step]>::split_first) else {
            break;
        };
        field = (parts.fields)().find(name)?;
        steps = inside;
    }
    Some((field, steps))
}

fn elements(value: &Value) -> Vec<Value> {
    match value {
        Value::L(elements) => elements.clone(),
        Value::Ss(members) => members.iter().map(|text| Value::S(text.clone())).collect(),
        Value::Ns(members) => members.iter().map(|number| Value::N(number.clone())).collect(),
        Value::Bs(members) => members.iter().map(|bytes| Value::B(bytes.clone())).collect(),
        _ => Vec::new(),
    }
}

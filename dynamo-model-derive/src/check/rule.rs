//! What the validation rules of a field mean.

use proc_macro2::Span;
use syn::{Expr, ExprLit, Lit, LitStr};

use crate::errors::Errors;
use crate::parse::{Argument, RuleSyntax};
use crate::suggest;

/// One rule that a field's value must obey.
#[derive(Clone)]
pub(crate) struct Rule {
    pub(crate) span: Span,
    pub(crate) kind: RuleKind,
    pub(crate) code: Option<LitStr>,
    pub(crate) message: Option<LitStr>,
}

/// The rules and their bounds.
#[derive(Clone)]
pub(crate) enum RuleKind {
    Email,
    Length([Bound; 3]),
    Range([Bound; 4]),
}

/// A bound of a rule, by name: `min: Some(1)`.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) name: &'static str,
    pub(crate) value: Option<Expr>,
}

pub(super) fn check(rules: &[RuleSyntax], errors: &mut Errors) -> Vec<Rule> {
    rules.iter().filter_map(|rule| check_one(rule, errors)).collect()
}

fn check_one(rule: &RuleSyntax, errors: &mut Errors) -> Option<Rule> {
    let name = rule.name.to_string();
    let before = errors.count();
    let kind = match name.as_str() {
        "email" => {
            bounds(rule, [], errors);
            RuleKind::Email
        }
        "length" => RuleKind::Length(length(rule, errors)),
        "range" => RuleKind::Range(range(rule, errors)),
        _ => unreachable!("the parser keeps known rules only"),
    };
    let code = text(rule, "code", errors);
    let message = text(rule, "message", errors);
    (errors.count() == before).then_some(Rule { span: rule.name.span(), kind, code, message })
}

fn length(rule: &RuleSyntax, errors: &mut Errors) -> [Bound; 3] {
    let bounds = bounds(rule, ["min", "max", "equal"], errors);
    let [min, max, equal] = &bounds;
    if equal.value.is_some() && (min.value.is_some() || max.value.is_some()) {
        errors.at(&rule.name, "`equal` says both bounds of a length: remove `min` and `max`, or `equal`");
    }
    in_order(min, max, errors);
    bounds
}

fn range(rule: &RuleSyntax, errors: &mut Errors) -> [Bound; 4] {
    let bounds = bounds(rule, ["min", "max", "exclusive_min", "exclusive_max"], errors);
    let [min, max, exclusive_min, exclusive_max] = &bounds;
    for (inclusive, exclusive) in [(min, exclusive_min), (max, exclusive_max)] {
        if let (Some(_), Some(value)) = (&inclusive.value, &exclusive.value) {
            let message =
                format!("a bound is `{}` or `{}`: remove one of them", inclusive.name, exclusive.name);
            errors.at(value, message);
        }
    }
    in_order(min, max, errors);
    bounds
}

/// Finds the arguments of a rule and reports those that it does not have.
fn bounds<const N: usize>(rule: &RuleSyntax, names: [&'static str; N], errors: &mut Errors) -> [Bound; N] {
    let mut known = names.to_vec();
    known.extend(["code", "message"]);
    for argument in &rule.arguments {
        let name = argument.name.to_string();
        if !known.contains(&name.as_str()) {
            let known = suggest::list(&known);
            errors.at(&argument.name, format!("rule `{}` has no `{name}`; known: {known}", rule.name));
        }
    }
    let bounds = names.map(|name| Bound { name, value: find(rule, name).map(|found| found.value.clone()) });
    if N > 0 && bounds.iter().all(|bound| bound.value.is_none()) {
        let example = names.first().copied().unwrap_or_default();
        let names = suggest::list(&names);
        errors.at(
            &rule.name,
            format!("rule `{0}` needs one of {names}: write `{0}({example} = ..)`", rule.name),
        );
    }
    bounds
}

fn find<'a>(rule: &'a RuleSyntax, name: &str) -> Option<&'a Argument> {
    rule.arguments.iter().find(|argument| argument.name == name)
}

fn text(rule: &RuleSyntax, name: &str, errors: &mut Errors) -> Option<LitStr> {
    let argument = find(rule, name)?;
    match &argument.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        other => {
            errors.at(other, format!("`{name}` takes a text: write `{name} = \"..\"`"));
            None
        }
    }
}

/// Reports bounds that no value can obey, where both are literals.
fn in_order(min: &Bound, max: &Bound, errors: &mut Errors) {
    let (Some(low), Some(high)) = (integer(min.value.as_ref()), integer(max.value.as_ref())) else { return };
    if low > high {
        errors.at(
            &max.value,
            format!("no value is at least {low} and at most {high}: exchange `min` and `max`"),
        );
    }
}

fn integer(value: Option<&Expr>) -> Option<u128> {
    match value? {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) => literal.base10_parse().ok(),
        _ => None,
    }
}

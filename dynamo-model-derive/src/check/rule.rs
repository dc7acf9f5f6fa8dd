//! What the validation rules of a field mean.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path};

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

/// The rules and their arguments.
#[derive(Clone)]
pub(crate) enum RuleKind {
    Email,
    Url { fully_qualified: bool },
    Ip(&'static str),
    Length([Bound; 3]),
    Range([Bound; 4]),
    Regex(Expr),
    Contains(Expr),
    DoesNotContain(Expr),
    MustMatch(Ident),
    NonControlCharacter,
    Required,
    Nested,
    Custom(Path),
    OneOf(Vec<Expr>),
    Each(Vec<Rule>),
}

/// A bound of a rule, by name: `min: Some(1)`.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) name: &'static str,
    pub(crate) value: Option<Expr>,
}

/// A rule about the whole struct.
#[derive(Clone)]
pub(crate) struct WholeRule {
    pub(crate) function: Path,
    /// Whether it is asked only of a struct whose fields obey their rules.
    pub(crate) after_fields: bool,
    pub(crate) code: Option<LitStr>,
    pub(crate) message: Option<LitStr>,
}

pub(super) fn check(rules: &[RuleSyntax], errors: &mut Errors) -> Vec<Rule> {
    rules.iter().filter_map(|rule| check_one(rule, errors)).collect()
}

/// Checks the rules of the whole struct.
pub(super) fn check_whole(rules: &[RuleSyntax], errors: &mut Errors) -> Vec<WholeRule> {
    let check = |rule: &RuleSyntax, errors: &mut Errors| {
        known(rule, &["function", "skip_on_field_errors"], errors);
        let after_fields = match find(rule, "skip_on_field_errors") {
            None => true,
            Some(argument) => flag(argument, errors),
        };
        let (code, message) = (text(rule, "code", errors), text(rule, "message", errors));
        Some(WholeRule { function: function(rule, errors)?, after_fields, code, message })
    };
    rules.iter().filter_map(|rule| check(rule, errors)).collect()
}

fn check_one(rule: &RuleSyntax, errors: &mut Errors) -> Option<Rule> {
    let before = errors.count();
    let kind = kind(rule, errors);
    let (code, message) = match kind {
        Some(RuleKind::Nested | RuleKind::Each(_)) => (None, None),
        _ => (text(rule, "code", errors), text(rule, "message", errors)),
    };
    let kind = kind.filter(|_| errors.count() == before)?;
    Some(Rule { span: rule.name.span(), kind, code, message })
}

fn kind(rule: &RuleSyntax, errors: &mut Errors) -> Option<RuleKind> {
    let plain = |kind, errors: &mut Errors| {
        known(rule, &[], errors);
        Some(kind)
    };
    match rule.name.to_string().as_str() {
        "email" => plain(RuleKind::Email, errors),
        "url" => {
            let [fully_qualified] = words(rule, ["fully_qualified"], errors);
            Some(RuleKind::Url { fully_qualified })
        }
        "ip" => match words(rule, ["v4", "v6"], errors) {
            [true, false] => Some(RuleKind::Ip("V4")),
            [false, true] => Some(RuleKind::Ip("V6")),
            _ => Some(RuleKind::Ip("Any")),
        },
        "length" => Some(RuleKind::Length(length(rule, errors))),
        "range" => Some(RuleKind::Range(range(rule, errors))),
        "regex" => needed(rule, "path", "RE", errors).map(RuleKind::Regex),
        "contains" => needed(rule, "pattern", "\"..\"", errors).map(RuleKind::Contains),
        "does_not_contain" => needed(rule, "pattern", "\"..\"", errors).map(RuleKind::DoesNotContain),
        "must_match" => must_match(rule, errors).map(RuleKind::MustMatch),
        "non_control_character" => plain(RuleKind::NonControlCharacter, errors),
        "required" => plain(RuleKind::Required, errors),
        "nested" => Some(without_words(rule, RuleKind::Nested, errors)),
        "custom" => {
            known(rule, &["function"], errors);
            function(rule, errors).map(RuleKind::Custom)
        }
        "one_of" => one_of(rule, errors).map(RuleKind::OneOf),
        "each" => Some(each(rule, errors)),
        _ => unreachable!("the parser keeps known rules only"),
    }
}

/// A rule that has no error of its own, and so no words for one.
fn without_words(rule: &RuleSyntax, kind: RuleKind, errors: &mut Errors) -> RuleKind {
    for argument in &rule.arguments {
        errors.at(
            &spelled(argument),
            format!("rule `{}` takes nothing: its documents have rules of their own", rule.name),
        );
    }
    kind
}

fn each(rule: &RuleSyntax, errors: &mut Errors) -> RuleKind {
    for inner in rule.inner.iter().filter(|inner| inner.name == "must_match" || inner.name == "required") {
        let message = format!("rule `{}` is about a field, not about an element", inner.name);
        errors.at(&inner.name, message);
    }
    RuleKind::Each(check(&rule.inner, errors))
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

/// Finds the bounds of a rule, of which it needs one.
fn bounds<const N: usize>(rule: &RuleSyntax, names: [&'static str; N], errors: &mut Errors) -> [Bound; N] {
    known(rule, &names, errors);
    let bounds = names.map(|name| Bound { name, value: find(rule, name).map(|found| found.value.clone()) });
    if bounds.iter().all(|bound| bound.value.is_none()) {
        let example = names.first().copied().unwrap_or_default();
        let names = suggest::list(&names);
        errors.at(
            &rule.name,
            format!("rule `{0}` needs one of {names}: write `{0}({example} = ..)`", rule.name),
        );
    }
    bounds
}

/// Tells which of its words stand in a rule: `url(fully_qualified)`.
fn words<const N: usize>(rule: &RuleSyntax, names: [&'static str; N], errors: &mut Errors) -> [bool; N] {
    let mut found = [false; N];
    for argument in &rule.arguments {
        match names.iter().position(|name| argument.is_word(name)) {
            Some(at) => found[at] = true,
            None if is_worded(argument) => {}
            None => {
                let known = suggest::list(&[&names[..], &["code", "message"]].concat());
                let message = format!("rule `{}` has no such argument; known: {known}", rule.name);
                errors.at(&spelled(argument), message);
            }
        }
    }
    found
}

/// Reports the arguments that a rule does not have.
fn known(rule: &RuleSyntax, names: &[&str], errors: &mut Errors) {
    let known = [names, &["code", "message"]].concat();
    for argument in &rule.arguments {
        match &argument.name {
            Some(name) if known.iter().any(|known| name == known) => {}
            Some(name) => {
                let known = suggest::list(&known);
                errors.at(name, format!("rule `{}` has no `{name}`; known: {known}", rule.name));
            }
            None => {
                let known = suggest::list(&known);
                errors.at(
                    &argument.value,
                    format!("rule `{}` takes names with values; known: {known}", rule.name),
                );
            }
        }
    }
}

fn needed(rule: &RuleSyntax, name: &str, example: &str, errors: &mut Errors) -> Option<Expr> {
    known(rule, &[name], errors);
    let found = find(rule, name).map(|argument| argument.value.clone());
    if found.is_none() {
        errors
            .at(&rule.name, format!("rule `{0}` needs `{name}`: write `{0}({name} = {example})`", rule.name));
    }
    found
}

fn must_match(rule: &RuleSyntax, errors: &mut Errors) -> Option<Ident> {
    let other = needed(rule, "other", "field", errors)?;
    let ident = match &other {
        Expr::Path(path) => path.path.get_ident().cloned(),
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.parse().ok(),
        _ => None,
    };
    if ident.is_none() {
        errors.at(&other, "`other` takes the name of a field: write `must_match(other = field)`");
    }
    ident
}

fn one_of(rule: &RuleSyntax, errors: &mut Errors) -> Option<Vec<Expr>> {
    let values: Vec<Expr> = rule
        .arguments
        .iter()
        .filter(|argument| argument.name.is_none())
        .map(|argument| argument.value.clone())
        .collect();
    for argument in rule.arguments.iter().filter(|argument| argument.name.is_some() && !is_worded(argument)) {
        errors.at(&argument.name, "rule `one_of` takes values: write `one_of(\"a\", \"b\")`");
    }
    if values.is_empty() {
        errors
            .at(&rule.name, "rule `one_of` needs the values that are allowed: write `one_of(\"a\", \"b\")`");
        return None;
    }
    Some(values)
}

fn function(rule: &RuleSyntax, errors: &mut Errors) -> Option<Path> {
    let Some(argument) = find(rule, "function") else {
        errors
            .at(&rule.name, format!("rule `{0}` needs `function`: write `{0}(function = check)`", rule.name));
        return None;
    };
    let path = match &argument.value {
        Expr::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        _ => argument.text().and_then(|text| text.parse().ok()),
    };
    if path.is_none() {
        errors.at(&argument.value, "`function` takes the path of a function: write `function = check`");
    }
    path
}

fn flag(argument: &Argument, errors: &mut Errors) -> bool {
    match &argument.value {
        Expr::Lit(ExprLit { lit: Lit::Bool(value), .. }) => value.value,
        other => {
            errors.at(other, "this takes `true` or `false`");
            true
        }
    }
}

fn is_worded(argument: &Argument) -> bool {
    argument.name.as_ref().is_some_and(|name| name == "code" || name == "message")
}

fn spelled(argument: &Argument) -> proc_macro2::TokenStream {
    argument.name.as_ref().map_or_else(|| argument.value.to_token_stream(), ToTokens::to_token_stream)
}

fn find<'a>(rule: &'a RuleSyntax, name: &str) -> Option<&'a Argument> {
    rule.arguments.iter().find(|argument| argument.name.as_ref().is_some_and(|known| known == name))
}

fn text(rule: &RuleSyntax, name: &str, errors: &mut Errors) -> Option<LitStr> {
    let argument = find(rule, name)?;
    let text = argument.text();
    if text.is_none() {
        errors.at(&argument.value, format!("`{name}` takes a text: write `{name} = \"..\"`"));
    }
    text.cloned()
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

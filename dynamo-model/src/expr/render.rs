//! Trees as DynamoDB's expression text, with a placeholder for every name and value.

use std::fmt::Write as _;

use dynamo_model_fields::Value;

use crate::expr::path::{AttributePath, Step};
use crate::expr::raw::Piece;
use crate::expr::tree::{Expr, Operand, Sign, Sum};
use crate::expr::update::{Action, SetValue};

/// DynamoDB's limit for the length of one expression, in bytes (R8).
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
pub(crate) const MAX_EXPRESSION_SIZE: usize = 4096;

/// DynamoDB's limit for operators and functions in one expression; see [`MAX_EXPRESSION_SIZE`].
pub(crate) const MAX_OPERATORS: usize = 300;

/// DynamoDB's limit for the operands of `IN`; see [`MAX_EXPRESSION_SIZE`].
pub(crate) const MAX_IN_OPERANDS: usize = 100;

/// The names and values of one request: each distinct one is declared once, in the order of first use.
#[derive(Debug, Default)]
pub(crate) struct Renderer {
    names: Vec<String>,
    values: Vec<Value>,
}

impl Renderer {
    /// The declared names, as placeholder and name.
    pub(crate) fn names(&self) -> impl Iterator<Item = (String, &str)> {
        self.names.iter().enumerate().map(|(position, name)| (placeholder(NAME, position), name.as_str()))
    }

    /// The declared values, as placeholder and value.
    pub(crate) fn values(&self) -> impl Iterator<Item = (String, &Value)> {
        self.values.iter().enumerate().map(|(position, value)| (placeholder(VALUE, position), value))
    }

    /// The declared names and values alone.
    pub(crate) fn declared(&self) -> (&[String], &[Value]) {
        (&self.names, &self.values)
    }

    /// Renders a condition that was checked and folded, and neither always nor never holds.
    pub(crate) fn condition(&mut self, expr: &Expr) -> String {
        let mut out = String::with_capacity(64);
        self.expr(expr, &mut out);
        out
    }

    /// Renders the names of a projection.
    pub(crate) fn projection<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> String {
        let mut out = String::new();
        for name in names {
            if !out.is_empty() {
                out.push_str(", ");
            }
            self.name(name, &mut out);
        }
        out
    }

    /// Renders the names of a projection that a plan holds.
    pub(crate) fn attributes<T: AsRef<str>>(&mut self, names: &[T]) -> String {
        self.projection(names.iter().map(AsRef::as_ref))
    }

    /// Renders updates that were checked, in the fixed order of sections: SET, REMOVE, ADD, DELETE.
    pub(crate) fn update(&mut self, actions: &[Action]) -> String {
        let mut out = String::new();
        let sections: [(&str, fn(&Action) -> bool); 4] = [
            ("SET ", |action| matches!(action, Action::Set(..))),
            ("REMOVE ", |action| matches!(action, Action::Remove(_))),
            ("ADD ", |action| matches!(action, Action::Add(..))),
            ("DELETE ", |action| matches!(action, Action::Delete(..))),
        ];
        for (word, belongs) in sections {
            for (position, action) in actions.iter().filter(|action| belongs(action)).enumerate() {
                match (position, out.is_empty()) {
                    (0, true) => out.push_str(word),
                    (0, false) => {
                        out.push(' ');
                        out.push_str(word);
                    }
                    _ => out.push_str(", "),
                }
                self.action(action, &mut out);
            }
        }
        out
    }

    fn action(&mut self, action: &Action, out: &mut String) {
        match action {
            Action::Set(path, value) => {
                self.path(path, out);
                out.push_str(" = ");
                self.set_value(path, value, out);
            }
            Action::Remove(path) => self.path(path, out),
            Action::Add(path, operand) | Action::Delete(path, operand) => {
                self.path(path, out);
                out.push(' ');
                self.operand(operand, out);
            }
            Action::Nothing => unreachable!("checked updates change something"),
        }
    }

    fn set_value(&mut self, path: &AttributePath, value: &SetValue, out: &mut String) {
        match value {
            SetValue::To(operand) => self.operand(operand, out),
            SetValue::IfNotExists(operand) => self.if_not_exists(path, operand, out),
            // The number may be absent: it then counts as 0.
            SetValue::Count(sign, operand) => {
                self.if_not_exists(path, &Operand::Value(Value::from(0)), out);
                self.signed(*sign, operand, out);
            }
            // The list may be absent: it then counts as empty.
            SetValue::Append(operand) => {
                out.push_str("list_append(");
                self.if_not_exists(path, &Operand::Value(Value::L(Vec::new())), out);
                out.push_str(", ");
                self.operand(operand, out);
                out.push(')');
            }
            SetValue::Prepend(operand) => {
                out.push_str("list_append(");
                self.operand(operand, out);
                out.push_str(", ");
                self.if_not_exists(path, &Operand::Value(Value::L(Vec::new())), out);
                out.push(')');
            }
        }
    }

    fn signed(&mut self, sign: Sign, operand: &Operand, out: &mut String) {
        out.extend([' ', sign.symbol(), ' ']);
        self.operand(operand, out);
    }

    fn if_not_exists(&mut self, path: &AttributePath, operand: &Operand, out: &mut String) {
        out.push_str("if_not_exists(");
        self.path(path, out);
        out.push_str(", ");
        self.operand(operand, out);
        out.push(')');
    }

    fn expr(&mut self, expr: &Expr, out: &mut String) {
        match expr {
            Expr::All(terms) => self.join(terms, " AND ", out),
            Expr::Any(branches) => self.join(branches, " OR ", out),
            Expr::Not(inner) => {
                out.push_str("NOT ");
                self.nested(inner, out);
            }
            Expr::Compare(left, comparator, right) => {
                self.operand(left, out);
                out.extend([" ", comparator.symbol(), " "]);
                self.operand(right, out);
            }
            Expr::Between(value, low, high) => {
                self.operand(value, out);
                out.push_str(" BETWEEN ");
                self.operand(low, out);
                out.push_str(" AND ");
                self.operand(high, out);
            }
            Expr::In(value, list) => {
                self.operand(value, out);
                out.push_str(" IN (");
                for (position, operand) in list.iter().enumerate() {
                    if position > 0 {
                        out.push_str(", ");
                    }
                    self.operand(operand, out);
                }
                out.push(')');
            }
            Expr::Exists(path) => self.function("attribute_exists", path, None, out),
            Expr::NotExists(path) => self.function("attribute_not_exists", path, None, out),
            Expr::BeginsWith(path, prefix) => self.function("begins_with", path, Some(prefix), out),
            Expr::Contains(path, element) => self.function("contains", path, Some(element), out),
            Expr::HasType(path, kind) => {
                let kind = Operand::Value(Value::from(kind.as_str()));
                self.function("attribute_type", path, Some(&kind), out);
            }
            Expr::Raw(raw) => raw.pieces().iter().for_each(|piece| match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Name(name) => self.name(name, out),
                Piece::Value(value) => self.value(value, out),
            }),
            Expr::Keys(_) => unreachable!("key lists are expanded before they are rendered"),
        }
    }

    fn function(&mut self, name: &str, path: &AttributePath, operand: Option<&Operand>, out: &mut String) {
        out.push_str(name);
        out.push('(');
        self.path(path, out);
        if let Some(operand) = operand {
            out.push_str(", ");
            self.operand(operand, out);
        }
        out.push(')');
    }

    fn join(&mut self, list: &[Expr], word: &str, out: &mut String) {
        for (position, expr) in list.iter().enumerate() {
            if position > 0 {
                out.push_str(word);
            }
            self.nested(expr, out);
        }
    }

    /// Redundant parentheses are an error to DynamoDB, so only AND, OR and what may hold them get them.
    fn nested(&mut self, expr: &Expr, out: &mut String) {
        if matches!(expr, Expr::All(_) | Expr::Any(_) | Expr::Raw(_)) {
            out.push('(');
            self.expr(expr, out);
            out.push(')');
        } else {
            self.expr(expr, out);
        }
    }

    fn operand(&mut self, operand: &Operand, out: &mut String) {
        match operand {
            Operand::Value(value) => self.value(value, out),
            Operand::Path(path) => self.path(path, out),
            Operand::Size(path) => self.function("size", path, None, out),
            Operand::Sum(sum) => {
                let Sum { left, sign, right } = &**sum;
                self.operand(left, out);
                self.signed(*sign, right, out);
            }
            Operand::Absent | Operand::Invalid(_) => {
                unreachable!("rendered conditions were checked and folded")
            }
        }
    }

    fn path(&mut self, path: &AttributePath, out: &mut String) {
        self.name(path.root(), out);
        for step in path.steps() {
            match step {
                Step::Index(index) => {
                    let _ = write!(out, "[{index}]");
                }
                Step::Key(key) => {
                    out.push('.');
                    self.name(key, out);
                }
            }
        }
    }

    fn name(&mut self, name: &str, out: &mut String) {
        let position = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        push_placeholder(NAME, position, out);
    }

    fn value(&mut self, value: &Value, out: &mut String) {
        let position = self.values.iter().position(|known| known == value).unwrap_or_else(|| {
            self.values.push(value.clone());
            self.values.len() - 1
        });
        push_placeholder(VALUE, position, out);
    }
}

/// What a placeholder of a name begins with, and one of a value.
const NAME: &str = "#n";
const VALUE: &str = ":v";

fn placeholder(word: &str, position: usize) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    push_placeholder(word, position, &mut out);
    out
}

// Not by `write!`: each expression has several, and to format one costs as much as the rest of its term.
fn push_placeholder(word: &str, position: usize, out: &mut String) {
    out.push_str(word);
    out.push_str(itoa::Buffer::new().format(position));
}

/// What a condition costs of DynamoDB's limits: its operators and functions, and its longest IN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) operators: usize,
    pub(crate) in_operands: usize,
}

impl Weight {
    /// Counts a condition. AND, OR, NOT, comparators, BETWEEN, IN and functions count as one each.
    pub(crate) fn of(expr: &Expr) -> Self {
        let list = |list: &[Expr]| {
            let mut sum = Self { operators: list.len().saturating_sub(1), in_operands: 0 };
            for expr in list {
                sum = sum.with(Self::of(expr));
            }
            sum
        };
        let sizes = |operands: &[&Operand]| operands.iter().filter(|o| matches!(o, Operand::Size(_))).count();
        match expr {
            Expr::All(terms) => list(terms),
            Expr::Any(branches) => list(branches),
            Expr::Not(inner) => Self { operators: 1, in_operands: 0 }.with(Self::of(inner)),
            Expr::Compare(left, _, right) => Self { operators: 1 + sizes(&[left, right]), in_operands: 0 },
            Expr::Between(value, low, high) => {
                Self { operators: 1 + sizes(&[value, low, high]), in_operands: 0 }
            }
            Expr::In(value, list) => {
                let in_list = sizes(&list.iter().collect::<Vec<_>>());
                Self { operators: 1 + sizes(&[value]) + in_list, in_operands: list.len() }
            }
            Expr::BeginsWith(_, operand) | Expr::Contains(_, operand) => {
                Self { operators: 1 + sizes(&[operand]), in_operands: 0 }
            }
            Expr::Exists(_) | Expr::NotExists(_) | Expr::HasType(..) => Self { operators: 1, in_operands: 0 },
            Expr::Raw(raw) => raw.weight(),
            Expr::Keys(list) => Self { operators: 4 * list.keys.len(), in_operands: 0 },
        }
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            operators: self.operators + other.operators,
            in_operands: self.in_operands.max(other.in_operands),
        }
    }

    pub(crate) fn fits(self) -> bool {
        self.operators <= MAX_OPERATORS && self.in_operands <= MAX_IN_OPERANDS
    }
}

#[cfg(test)]
mod tests;

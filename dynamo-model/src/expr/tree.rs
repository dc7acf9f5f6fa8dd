//! A condition as data, without the types of model and field.

use std::sync::Arc;

use dynamo_model_fields::{AttributeType, EncodeError, Value};

use crate::error::{Error, Result};
use crate::expr::path::AttributePath;
use crate::expr::raw::Raw;
use crate::model::key::PrimaryKey;

/// A condition. `All([])` always holds, `Any([])` never does.
#[derive(Clone, PartialEq)]
pub(crate) enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Operand, Comparator, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Exists(AttributePath),
    NotExists(AttributePath),
    BeginsWith(AttributePath, Operand),
    Contains(AttributePath, Operand),
    HasType(AttributePath, AttributeType),
    Keys(KeyList),
    /// Text of the caller's own, which only DynamoDB can evaluate. It is shared by the copies of a condition.
    Raw(Arc<Raw>),
}

/// The item is one of these.
#[derive(Clone, Debug)]
pub(crate) struct KeyList {
    pub(crate) hash: &'static str,
    pub(crate) range: Option<&'static str>,
    pub(crate) keys: Vec<PrimaryKey>,
    /// The first key that could not be made.
    pub(crate) invalid: Option<Error>,
}

impl PartialEq for KeyList {
    fn eq(&self, other: &Self) -> bool {
        (self.hash, self.range, &self.keys) == (other.hash, other.range, &other.keys)
            && self.invalid.is_none() == other.invalid.is_none()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Comparator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Comparator {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "<>",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

/// What a comparator compares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Value(Value),
    Path(AttributePath),
    Size(AttributePath),
    /// Arithmetic, which stands in updates only.
    Sum(Box<Sum>),
    /// A value that is stored as an absent attribute: `None` or an empty set.
    Absent,
    /// A value that cannot be stored; reported when the condition is used, so that making one cannot fail.
    Invalid(EncodeError),
}

/// A sum or a difference.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sum {
    pub(crate) left: Operand,
    pub(crate) sign: Sign,
    pub(crate) right: Operand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
}

impl Sign {
    pub(crate) fn symbol(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '-',
        }
    }
}

impl Operand {
    pub(crate) fn of(value: std::result::Result<Value, EncodeError>) -> Self {
        match value {
            Ok(value) => Self::Value(value),
            Err(error) => Self::Invalid(error),
        }
    }

    pub(crate) fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// True for a field whose values are not shown.
    pub(crate) fn is_sensitive(&self) -> bool {
        let mut found = false;
        self.visit_paths(&mut |path| found |= path.is_sensitive());
        found
    }

    /// The paths that are read for it, in order.
    pub(crate) fn paths(&self) -> Vec<&AttributePath> {
        let mut paths = Vec::new();
        self.visit_paths(&mut |path| paths.push(path));
        paths
    }

    /// Calls `visit` with the paths that are read for it, in order.
    fn visit_paths<'a>(&'a self, visit: &mut dyn FnMut(&'a AttributePath)) {
        match self {
            Self::Path(path) | Self::Size(path) => visit(path),
            Self::Sum(sum) => {
                sum.left.visit_paths(visit);
                sum.right.visit_paths(visit);
            }
            Self::Value(_) | Self::Absent | Self::Invalid(_) => {}
        }
    }

    /// Refuses a value that cannot be stored.
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::Invalid(error) => Err(Error::encode(error.clone())),
            Self::Sum(sum) => sum.left.check().and_then(|()| sum.right.check()),
            Self::Value(_) | Self::Path(_) | Self::Size(_) | Self::Absent => Ok(()),
        }
    }
}

impl Expr {
    /// Both hold; the order of the terms is kept and nesting is flattened.
    pub(crate) fn and(self, other: Self) -> Self {
        let mut terms = self.into_terms();
        other.add_to(&mut terms);
        Self::all(terms)
    }

    /// Holds besides what is known already, if anything is.
    pub(crate) fn besides(self, known: Option<Self>) -> Self {
        match known {
            Some(known) => known.and(self),
            None => self,
        }
    }

    /// What cannot be asked, for this reason; `check` tells it.
    pub(crate) fn refused(error: Error) -> Self {
        Self::Keys(KeyList { hash: "", range: None, keys: Vec::new(), invalid: Some(error) })
    }

    /// One of them holds.
    pub(crate) fn or(self, other: Self) -> Self {
        let branches = |expr| match expr {
            Self::Any(branches) => branches,
            single => vec![single],
        };
        let mut joined = branches(self);
        joined.extend(branches(other));
        Self::any(joined)
    }

    /// All of these; a single one stands for itself.
    pub(crate) fn all(mut terms: Vec<Self>) -> Self {
        if terms.len() == 1 { terms.swap_remove(0) } else { Self::All(terms) }
    }

    /// One of these; a single one stands for itself.
    pub(crate) fn any(mut branches: Vec<Self>) -> Self {
        if branches.len() == 1 { branches.swap_remove(0) } else { Self::Any(branches) }
    }

    /// Adds the terms that must all hold.
    pub(crate) fn add_to(self, terms: &mut Vec<Self>) {
        match self {
            Self::All(more) => terms.extend(more),
            single => terms.push(single),
        }
    }

    /// The terms that must all hold.
    pub(crate) fn into_terms(self) -> Vec<Self> {
        match self {
            Self::All(terms) => terms,
            single => vec![single],
        }
    }

    pub(crate) fn never() -> Self {
        Self::Any(Vec::new())
    }

    pub(crate) fn always() -> Self {
        Self::All(Vec::new())
    }

    pub(crate) fn is_never(&self) -> bool {
        matches!(self, Self::Any(branches) if branches.is_empty())
    }

    pub(crate) fn is_always(&self) -> bool {
        matches!(self, Self::All(terms) if terms.is_empty())
    }

    /// Calls `visit` with every path, in order.
    pub(crate) fn paths<'a>(&'a self, visit: &mut dyn FnMut(&'a AttributePath)) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|expr| expr.paths(visit)),
            Self::Not(inner) => inner.paths(visit),
            Self::Exists(path)
            | Self::NotExists(path)
            | Self::BeginsWith(path, _)
            | Self::Contains(path, _)
            | Self::HasType(path, _) => visit(path),
            Self::Raw(raw) => raw.paths().iter().for_each(&mut *visit),
            Self::Compare(..) | Self::Between(..) | Self::In(..) | Self::Keys(_) => {}
        }
        self.operands().for_each(|operand| operand.visit_paths(visit));
    }

    /// Calls `visit` with every value that is compared with, in order.
    pub(crate) fn values<'a>(&'a self, visit: &mut dyn FnMut(&'a Value)) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|expr| expr.values(visit)),
            Self::Not(inner) => inner.values(visit),
            _ => self.operands().filter_map(Operand::value).for_each(visit),
        }
    }

    /// Calls `visit` with the attribute that every path starts with, in order.
    pub(crate) fn roots<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|expr| expr.roots(visit)),
            Self::Not(inner) => inner.roots(visit),
            Self::Keys(list) => {
                visit(list.hash);
                list.range.into_iter().for_each(visit);
            }
            _ => self.paths(&mut |path| visit(path.root())),
        }
    }

    /// True if the attribute stands anywhere in the condition.
    pub(crate) fn names(&self, attribute: &str) -> bool {
        let mut found = false;
        self.roots(&mut |root| found |= root == attribute);
        found
    }

    /// How many values the longest list in it holds.
    pub(crate) fn longest_list(&self) -> usize {
        match self {
            Self::All(list) | Self::Any(list) => {
                list.iter().map(Self::longest_list).max().unwrap_or_default()
            }
            Self::Not(inner) => inner.longest_list(),
            Self::In(_, values) => values.len(),
            Self::Keys(list) => list.keys.len(),
            _ => 0,
        }
    }

    /// True if a part of it can be evaluated by DynamoDB alone.
    pub(crate) fn holds_raw(&self) -> bool {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().any(Self::holds_raw),
            Self::Not(inner) => inner.holds_raw(),
            Self::Raw(_) => true,
            _ => false,
        }
    }

    /// Refuses a value that cannot be stored, a path that cannot be, and text of the caller's own that cannot be sent.
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().try_for_each(Self::check),
            Self::Not(inner) => inner.check(),
            Self::Keys(list) => list.invalid.as_ref().map_or(Ok(()), |error| Err(error.clone())),
            Self::Raw(raw) => raw.check(),
            _ => {
                let mut named = Ok(());
                self.paths(&mut |path| {
                    if named.is_ok() {
                        named = path.check();
                    }
                });
                named?;
                self.operands().try_for_each(|operand| match operand {
                    Operand::Invalid(error) => Err(Error::encode(self.placed(error))),
                    other => other.check(),
                })
            }
        }
    }

    /// The error of an operand, with the name of what it is compared with.
    fn placed(&self, error: &EncodeError) -> EncodeError {
        let mut named = None;
        self.paths(&mut |path| {
            named.get_or_insert_with(|| path.to_string());
        });
        match named {
            Some(name) => error.clone().within(&name),
            None => error.clone(),
        }
    }

    fn operands(&self) -> impl Iterator<Item = &Operand> {
        let (first, list): ([Option<&Operand>; 3], &[Operand]) = match self {
            Self::Compare(left, _, right) => ([Some(left), Some(right), None], &[]),
            Self::Between(value, low, high) => ([Some(value), Some(low), Some(high)], &[]),
            Self::In(value, list) => ([Some(value), None, None], list),
            Self::BeginsWith(_, operand) | Self::Contains(_, operand) => ([Some(operand), None, None], &[]),
            _ => ([None; 3], &[]),
        };
        first.into_iter().flatten().chain(list)
    }
}

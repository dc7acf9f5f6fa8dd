//! Conditions and updates as text for people.

use std::fmt::{self, Display};

use crate::expr::tree::{Expr, Operand};

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Path(path) => path.fmt(f),
            Self::Size(path) => write!(f, "size({path})"),
            Self::Sum(_) => Shown(self, self.is_sensitive()).fmt(f),
            Self::Absent => f.write_str("(absent)"),
            Self::Invalid(_) => f.write_str("(a value that cannot be stored)"),
        }
    }
}

/// What stands for a value that is not shown.
pub(crate) const HIDDEN: &str = "(hidden)";

/// An operand, whose value is hidden if what it is compared with is sensitive.
pub(crate) struct Shown<'a>(pub(crate) &'a Operand, pub(crate) bool);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(Operand::Value(_), true) => f.write_str(HIDDEN),
            Self(Operand::Sum(sum), hidden) => {
                let shown =
                    |operand| Shown(operand, *hidden || sum.left.is_sensitive() || sum.right.is_sensitive());
                write!(f, "{} {} {}", shown(&sum.left), sum.sign.symbol(), shown(&sum.right))
            }
            Self(operand, _) => operand.fmt(f),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(terms) if terms.is_empty() => f.write_str("(always)"),
            Self::Any(branches) if branches.is_empty() => f.write_str("(never)"),
            Self::All(terms) => join(f, terms, " AND ", |term| matches!(term, Self::Any(_) | Self::Raw(_))),
            Self::Any(branches) => join(f, branches, " OR ", |branch| matches!(branch, Self::Raw(_))),
            Self::Not(inner) => {
                let wrapped = matches!(**inner, Self::All(_) | Self::Any(_) | Self::Raw(_));
                f.write_str("NOT ")?;
                if wrapped { write!(f, "({inner})") } else { inner.fmt(f) }
            }
            Self::Compare(left, comparator, right) => {
                let hidden = left.is_sensitive() || right.is_sensitive();
                write!(f, "{} {} {}", Shown(left, hidden), comparator.symbol(), Shown(right, hidden))
            }
            Self::Between(value, low, high) => {
                let hidden = [value, low, high].into_iter().any(Operand::is_sensitive);
                write!(f, "{value} BETWEEN {} AND {}", Shown(low, hidden), Shown(high, hidden))
            }
            Self::In(value, list) => {
                write!(f, "{value} IN (")?;
                abridged(f, list, value.is_sensitive())?;
                f.write_str(")")
            }
            Self::Exists(path) => write!(f, "{path} exists"),
            Self::NotExists(path) => write!(f, "{path} not exists"),
            Self::BeginsWith(path, prefix) => {
                write!(f, "begins_with({path}, {})", Shown(prefix, path.is_sensitive()))
            }
            Self::Contains(path, element) => {
                write!(f, "contains({path}, {})", Shown(element, path.is_sensitive()))
            }
            Self::HasType(path, kind) => write!(f, "attribute_type({path}, {kind})"),
            Self::Raw(raw) => raw.fmt(f),
            Self::Keys(list) if list.invalid.is_some() => f.write_str("(a condition that cannot be asked)"),
            Self::Keys(list) => match list.keys.len() {
                1 => f.write_str("key is the given one"),
                n => write!(f, "key is one of {n}"),
            },
        }
    }
}

/// As people read it, since plans are logged: what is sensitive stays hidden.
impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    list: &[Expr],
    word: &str,
    wrapped: impl Fn(&Expr) -> bool,
) -> fmt::Result {
    for (position, expr) in list.iter().enumerate() {
        if position > 0 {
            f.write_str(word)?;
        }
        if wrapped(expr) && list.len() > 1 {
            write!(f, "({expr})")?;
        } else {
            expr.fmt(f)?;
        }
    }
    Ok(())
}

/// A list that stays readable: its first elements, and how many more there are.
fn abridged(f: &mut fmt::Formatter<'_>, list: &[Operand], hidden: bool) -> fmt::Result {
    const SHOWN: usize = 8;
    for (position, operand) in list.iter().take(SHOWN).enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        Shown(operand, hidden).fmt(f)?;
    }
    if list.len() > SHOWN { write!(f, ", and {} more", list.len() - SHOWN) } else { Ok(()) }
}

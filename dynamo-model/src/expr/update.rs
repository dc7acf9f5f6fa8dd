//! Updates, bound to a model.

use std::fmt;
use std::marker::PhantomData;

use crate::error::{Error, Result};
use crate::expr::display::Shown;
use crate::expr::path::AttributePath;
use crate::expr::tree::{Operand, Sign};
use dynamo_model_fields::{Attribute, AttributeType, EncodeError, Value};

/// One change of an item of the model `M`: `User::NAME.set("J.")`.
///
/// Where several are wanted, give any iterable of them.
#[must_use = "an update does nothing until it is given to a verb"]
pub struct Update<M> {
    action: Action,
    model: PhantomData<fn() -> M>,
}

/// A change as data.
#[derive(Clone, PartialEq)]
pub(crate) enum Action {
    Set(AttributePath, SetValue),
    Remove(AttributePath),
    Add(AttributePath, Operand),
    /// Takes members out of a set.
    Delete(AttributePath, Operand),
    /// An empty operand leaves nothing to do (W4).
    Nothing,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SetValue {
    To(Operand),
    IfNotExists(Operand),
    /// Adds to what is there, or takes from it; where nothing is, to or from 0.
    Count(Sign, Operand),
    Append(Operand),
    Prepend(Operand),
}

impl SetValue {
    fn operand(&self) -> &Operand {
        match self {
            Self::To(operand)
            | Self::IfNotExists(operand)
            | Self::Count(_, operand)
            | Self::Append(operand)
            | Self::Prepend(operand) => operand,
        }
    }
}

impl<M> Update<M> {
    pub(crate) fn of(action: Action) -> Self {
        Self { action, model: PhantomData }
    }

    pub(crate) fn into_action(self) -> Action {
        self.action
    }
}

impl Action {
    /// `set`, where a value that is stored as absent removes the attribute (W4).
    pub(crate) fn set(path: AttributePath, operand: Operand) -> Self {
        match operand {
            Operand::Absent => Self::Remove(path),
            operand => Self::Set(path, SetValue::To(operand)),
        }
    }

    /// `set` of a field or a part of one that is stored as `S`. Inside a list or a map, where positions and keys
    /// survive, an absent value is NULL (V1).
    pub(crate) fn set_as<S: Attribute>(path: AttributePath, operand: Operand) -> Self {
        let is_inside = !path.steps().is_empty();
        match operand {
            Operand::Absent if is_inside && S::absent().is_some() => Self::set(path, absent_inside::<S>()),
            operand => Self::set(path, operand),
        }
    }

    pub(crate) fn set_if_not_exists(path: AttributePath, operand: Operand) -> Self {
        match operand {
            Operand::Absent => Self::Nothing,
            operand => Self::Set(path, SetValue::IfNotExists(operand)),
        }
    }

    /// `append` or `prepend`, where an empty list changes nothing (W4).
    pub(crate) fn extend(path: AttributePath, operand: Operand, join: fn(Operand) -> SetValue) -> Self {
        match operand {
            Operand::Absent => Self::Nothing,
            Operand::Value(Value::L(list)) if list.is_empty() => Self::Nothing,
            operand => Self::Set(path, join(operand)),
        }
    }

    pub(crate) fn add(path: AttributePath, operand: Operand) -> Self {
        match operand {
            Operand::Absent => Self::Nothing,
            operand => Self::Add(path, operand),
        }
    }

    /// `add` to a number: ADD is for whole attributes (W5).
    pub(crate) fn add_number(path: AttributePath, operand: Operand) -> Self {
        if path.steps().is_empty() {
            Self::Add(path, operand)
        } else {
            Self::count(path, Sign::Plus, operand)
        }
    }

    /// `increment` and `decrement`.
    pub(crate) fn count(path: AttributePath, sign: Sign, operand: Operand) -> Self {
        Self::Set(path, SetValue::Count(sign, operand))
    }

    pub(crate) fn delete(path: AttributePath, operand: Operand) -> Self {
        match operand {
            Operand::Absent => Self::Nothing,
            operand => Self::Delete(path, operand),
        }
    }

    pub(crate) fn path(&self) -> Option<&AttributePath> {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => {
                Some(path)
            }
            Self::Nothing => None,
        }
    }

    pub(crate) fn operand(&self) -> Option<&Operand> {
        match self {
            Self::Set(_, value) => Some(value.operand()),
            Self::Add(_, operand) | Self::Delete(_, operand) => Some(operand),
            Self::Remove(_) | Self::Nothing => None,
        }
    }

    /// Counts what DynamoDB bounds: functions, `+` and `-`.
    pub(crate) fn operators(&self) -> usize {
        match self {
            Self::Set(_, SetValue::To(Operand::Sum(_)) | SetValue::IfNotExists(_)) => 1,
            Self::Set(_, SetValue::Count(..) | SetValue::Append(_) | SetValue::Prepend(_)) => 2,
            _ => 0,
        }
    }

    /// True if doing it twice has the effect of doing it once (W1).
    fn repeats(&self) -> bool {
        match self {
            // Removing an element moves those behind it, and setting one behind the end appends it.
            Self::Set(path, SetValue::To(operand) | SetValue::IfNotExists(operand)) => {
                !path.ends_in_index() && !matches!(operand, Operand::Sum(_))
            }
            Self::Remove(path) => !path.ends_in_index(),
            Self::Nothing | Self::Delete(..) => true,
            Self::Set(_, SetValue::Append(_) | SetValue::Prepend(_) | SetValue::Count(..)) => false,
            Self::Add(_, operand) => {
                matches!(operand, Operand::Value(Value::Ss(_) | Value::Ns(_) | Value::Bs(_)))
            }
        }
    }
}

/// What an absent value is inside a list or a map: NULL, but for an empty set, which cannot be there (V1).
pub(crate) fn absent_inside<S: Attribute>() -> Operand {
    match S::TYPE {
        Some(AttributeType::Ss | AttributeType::Ns | AttributeType::Bs) => {
            Operand::Invalid(EncodeError::new("an empty set cannot be stored inside a list or map"))
        }
        _ => Operand::Value(Value::Null),
    }
}

/// Refuses updates that DynamoDB is certain to refuse, and drops those that change nothing.
pub(crate) fn checked(actions: Vec<Action>) -> Result<Vec<Action>> {
    let actions: Vec<Action> = actions.into_iter().filter(|action| *action != Action::Nothing).collect();
    if actions.is_empty() {
        return Err(Error::refused(
            "the update changes nothing: there is no update, or each has an empty operand",
        ));
    }
    for (position, action) in actions.iter().enumerate() {
        let read = action.operand().map(Operand::paths).unwrap_or_default();
        action.path().into_iter().chain(read).try_for_each(AttributePath::check)?;
        if let (Some(Operand::Invalid(error)), Some(path)) = (action.operand(), action.path()) {
            return Err(Error::encode(error.clone().within(&path.to_string())));
        }
        action.operand().map_or(Ok(()), Operand::check)?;
        match action {
            Action::Add(path, Operand::Path(other)) => {
                return Err(Error::refused(format!(
                    "`{other}` cannot be added to `{path}`: DynamoDB adds values, and reads no other field for it"
                )));
            }
            Action::Delete(path, Operand::Path(other)) => {
                return Err(Error::refused(format!(
                    "the members of `{other}` cannot be deleted from `{path}`: DynamoDB deletes values, and reads no other field for it"
                )));
            }
            _ => {}
        }
        let Some(path) = action.path() else { continue };
        let earlier = actions[..position].iter().filter_map(Action::path);
        if let Some(other) = earlier.into_iter().find(|other| other.overlaps(path)) {
            let words = if other == path {
                format!("two updates write `{path}`")
            } else {
                format!("two updates write the same place: `{other}` and `{path}`")
            };
            return Err(Error::refused(words));
        }
    }
    Ok(actions)
}

/// True if sending the updates twice has the effect of sending them once (W1).
pub(crate) fn repeat_safely(actions: &[Action]) -> bool {
    let is_written = |source: &AttributePath| {
        actions.iter().filter_map(Action::path).any(|target| target.overlaps(source))
    };
    let reads_what_is_written = |operand: &Operand| operand.paths().into_iter().any(is_written);
    actions.iter().all(|action| action.repeats() && !action.operand().is_some_and(reads_what_is_written))
}

impl<M> Clone for Update<M> {
    fn clone(&self) -> Self {
        Self::of(self.action.clone())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = self.path().is_some_and(AttributePath::is_sensitive);
        let shown = |operand| Shown(operand, hidden);
        match self {
            Self::Set(path, SetValue::To(operand)) => write!(f, "SET {path} = {}", shown(operand)),
            Self::Set(path, SetValue::IfNotExists(operand)) => {
                write!(f, "SET {path} = if_not_exists({path}, {})", shown(operand))
            }
            Self::Set(path, SetValue::Count(sign, operand)) => {
                write!(f, "SET {path} = if_not_exists({path}, 0) {} {}", sign.symbol(), shown(operand))
            }
            Self::Set(path, SetValue::Append(operand)) => {
                write!(f, "SET {path} = {path} + {}", shown(operand))
            }
            Self::Set(path, SetValue::Prepend(operand)) => {
                write!(f, "SET {path} = {} + {path}", shown(operand))
            }
            Self::Remove(path) => write!(f, "REMOVE {path}"),
            Self::Add(path, operand) => write!(f, "ADD {path} {}", shown(operand)),
            Self::Delete(path, operand) => write!(f, "DELETE {path} {}", shown(operand)),
            Self::Nothing => f.write_str("(nothing)"),
        }
    }
}

/// As people read it, since plans are logged: what is sensitive stays hidden.
impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As a person would write it: `SET name = "J."`.
impl<M> fmt::Display for Update<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.action.fmt(f)
    }
}

impl<M> fmt::Debug for Update<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Update({})", self.action)
    }
}

/// One update is a list of one.
impl<M> IntoIterator for Update<M> {
    type Item = Self;
    type IntoIter = std::iter::Once<Self>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::tree::Sum;

    fn path(name: &'static str) -> AttributePath {
        AttributePath::attribute(name)
    }

    fn number() -> Operand {
        Operand::Value(Value::from(1_i64))
    }

    fn sum(sign: Sign) -> Operand {
        Operand::Sum(Box::new(Sum { left: Operand::Path(path("b")), sign, right: number() }))
    }

    #[test]
    fn w1_says_which_updates_may_be_sent_twice() {
        let set = Action::set(path("a"), number());
        let copy = |from, to| Action::set(path(to), Operand::Path(path(from)));
        let list = || Operand::Value(Value::L(vec![Value::Null]));
        let members = Operand::Value(Value::Ss(["x".to_owned()].into()));
        let table = [
            (vec![set.clone()], true),
            (vec![Action::Remove(path("a"))], true),
            (vec![Action::Remove(path("a").key("b"))], true),
            (vec![Action::Remove(path("a").index(0))], false),
            (vec![Action::set(path("a").index(9), number())], false),
            (vec![Action::set_if_not_exists(path("a").index(9), number())], false),
            (vec![Action::set(path("a").index(9).key("b"), number())], true),
            (vec![Action::set_if_not_exists(path("a"), number())], true),
            (vec![Action::add(path("a"), members)], true),
            (vec![copy("a", "b")], true),
            (vec![Action::add(path("a"), number())], false),
            (vec![Action::extend(path("a"), list(), SetValue::Append)], false),
            (vec![Action::extend(path("a"), list(), SetValue::Prepend)], false),
            (vec![Action::delete(path("a"), Operand::Value(Value::Ss(["x".to_owned()].into())))], true),
            (vec![Action::set(path("a"), sum(Sign::Plus))], false),
            (vec![Action::set(path("a"), sum(Sign::Minus))], false),
            (vec![Action::count(path("a"), Sign::Plus, number())], false),
            (vec![Action::count(path("a").key("b"), Sign::Minus, number())], false),
            (vec![Action::add_number(path("a").key("b"), number())], false),
            (vec![copy("a", "b"), copy("b", "a")], false),
            (vec![set, Action::add(path("b"), number())], false),
        ];
        for (actions, expected) in table {
            assert_eq!(repeat_safely(&actions), expected, "{actions:?}");
        }
    }

    #[test]
    fn refuses_updates_of_overlapping_paths() {
        let error = checked(vec![Action::set(path("a").index(0), number()), Action::Remove(path("a"))]);
        assert_eq!(error.unwrap_err().to_string(), "two updates write the same place: `a[0]` and `a`");
    }

    #[test]
    fn refuses_to_add_and_delete_what_other_fields_hold() {
        let other = || Operand::Path(path("b"));
        let error = checked(vec![Action::add(path("a"), other())]);
        assert_eq!(
            error.unwrap_err().to_string(),
            "`b` cannot be added to `a`: DynamoDB adds values, and reads no other field for it"
        );
        let error = checked(vec![Action::delete(path("a"), other())]);
        assert_eq!(
            error.unwrap_err().to_string(),
            "the members of `b` cannot be deleted from `a`: DynamoDB deletes values, and reads no other field for it"
        );
    }

    #[test]
    fn refuses_overlaps_of_every_section() {
        let members = || Operand::Value(Value::Ss(["x".to_owned()].into()));
        let both = [Action::add(path("a"), members()), Action::delete(path("a"), members())];
        assert_eq!(checked(both.into()).unwrap_err().to_string(), "two updates write `a`");
        let both = [Action::count(path("a").key("b"), Sign::Plus, number()), Action::Remove(path("a"))];
        let error = checked(both.into()).unwrap_err();
        assert_eq!(error.to_string(), "two updates write the same place: `a.b` and `a`");
    }

    #[test]
    fn updates_read_as_a_person_would_write_them() {
        let table = [
            (Action::set(path("a"), sum(Sign::Plus)), "SET a = b + 1"),
            (Action::count(path("a").key("b"), Sign::Minus, number()), "SET a.b = if_not_exists(a.b, 0) - 1"),
            (Action::delete(path("a"), number()), "DELETE a 1"),
        ];
        for (action, expected) in table {
            assert_eq!(action.to_string(), expected);
        }
    }

    #[test]
    fn w4_an_update_with_nothing_left_is_refused() {
        let empty = Action::extend(path("a"), Operand::Value(Value::L(Vec::new())), SetValue::Append);
        assert!(checked(vec![empty]).unwrap_err().is_refused());
        assert!(checked(vec![Action::delete(path("a"), Operand::Absent)]).unwrap_err().is_refused());
        assert!(checked(Vec::new()).unwrap_err().is_refused());
    }

    #[test]
    fn w4_setting_an_absent_value_removes() {
        assert_eq!(Action::set(path("a"), Operand::Absent), Action::Remove(path("a")));
    }
}

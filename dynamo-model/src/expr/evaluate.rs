//! Conditions answered here, by DynamoDB's own rules (R4).

use std::cmp::Ordering;

use dynamo_model_fields::{Item, KeyPart, Number, Value};

use crate::expr::fold::order;
use crate::expr::path::{AttributePath, Step};
use crate::expr::tree::{Comparator, Expr, KeyList, Operand};

/// Tells whether an item satisfies a condition that was checked and folded.
pub(crate) fn holds(expr: &Expr, item: &Item) -> bool {
    match expr {
        Expr::All(terms) => terms.iter().all(|term| holds(term, item)),
        Expr::Any(branches) => branches.iter().any(|branch| holds(branch, item)),
        Expr::Not(inner) => !holds(inner, item),
        Expr::Compare(left, comparator, right) => compares(left, *comparator, right, item),
        Expr::Between(value, low, high) => {
            let within = || {
                let (value, low, high) = (resolve(value, item)?, resolve(low, item)?, resolve(high, item)?);
                Some(order(&low, &value)? != Ordering::Greater && order(&value, &high)? != Ordering::Greater)
            };
            within().unwrap_or(false)
        }
        Expr::In(value, list) => resolve(value, item).is_some_and(|value| {
            list.iter().filter_map(|operand| resolve(operand, item)).any(|candidate| *candidate == *value)
        }),
        Expr::Exists(path) => at(path, item).is_some(),
        Expr::NotExists(path) => at(path, item).is_none(),
        Expr::BeginsWith(path, prefix) => match (at(path, item), resolve(prefix, item).as_deref()) {
            (Some(Value::S(text)), Some(Value::S(prefix))) => text.starts_with(prefix.as_str()),
            (Some(Value::B(bytes)), Some(Value::B(prefix))) => bytes.starts_with(prefix),
            _ => false,
        },
        Expr::Contains(path, element) => match (at(path, item), resolve(element, item).as_deref()) {
            (Some(whole), Some(element)) => contains(whole, element),
            _ => false,
        },
        Expr::HasType(path, kind) => at(path, item).is_some_and(|value| value.attribute_type() == *kind),
        Expr::Keys(list) => is_one_of(list, item),
        Expr::Raw(_) => unreachable!("a plan leaves raw conditions to DynamoDB"),
    }
}

/// An operand's value: borrowed where it stands in the item or the condition.
enum Resolved<'a> {
    Borrowed(&'a Value),
    Size(Value),
}

impl std::ops::Deref for Resolved<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Self::Borrowed(value) => value,
            Self::Size(value) => value,
        }
    }
}

fn resolve<'a>(operand: &'a Operand, item: &'a Item) -> Option<Resolved<'a>> {
    match operand {
        Operand::Value(value) => Some(Resolved::Borrowed(value)),
        Operand::Path(path) => at(path, item).map(Resolved::Borrowed),
        Operand::Size(path) => {
            let size = size(at(path, item)?)?;
            Some(Resolved::Size(Value::N(Number::from(size as u64))))
        }
        Operand::Absent | Operand::Invalid(_) => None,
        Operand::Sum(_) => unreachable!("arithmetic stands in updates only"),
    }
}

fn at<'a>(path: &AttributePath, item: &'a Item) -> Option<&'a Value> {
    let mut value = item.get(path.root())?;
    for step in path.steps() {
        value = match (step, value) {
            (Step::Key(key), Value::M(map)) => map.get(key.as_ref())?,
            (Step::Index(index), Value::L(list)) => list.get(*index)?,
            _ => return None,
        };
    }
    Some(value)
}

fn compares(left: &Operand, comparator: Comparator, right: &Operand, item: &Item) -> bool {
    let (left, right) = (resolve(left, item), resolve(right, item));
    let ordered = |wanted: fn(Ordering) -> bool| match (&left, &right) {
        (Some(left), Some(right)) => order(left, right).is_some_and(wanted),
        _ => false,
    };
    let equal = matches!((&left, &right), (Some(left), Some(right)) if **left == **right);
    match comparator {
        Comparator::Eq => equal,
        Comparator::Ne => !equal,
        Comparator::Lt => ordered(Ordering::is_lt),
        Comparator::Le => ordered(Ordering::is_le),
        Comparator::Gt => ordered(Ordering::is_gt),
        Comparator::Ge => ordered(Ordering::is_ge),
    }
}

/// The UTF-8 length of text, the length of bytes, the number of elements; numbers and the like have no size.
fn size(value: &Value) -> Option<usize> {
    match value {
        Value::S(text) => Some(text.len()),
        Value::B(bytes) => Some(bytes.len()),
        Value::L(list) => Some(list.len()),
        Value::M(map) => Some(map.len()),
        Value::Ss(set) => Some(set.len()),
        Value::Ns(set) => Some(set.len()),
        Value::Bs(set) => Some(set.len()),
        Value::N(_) | Value::Bool(_) | Value::Null => None,
    }
}

fn contains(whole: &Value, element: &Value) -> bool {
    match (whole, element) {
        (Value::S(text), Value::S(part)) => text.contains(part.as_str()),
        (Value::B(bytes), Value::B(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part.as_slice())
        }
        (Value::L(list), element) => list.contains(element),
        (Value::Ss(set), Value::S(member)) => set.contains(member),
        (Value::Ns(set), Value::N(member)) => set.contains(member),
        (Value::Bs(set), Value::B(member)) => set.contains(member),
        _ => false,
    }
}

fn is_one_of(list: &KeyList, item: &Item) -> bool {
    let part = |name: &str| item.get(name).and_then(KeyPart::from_value);
    let Some(hash) = part(list.hash) else { return false };
    let range = list.range.and_then(part);
    list.keys.iter().any(|key| *key.hash() == hash && key.range() == range.as_ref())
}

#[cfg(test)]
mod tests {
    use dynamo_model_fields::AttributeType;

    use super::*;

    fn item() -> Item {
        [
            ("text".to_owned(), Value::from("äbc")),
            ("number".to_owned(), Value::from(10_i64)),
            ("null".to_owned(), Value::Null),
            ("list".to_owned(), Value::L(vec![Value::from(1_i64), Value::from("x")])),
            ("set".to_owned(), Value::Ss(["a".to_owned(), "b".to_owned()].into())),
        ]
        .into()
    }

    fn path(name: &'static str) -> AttributePath {
        AttributePath::attribute(name)
    }

    fn compare(name: &'static str, comparator: Comparator, value: Value) -> Expr {
        Expr::Compare(Operand::Path(path(name)), comparator, Operand::Value(value))
    }

    fn not(expr: Expr) -> Expr {
        Expr::Not(Box::new(expr))
    }

    #[test]
    fn r4_answers_as_dynamodb_does() {
        use Comparator::*;
        let number = |n: i64| Value::from(n);
        let table = [
            (compare("number", Lt, number(11)), true),
            (compare("number", Lt, number(9)), false),
            (compare("number", Eq, Value::N(Number::new("1e1").unwrap())), true),
            (compare("number", Eq, Value::from("10")), false),
            (compare("number", Ne, Value::from("10")), true),
            (compare("number", Lt, Value::from("11")), false),
            (not(compare("number", Lt, Value::from("11"))), true),
            (compare("absent", Eq, number(1)), false),
            (compare("absent", Ne, number(1)), true),
            (compare("absent", Lt, number(1)), false),
            (not(compare("absent", Lt, number(1))), true),
            (Expr::Exists(path("null")), true),
            (Expr::Exists(path("absent")), false),
            (Expr::NotExists(path("absent")), true),
            (Expr::BeginsWith(path("text"), Operand::Value(Value::from("ä"))), true),
            (Expr::BeginsWith(path("number"), Operand::Value(Value::from("1"))), false),
            (Expr::Contains(path("list"), Operand::Value(number(1))), true),
            (Expr::Contains(path("list"), Operand::Value(Value::from("1"))), false),
            (Expr::Contains(path("set"), Operand::Value(Value::from("b"))), true),
            (Expr::Contains(path("text"), Operand::Value(Value::from("bc"))), true),
            // UTF-8 length, not characters
            (Expr::Compare(Operand::Size(path("text")), Eq, Operand::Value(number(4))), true),
            (Expr::Compare(Operand::Size(path("number")), Ge, Operand::Value(number(0))), false),
            (Expr::HasType(path("text"), AttributeType::S), true),
            (Expr::HasType(path("null"), AttributeType::Null), true),
            (Expr::HasType(path("set"), AttributeType::Ns), false),
            (Expr::HasType(path("list").index(0), AttributeType::N), true),
            (Expr::HasType(path("absent"), AttributeType::Null), false),
            (not(Expr::HasType(path("absent"), AttributeType::Null)), true),
            (Expr::Compare(Operand::Size(path("list")), Eq, Operand::Size(path("set"))), true),
            (Expr::Compare(Operand::Size(path("list")), Lt, Operand::Path(path("number"))), true),
            (Expr::Compare(Operand::Size(path("absent")), Ne, Operand::Path(path("number"))), true),
            (
                Expr::Between(
                    Operand::Size(path("text")),
                    Operand::Size(path("set")),
                    Operand::Value(number(4)),
                ),
                true,
            ),
            (
                Expr::In(
                    Operand::Size(path("set")),
                    vec![Operand::Value(number(1)), Operand::Size(path("list"))],
                ),
                true,
            ),
            (Expr::Exists(path("list").index(1)), true),
            (Expr::Exists(path("list").index(2)), false),
        ];
        for (expr, expected) in table {
            assert_eq!(holds(&expr, &item()), expected, "{expr}");
        }
    }
}

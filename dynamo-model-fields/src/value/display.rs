//! Values as people read them in plans and conditions.

use std::fmt;

use super::Value;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::S(text) => write!(f, "{text:?}"),
            Self::N(number) => write!(f, "{number}"),
            Self::B(bytes) => write_bytes(f, bytes),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Null => f.write_str("NULL"),
            Self::L(elements) => separated(f, ['[', ']'], elements, |f, element| write!(f, "{element}")),
            Self::M(entries) => {
                separated(f, ['{', '}'], entries, |f, (name, value)| write!(f, "{name}: {value}"))
            }
            Self::Ss(texts) => separated(f, ['{', '}'], texts, |f, text| write!(f, "{text:?}")),
            Self::Ns(numbers) => separated(f, ['{', '}'], numbers, |f, number| write!(f, "{number}")),
            Self::Bs(members) => separated(f, ['{', '}'], members, |f, bytes| write_bytes(f, bytes)),
        }
    }
}

fn write_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    match bytes.len() {
        1 => f.write_str("<1 byte>"),
        length => write!(f, "<{length} bytes>"),
    }
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    [open, close]: [char; 2],
    parts: impl IntoIterator<Item = T>,
    each: impl Fn(&mut fmt::Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    write!(f, "{open}")?;
    for (position, part) in parts.into_iter().enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        each(f, part)?;
    }
    write!(f, "{close}")
}

#[cfg(test)]
mod tests {
    use crate::number::Number;

    use super::super::Item;
    use super::*;

    #[test]
    fn reads_like_text() {
        let map = Item::from([("a".to_owned(), Value::from(1))]);
        for (value, text) in [
            (Value::from("a@\"b"), r#""a@\"b""#),
            (Value::from(2000), "2000"),
            (Value::from(true), "true"),
            (Value::Null, "NULL"),
            (Value::B(vec![1, 2, 3]), "<3 bytes>"),
            (Value::from(vec![Value::from(1), Value::from("x")]), r#"[1, "x"]"#),
            (Value::from(map), "{a: 1}"),
            (Value::Ns([2, 1].map(Number::from).into()), "{1, 2}"),
            (Value::Ss(["b".to_owned(), "a".to_owned()].into()), r#"{"a", "b"}"#),
        ] {
            assert_eq!(value.to_string(), text);
        }
    }
}

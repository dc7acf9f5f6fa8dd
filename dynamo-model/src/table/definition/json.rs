//! JSON whose members stand in the order in which they were written.

use std::fmt::{self, Write};

/// What a definition is written as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

pub(super) fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// An object of the members that there are.
pub(super) fn object<const N: usize>(members: [(&'static str, Option<Json>); N]) -> Json {
    Json::Object(members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
}

/// A list; none where nothing is in it.
pub(super) fn list(elements: impl IntoIterator<Item = Json>) -> Option<Json> {
    let elements: Vec<Json> = elements.into_iter().collect();
    if elements.is_empty() { None } else { Some(Json::List(elements)) }
}

/// Text in quotes, as JSON and HCL write it.
pub(super) fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    let inside: String = text.chars().map(escaped).collect();
    format!("\"{inside}\"")
}

impl Json {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::List(elements) => {
                enclosed(f, depth, ['[', ']'], elements, |f, element| element.write(f, depth + 1))
            }
            Self::Object(members) => enclosed(f, depth, ['{', '}'], members, |f, (name, value)| {
                write!(f, "{}: ", quoted(name))?;
                value.write(f, depth + 1)
            }),
        }
    }
}

fn enclosed<T>(
    f: &mut fmt::Formatter<'_>,
    depth: usize,
    [open, close]: [char; 2],
    parts: &[T],
    write: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at == 0 { "\n" } else { ",\n" })?;
        write!(f, "{:width$}", "", width = 2 * (depth + 1))?;
        write(f, part)?;
    }
    if !parts.is_empty() {
        write!(f, "\n{:width$}", "", width = 2 * depth)?;
    }
    f.write_char(close)
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json_whatever_the_text_holds() {
        let hostile = "a\"b\\c\nd\te\u{1}f\u{7f}ü💥${x}";
        let json = object([
            ("text", Some(text(hostile))),
            ("absent", None),
            ("list", list([Json::Number(1), Json::Flag(true)])),
            ("none", list([])),
            ("empty", Some(Json::Object(Vec::new()))),
        ]);
        let read: serde_json::Value = serde_json::from_str(&json.to_string()).unwrap();
        assert_eq!(read, serde_json::json!({"text": hostile, "list": [1, true], "empty": {}}));
    }
}

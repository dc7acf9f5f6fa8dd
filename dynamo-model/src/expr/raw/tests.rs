//! What is refused, with its words, and what is read out of a text.

use super::*;

const NO_FIELDS: &Fields = &Fields::new(&[], &[], true);

fn raw(text: &str) -> Raw {
    let names = vec![("#a", "the.name".to_owned()), ("b", "tags".to_owned())];
    let values = vec![(":x".to_owned(), Value::from(1)), ("y".to_owned(), Value::from("text"))];
    Raw::new(text, names, values, NO_FIELDS)
}

fn problem(text: &str) -> String {
    raw(text).check().expect_err(text).to_string().replace("the raw condition ", "")
}

#[test]
fn says_what_is_wrong() {
    let all = "#a = :x AND #b = :y";
    let long = format!("{all}{}", " OR #a = :x".repeat(400));
    let table = [
        ("", "is empty"),
        (" ( ) ", "is empty"),
        ("#a = :x AND #b = :z", "uses `:z`, which is not declared"),
        ("#a = :x AND #c = :y", "uses `#c`, which is not declared"),
        ("#a = :x AND #b = :x", "does not use `:y`, which is declared"),
        ("#a = :x AND c = :y", "does not use `#b`, which is declared"),
        ("(#a = :x AND #b = :y", "has a `(` that is not closed"),
        ("#a = :x) AND (#b = :y", "has a `)` that closes nothing"),
        ("#a = 'x'", "holds ', and text stands in no expression: declare it as a value"),
        ("#a = \"x\"", "holds \", and text stands in no expression: declare it as a value"),
        ("#a = :x; #b", "holds `;`, which stands in no condition"),
        ("#a = :x + :y", "holds `+`, which stands in no condition"),
        ("#a = :x AND \u{e4} = :y", "holds `\u{e4}`, which stands in no condition"),
        ("#a = :x AND # = :y", "has a `#` that no name follows"),
        ("#a = :x AND #b = :", "has a `:` that no name follows"),
        ("#a[x] = :x", "has a `[` that no index and `]` follow"),
        ("[0] = :x", "has an index that follows no attribute"),
        ("#a[99999999999999999999999] = :x", "has an index of `99999999999999999999999`"),
        (long.as_str(), "is 4419 bytes long, and DynamoDB takes 4096"),
    ];
    for (text, expected) in table {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn refuses_what_parsers_choke_on() {
    assert_eq!(problem(&"(".repeat(2000)), "nests parentheses more than 300 deep");
    assert_eq!(
        problem(&format!("{}{}", "(".repeat(301), ")".repeat(301))),
        "nests parentheses more than 300 deep"
    );
    let nots = format!("{}#a = :x AND #b = :y", "NOT ".repeat(300));
    assert_eq!(problem(&nots), "has 303 operators and functions, and DynamoDB takes 300");
    let list = format!("#a IN (:x{}) AND #b = :y", ", :x".repeat(100));
    assert_eq!(problem(&list), "has 101 operands of IN, and DynamoDB takes 100");
}

#[test]
fn refuses_declarations_that_are_none() {
    let declared = |names: &[&'static str]| {
        let names = names.iter().map(|name| (*name, "n".to_owned())).collect();
        let raw = Raw::new("#a = n", names, Vec::new(), NO_FIELDS);
        raw.check().expect_err("it is refused").to_string()
    };
    assert_eq!(declared(&["#a", "a"]), "the raw condition declares `#a` twice");
    assert_eq!(
        declared(&["#a b"]),
        "the raw condition declares `#a b`, which is no placeholder: letters, digits and `_` are"
    );
    assert!(declared(&["#"]).contains("which is no placeholder"));
}

#[test]
fn refuses_a_value_that_cannot_be_stored() {
    let values = vec![(":x".to_owned(), Value::Ss(std::collections::BTreeSet::new()))];
    let raw = Raw::new("a = :x", Vec::new(), values, NO_FIELDS);
    assert!(raw.check().expect_err("the set is empty").is_encode());
}

#[test]
fn reads_paths_and_weights() {
    let text = "NOT (#a.x[2].#b BETWEEN :x AND size(other . y)) AND b IN (:x, :y,:x) or begins_with(#b, :y)";
    let raw = raw(text);
    raw.check().expect("it can be sent");
    let paths: Vec<String> = raw.paths().iter().map(ToString::to_string).collect();
    assert_eq!(paths, ["`the.name`.x[2].tags", "other.y", "b", "tags"]);
    // NOT, BETWEEN, size, AND, IN, or, begins_with
    assert_eq!(raw.weight(), Weight { operators: 7, in_operands: 3 });
    assert_eq!(
        raw.to_string(),
        "NOT (`the.name`.x[2].tags BETWEEN 1 AND size(other . y)) AND b IN (1, \"text\",1) or begins_with(tags, \"text\")"
    );
}

#[test]
fn loses_the_parentheses_around_the_whole_only() {
    let shown = |text: &str| raw(text).to_string();
    assert_eq!(shown("((#a = :x OR #b = :y))"), "`the.name` = 1 OR tags = \"text\"");
    assert_eq!(shown("(#a = :x) OR (#b = :y)"), "(`the.name` = 1) OR (tags = \"text\")");
}

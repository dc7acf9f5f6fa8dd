//! The guide's tables of actions against the SDK's own source: no action and no parameter is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;

/// The source of the SDK that this is built with.
fn sdk_source() -> PathBuf {
    let cargo = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).expect("it is JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let sdk = packages.iter().find(|package| package["name"] == "aws-sdk-dynamodb").expect("the SDK");
    Path::new(sdk["manifest_path"].as_str().expect("a path")).with_file_name("src").join("operation")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the SDK can send: the parameters of each action, and its name as a method.
fn actions_of_the_sdk() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let source = sdk_source();
    let field = Regex::new(r"(?m)^    pub (\w+): ").expect("it parses");
    let name = Regex::new(r#"Metadata::new\(\s*"(\w+)""#).expect("it parses");
    let entries = fs::read_dir(&source).expect("the operations").map(|entry| entry.expect("an entry").path());
    let modules = entries.filter(|path| path.is_dir());
    let actions = modules.map(|path| {
        let method = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let named = read(&path.with_extension("rs"));
        let action = name.captures(&named).unwrap_or_else(|| panic!("{method} has no name"))[1].to_owned();
        let input = read(&path.join(format!("_{method}_input.rs")));
        let fields = input.split("\nimpl ").next().expect("a struct");
        let parameters = field.captures_iter(fields).map(|found| found[1].to_owned()).collect();
        (action, (method, parameters))
    });
    actions.collect()
}

/// A row of a table: the action, and the words of each other column.
type Row = (String, Vec<Vec<String>>);

/// The rows of the tables under this heading.
fn rows(guide: &str, heading: &str) -> Vec<Row> {
    let section = guide.split("\n## ").find(|section| section.starts_with(heading)).expect("the section");
    let word = Regex::new("`([^`]+)`").expect("it parses");
    let words = |cell: &str| word.captures_iter(cell).map(|found| found[1].to_owned()).collect();
    let lines = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| action"));
    let cells = lines.map(|line| line.trim_matches('|').split('|').collect::<Vec<_>>());
    cells
        .map(|cells| (cells[0].trim().to_owned(), cells[1..].iter().map(|cell| words(cell)).collect()))
        .collect()
}

/// All of our own source.
fn our_source() -> String {
    fn add(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).expect("our source") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { add(&path, text) } else { text.push_str(&read(&path)) }
        }
    }
    let mut text = String::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../dynamo-model/src"), &mut text);
    text
}

#[test]
fn the_guide_names_each_action_and_each_parameter_once() {
    let guide = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../guide/src/actions.md"));
    let known = actions_of_the_sdk();
    assert!(known.len() > 50, "{known:?}");
    let (verbs, client) = (rows(&guide, "By verbs"), rows(&guide, "By the client"));

    let mut told: Vec<&String> = verbs.iter().chain(&client).map(|(action, _)| action).collect();
    told.sort();
    assert_eq!(told, known.keys().collect::<Vec<_>>());

    for (action, columns) in verbs.iter().map(|(action, columns)| (action, &columns[2..])) {
        let mut told: Vec<&String> = columns.iter().flatten().collect();
        told.sort();
        assert_eq!(told, known[action].1.iter().collect::<Vec<_>>(), "{action}");
    }
    for (action, columns) in &client {
        let (method, parameters) = &known[action];
        assert_eq!(columns[0], [format!("db.client().{method}()")]);
        let mut told: Vec<&String> = columns[1].iter().collect();
        told.sort();
        assert_eq!(told, parameters.iter().collect::<Vec<_>>(), "{action}");
    }
}

#[test]
fn the_verbs_and_hooks_of_the_guide_are_there() {
    let guide = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../guide/src/actions.md"));
    let source = our_source();
    for (action, columns) in rows(&guide, "By verbs") {
        for verb in &columns[0] {
            let name = verb.rsplit('.').next().expect("a name");
            let is_there = ["(", "<"].iter().any(|next| source.contains(&format!("fn {name}{next}")));
            assert!(is_there, "{action}: {verb}");
        }
        for hook in &columns[1] {
            let is_there =
                [format!(" {hook} =>"), format!("fn {hook}(")].iter().any(|word| source.contains(word));
            assert!(is_there, "{action}: {hook}");
        }
        let needs_hook = !columns[3].is_empty();
        assert!(!needs_hook || !columns[1].is_empty(), "{action} has parameters for a hook, and none");
    }
}
